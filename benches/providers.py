"""What third parties' fields cost: a compiled one against a built-in field, and the registry's part of a Python one.

    python benches/providers.py    # builds a compiled provider first; needs maturin and cargo

A compiled provider makes the texts that `numerify` makes from `PA-####`; both columns go into Arrow,
on one thread. A Python provider returns an array that is there already, so what is measured is all
that surrounds its function: the batch, the call, the check and the copy of 1,024 values.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import forgery
import numpy as np
from forgery.registry import Batch, Provider

ROOT = Path(__file__).parent.parent
ROWS = 2_000_000
CHUNK = 1024


def compiled(folder: Path) -> Path:
    """Build a compiled provider as its author would; the folder to put on the path."""
    package, site = folder / "parcel", folder / "site"
    code = "import sys; from forgery.cli import main; sys.argv[1:] = {!r}; main()"
    sdk = str(ROOT / "providers" / "sdk")
    new = ["new-provider", "parcel", "--rust", "--sdk", sdk, "-o", str(package)]
    subprocess.run([sys.executable, "-W", "ignore", "-c", code.format(new)], check=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    env = {**os.environ, "CARGO_TARGET_DIR": str(ROOT / "target" / "providers")}
    subprocess.run([*pip, "--target", str(site), str(package)], check=True, env=env)
    return site


def read(table: Any) -> None:
    """Make all rows as Arrow batches, and let go of each."""
    import pyarrow as pa

    for _ in pa.RecordBatchReader.from_stream(table):
        pass


def best(schema: dict[str, Any], fake: forgery.Faker, rows: int = ROWS, runs: int = 9) -> float:
    """The best time of some runs, in seconds."""
    from time import perf_counter

    times = []
    for _ in range(runs):
        start = perf_counter()
        read(fake.table(schema, rows=rows))
        times.append(perf_counter() - start)
    return min(times)


def python_provider() -> Provider:
    """A provider whose functions do nothing of their own."""
    provider = Provider("bench")
    ready = np.random.default_rng(0).random(CHUNK)

    @provider.field(returns=float)
    def nothing(_: Batch) -> Any:
        return ready

    @provider.field(returns=float)
    def normal(batch: Batch) -> Any:
        return batch.numpy.normal(size=batch.n)

    return provider


def main() -> None:
    """Print the table."""
    import timeit

    forgery.set_threads(1)
    fake = forgery.Faker(seed=1)
    fake.add_provider(python_provider())
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, str(compiled(Path(folder))))
        assert fake.batch("parcel.code", 3)[0].startswith("PA-")
        builtin = best({"x": ("numerify", "PA-####")}, fake)
        rust = best({"x": "parcel.code"}, fake)
    floats = best({"x": "float"}, fake)
    nothing = best({"x": "bench.nothing"}, fake)
    normal = best({"x": "bench.normal"}, fake)
    generator = np.random.default_rng(0)
    bare = timeit.timeit(lambda: generator.normal(size=CHUNK), number=2000) / 2000
    batches = ROWS / CHUNK
    print(f"numerify('PA-####'), built in   {builtin / ROWS * 1e9:8.1f} ns a value")
    print(
        f"the same, compiled provider     {rust / ROWS * 1e9:8.1f} ns a value  ({rust / builtin:.2f}x)"
    )
    print(f"float, built in                 {floats / batches * 1e6:8.2f} us a batch")
    print(f"an array that is there          {nothing / batches * 1e6:8.2f} us a batch")
    print(f"batch.numpy.normal              {normal / batches * 1e6:8.2f} us a batch")
    print(f"numpy's normal alone            {bare * 1e6:8.2f} us a batch")


if __name__ == "__main__":
    main()
