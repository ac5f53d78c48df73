"""What is asked for beyond a limit is refused at once, with the field and the bound."""

import asyncio
import time
import typing

import httpx
import pytest
from forgery.serve import Settings, create_app
from served import Served

SETTINGS = Settings(
    max_rows=1000,
    max_rate=50,
    max_records=10,
    max_request_bytes=65_536,
    max_tables=3,
    max_columns=20,
    plan_timeout=5,
)
YAML = {"content-type": "application/yaml"}


@pytest.fixture(scope="module")
def app() -> typing.Any:
    return create_app(SETTINGS)


def post(app: typing.Any, path: str, **options: typing.Any) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post(path, **options)

    return asyncio.run(run())


def columns(**given: typing.Any) -> dict:
    return {
        "schema": {"tables": {"t": {"rows": 10, "columns": given}}},
        "rows": 5,
        "rate_per_second": 50,
    }


def doubling(count: int) -> dict:
    texts = {f"c{n}": {"expr": f"concat(c{n - 1}, c{n - 1})"} for n in range(1, count)}
    return columns(c0="name", **texts)


def parameters(count: int, text: str) -> dict:
    made = {"p0": "x" * 100, **{f"p{n}": text.replace("@", f"p{n - 1}") for n in range(1, count)}}
    whole = columns(a={"type": "constant", "value": "${p9}"})
    whole["schema"]["parameters"] = made
    return whole


def summed(*counts: int) -> dict:
    """Tables of which each sums up the next."""
    tables: dict = {"t0": {"rows": 1, "columns": {"id": {"type": "key"}}}}
    for number, count in enumerate(counts, 1):
        columns = {
            "id": {"type": "key"},
            "up": {"ref": f"t{number - 1}.id"},
            "x": {"type": "int", "min": 1, "max": 9},
        }
        tables[f"t{number}"] = {
            "rows": {"per": f"t{number - 1}", "count": count},
            "columns": columns,
        }
        tables[f"t{number - 1}"]["columns"]["x"] = {
            "type": "aggregate",
            "of": f"t{number}.x",
            "op": "sum",
        }
    return {"schema": {"tables": tables}}


NORMALS = [{"weight": 1, "normal": {"mean": n, "sd": 1}} for n in range(65)]
BEYOND = [
    ("/stream", summed(50_000, 50_000), "schema.tables.t2.rows", 1_000_000),
    (
        "/stream",
        columns(a={"type": "float", "distribution": {"mixture": NORMALS}}),
        "schema.tables.t.columns.a.distribution.mixture",
        64,
    ),
    ("/stream/sales", {"rows": 1001}, "rows", 1000),
    ("/stream/sales", {"rate_per_second": 51}, "rate_per_second", 50),
    ("/stream/sales", {"rate_per_second": None}, "rate_per_second", 50),
    ("/stream/sales", {"offset": 5000}, "offset", None),
    ("/records", {"fields": {"a": "name"}, "n": 11}, "n", 10),
    ("/records", {"fields": {f"c{n}": "name" for n in range(21)}}, "fields", 20),
    ("/records", {"fields": {"a": ["text", 50, 10**9]}}, "fields.a.max", 1000),
    ("/records", {"fields": {"a": {"type": "password", "length": 10**9}}}, "fields.a.length", 1000),
    ("/records", {"fields": {"a": "binary"}}, "fields.a.length", 1000),
    ("/records", {"fields": {"a": "zip"}}, "fields.a", None),
    ("/records", {"fields": {"a": {"type": "image", "size": [10**6, 10**6]}}}, "fields.a", None),
    ("/stream", columns(a={"type": "misc.tar"}), "schema.tables.t.columns.a", None),
    (
        "/stream",
        columns(a={"type": "pattern", "pattern": "[a-z]{99999}"}),
        "schema.tables.t.columns.a.pattern",
        999,
    ),
    (
        "/stream",
        columns(n="name", a={"type": "template", "template": "{n:>99999}"}),
        "schema.tables.t.columns.a.template",
        999,
    ),
    (
        "/stream",
        columns(a={"type": "key", "prefix": "A", "width": 10**9}),
        "schema.tables.t.columns.a.width",
        1000,
    ),
    (
        "/stream",
        {"schema": {"tables": {n: {"rows": 1, "columns": {"a": "name"}} for n in "abcd"}}},
        "schema.tables",
        3,
    ),
    ("/stream", columns(**{f"c{n}": "name" for n in range(21)}), "schema.tables", 20),
    (
        "/stream",
        {"schema": {"rows": 10**9, "columns": {"a": "name"}}},
        "schema.tables.schema.rows",
        1000,
    ),
    ("/stream", doubling(20), "schema: column 'c7'", 16_384),
    (
        "/stream",
        columns(a={"type": "text", "min": 5, "max": 1000}, b={"expr": "replace(a, 'e', a)"}),
        "schema: column 'b'",
        16_384,
    ),
    ("/stream", parameters(10, "${@}" * 10), "schema.parameters.p3", 50_000),
    ("/stream", parameters(10, "${@ || @ || @ || @ || @ || @}"), "schema.parameters.p4", 50_000),
    (
        "/stream/sales",
        {"migrations": [{"at": 5, "add": {"x": {"type": "text", "min": 5, "max": 10**9}}}]},
        "migrations.add.x.max",
        1000,
    ),
]


@pytest.mark.parametrize(("path", "body", "field", "bound"), BEYOND)
def test_the_field_and_the_bound(
    app: typing.Any, path: str, body: dict, field: str, bound: "int | None"
) -> None:
    began = time.monotonic()
    response = post(app, path, json=body)
    assert response.status_code == 422, response.text
    errors = response.json()["errors"]
    assert field in [error["field"] for error in errors], errors
    if bound is not None:
        assert bound in [error.get("bound") for error in errors], errors
    assert time.monotonic() - began < 5


def test_what_is_within_the_limits_is_served(app: typing.Any) -> None:
    body = columns(
        name="person.name",
        short={"type": "text", "min": 50, "max": 80},
        both={"expr": "concat(name, ' ', name)"},
        neat={"expr": "replace(lower(name), ' ', '-')"},
    )
    response = post(app, "/stream", json=body)
    assert response.status_code == 200, response.text
    assert len(response.text.splitlines()) == 5


def test_a_default_rate_stands_where_none_is_given(app: typing.Any) -> None:
    began = time.monotonic()
    post(app, "/stream/sales", json={"rows": 60})
    # The bucket is full at first; the rest comes at the greatest rate.
    assert 0.1 < time.monotonic() - began < 10


BODIES = [
    ({"content": b"[" * 30_000, "headers": {"content-type": "application/json"}}, 400),
    (
        {
            "content": b'{"a":' * 50 + b"1" + b"}" * 50,
            "headers": {"content-type": "application/json"},
        },
        400,
    ),
    (
        {
            "content": b'{"rows": ' + b"9" * 5000 + b"}",
            "headers": {"content-type": "application/json"},
        },
        400,
    ),
    ({"content": b'{"rows": NaN}', "headers": {"content-type": "application/json"}}, 400),
    ({"content": b'{"rows": 1, "rows": 2}', "headers": {"content-type": "application/json"}}, 400),
    ({"content": b'{"seed": "\\ud800"}', "headers": {"content-type": "application/json"}}, 400),
    ({"content": b"\xff\xfe", "headers": {"content-type": "application/json"}}, 400),
    ({"content": b"a" * 70_000, "headers": {"content-type": "application/json"}}, 413),
    ({"content": b"a: &a [x]\nb: *a\n", "headers": YAML}, 400),
    ({"content": b"a: &a {x: 1}\nb: {<<: *a}\n", "headers": YAML}, 400),
    ({"content": b"a: &a [*a]\n", "headers": YAML}, 400),
    ({"content": b"a: !!python/object/apply:os.system [ls]\n", "headers": YAML}, 400),
    ({"content": b"a: !!binary aGk=\n", "headers": YAML}, 400),
    ({"content": b"a: 2024-99-99\n", "headers": YAML}, 400),
    ({"content": b"a: 1\na: 2\n", "headers": YAML}, 400),
    ({"content": b"--- 1\n--- 2\n", "headers": YAML}, 400),
    ({"content": b"[" * 5000, "headers": YAML}, 400),
    (
        {
            "content": b"{}",
            "headers": {"content-type": "application/json", "content-encoding": "gzip"},
        },
        415,
    ),
]


@pytest.mark.parametrize(("options", "status"), BODIES)
def test_bodies_that_are_no_bodies(app: typing.Any, options: dict, status: int) -> None:
    response = post(app, "/stream", **options)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert len(response.content) < 2000


def test_streams_of_a_client_and_in_all_and_room_is_given_back() -> None:
    with Served(max_streams=3, max_streams_per_client=2, trusted_proxies="127.0.0.1") as server:
        path = f"{server.url}/stream/sales?rate_per_second=1"

        def begin(client: httpx.Client, address: str) -> httpx.Response:
            request = client.build_request("GET", path, headers={"x-forwarded-for": address})
            return client.send(request, stream=True)

        with httpx.Client(timeout=30, trust_env=False) as client:
            first, second = begin(client, "1.1.1.1"), begin(client, "1.1.1.1")
            assert (first.status_code, second.status_code) == (200, 200)
            full = begin(client, "1.1.1.1")
            assert full.status_code == 429
            assert int(full.headers["retry-after"]) > 0
            assert b"max_streams_per_client" in full.read()
            third = begin(client, "2.2.2.2")
            assert third.status_code == 200
            whole = begin(client, "3.3.3.3")
            assert whole.status_code == 429
            assert b'"max_streams"' in whole.read()
            # What is wrong gives its room back too.
            third.close()
            server.wait_for("stream ended", reason="gone")
            assert client.get(path + "&rows=x").status_code == 422
            again = begin(client, "2.2.2.2")
            assert again.status_code == 200
            for each in (first, second, again):
                each.close()
