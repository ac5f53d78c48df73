"""What the drop-in does not do yet: comparisons with Faker that are known to differ, each with its reason.

They are reported as expected failures; one that comes to pass is reported too, and its line is to be removed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import forgery.compat._signatures
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Faker's day of passports is that of the import, which comes before any test stops the clock.
TODAY = forgery.compat._signatures.TODAY

_PRIMITIVES = "rules do not ask for primitives of the base provider that a user replaces"
_RANDOM = "rules do not ask for choice, randint and choices of a user's own generator"
_PARSE = "rules do not ask for parse and random of a user's own generator"
_REFUSED = "tables that no rule can draw from are refused by another exception than Faker's"
_ODD = "a method or table that a user replaces in an unusual way is not asked, or at another time"

#: Patterns of node ids, and why the test differs.
BEYOND = {
    r"test_providers\.py::test_tables_equal_fakers_in_value_and_type\[faker\.providers\.person\.en_US\]": _ODD,
    r"test_providers\.py::test_tables_are_made_once_and_changes_are_noticed": _ODD,
    r"test_overrides\.py::test_random_(of_the_user\[Logging\]|with_patched_methods)": _RANDOM,
    r"test_overrides\.py::test_(generators_of_a_subclass|parts_of_the_generator_patched)$": _PARSE,
    r"test_overrides\.py::test_set_formatter\[first_name_female-ru_RU\]": _ODD,
    r"test_overrides\.py::test_values_of_formatters\[\{\{first_name\}\}\]": _ODD,
    r"test_overrides\.py::test_providers_that_override\[ru_RU\]": _ODD,
    r"test_overrides\.py::test_attributes_of_a_provider_instance": _ODD,
    r"test_overrides\.py::test_generator_of_a_provider_replaced": _ODD,
    r"test_overrides\.py::test_argument_groups_of_es_cl": _ODD,
    r"test_overrides_classes\.py::test_methods_of_the_base_patched\[\w+-"
    r"(random_element|random_elements|random_digit|numerify|lexify|bothify|randomize_nb_elements)\]": _PRIMITIVES,
    r"test_overrides_classes\.py::test_methods_of_a_class_patched\["
    r"(internet-domain_word|internet-user_name|lorem-words|lorem-get_words_list)\]": _ODD,
    r"test_overrides_classes\.py::test_lists_changed_in_place\["
    r"(address-|person-|date_time-|currency|job|bank|emoji)": _REFUSED,
    r"test_overrides_classes\.py::test_tables_of_a_class_replaced\['person\.en_US'-'last_names'-"
    r"(\{'A': 1\}|None|\(1, None, 2\.5, 'x'\))\]": _REFUSED,
    r"test_overrides_classes\.py::test_(tables_of_a_class_deleted|lists_that_other_tables_hold|"
    r"mappings_changed_in_place|mappings_that_grow|dictionaries_changed_in_place)": _REFUSED,
    r"test_overrides_classes\.py::test_(subclass_with_methods|subclass_of_a_subclass|"
    r"subclass_that_joins_two|methods_added_to_a_class|methods_called_otherwise)": _ODD,
}


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Marks the tests that are known to differ."""
    for item in items:
        for pattern, reason in BEYOND.items():
            if re.search(pattern, item.nodeid):
                item.add_marker(pytest.mark.xfail(reason=reason, strict=False))
