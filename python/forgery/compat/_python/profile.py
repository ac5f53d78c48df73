"""Profiles of fields and sexes that the engine does not understand."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def simple_profile(self: Any, sex: Any = None) -> dict[str, Any]:
    """A few facts about a person."""
    generator = self.generator
    sex_ = self.random_element(["F", "M"]) if sex is None else sex
    if sex_ == "F":
        name = generator.name_female()
    elif sex_ == "M":
        name = generator.name_male()
    # Anything else has no name, which shows where it is wanted: the user name is drawn before.
    return {
        "username": generator.user_name(),
        "name": name,
        "sex": sex_,
        "address": generator.address(),
        "mail": generator.free_email(),
        "birthdate": generator.date_of_birth(),
    }


def profile(self: Any, fields: Any = None, sex: Any = None) -> dict[str, Any]:
    """More facts about a person, those of the fields that are named."""
    generator = self.generator
    facts = {
        "job": generator.job(),
        "company": generator.company(),
        "ssn": generator.ssn(),
        "residence": generator.address(),
        "current_location": (generator.latitude(), generator.longitude()),
        "blood_group": "".join(
            self.random_element([(group, sign) for group in ("A", "B", "AB", "O") for sign in "+-"])
        ),
        "website": [generator.url() for _ in range(1, self.random_int(2, 5))],
        **generator.simple_profile(sex),
    }
    # The length is asked for even of what has none.
    if fields is None or len(fields) == 0:
        return facts
    return {name: fact for name, fact in facts.items() if name in fields}
