"""NumPy generators that are used again: to make one takes longer than many a batch."""

from __future__ import annotations

import sys
from typing import Any

_free: list[Any] = []
#: References to a generator that nobody kept: the parameter's and that of `getrefcount`, and the caller's tuple.
_UNKEPT = 4
_MASK = (1 << 128) - 1


def take(seed: bytes) -> Any:
    """A generator (PCG64) that begins where the seed says.

    Args:
        seed: 32 bytes.
    """
    import numpy as np

    number = int.from_bytes(seed, "little")
    generator = _free.pop() if _free else np.random.Generator(np.random.PCG64(0))
    generator.bit_generator.state = {
        "bit_generator": "PCG64",
        "state": {"state": number & _MASK, "inc": number >> 128 | 1},
        "has_uint32": 0,
        "uinteger": 0,
    }
    return generator


def give(generator: Any) -> None:
    """Take a generator back, unless somebody kept it.

    Args:
        generator: One that `take` gave.
    """
    if len(_free) < 64 and sys.getrefcount(generator) <= _UNKEPT:
        _free.append(generator)
