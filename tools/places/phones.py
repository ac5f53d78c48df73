"""Telephone numbers of places: area codes whose description in libphonenumber names the place or its region."""

from __future__ import annotations

import random
from functools import cache, lru_cache

import phonenumbers as pn
from phonenumbers import PhoneMetadata
from phonenumbers.geodata import GEOCODE_DATA
from phonenumbers.geodata.locale import LOCALE_DATA  # noqa: F401  (the package's own check that data is there)

from .sources import fold

AREAS = 5  # area codes kept for a place
TRIES = 40


class Plan:
    """The numbering plan of a country."""

    def __init__(self, country: str, name: str) -> None:
        self.country = country
        self.name = fold(name)
        self.code = pn.country_code_for_region(country)
        self.metadata = PhoneMetadata.metadata_for_region(country) if self.code else None
        self.described: dict[str, str] = {}
        head = str(self.code)
        for prefix, texts in _by_code().get(head, {}).items():
            self.described[prefix] = texts
        self.by_name: dict[str, list[str]] = {}
        for prefix, text in self.described.items():
            for part in _described(text):
                self.by_name.setdefault(part, []).append(prefix)

    def lookup(self, number: str) -> str:
        """The description of the longest prefix of a national number."""
        for end in range(len(number), 0, -1):
            if number[:end] in self.described:
                return self.described[number[:end]]
        return ""

    def valid(self, number: str) -> bool:
        """Whether it is a number of this country."""
        parsed = pn.PhoneNumber(country_code=self.code, national_number=int(number))
        if number.startswith("0"):
            parsed.italian_leading_zero = True
            parsed.number_of_leading_zeros = len(number) - len(number.lstrip("0"))
        return pn.is_valid_number_for_region(parsed, self.country)

    @cache  # noqa: B019
    def patterns(self, prefix: str, agrees: frozenset[str]) -> tuple[str, ...]:
        """Patterns below a prefix whose numbers are valid and described by one of these names, or by nothing."""
        if self.metadata is None:
            return ()
        for kind in (self.metadata.fixed_line, self.metadata.mobile):
            if kind is None or not kind.national_number_pattern:
                continue
            example = len(kind.example_number or "")
            lengths = sorted(kind.possible_length, key=lambda n: (n != example, abs(n - 9), n))
            found = self._below(prefix, agrees, [n for n in lengths if n > 0], 4)
            if found:
                return tuple(found[:AREAS])
        return ()

    def _below(
        self, prefix: str, agrees: frozenset[str], lengths: list[int], depth: int
    ) -> list[str]:
        for length in lengths:
            rest = length - len(prefix)
            if rest < 1:
                continue
            score = self._score(prefix, rest, agrees)
            if score == TRIES:
                return [prefix + "#" * rest]
            found: list[str] = []
            for digit in "0123456789" if score and depth else "":
                found.extend(self._below(prefix + digit, agrees, [length], depth - 1))
                if len(found) >= 3:
                    break
            if found:
                return found
        return []

    def _score(self, prefix: str, rest: int, agrees: frozenset[str]) -> int:
        draw = random.Random(prefix)
        right = 0
        for place in range(TRIES):
            number = prefix + "".join(draw.choice("0123456789") for _ in range(rest))
            names = _described(self.lookup(number))
            if self.valid(number) and (not names or names & agrees):
                right += 1
            elif right or place >= 25:
                break  # some are right, so it is for the next digit to say which
        return right

    def of(self, names: set[str], region: str) -> list[str]:
        """Patterns for a place: of its own area codes, or none."""
        agrees = frozenset(names)
        named = [prefix for name in sorted(names) for prefix in self.by_name.get(name, ())]
        prefixes = [prefix for prefix in named if self._in_region(prefix, region)]
        prefixes = sorted(set(prefixes), key=lambda p: (len(p), p))
        tops = [p for p in prefixes if not any(p != q and p.startswith(q) for q in prefixes)]
        found: list[str] = []
        for prefix in _spread(tops, AREAS * 2):
            found.extend(self.patterns(prefix, agrees)[: max(1, AREAS // max(1, len(tops)))])
            if len(found) >= AREAS:
                break
        return found[:AREAS]

    def of_region(self, names: set[str]) -> list[str]:
        """Patterns for a region: numbers that are described by its name alone, or else as of places in it."""
        agrees = frozenset(names | {self.name})
        tops = [
            p
            for name in sorted(names)
            for p in self.by_name.get(name, ())
            if _plain(self.described[p])
        ]
        if not tops:
            agrees = frozenset("," + name for name in names)
            tops = [p for name in sorted(agrees) for p in self.by_name.get(name, ())]
        found: list[str] = []
        for prefix in _spread(sorted(set(tops), key=lambda p: (len(p), p)), AREAS):
            found.extend(self.patterns(prefix, agrees)[:2])
        return found[:AREAS]

    def of_country(self) -> list[str]:
        """Patterns of numbers that no place in particular has: mobile ones, or fixed ones without a description."""
        if self.metadata is None:
            return []
        found: list[str] = []
        for kind in (self.metadata.mobile, self.metadata.fixed_line):
            if kind is None or not kind.example_number:
                continue
            heads = [kind.example_number[:keep] for keep in range(1, len(kind.example_number))]
            # Where all of those are of some place, as in China, there are newer ones that are of none.
            heads += [f"{heads[0]}{more:02}" for more in range(100)]
            for head in heads:
                rest = len(kind.example_number) - len(head)
                if self._score(head, rest, frozenset({self.name})) == TRIES:
                    found.append(head + "#" * rest)
                    break
        return found[:1]

    def _in_region(self, prefix: str, region: str) -> bool:
        """Whether a description such as `Jersey City, NJ` is of this region, if it says any."""
        parts = self.described[prefix].split(",")
        return (
            len(parts) < 2
            or len(parts[-1].strip()) > 3
            or not region
            or parts[-1].strip() == region
        )


def _plain(text: str) -> bool:
    return "," not in text


def _names(text: str) -> set[str]:
    """The names that a description gives: before the comma, and between slashes."""
    head = text.split(",")[0]
    return {fold(part) for part in head.split("/") if part.strip()} | (
        {fold(head)} if head else set()
    )


def _described(text: str) -> set[str]:
    """The names that a description gives, and what stands behind its last comma, with the comma."""
    parts = text.split(",")
    return _names(text) | ({"," + fold(parts[-1])} if len(parts) > 1 else set())


def _spread(items: list[str], n: int) -> list[str]:
    """At most so many of them, evenly spread."""
    if len(items) <= n:
        return items
    return [items[i * len(items) // n] for i in range(n)]


@lru_cache(maxsize=1)
def _by_code() -> dict[str, dict[str, str]]:
    """English descriptions by calling code and national prefix."""
    codes = {str(code) for code in pn.COUNTRY_CODE_TO_REGION_CODE}
    found: dict[str, dict[str, str]] = {}
    for prefix, texts in GEOCODE_DATA.items():
        text = texts.get("en") or next(iter(texts.values()))
        for end in (1, 2, 3):
            if prefix[:end] in codes:
                found.setdefault(prefix[:end], {})[prefix[end:]] = text
                break
    return found
