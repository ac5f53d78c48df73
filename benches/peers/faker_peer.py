"""Faker, with its weights and without."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from typing import Any

import pyarrow as pa
from common import Operations, loop, report, scratch
from faker import Faker
from harness.checks import COLUMNS, FIRST, LAST


def operations(weighted: bool) -> Operations:
    fake = Faker("en_US", use_weighting=weighted)
    fake.seed_instance(42)

    def row() -> dict[str, Any]:
        return {
            "id": fake.uuid4(),
            "name": fake.name(),
            "email": fake.email(),
            "age": fake.random_int(18, 65),
            "joined": fake.date_between(FIRST, LAST),
        }

    def write(kind: str) -> Callable[[int], Any]:
        def run(n: int) -> Any:
            path = scratch(kind)
            with path.open("w", encoding="utf-8", newline="") as file:
                if kind == "csv":
                    writer = csv.DictWriter(file, COLUMNS)
                    writer.writeheader()
                    writer.writerows(row() for _ in range(n))
                else:
                    file.writelines(json.dumps(row(), default=str) + "\n" for _ in range(n))
            return path

        return run

    return {
        "names": loop(fake.name),
        "first_names": loop(fake.first_name),
        "jobs": loop(fake.job),
        "countries": loop(fake.country),
        "emails": loop(fake.email),
        "uuids": loop(fake.uuid4),
        "addresses": loop(fake.address),
        "companies": loop(fake.company),
        "sentences": loop(fake.sentence),
        "small_integers": loop(lambda: fake.random_int(0, 100)),
        "integers": loop(lambda: fake.random_int(0, 10**9)),
        "floats": loop(lambda: fake.pyfloat(min_value=0, max_value=1)),
        "dicts": loop(row),
        "tuples": loop(lambda: tuple(row().values())),
        "arrow": lambda n: pa.Table.from_pylist([row() for _ in range(n)]),
        "csv": write("csv"),
        "jsonl": write("jsonl"),
        "name()": loop(fake.name),
        "first_name()": loop(fake.first_name),
    }


report("Faker", {"Faker": operations(True), "Faker, unweighted": operations(False)})
