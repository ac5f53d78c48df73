"""Words, sentences and texts, of the locale's words or the caller's."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any


def get_words_list(
    self: Any, part_of_speech: str | None = None, ext_word_list: Sequence[str] | None = None
) -> list[str]:
    """The words to choose from."""
    if ext_word_list is not None:
        return list(ext_word_list)
    if not part_of_speech:
        return list(self.word_list)
    if part_of_speech not in self.parts_of_speech:
        raise ValueError(f"{part_of_speech} is not recognized as a part of speech.")
    return list(self.parts_of_speech[part_of_speech])


def words(
    self: Any,
    nb: int = 3,
    ext_word_list: Sequence[str] | None = None,
    part_of_speech: str | None = None,
    unique: bool = False,
) -> list[str]:
    """So many words."""
    known = self.get_words_list(part_of_speech=part_of_speech, ext_word_list=ext_word_list)
    pick = self.random_sample if unique else self.random_choices
    found: list[str] = pick(known, length=nb)
    return found


def word(
    self: Any, part_of_speech: str | None = None, ext_word_list: Sequence[str] | None = None
) -> str:
    """One word."""
    found: str = self.words(1, self.get_words_list(part_of_speech, ext_word_list))[0]
    return found


def sentence(
    self: Any,
    nb_words: int = 6,
    variable_nb_words: bool = True,
    ext_word_list: Sequence[str] | None = None,
) -> str:
    """A sentence of about so many words."""
    if nb_words <= 0:
        return ""
    if variable_nb_words:
        nb_words = self.randomize_nb_elements(nb_words, min=1)
    known = self.get_words_list(ext_word_list=ext_word_list)
    first, *rest = self.words(nb=nb_words, ext_word_list=known)
    made: str = self.word_connector.join([first.title(), *rest]) + self.sentence_punctuation
    return made


def sentences(self: Any, nb: int = 3, ext_word_list: Sequence[str] | None = None) -> list[str]:
    """So many sentences."""
    return [self.sentence(ext_word_list=ext_word_list) for _ in range(nb)]


def paragraph(
    self: Any,
    nb_sentences: int = 3,
    variable_nb_sentences: bool = True,
    ext_word_list: Sequence[str] | None = None,
) -> str:
    """A paragraph of about so many sentences."""
    if nb_sentences <= 0:
        return ""
    if variable_nb_sentences:
        nb_sentences = self.randomize_nb_elements(nb_sentences, min=1)
    made: str = self.word_connector.join(self.sentences(nb_sentences, ext_word_list=ext_word_list))
    return made


def paragraphs(self: Any, nb: int = 3, ext_word_list: Sequence[str] | None = None) -> list[str]:
    """So many paragraphs."""
    return [self.paragraph(ext_word_list=ext_word_list) for _ in range(nb)]


def text(self: Any, max_nb_chars: int = 200, ext_word_list: Sequence[str] | None = None) -> str:
    """A text of at most so many characters: of words, sentences or paragraphs, as the length wants."""
    if max_nb_chars < 5:
        raise ValueError("text() can only generate text of at least 5 characters")
    if max_nb_chars < 25:
        parts = _filled(self.word, self.word_connector, max_nb_chars, ext_word_list)
        parts[0] = parts[0][0].upper() + parts[0][1:]
        parts[-1] += self.sentence_punctuation
    elif max_nb_chars < 100:
        parts = _filled(self.sentence, self.word_connector, max_nb_chars, ext_word_list)
    else:
        parts = _filled(self.paragraph, "\n", max_nb_chars, ext_word_list)
    return "".join(parts)


def _filled(
    make: Callable[..., str], gap: str, most: int, ext_word_list: Sequence[str] | None
) -> list[str]:
    """Parts with gaps between them, up to the one that makes the text too long, which is left out."""
    parts: list[str] = []
    while not parts:
        size = 0
        while size < most:
            part = (gap if size else "") + make(ext_word_list=ext_word_list)
            parts.append(part)
            size += len(part)
        parts.pop()
    return parts


def texts(
    self: Any,
    nb_texts: int = 3,
    max_nb_chars: int = 200,
    ext_word_list: Sequence[str] | None = None,
) -> list[str]:
    """So many texts."""
    return [self.text(max_nb_chars, ext_word_list) for _ in range(nb_texts)]


# The Philippines: the same of English words.


def _english_words(self: Any, nb: int = 3, unique: bool = False) -> list[str]:
    known = self.generator.get_words_list(ext_word_list=self.english_word_list)
    found: list[str] = self.words(nb=nb, ext_word_list=known, unique=unique)
    return found


def _english_sentence(self: Any, nb_words: int = 6, variable_nb_words: bool = True) -> str:
    made: str = self.sentence(nb_words, variable_nb_words, self.english_word_list)
    return made


def _english_sentences(self: Any, nb: int = 3) -> list[str]:
    made: list[str] = self.sentences(nb, self.english_word_list)
    return made


def _english_paragraph(self: Any, nb_sentences: int = 3, variable_nb_sentences: bool = True) -> str:
    made: str = self.paragraph(nb_sentences, variable_nb_sentences, self.english_word_list)
    return made


def _english_paragraphs(self: Any, nb: int = 3) -> list[str]:
    made: list[str] = self.paragraphs(nb, self.english_word_list)
    return made


def _english_text(self: Any, max_nb_chars: int = 200) -> str:
    made: str = self.text(max_nb_chars, self.english_word_list)
    return made


def _english_texts(self: Any, nb_texts: int = 3, max_nb_chars: int = 200) -> list[str]:
    made: list[str] = self.texts(nb_texts, max_nb_chars, self.english_word_list)
    return made


LOCAL = {
    "en_PH": {
        "english_paragraph": _english_paragraph,
        "english_paragraphs": _english_paragraphs,
        "english_sentence": _english_sentence,
        "english_sentences": _english_sentences,
        "english_text": _english_text,
        "english_texts": _english_texts,
        "english_words": _english_words,
    }
}
