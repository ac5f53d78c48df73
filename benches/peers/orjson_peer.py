"""What it takes to read such values from text that is there: a yardstick, not a generator."""

from __future__ import annotations

import random
import uuid
from functools import cache

import orjson
from common import report, words

first, last = (words()[name] for name in ("first", "last"))
rng = random.Random(42)


@cache
def names(n: int) -> str:
    return "\n".join(f"{rng.choice(first)} {rng.choice(last)}" for _ in range(n))


@cache
def rows(n: int) -> bytes:
    return orjson.dumps(
        [
            {
                "id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
                "name": f"{rng.choice(first)} {rng.choice(last)}",
                "email": f"{rng.choice(first)}{rng.choice(last)}@example.com".lower(),
                "age": rng.randint(18, 65),
                "joined": f"{rng.randint(2020, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
            }
            for _ in range(n)
        ]
    )


report(
    "orjson",
    {
        "orjson.loads of such rows": {"dicts": lambda n: orjson.loads(rows(n))},
        "str.split of such names": {"names": lambda n: names(n).split("\n")},
    },
)
