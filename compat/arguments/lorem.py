"""Text, with the reader's own words too."""

from __future__ import annotations

from arguments import call, each

WORDS = [
    ["alpha"],
    ["alpha", "beta", "gamma", "delta"],
    ("tuple", "of", "words"),
    ["ünï", "日本", "ßtraße", "İstanbul", "ǆ"],
    [],
    "abc",
    5,
    {"only"},
    ["with space", "UPPER", "mixedCase"],
    ["a", "b", "c"] * 40,
]
PARTS = ["noun", "verb", "adjective", "adverb", "preposition", "", "article", 5]
COUNTS = [0, 1, 2, 5, 30, -1, None, "3", 2.5, True]
LIMITS = [5, 6, 19, 20, 21, 80, 99, 100, 101, 500, 1_500]

CASES = [
    *each("get_words_list", "part_of_speech", PARTS),
    *each("get_words_list", "ext_word_list", WORDS),
    call("get_words_list", "noun", ["x", "y"]),
    *each("word", "part_of_speech", PARTS),
    *each("word", "ext_word_list", WORDS),
    call("word", None, ["own"]),
    *each("words", "nb", COUNTS),
    *each("words", "ext_word_list", WORDS),
    *each("words", "part_of_speech", PARTS),
    *each("words", "unique", [True, False]),
    *(call("words", count, ["a", "b", "c", "d"], None, True) for count in (0, 1, 4, 5)),
    call("words", 5, unique=True),
    call("words", nb=4, part_of_speech="verb", unique=True),
    *each("sentence", "nb_words", COUNTS),
    *each("sentence", "variable_nb_words", [True, False]),
    *each("sentence", "ext_word_list", WORDS),
    *(call("sentence", count, False) for count in (1, 3, 12)),
    call("sentence", 4, True, ["x", "yy"]),
    *each("sentences", "nb", COUNTS),
    *each("sentences", "ext_word_list", WORDS),
    call("sentences", 2, ["one"]),
    *each("paragraph", "nb_sentences", COUNTS),
    *each("paragraph", "variable_nb_sentences", [True, False]),
    *each("paragraph", "ext_word_list", WORDS),
    *(call("paragraph", count, False) for count in (1, 4)),
    *each("paragraphs", "nb", [0, 1, 4, -1, None, "2"]),
    *each("paragraphs", "ext_word_list", WORDS),
    *each("text", "max_nb_chars", [*LIMITS, 4, 0, -1, None, "20", 25.5]),
    *(call("text", limit, words) for limit in (10, 50, 300) for words in WORDS if words),
    *each("texts", "nb_texts", [0, 1, 2, -1, None]),
    *each("texts", "max_nb_chars", [10, 50, 4]),
    call("texts", 2, 60, ["own", "words"]),
    call("texts", ext_word_list=["x"]),
    *(
        call(method, 4).only("en_PH", "fil_PH", "tl_PH")
        for method in (
            *("english_words", "english_sentence", "english_sentences", "english_paragraph"),
            *("english_paragraphs", "english_text", "english_texts"),
        )
    ),
    *(
        call(method, **given).only("en_PH", "fil_PH", "tl_PH")
        for method, given in (
            ("english_words", {"nb": 6, "unique": True}),
            ("english_words", {"nb": 0}),
            ("english_sentence", {"nb_words": 3, "variable_nb_words": False}),
            ("english_paragraph", {"nb_sentences": 2, "variable_nb_sentences": False}),
            ("english_sentences", {"nb": 0}),
            ("english_text", {"max_nb_chars": 30}),
            ("english_text", {"max_nb_chars": 300}),
            ("english_texts", {"nb_texts": 1, "max_nb_chars": 15}),
        )
    ),
    call("english_word", 3).only("en_PH", "fil_PH", "tl_PH"),
]
