"""Number plates: the forms of some countries. `#` is a digit, `?` a letter of the country's plates."""

from __future__ import annotations

from random import Random

#: Letters that plates have, and their forms.
COUNTRIES: dict[str, tuple[str, list[str]]] = {
    "US": ("ABCDEFGHJKLMNPRSTUVWXYZ", ["???-####", "### ???", "#???###"]),
    "DE": ("ABCDEFGHJKLMNPRSTUVWXYZ", ["?-?? ####", "??-?? ###", "???-? ####"]),
    "FR": ("ABCDEFGHJKLMNPQRSTVWXYZ", ["??-###-??"]),
    "GB": ("ABCDEFGHJKLMNOPRSTUVWXYZ", ["??## ???"]),
    "IT": ("ABCDEFGHJKLMNPRSTVWXYZ", ["?? ###??"]),
    "ES": ("BCDFGHJKLMNPRSTVWXYZ", ["#### ???"]),
    "NL": ("BDFGHJKLNPRSTVXZ", ["??-###-?", "?-###-??", "##-???-#"]),
    "PL": ("ACEFGHJKLMNPRSTUVWXY", ["?? #####", "??? ##??"]),
}


def plates(draw: Random, country: str, n: int) -> list[str]:
    """Some plates of a country.

    Args:
        draw: What is drawn from.
        country: Its ISO code.
        n: How many.
    """
    letters, forms = COUNTRIES[country]
    return [_plate(draw, letters, form) for form in draw.choices(forms, k=n)]


def _plate(draw: Random, letters: str, form: str) -> str:
    symbols = {"#": "0123456789", "?": letters}
    return "".join(draw.choice(symbols[c]) if c in symbols else c for c in form)
