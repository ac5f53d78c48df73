"""What the endpoints answer: to curl, to httpx, to pyarrow, to a reader of Server-Sent Events."""

import csv
import io
import json
import shutil
import subprocess

import forgery
import httpx
import pytest
from served import Served

SALES = {"rows": 300, "seed": 42}
SCHEMA = {
    "tables": {
        "people": {"rows": 50, "columns": {"id": {"type": "key"}, "name": "person.name"}},
        "visits": {
            "rows": {"per": "people", "mean": 3},
            "columns": {"id": {"type": "uuid"}, "person": {"ref": "people.id"}},
        },
    }
}


def expected(rows: int = 300) -> list[dict]:
    """What the engine says by itself."""
    table = forgery.dataset("sales", rows=rows, seed=42)["sales"]
    return [json.loads(line) for line in table._rows(0, rows).text("jsonl").splitlines()]


def lines(response: httpx.Response) -> list[dict]:
    assert response.status_code == 200, response.text
    return [json.loads(line) for line in response.text.splitlines()]


def events(text: str) -> list[dict]:
    """Server-Sent Events, as the standard says that they are read."""
    found, event = [], {"event": "message", "data": []}
    for line in text.split("\n"):
        if not line:
            if event["data"]:
                found.append({**event, "data": "\n".join(event["data"])})
            event = {"event": "message", "data": []}
        elif not line.startswith(":"):
            key, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if key == "data":
                event["data"].append(value)
            else:
                event[key] = value
    return found


def test_ndjson_has_the_rows_of_the_engine(client: httpx.Client) -> None:
    response = client.post("/stream/sales", json=SALES)
    assert lines(response) == expected()
    assert response.headers["content-type"].startswith("application/x-ndjson")
    assert response.headers["forgery-seed"] == "42"
    assert response.headers["forgery-values-version"] == str(forgery.VALUES_VERSION)


def test_a_query_says_the_same_as_a_body(client: httpx.Client) -> None:
    told = client.get("/stream/sales?rows=300&seed=42&parameters[country]=DE")
    body = client.post("/stream/sales", json={**SALES, "parameters": {"country": "DE"}})
    mixed = client.post(
        "/stream/sales?seed=42", json={"rows": 300, "parameters": {"country": "DE"}}
    )
    assert lines(told) == lines(body) == lines(mixed) != expected()


@pytest.mark.parametrize("path", ["/stream/sales?rows=2", "/labels/sales?rows=2"])
def test_blanks_are_no_json(client: httpx.Client, path: str) -> None:
    for content, status in ((b"", 200), (b" \r\n", 400)):
        headers = {"content-type": "application/json"}
        assert client.post(path, content=content, headers=headers).status_code == status
    yaml = client.post(path, content=b"\n", headers={"content-type": "application/yaml"})
    assert yaml.status_code == 200


def test_csv(client: httpx.Client) -> None:
    response = client.post(
        "/stream/sales", json=SALES, headers={"accept": "text/csv;q=0.9, text/plain"}
    )
    assert response.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.text, newline="")))
    assert [row["order_id"] for row in rows] == [row["order_id"] for row in expected()]


def test_arrow_is_read_by_pyarrow(client: httpx.Client) -> None:
    pa = pytest.importorskip("pyarrow")
    response = client.post("/stream/sales?format=arrow", json=SALES)
    table = pa.ipc.open_stream(response.content).read_all()
    assert table.column("order_id").to_pylist() == [row["order_id"] for row in expected()]
    assert table.num_rows == 300


def test_events_have_the_rows_as_ids_and_resume(client: httpx.Client) -> None:
    whole = events(client.get("/stream/sales?rows=300&seed=42&format=sse").text)
    rows = [event for event in whole if event["event"] == "message"]
    assert [int(event["id"]) for event in rows] == list(range(300))
    assert [json.loads(event["data"]) for event in rows] == expected()
    assert whole[-1]["event"] == "end"
    headers = {"accept": "text/event-stream", "last-event-id": "199"}
    rest = events(client.get("/stream/sales?rows=300&seed=42", headers=headers).text)
    assert [event for event in rest if event["event"] == "message"] == rows[200:]


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_compressed_as_asked(client: httpx.Client, packing: str) -> None:
    pytest.importorskip("zstandard")
    headers = {"accept-encoding": packing}
    with client.stream("GET", "/stream/sales?rows=300&seed=42", headers=headers) as response:
        raw = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == packing
    if packing == "gzip":
        import gzip

        text = gzip.decompress(raw)
    else:
        import zstandard

        text = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True).read()
    assert [json.loads(line) for line in text.splitlines()] == expected()


def test_curl(server: Served) -> None:
    if shutil.which("curl") is None:
        pytest.skip("there is no curl")
    made = subprocess.run(
        [
            *("curl", "-sN", "--compressed", "-H", "content-type: application/yaml"),
            *("--data-binary", "@-", f"{server.url}/stream?seed=7&rows=20"),
        ],
        input="columns:\n  id: {type: key}\n  name: person.name\nrows: 100\n",
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=True,
    )
    rows = [json.loads(line) for line in made.stdout.splitlines()]
    assert [row["id"] for row in rows] == list(range(1, 21))


def test_a_schema_and_one_of_its_tables(client: httpx.Client) -> None:
    response = client.post("/stream", json={"schema": SCHEMA, "table": "visits", "seed": 3})
    data = forgery.load_schema(SCHEMA).generate(seed=3)
    assert [row["id"] for row in lines(response)] == [
        str(row["id"]) for row in data["visits"].records()
    ]


def test_labels(client: httpx.Client) -> None:
    config = {**SALES, "anomalies": [{"anomaly": "spike", "column": "quantity", "rate": 0.05}]}
    found = lines(client.post("/labels/sales", json=config))
    dirty = lines(client.post("/stream/sales", json=config))
    changed = [row for row, (a, b) in enumerate(zip(dirty, expected())) if a != b]
    assert [label["row"] for label in found] == changed
    assert changed
    assert {label["column"] for label in found} == {"quantity"}
    text = client.post("/labels/sales?format=csv", json=config).text
    assert len(list(csv.DictReader(io.StringIO(text, newline="")))) == len(found)
    told = events(client.post("/labels/sales?format=sse", json=config).text)
    assert [json.loads(each["data"]) for each in told if each["event"] == "message"] == found
    pa = pytest.importorskip("pyarrow")
    arrow = client.post("/labels/sales?format=arrow", json=config).content
    assert pa.ipc.open_stream(arrow).read_all().column("row").to_pylist() == changed


def test_records(client: httpx.Client) -> None:
    asked = {
        "n": 20,
        "seed": 1,
        "locale": "de_DE",
        "fields": {"id": "uuid", "age": ["int", 18, 65]},
    }
    made = client.post("/records", json=asked).json()
    assert made["seed"] == 1
    rows = forgery.Faker("de_DE", 1).table({"id": "uuid", "age": ("int", 18, 65)}, rows=20)
    assert made["records"] == [{"id": str(row["id"]), "age": row["age"]} for row in rows.records()]
    part = client.post("/records", json={**asked, "n": 5, "offset": 10}).json()
    assert part["records"] == made["records"][10:15]
    assert client.post("/records", json={**asked, "n": 0}).json()["records"] == []
    # Without a seed, the answer has the one to get the same again with.
    del asked["seed"]
    drawn = client.post("/records", json=asked).json()
    again = client.post("/records", json={**asked, "seed": drawn["seed"]}).json()
    assert drawn == again


def test_what_there_is(client: httpx.Client) -> None:
    listed = client.get("/datasets").json()["datasets"]
    assert [each["name"] for each in listed] == [info.name for info in forgery.datasets()]
    shop = client.get("/datasets/shop").json()
    assert len(shop["sample"]) == 5
    assert [column["name"] for column in shop["columns"]] == list(shop["sample"][0])
    properties = shop["configuration"]["properties"]
    assert "country" in properties["parameters"]["properties"]
    assert set(properties["table"]["enum"]) == {table["name"] for table in shop["tables"]}
    found = client.get("/fields?search=iban").json()["fields"]
    assert "iban" in [each["name"] for each in found]
    assert len(client.get("/fields").json()["fields"]) > 500


def test_configurations_are_json_schemas_that_take_what_a_stream_takes() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    from forgery.serve._catalogue import configuration

    for info in forgery.datasets():
        schema = forgery.dataset_schema(info.name)
        made = configuration(schema)
        part = {"properties": {key: made["properties"][key] for key in ("parameters", "table")}}
        jsonschema.Draft202012Validator.check_schema(part)
        check = jsonschema.Draft202012Validator(part)
        defaults = {name: each.default for name, each in schema.parameters.items()}
        plain = json.loads(json.dumps(defaults, default=str))
        assert check.is_valid({"parameters": plain, "table": schema.main})
        assert not check.is_valid({"parameters": {"nothing": 1}})
        assert not check.is_valid({"table": "nowhere"})
    check = jsonschema.Draft202012Validator(made)
    assert check.is_valid({"rows": 10, "seed": 1, "rate_per_second": 5})
    assert not check.is_valid({"rowz": 10})


def test_how_it_is(client: httpx.Client) -> None:
    health = client.get("/health").json()
    assert health["status"] == "ok"
    assert health["version"] == forgery.__version__
    assert health["datasets"] == len(forgery.datasets())
    assert health["memory_bytes"] > 1 << 20
    assert client.get("/ready").json() == {"ready": True}


def test_metrics_count_rows_and_bytes(client: httpx.Client) -> None:
    def value(name: str) -> float:
        text = client.get("/metrics").text
        found = [line for line in text.splitlines() if line.startswith(name + " ")]
        return float(found[0].split()[-1]) if found else 0.0

    rows, size = 'forgery_rows_total{dataset="bank"}', 'forgery_bytes_total{dataset="bank"}'
    ended = 'forgery_streams_ended_total{dataset="bank",reason="complete"}'
    before = value(rows), value(size), value(ended)
    response = client.get("/stream/bank?rows=100", headers={"accept-encoding": "identity"})
    assert value(rows) - before[0] == 100
    assert value(size) - before[1] == len(response.content)
    assert value(ended) - before[2] == 1
    assert value('forgery_streams_active{dataset="bank"}') == 0


def test_a_request_has_an_id_in_the_answer_and_in_the_log(
    server: Served, client: httpx.Client
) -> None:
    given = client.get("/stream/sales?rows=1", headers={"x-request-id": "mine-1"})
    assert given.headers["x-request-id"] == "mine-1"
    ended = server.wait_for("stream ended", request_id="mine-1")
    assert ended["rows"] == 1
    assert ended["reason"] == "complete"
    other = client.get("/health", headers={"x-request-id": "two words"})
    assert len(other.headers["x-request-id"]) == 32


def test_a_head_has_no_rows(client: httpx.Client) -> None:
    response = client.head("/stream/sales?seed=5")
    assert response.status_code == 200
    assert response.headers["forgery-seed"] == "5"
    assert client.get("/health").json()["streams"] == 0


WRONG = [
    ("GET", "/nothing", {}, 404, None),
    ("GET", "/stream/slaes", {}, 404, None),
    ("GET", "/datasets/slaes", {}, 404, None),
    ("PUT", "/stream/sales", {}, 405, None),
    ("GET", "/stream", {}, 405, None),
    ("GET", "/stream/sales", {"headers": {"accept": "image/png"}}, 406, "Accept"),
    ("GET", "/stream/sales?format=xml", {}, 422, "format"),
    ("GET", "/stream/sales?rowz=3", {}, 422, "rowz"),
    ("GET", "/stream/sales?rows=3&rows=4", {}, 422, "rows"),
    ("GET", "/stream/sales?rows=many", {}, 422, "rows"),
    ("GET", "/stream/sales?parameters[x]=1", {}, 422, "parameters.x"),
    ("GET", "/fields?find=x", {}, 422, "find"),
    ("POST", "/stream/sales", {"json": {"rowz": 3}}, 422, "rowz"),
    ("POST", "/stream/sales", {"json": {"rows": "3"}}, 422, "rows"),
    ("POST", "/stream/sales", {"json": {"rows": 0}}, 422, "rows"),
    ("POST", "/stream/sales", {"json": {"rate_per_second": 0.01}}, 422, "rate_per_second"),
    ("POST", "/stream/sales", {"json": {"table": "nowhere"}}, 422, "table"),
    ("POST", "/stream/sales", {"json": {"timezone": "Moon/Base"}}, 422, "timezone"),
    ("POST", "/stream/sales", {"json": {"locale": "xx_XX"}}, 422, "locale"),
    ("POST", "/stream/sales", {"json": {"parameters": {"country": 5}}}, 422, "parameters.country"),
    ("POST", "/stream/sales", {"json": []}, 422, ""),
    ("POST", "/stream/sales?rows=1", {"json": {"rows": 2}}, 422, "rows"),
    (
        "POST",
        "/stream/sales",
        {"content": "{", "headers": {"content-type": "application/json"}},
        400,
        None,
    ),
    (
        "POST",
        "/stream/sales",
        {"content": "a=1", "headers": {"content-type": "text/plain"}},
        415,
        None,
    ),
    ("POST", "/stream/sales", {"content": "{}"}, 415, None),
    ("POST", "/stream", {"json": {}}, 422, "schema"),
    ("POST", "/stream", {"json": {"schema": "/etc/passwd"}}, 422, "schema"),
    (
        "POST",
        "/stream",
        {"json": {"schema": {"rows": 1, "columns": {"a": "emali"}}}},
        422,
        "schema.tables.schema.columns.a",
    ),
    ("POST", "/records", {"json": {}}, 422, "fields"),
    ("POST", "/records", {"json": {"fields": {"a": "emali"}}}, 422, "fields.a"),
    ("POST", "/records", {"json": {"fields": {"a": ["int", 9, 1]}}}, 422, "fields.a"),
    ("POST", "/records", {"json": {"fields": {"a": "name"}, "n": 10**6}}, 422, "n"),
]


@pytest.mark.parametrize(("method", "path", "options", "status", "field"), WRONG)
def test_what_is_wrong_is_a_problem_document(
    client: httpx.Client, method: str, path: str, options: dict, status: int, field: "str | None"
) -> None:
    response = client.request(method, path, **options)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["instance"] == path.partition("?")[0]
    assert problem["title"]
    assert problem["detail"]
    if field is not None:
        assert field in [error["field"] for error in problem["errors"]], problem
    if status == 405:
        assert response.headers["allow"]


def test_a_problem_says_what_would_do(client: httpx.Client) -> None:
    assert "did you mean 'sales'" in client.get("/stream/slaes").json()["detail"]
    assert "did you mean 'rows'" in client.post("/stream/sales", json={"rowz": 1}).json()["detail"]
    schema = {"rows": 1, "columns": {"a": "emali"}}
    assert "email" in client.post("/stream", json=schema).json()["detail"]
