"""Measures the shipped datasets: rows a second of each, beside the figures of TempData where there are some.

    python benches/datasets.py            # print the table
    python benches/datasets.py --write    # also write benches/DATASETS.md

Every dataset is made to an Arrow stream that is read to its end, which is what all files are
written from, and to CSV in memory. The figures of TempData 0.1.0 are those that were measured on a
machine of the same kind: 2,000 rows, CSV included.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Rows a second of TempData, in thousands.
TEMPDATA = {
    "stocks": 14.8,
    "sales": 14.2,
    "energy": 13.7,
    "appointments": 8.0,
    "weather": 7.3,
    "marketing": 5.9,
    "banking": 5.6,
    "ecommerce": 5.4,
    "posts": 4.6,
    "customers": 3.5,
    "suppliers": 3.3,
    "web_analytics": 2.3,
    "user_profiles": 1.6,
    "patients": 1.4,
    "retail": 0.8,
}
ROWS = 200_000
SETS = ("shop", "bank", "hospital", "bnpl")


def arrow(table) -> int:
    """Read a table's stream to its end; give the number of rows."""
    import pyarrow as pa

    return sum(batch.num_rows for batch in pa.RecordBatchReader.from_stream(table))


def measured(make, repeat: int, *given) -> float:
    """The least time of several, in seconds."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        make(*given)
        times.append(time.perf_counter() - start)
    return min(times)


def every(data) -> None:
    """Read the streams of all tables."""
    for table in data.values():
        arrow(table)


def csv(table, path: str) -> None:
    """Write a table's rows to a file as the command line does."""
    with open(path, "wb") as file:
        table._write("csv", file.fileno(), lambda _: None)


def lines(repeat: int):
    """A line for each dataset: rows, columns, rows a second to Arrow and to CSV, TempData's, the ratio."""
    import forgery

    with tempfile.TemporaryDirectory(
        dir="/dev/shm" if os.path.isdir("/dev/shm") else None
    ) as folder:
        path = os.path.join(folder, "rows.csv")
        for name in sorted(info.name for info in forgery.datasets()):
            if name in SETS:
                continue
            table = forgery.dataset(name, seed=1, rows=ROWS)[name]
            rows = table.num_rows
            stream = rows / measured(arrow, repeat, table)
            text = rows / measured(csv, repeat, table, path)
            os.unlink(path)
            theirs = TEMPDATA.get(name)
            yield name, rows, len(table.column_names), stream, text, theirs


def shop(repeat: int):
    """The related sets: all tables of each, rows a second."""
    import forgery

    for name in SETS:
        data = forgery.dataset(name, seed=1, scale=20)
        rows = sum(table.num_rows for table in data.values())
        seconds = measured(every, repeat, data)
        yield name, len(data), rows, rows / seconds


def faker_shop(rows: int) -> float:
    """Rows a second of a shop of two tables made with Faker: customers, and orders that refer to them."""
    from faker import Faker

    fake = Faker()
    Faker.seed(1)
    start = time.perf_counter()
    customers = [
        {
            "id": i,
            "name": fake.name(),
            "email": fake.email(),
            "city": fake.city(),
            "joined": fake.date_time_between("-3y", "-1y"),
        }
        for i in range(rows)
    ]
    orders = [
        {
            "id": fake.uuid4(),
            "customer_id": fake.random_element(customers)["id"],
            "ordered": fake.date_time_between("-1y"),
            "quantity": fake.random_int(1, 9),
            "price": fake.pydecimal(3, 2, positive=True),
        }
        for _ in range(rows)
    ]
    return (len(customers) + len(orders)) / (time.perf_counter() - start)


def report(repeat: int) -> str:
    """The page, in Markdown."""
    import forgery

    out = [
        "# Datasets",
        "",
        "Written by `python benches/datasets.py --write`: rows a second, the best of "
        f"{repeat}, {forgery.threads()} threads, CPython {platform.python_version()}.",
        "",
        "| dataset | rows | columns | to Arrow | cells | to CSV | TempData | ratio (CSV) |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    ratios = []
    for name, rows, columns, stream, text, theirs in lines(repeat):
        ratio = "" if theirs is None else f"{text / theirs / 1000:.0f}x"
        if theirs is not None:
            ratios.append(text / theirs / 1000)
        said = "" if theirs is None else f"{theirs * 1000:,.0f}"
        cells = f"{stream * columns / 1e6:.1f} M/s"
        out.append(
            f"| {name} | {rows:,} | {columns} | {stream:,.0f} | {cells} | {text:,.0f} | {said} | {ratio} |"
        )
        print(out[-1], file=sys.stderr, flush=True)
    out += [
        "",
        f"The geometric mean of the ratios is {statistics.geometric_mean(ratios):.0f}x.",
        "",
    ]
    out += ["| set | tables | rows | rows a second, to Arrow |", "|---|--:|--:|--:|"]
    out += [f"| {name} | {n} | {rows:,} | {speed:,.0f} |" for name, n, rows, speed in shop(repeat)]
    faker = faker_shop(2000)
    out += [
        "",
        f"Customers and orders by hand with Faker, in two loops: {faker:,.0f} rows a second.",
        "",
    ]
    return "\n".join(out)


def main() -> None:
    """Run the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write benches/DATASETS.md")
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    page = report(given.repeat)
    if given.write:
        (ROOT / "benches" / "DATASETS.md").write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
