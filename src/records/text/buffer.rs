//! The buffer that rows are written to.

/// Bytes that may be written beyond the end of a short text, so that its length need not be looked at.
pub const SLACK: usize = 32;

/// Bytes written from the front. What follows them is there too, so that they may be written in pieces of fixed lengths,
/// which is quicker than in pieces of the right ones; and it stays there when the buffer is used again.
#[derive(Debug, Default)]
pub struct Buffer {
    bytes: Vec<u8>,
    at: usize,
}

impl Buffer {
    /// What was written.
    pub fn written(&self) -> &[u8] {
        &self.bytes[..self.at]
    }

    /// The same, as bytes of their own.
    pub fn into_vec(mut self) -> Vec<u8> {
        self.bytes.truncate(self.at);
        self.bytes
    }

    /// The number of bytes that were written.
    #[inline]
    pub fn len(&self) -> usize {
        self.at
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.at == 0
    }

    /// Forgets what was written, and keeps the memory.
    pub fn clear(&mut self) {
        self.at = 0;
    }

    /// Makes room for so many bytes more, at least, and the slack.
    #[inline]
    pub fn reserve(&mut self, more: usize) {
        if self.bytes.len() - self.at < more + SLACK {
            self.grow(more + SLACK);
        }
    }

    #[cold]
    fn grow(&mut self, more: usize) {
        let length = (self.at + more).max(self.bytes.len() + self.bytes.len() / 2);
        if self.at == 0 {
            // Fresh zeros cost nothing until they are touched.
            self.bytes = vec![0; length];
        } else {
            self.bytes.resize(length, 0);
        }
    }

    /// The next so many bytes and the slack, which must be reserved.
    #[inline]
    pub fn room(&mut self, length: usize) -> &mut [u8] {
        &mut self.bytes[self.at..self.at + length + SLACK]
    }

    /// Keeps what was written to the room.
    #[inline]
    pub fn keep(&mut self, written: usize) {
        self.at += written;
    }
}

/// Lets `write` write to the first `N` bytes of the room.
#[inline(always)]
pub fn window<const N: usize>(to: &mut [u8], write: impl FnOnce(&mut [u8; N]) -> usize) -> usize {
    write(to.first_chunk_mut().expect("as many bytes are reserved"))
}

/// Writes bytes.
#[inline(always)]
pub fn put(text: &[u8], to: &mut [u8]) -> usize {
    to[..text.len()].copy_from_slice(text);
    text.len()
}

/// Writes `all[start..end]`; what follows it in the room is overwritten.
#[inline(always)]
pub fn part(all: &[u8], start: usize, end: usize, to: &mut [u8]) -> usize {
    let length = end - start;
    if length <= SLACK {
        if let Some(source) = all[start..].first_chunk::<SLACK>() {
            return window::<SLACK>(to, |to| {
                *to = *source;
                length
            });
        }
    }
    put(&all[start..end], to)
}
