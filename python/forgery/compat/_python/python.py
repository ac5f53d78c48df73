"""Values of Python's own types: what the engine leaves of numbers, texts, containers and enumerations."""

from __future__ import annotations

import math
import sys
import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = sys.float_info.dig
#: The most digits that a decimal number gets at random.
_MOST = 100
_CONTAINERS = ("iterable", "list", "tuple", "dict", "set")

ALWAYS = frozenset({"enum", "pyobject"})


def pyobject(self: Any, object_type: Any = None) -> Any:
    """A value of a type."""
    # Faker's type: it equals neither `collections.abc.Iterable` nor anything else.
    from typing import Iterable  # noqa: UP035

    if object_type is None:
        return None
    if object_type == Iterable:
        return self.pyiterable()
    for kind in (bool, str, float, int, tuple, set, list, dict):
        if object_type == kind:
            return getattr(self, f"py{kind.__name__}")()
    raise ValueError(f"Object type `{object_type}` is not supported by `pyobject` function")


def pybool(self: Any, truth_probability: Any = 50) -> Any:
    """True as often as a probability in percent says."""
    if truth_probability < 0 or truth_probability > 100:
        raise ValueError(
            "Invalid `truth_probability` value: must be between `0` and `100` inclusive"
        )
    return self.random_int(1, 100) <= truth_probability


def pystr(
    self: Any, min_chars: Any = None, max_chars: Any = 20, prefix: str = "", suffix: str = ""
) -> str:
    """Letters, as many as are wanted."""
    if min_chars is None:
        length = max_chars
    else:
        assert max_chars >= min_chars, (
            "Maximum length must be greater than or equal to minimum length"
        )
        length = self.generator.random.randint(min_chars, max_chars)
    return prefix + "".join(self.random_letters(length=length)) + suffix


def pystr_format(
    self: Any,
    string_format: str = "?#-###{{random_int}}{{random_letter}}",
    letters: Iterable[str] = _LETTERS,
) -> str:
    """A template and then a pattern filled in."""
    made: str = self.bothify(self.generator.parse(string_format), letters=letters)
    return made


def pyint(self: Any, min_value: Any = 0, max_value: Any = 9999, step: Any = 1) -> int:
    """An integer of any size."""
    number: int = self.generator.random_int(min_value, max_value, step=step)
    return number


# Floats.


def pyfloat(
    self: Any,
    left_digits: Any = None,
    right_digits: Any = None,
    positive: Any = None,
    min_value: Any = None,
    max_value: Any = None,
) -> float:
    """A float of so many digits, between bounds of any kind of number."""
    _check_digits(left_digits, right_digits, "float", "less than 0 digits in total")
    _check_bounds(left_digits, positive, min_value, max_value)
    if left_digits is None and right_digits is None:
        largest = max(abs(max_value or 1), abs(min_value or 1))
        right_digits = self.random_int(1, _DIGITS - max(1, math.ceil(math.log10(largest))))
    if left_digits is None:
        left_digits = max(1, _DIGITS - right_digits)
    elif right_digits is None:
        right_digits = max(1, _DIGITS - left_digits)
    total = left_digits + right_digits
    if total > _DIGITS:
        raise ValueError(
            f"Asking for too many digits ({left_digits} + {right_digits} == {total} > {_DIGITS})"
        )
    sign = ""
    if min_value is None and max_value is None:
        known = "+" if positive is True else "-"
        sign = self.random_element(("+", "-")) if positive is None else known
        whole = self.random_number(left_digits)
    else:
        whole = _whole(self, left_digits, positive, min_value, max_value)
    result = float(f"{sign}{whole}.{self.random_number(right_digits)}")
    last = float(f"0.{'0' * (right_digits - 1)}1") if right_digits else 1
    if positive and result == 0:
        result = float(last)
    result = min(result, 10**left_digits - last)
    result = max(result, -(10**left_digits + last))
    return _held(self, result, 0 if positive and min_value is None else min_value, max_value)


def _whole(self: Any, left_digits: int, positive: Any, low: Any, high: Any) -> Any:
    """The part before the point, within what the bounds leave."""
    least = -(10**left_digits) if low is None else low
    most = 10**left_digits if high is None else high
    if high is not None and high < 0:
        most += 1
    if low is not None and low < 0:
        least += 1
    if positive:
        least = max(least, 0)
    if least == most:
        return int(least)
    least, most = int(least), int(most - 1)
    return self.random_int(least, most + 1 if most < least else most)


def _held(self: Any, result: float, low: Any, high: Any) -> float:
    """The number, moved to within the bounds by a random distance if it lies outside."""
    both = None if low is None or high is None else high - low
    if high is not None and result > high:
        beyond = result - high
        room = beyond if both is None else both
        result = result - (beyond + self.generator.random.uniform(0, room))
    if low is not None and result < low:
        beyond = low - result
        room = beyond if both is None else both
        result = result + (beyond + self.generator.random.uniform(0, room))
    return result


def _check_digits(left: Any, right: Any, kind: str, total: str) -> None:
    for digits, part in ((left, "integer"), (right, "fractional")):
        if digits is not None and digits < 0:
            raise ValueError(f"A {kind} number cannot have less than 0 digits in its {part} part")
    if left == 0 and right == 0:
        raise ValueError(f"A {kind} number cannot have {total}")


def _check_bounds(
    left_digits: Any, positive: Any, low: Any, high: Any, positive_high: bool = False
) -> None:
    if low is not None and high is not None:
        if low > high:
            raise ValueError("Min value cannot be greater than max value")
        if low == high:
            raise ValueError("Min and max value cannot be the same")
    if positive and low is not None and low <= 0:
        raise ValueError("Cannot combine positive=True with negative or zero min_value")
    if positive_high and positive and high is not None and high <= 0:
        raise ValueError("Cannot combine positive=True with negative or zero max_value")
    for name, bound in (("Max", high), ("Min", low)):
        if left_digits is not None and bound and _length(bound) > left_digits:
            raise ValueError(f"{name} value must fit within left digits")


def _length(number: Any) -> int:
    return math.ceil(math.log10(abs(number)))


# Decimal numbers.


def pydecimal(
    self: Any,
    left_digits: Any = None,
    right_digits: Any = None,
    positive: Any = None,
    min_value: Any = None,
    max_value: Any = None,
) -> Any:
    """A decimal number of so many digits, between bounds of any kind of number."""
    from decimal import Decimal

    _check_digits(left_digits, right_digits, "decimal", "0 digits in total")
    _check_bounds(left_digits, positive, min_value, max_value, positive_high=True)
    longest = max(_length(min_value or 1), _length(max_value or 1))
    most = max(_MOST, longest + 10)
    if min_value is not None and min_value >= 0:
        sign = "+"
    elif max_value is not None and max_value <= 0:
        sign = "-"
    elif positive is None:
        sign = self.random_element(("+", "-"))
    else:
        sign = "+" if positive else "-"
    # The bounds of the digits before the point, without the sign.
    near, far = (min_value, max_value) if sign == "+" else (max_value, min_value)
    if far is not None:
        least = max(near or 0, 0) if sign == "+" else abs(min(near or 0, 0))
        whole = self.random_int(int(least), int(abs(far) if sign == "-" else far))
    else:
        shortest = max(near or 1, 1) if sign == "+" else abs(min(near or 1, 1))
        if left_digits is None:
            left_digits = self.random_int(math.ceil(math.log10(shortest)), most)
        whole = _number_of(self, left_digits)
    if right_digits is None:
        right_digits = self.random_int(0, _MOST)
    fraction = "".join([str(self.random_digit()) for _ in range(right_digits)])
    result = Decimal(f"{sign}{whole}.{fraction}")
    if max_value is not None and result > max_value:
        result = Decimal(str(max_value))
    if min_value is not None and result < min_value:
        result = Decimal(str(min_value))
    return result


def _number_of(self: Any, digits: int) -> Any:
    if digits < 0:
        raise ValueError("Length must be a non-negative integer.")
    if digits == 0:
        return 0
    return self.pyint(min_value=10 ** (digits - 1), max_value=10**digits - 1)


# Containers.


def pytuple(self: Any, *args: Any, **kwargs: Any) -> tuple[Any, ...]:
    """A tuple of values of random types."""
    return tuple(_values(self, *args, **kwargs))


def pyset(self: Any, *args: Any, **kwargs: Any) -> set[Any]:
    """A set of values of random types."""
    return set(_values(self, *args, **kwargs))


def pylist(self: Any, *args: Any, **kwargs: Any) -> list[Any]:
    """A list of values of random types."""
    return list(_values(self, *args, **kwargs))


def pyiterable(
    self: Any,
    nb_elements: Any = 10,
    variable_nb_elements: Any = True,
    value_types: Any = None,
    allowed_types: Any = None,
) -> Any:
    """A list, tuple or set of values of random types."""
    types = _given_types(value_types, allowed_types)
    make = self.random_element([self.pylist, self.pytuple, self.pyset])
    return make(
        nb_elements=nb_elements,
        variable_nb_elements=variable_nb_elements,
        value_types=types,
        allowed_types=allowed_types,
    )


def pydict(
    self: Any,
    nb_elements: Any = 10,
    variable_nb_elements: Any = True,
    value_types: Any = None,
    allowed_types: Any = None,
) -> dict[Any, Any]:
    """A dict from words to values of random types."""
    most = len(self.generator.get_words_list())
    if variable_nb_elements:
        nb_elements = self.randomize_nb_elements(nb_elements, min=1)
    if nb_elements > most:
        warnings.warn(
            f"Number of nb_elements is greater than the number of words in the list."
            f" {most} words will be used.",
            RuntimeWarning,
            stacklevel=2,
        )
        nb_elements = most
    words = self.generator.words(nb_elements, unique=True)
    return dict(zip(words, _values(self, nb_elements, False, value_types, allowed_types)))


def pystruct(
    self: Any, count: int = 10, value_types: Any = None, allowed_types: Any = None
) -> tuple[list[Any], dict[Any, Any], dict[Any, Any]]:
    """A list, a dict and a nested dict of values of random types."""
    types = _named_types(_given_types(value_types, allowed_types), ("struct",))
    types = types or self.default_value_types
    values: list[Any] = []
    flat: dict[Any, Any] = {}
    nested: dict[Any, Any] = {}

    def value() -> Any:
        return _value(self, types)

    for i in range(count):
        # The value of an assignment is drawn before its key.
        drawn = value()
        word = self.generator.word()
        flat[word] = drawn
        values.append(value())
        inner = {
            i: value(),
            i + 1: [value(), value(), value()],
            i + 2: {i: value(), i + 1: value(), i + 2: [value(), value()]},
        }
        nested[self.generator.word()] = inner
    return values, flat, nested


def _values(
    self: Any,
    nb_elements: Any = 10,
    variable_nb_elements: Any = True,
    value_types: Any = None,
    allowed_types: Any = None,
) -> Iterator[Any]:
    types = _named_types(_given_types(value_types, allowed_types), _CONTAINERS)
    types = types or self.default_value_types
    if variable_nb_elements:
        nb_elements = self.randomize_nb_elements(nb_elements, min=1)
    for _ in range(nb_elements):
        yield _value(self, types)


def _value(self: Any, types: Any) -> Any:
    kind = self.random_element(types)
    method = f"py{kind}"
    return self.generator.format(method if hasattr(self, method) else kind)


def _given_types(value_types: Any, allowed_types: Any) -> tuple[Any, ...]:
    given: list[Any] = []
    for name, types in (("value_types", value_types), ("allowed_types", allowed_types)):
        if types is not None and not isinstance(types, (list, tuple)):
            warnings.warn(
                f"Passing `{name}` as positional arguments is going to be deprecated. "
                " Pass them as a list or tuple instead.",
                PendingDeprecationWarning,
                stacklevel=2,
            )
            types = (types,)
        given += types or ()
    return tuple(given)


def _named_types(types: tuple[Any, ...], left_out: tuple[str, ...]) -> list[str]:
    """The names of types; those in `left_out` are left out where they are given by name."""
    return [
        kind if isinstance(kind, str) else getattr(kind, "__name__", type(kind).__name__).lower()
        for kind in types
        if kind not in left_out
    ]


def enum(self: Any, enum_cls: Any) -> Any:
    """A member of an enumeration."""
    from enum import Enum

    if enum_cls is None:
        raise ValueError("'enum_cls' cannot be None")
    if not issubclass(enum_cls, Enum):
        raise TypeError("'enum_cls' must be an Enum type")
    members = list(enum_cls)
    if not members:
        from ..providers.python import EmptyEnumException

        raise EmptyEnumException(f"The provided Enum: '{enum_cls.__name__}' has no members.")
    return self.random_element(members)
