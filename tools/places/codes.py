"""Regions' names and ISO codes, and the postcodes of regions and places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from . import sources
from .forms import expand, fits
from .sources import fold

CODES, REGION_CODES = 12, 12  # kept for a place, and for a region

# What follows the part of a postcode that says where it is, and the letters that may stand for `?`.
TAILS = {"GB": (r"^([A-Z]{1,2}\d[A-Z\d]?)", " #??"), "CA": (r"^([A-Z]\d[A-Z])", " #?#"), "NL": (r"^(\d{4})", " ??"),
         "IE": (r"^([A-Z]\d[\dW])", " ####")}  # fmt: skip
LETTERS = {"GB": "ABDEFGHJLNPQRSTUWXYZ", "CA": "ABCEGHJKLMNPRSTVWXYZ", "NL": "ABCEGHJKLMNPRTVWXZ"}
# Names under which the postcodes of a city stand.
KNOWN_AS = {
    ("GB", "London"): ["greater london"],
    ("US", "New York City"): ["new york"],
    ("IN", "Mumbai"): ["mumbai"],
}


class Codes:
    """The postcodes of a country."""

    def __init__(
        self, country: str, form: dict, regions: dict[str, str], cities: list[dict]
    ) -> None:
        self.cc = country
        self.letters = LETTERS.get(country, "")
        # GeoNames' own expressions are not used: some are of another country.
        self.expression = form.get("zip", "") if "%Z" in form.get("fmt", "") else ""
        digits = re.match(r"\(?\\d\{(\d)\}", self.expression)
        self.width = int(digits[1]) if digits else 0
        self.rows = self._rows() if self.expression else []
        self._name_regions(form, regions)
        self._learn(cities)
        self._fill_regions(form)

    def _rows(self) -> list[tuple]:
        """Distinct postcodes with the folded names of where they are."""
        rows, seen = [], set()
        cut, tail = TAILS.get(self.cc, ("", ""))
        for row in sources.postcodes(self.cc):
            code = str(row["postal_code"]).strip()
            if self.width and code.isdigit():
                code = code.zfill(self.width)  # some files lack zeros in front
            if cut:
                head = re.match(cut, code)
                code = head[1] + tail if head else ""
            if not code or "CEDEX" in code.upper():
                continue
            key = (
                code,
                row["admin_name1"],
                row["admin_name2"],
                row["admin_name3"],
                row["place_name"],
            )
            if key in seen:
                continue
            seen.add(key)
            if re.fullmatch(self.expression, code) or (
                ("?" in code or "#" in code) and self._fits(code)
            ):
                second = re.sub(r" Shi .*", "", key[2] or "")  # a Japanese city's wards
                rows.append(
                    (
                        code,
                        fold(key[1]),
                        fold(second),
                        fold(key[3]),
                        fold(key[4]),
                        str(row["admin_code1"]),
                    )
                )
        return rows

    def _fits(self, pattern: str) -> bool:
        return fits(pattern, self.expression, self.letters or "ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    def _name_regions(self, form: dict, regions: dict[str, str]) -> None:
        """Names as libaddressinput spells them where it has them, and ISO's codes."""
        keys, isos = form.get("sub_keys", "").split("~"), form.get("sub_isoids", "").split("~")
        spelled = [
            form.get(field, "").split("~") for field in ("sub_lnames", "sub_names", "sub_keys")
        ]
        known: dict[str, int] = {}
        for names in reversed(spelled):
            known.update({fold(name): at for at, name in enumerate(names) if fold(name)})
        # Where GeoNames has the same letters (in the United States), they say more than names: that of the
        # District of Columbia is most often a neighbour's.
        letters = {key: at for at, key in enumerate(keys) if re.fullmatch(r"[A-Z]{2,3}", key)}
        self.sub = {
            code: letters.get(code, known.get(fold(name))) for code, name in regions.items()
        }
        self.names, self.iso = {}, {}
        matched = sum(at is not None for at in self.sub.values())
        by_iso = bool(keys[0]) and matched * 2 > len(regions)
        for code, name in regions.items():
            at = self.sub[code]
            latin = next(
                (
                    n[at]
                    for n in spelled
                    if at is not None and at < len(n) and n[at] and _latin(n[at])
                ),
                name,
            )
            self.names[code] = latin if len(latin) > 3 else name
            iso = isos[at] if at is not None and at < len(isos) else ""
            self.iso[code] = iso if by_iso else code if re.fullmatch(r"[A-Z]{2,3}", code) else ""

    def _learn(self, cities: list[dict]) -> None:
        """Which of the postcodes' regions is which, by the cities whose names only one of them has."""
        self.by_name: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(self.rows):
            for name in set(row[2:5]) - {""}:
                self.by_name[name].append(at)
        votes: dict[str, Counter] = defaultdict(Counter)
        for city in cities:
            for name in self._known_as(city)[:1]:
                for first in {self.rows[at][1] for at in self.by_name.get(name, ())}:
                    votes[first][city["admin1code"]] += 1
        by_name = {fold(name): code for code, name in self.names.items() if name}
        exact = {first: by_name[first] for first in {row[1] for row in self.rows} & set(by_name)}
        self.region_of = dict(exact)
        for first, count in votes.items():
            code, most = count.most_common(1)[0]
            # A region without a city here, such as Vermont, is not that of its places' namesakes.
            taken = code in exact.values()
            if first not in exact and (not taken or (most > 2 and most * 3 > count.total() * 2)):
                self.region_of[first] = code
        self.mapped = set(self.region_of.values())
        letters: dict[str, Counter] = defaultdict(Counter)
        for row in self.rows:
            if row[1] in self.region_of and re.fullmatch(r"[A-Z]{1,3}", row[5]):
                letters[self.region_of[row[1]]][row[5]] += 1
        if not any(self.iso.values()):
            self.iso.update({code: count.most_common(1)[0][0] for code, count in letters.items()})

    def _fill_regions(self, form: dict) -> None:
        """The postcodes of regions and of the country: real ones, or its form with the region's beginning."""
        lists: dict[str, set[str]] = defaultdict(set)
        for row in self.rows:
            if row[1] in self.region_of:
                lists[self.region_of[row[1]]].add(row[0])
        general = [p for p in expand(self.expression) if self._fits(p)] if self.expression else []
        general = sorted(general, key=lambda p: p.count("#") + p.count("?"), reverse=True)
        full = [p for p in general if len(p) == len(general[0])] if general else []
        if not full and self.expression:
            full = [
                one
                for one in form.get("zipex", "").split(",")
                if one and re.fullmatch(self.expression, one)
            ]
        subs = form.get("sub_zips", "").split("~")
        self.region, self.source = {}, "form" if self.expression else "none"
        for code in self.names:
            self.region[code] = _some(sorted(lists[code]), REGION_CODES)
            at = self.sub[code]
            if not self.region[code] and at is not None and at < len(subs) and subs[at]:
                self.region[code] = _some(self._starting(expand(subs[at]), full), REGION_CODES)
                self.source = "region" if self.source == "form" else self.source
        if self.rows:
            self.source = "real"
        everything = sorted({row[0] for row in self.rows})
        self.country = _some(everything, 64) or _some(full, 64)
        if not self.expression:
            self.country, self.region = [], {code: [] for code in self.names}

    def _starting(self, heads: list[str], full: list[str]) -> list[str]:
        """The country's patterns with a region's beginnings."""
        found = []
        for head in heads:
            for pattern in full:
                at, out = 0, []
                for c in pattern:
                    if at < len(head) and c not in " -":
                        out.append(head[at])
                        at += 1
                    else:
                        out.append(c)
                made = "".join(out)
                if at == len(head) and self._fits(made):
                    found.append(made)
                    break
        return list(dict.fromkeys(found))

    def _is_in(self, first: str, region: str) -> bool:
        """Whether a postcode's region is that of a city, or may be, where neither is known."""
        if first in self.region_of:
            return self.region_of[first] == region
        return not first or region not in self.mapped

    def _known_as(self, city: dict) -> list[str]:
        names = [*KNOWN_AS.get((self.cc, city["name"]), []), fold(city["name"])]
        names += [fold(name) for name in city["alternatenames"] if len(name) > 3]
        return list(dict.fromkeys(name for name in names if name))

    def of(self, city: dict) -> list[str]:
        """The postcodes of a city, or none: then its region's are."""
        best: set[str] = set()
        for column in (4, 3, 2):
            found: set[str] = set()
            for name in self._known_as(city):
                for at in self.by_name.get(name, ()):
                    row = self.rows[at]
                    if row[column] == name and self._is_in(row[1], city["admin1code"]):
                        found.add(row[0])
            # A quarter of a city may bear its name too: a large city has more than a few codes.
            few = len(best) <= 3 and city["population"] > 100_000
            if found and (not best or (few and len(found) > len(best))):
                best = found
        heads = Counter(code[:2] for code in best)
        most = max(heads.values(), default=0)
        usual = {
            head for head, count in heads.items() if count * 6 >= most
        }  # the others are of a namesake
        if self.cc == "BR" and city["population"] > 100_000:
            return [f"{code[:2]}###-###" for code in sorted(best)][
                :1
            ]  # the list has towns, and no streets
        return _some(sorted(code for code in best if code[:2] in usual), CODES)


def _latin(name: str) -> bool:
    return all(ord(c) < 0x250 or ord(c) in (0x2019, 0x02BB) for c in name)


def _some(items: list[str], n: int) -> list[str]:
    """At most so many, evenly spread."""
    return items if len(items) <= n else [items[i * len(items) // n] for i in range(n)]
