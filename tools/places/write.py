"""Puts the sources together and writes one file for each country: `python -m tools.places.write [CC …]`."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from . import sources
from .codes import Codes
from .forms import one_line
from .phones import Plan
from .sources import fold
from .streets import STREETS

OUT = Path(__file__).resolve().parents[2] / "src/data/places"
# Regions whose cities have no point in their cell. Some thirty more (Cabinda, Ruse, Tuva …) could be named by points of
# the cells around; to name them changes values. Of the files compared with those committed, one row differs:
# the telephone numbers of the District of Columbia, which were put there by hand (2025 and 2026 in place of 7713).
NAMED = {("JP", "20"): "Kochi", ("US", "DC"): "Washington D.C."}
MOST, LEAST = 750, 25  # cities of a country: at most, and at least where there are so many


def chosen() -> dict[str, list[dict]]:
    """The cities of each country, the largest first; parts of cities, which have brackets or slashes, are left out."""
    found: dict[str, list[dict]] = defaultdict(list)
    for city in sources.cities(15000):
        if re.search("[(/]", city["name"]):
            continue
        found[city["countrycode"]].append(city)
    smaller = defaultdict(list)
    for city in sources.cities(500):
        if city["population"] < 15000 and not re.search("[(/]", city["name"]):
            smaller[city["countrycode"]].append(city)
    for country, more in smaller.items():
        have = {city["geonameid"] for city in found[country]}
        more = sorted((c for c in more if c["geonameid"] not in have), key=order)
        found[country] += more[: max(0, LEAST - len(found[country]))]
    return {country: sorted(some, key=order)[:MOST] for country, some in sorted(found.items())}


def order(city: dict) -> tuple:
    """Largest first; ties by the number that GeoNames gave it."""
    return -city["population"], city["geonameid"]


def region_names(cities: dict[str, list[dict]]) -> dict[tuple[str, str], str]:
    """The name of each first-level region: that which most of its cities have."""
    points = defaultdict(list)
    for row in sources.named_points():
        points[row["cc"], tenths(row["lat"]), tenths(row["lon"])].append(row)
    votes: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for country, some in cities.items():
        for city in some:
            near = points.get((country, tenths(city["latitude"]), tenths(city["longitude"])), [])
            for row in near:
                same = fold(row["name"]) == fold(city["name"])
                votes[country, city["admin1code"]][row["admin1"]] += 10 if same else 1
    found = {key: count.most_common(1)[0][0] for key, count in votes.items()}
    return {**found, **NAMED}


def tenths(degrees: float | str) -> int:
    """The cell of a coordinate."""
    return round(round(float(degrees), 1) * 10)


def main(only: list[str]) -> None:
    """Writes the files."""
    cities, countries = chosen(), sources.countries()
    names = region_names(cities)
    OUT.mkdir(parents=True, exist_ok=True)
    for country, some in cities.items():
        if only and country not in only:
            continue
        write(country, countries[country], some, names)
        print(country, len(some), flush=True)


def write(country: str, facts: dict, cities: list[dict], names: dict) -> None:
    """Writes a country's file."""
    form = sources.address_form(country)
    used = sorted({city["admin1code"] for city in cities})
    regions = {code: names.get((country, code), "") for code in used}
    codes = Codes(country, form, regions, cities)
    plan = Plan(country, facts["name"])
    subs = form.get("sub_keys", "").split("~")
    short = "%S" in form.get("fmt", "") and all(re.fullmatch(r"[A-Z]{2,3}", key) for key in subs)
    line = one_line(
        form.get("lfmt", form.get("fmt", "")), short, bool(codes.country), facts["name"]
    )
    lines = [
        f"# {facts['name']}: written by tools/places/write.py, do not edit; NOTICE names the sources.",
        f"country\t{country}\t{facts['iso3']}\t{facts['name']}\t{plan.code or ''}\t{STREETS.get(country, '')}\t{line}",
        f"letters\t{codes.letters}",
        f"postcodes\t{codes.source}\t{','.join(codes.country)}",
        f"phones\t{','.join(plan.of_country())}",
    ]
    for code in used:
        # A name that is another region's is not this one's, whatever its cities' neighbours say.
        others = {fold(codes.names[other]) for other in used if other != code}
        own = {fold(regions[code])} - others | {fold(codes.names[code])}
        phones = plan.of_region(own - {""})
        lines.append(
            "\t".join(
                [
                    "region",
                    code,
                    codes.iso[code],
                    codes.names[code],
                    ",".join(codes.region[code]),
                    ",".join(phones),
                ]
            )
        )
    for city in cities:
        region = codes.iso[city["admin1code"]]
        own = {fold(city["name"])} | {
            fold(n) for n in city["alternatenames"] if n.isascii() and len(n) > 3
        }
        phones = plan.of({n for n in own if n}, region)
        cells = [
            "place", city["name"], city["admin1code"], f"{city['latitude']:.4f}", f"{city['longitude']:.4f}",
            str(max(city["population"], 1)), city["timezone"], ",".join(codes.of(city)), ",".join(phones),
        ]  # fmt: skip
        lines.append("\t".join(cells))
    # Empty cells at the end of a line are left out; who reads the file puts them back.
    text = "".join(line.rstrip("\t") + "\n" for line in lines)
    (OUT / f"{country}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
