//! Things of a layer above that the engine carries without looking at them: Python's objects and exceptions.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// Something that only the layer above understands. Two are equal if they are the same one.
#[derive(Clone)]
pub struct Opaque(Arc<dyn Any + Send + Sync>);

impl Opaque {
    /// Takes something along.
    pub fn new<T: Any + Send + Sync>(thing: T) -> Self {
        Self(Arc::new(thing))
    }

    /// The thing, if it is of that type.
    pub fn get<T: Any>(&self) -> Option<&T> {
        self.0.downcast_ref()
    }
}

impl PartialEq for Opaque {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Opaque {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opaque")
    }
}
