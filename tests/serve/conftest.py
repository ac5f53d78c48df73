"""One server for all tests that need nothing special, and clients."""

from __future__ import annotations

import sys
import typing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

for _library in (
    "starlette",
    "uvicorn",
    "pydantic_settings",
    "structlog",
    "prometheus_client",
    "httpx",
):
    pytest.importorskip(_library)

from served import Served  # noqa: E402

if typing.TYPE_CHECKING:
    import httpx


@pytest.fixture(scope="session")
def server() -> typing.Iterator[Served]:
    with Served(
        max_rows=2_000_000, max_rate=1_000_000, max_records=1000, default_rate=1_000_000
    ) as made:
        yield made


@pytest.fixture
def client(server: Served) -> typing.Iterator[httpx.Client]:
    import httpx

    with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as made:
        yield made
