"""NumPy generators for batches, made without the mixing of a seed that is random already."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random.bit_generator import ISeedSequence


class _Seed(ISeedSequence):
    """32 bytes that are a state as they are."""

    def __init__(self, seed: bytes) -> None:
        self._seed = seed

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> Any:
        """The first words of the seed."""
        return np.frombuffer(self._seed, dtype)[:n_words]


def generator(seed: bytes) -> np.random.Generator:
    """A generator (PCG64) of a seed.

    Args:
        seed: 32 bytes.
    """
    # NumPy takes any `ISeedSequence`; its stubs know one class of them.
    words: Any = _Seed(seed)
    return np.random.Generator(np.random.PCG64(words))
