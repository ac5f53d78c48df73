"""The page at `/` in Chromium: what people see and do, and that it runs under its own policy alone."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import typing
from importlib.resources import files
from pathlib import Path

import httpx
import pytest
from served import Served

if typing.TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = Path(__file__).parents[2] / "target" / "page"
WIDE, PHONE = {"width": 1360, "height": 1000}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> typing.Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api")
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    # Its own sandbox needs what containers do not give, and it sees our pages only.
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    with playwright.sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=chromium, args=arguments)
        yield made
        made.close()


@pytest.fixture
def page(browser: Browser, server: Served) -> typing.Iterator[Page]:
    """A page of a wide screen. At the end: nothing in the console, and nothing from elsewhere."""
    context = browser.new_context(viewport=WIDE, base_url=server.url)  # type: ignore[arg-type]
    made = context.new_page()
    made.set_default_timeout(15_000)
    said: list[str] = []
    asked: list[str] = []
    made.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    made.on("pageerror", lambda error: said.append(str(error)))
    made.on("request", lambda request: asked.append(request.url))
    yield made
    context.close()
    # What the browser says of every answer that is no success, which the page shows itself.
    assert [line for line in said if "Failed to load resource" not in line] == []
    assert [url for url in asked if not url.startswith((server.url, "data:image/svg"))] == []


def opened(page: Page, dataset: str = "ecommerce") -> None:
    answer = page.goto(f"/#{dataset}")
    assert answer is not None
    assert answer.status == 200
    page.locator("#curves figure, #curves > p").first.wait_for()


def more(page: Page) -> None:
    page.get_by_text("More settings").click()


def status(page: Page, text: str) -> None:
    page.get_by_role("status").filter(has_text=text).wait_for()


def pictured(page: Page, name: str) -> None:
    """Keep a picture, and look whether there is something in it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    taken = page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    image = pytest.importorskip("PIL.Image").open(io.BytesIO(taken)).convert("RGB")
    assert len(image.getcolors(1 << 24)) > 100


def test_rows_appear_until_they_are_stopped(page: Page) -> None:
    opened(page, "sales")
    page.get_by_label("Search the datasets").fill("online market")
    assert page.locator("#datasets label:visible").all_inner_texts() == ["ecommerce"]
    page.get_by_label("ecommerce").check()
    page.get_by_role("heading", name="ecommerce", level=1).wait_for()
    page.get_by_text("Online purchases").wait_for()
    page.locator("#curve-of").filter(has_text="ecommerce.").wait_for()
    curves = page.locator("#curves svg")
    told = [curves.nth(place).get_attribute("aria-label") or "" for place in range(3)]
    assert re.match(r"Hour of the day; most: 1[23]:00, 7\.\d %; fewest: 0", told[0])
    assert re.match(r"Weekday; most: Fri, .*; fewest: Sun, ", told[1])
    assert told[2].startswith("Events from 2024-01-01 to 2025-12-31, 100,000 rows; most: 202")
    assert curves.nth(0).locator("rect:not(.hit)").count() == 24
    page.get_by_label("Rows", exact=True).fill("100000")
    page.get_by_label("Rows per second").fill("200")
    page.get_by_role("button", name="Start").click()
    status(page, "Rows are arriving.")
    page.locator("#rows tr").nth(49).wait_for()
    page.locator("#curves rect.now").first.wait_for()
    assert "TXN-" in page.locator("#rows tr").first.inner_text()
    pictured(page, "wide")
    page.get_by_role("button", name="Stop").click()
    status(page, "Stopped.")
    count = int(page.locator("#count").inner_text().replace(",", ""))
    assert 50 <= count < 100_000
    assert page.locator("#rows tr").count() == 50
    assert page.locator("#rows tr").first.locator("td").first.inner_text() == f"{count - 1:,}"


def test_the_table_has_the_rows_of_the_server(page: Page, client: httpx.Client) -> None:
    opened(page, "shop")
    body = {"table": "orders", "rows": 5, "seed": 2**60 + 1, "parameters": {"country": "DE"}}
    lines = client.post("/stream/shop", json=body).text.splitlines()
    page.get_by_label("Table").select_option("orders")
    page.locator("#curve-of").filter(has_text="orders.ordered_at").wait_for()
    page.get_by_label("Rows", exact=True).fill("5")
    page.get_by_label("Seed").fill(str(2**60 + 1))
    page.get_by_label("country").fill("DE")
    page.get_by_role("button", name="Start").click()
    status(page, "Complete.")
    assert page.locator("#seed").inner_text() == str(2**60 + 1)
    rows = [json.loads(line) for line in lines]
    names = page.locator("#columns th").all_inner_texts()
    assert names == ["#", *rows[0]]
    for place, row in enumerate(reversed(rows)):
        cells = page.locator("#rows tr").nth(place).locator("td").all_inner_texts()
        values = [value if isinstance(value, str) else json.dumps(value) for value in row.values()]
        assert cells == [str(4 - place), *values]


def test_anomalies_stand_out(page: Page) -> None:
    asked: list[typing.Any] = []
    rows = [
        {"id": 1, "_anomaly": None},
        {"id": 2, "_anomaly": "id:anomaly:spike"},
        {"id": 3, "_anomaly": None},
    ]
    body = "".join(json.dumps(row) + "\n" for row in rows)

    def answer(route: typing.Any) -> None:
        asked.append(route.request.post_data_json)
        route.fulfill(body=body, content_type="application/x-ndjson")

    page.route("**/stream/ecommerce", answer)
    opened(page)
    more(page)
    page.get_by_label("Anomalies", exact=True).fill('[{"anomaly": "repeated", "rate": 0.3}]')
    page.get_by_label("Labels of anomalies").select_option("column")
    page.get_by_role("button", name="Start").click()
    status(page, "Complete.")
    wanted = {"anomalies": [{"anomaly": "repeated", "rate": 0.3}], "labels": "column"}
    assert asked == [{"rows": 1000, "rate_per_second": 10, **wanted}]
    assert page.locator("#columns th").all_inner_texts() == ["#", "_anomaly", "id"]
    told = [row.locator("td").all_inner_texts() for row in page.locator("#rows tr").all()]
    assert told == [["2", "null", "3"], ["1", "id:anomaly:spike", "2"], ["0", "null", "1"]]
    classes = [row.get_attribute("class") for row in page.locator("#rows tr").all()]
    assert classes == [None, "odd", None]
    assert page.locator("#rows td.wrong").all_inner_texts() == ["2"]


def test_what_is_wrong_is_said_at_its_field(page: Page) -> None:
    opened(page)
    more(page)
    page.get_by_label("Rows", exact=True).fill("1")
    problem = page.get_by_role("alert")
    for label, value, said in (
        ("Rows per second", "0.01", "0.1"),  # what pydantic says
        ("Rows per second", "5000000", "1,000,000"),  # a limit of the server
        ("country", "Atlantis", "Atlantis"),  # what the engine says
        ("Anomalies", "[{", "not JSON"),  # what the page finds
    ):
        field = page.get_by_label(label, exact=True)
        field.fill(value)
        page.get_by_role("button", name="Start").click()
        problem.filter(has_text=said).wait_for()
        assert field.get_attribute("aria-invalid") == "true"
        described = (field.get_attribute("aria-describedby") or "").split()
        assert said in page.locator(f"#{described[1]}").inner_text()
        field.fill("")
    page.get_by_role("button", name="Start").click()
    status(page, "Complete.")
    assert problem.is_hidden()


def test_the_commands_do_what_the_page_does(page: Page, client: httpx.Client) -> None:
    opened(page, "sales")
    seed = 'it\'s $HOME "and" `more` \\'
    page.get_by_label("Rows", exact=True).fill("3")
    page.get_by_label("Rows per second").fill("")
    page.get_by_label("Seed").fill(seed)
    page.get_by_label("country").fill("FR")
    body = {"rows": 3, "seed": seed, "parameters": {"country": "FR"}}
    for name in ("ndjson", "csv", "sse", "arrow"):
        page.get_by_label("Format").select_option(name)
        if name == "arrow":
            pytest.importorskip("pyarrow")
        wanted = client.post(f"/stream/sales?format={name}", json=body)
        page.get_by_role("button", name="Python").click()
        program = page.get_by_label("Command").inner_text()
        run = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, env=plain(), timeout=60
        )
        assert run.returncode == 0, run.stderr
        assert run.stdout.count("ORD-0000000") == 3
        page.get_by_role("button", name="curl", exact=True).click()
        if name == "arrow" or not shutil.which("curl"):
            continue
        command = page.get_by_label("Command").inner_text()
        done = subprocess.run(["sh", "-c", command], capture_output=True, env=plain(), timeout=60)
        assert done.returncode == 0, done.stderr
        assert done.stdout == wanted.content
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy curl").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#command").inner_text()


def plain() -> dict[str, str]:
    """The environment without proxies, which a server of this machine is not behind."""
    return {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}


def test_what_the_server_says_is_text(page: Page) -> None:
    bad = '<img src="x" onerror="document.title = 1"><b>bold</b>'
    column = {"name": bad, "kind": bad, "doc": bad}
    properties = {
        "parameters": {"properties": {bad: {"type": "string", "description": bad, "default": bad}}}
    }
    shown = {
        "name": "bad",
        "category": bad,
        "description": bad,
        "tags": [bad],
        "table": bad,
        "tables": [{"name": bad, "columns": [column]}, {"name": "other", "columns": []}],
        "configuration": {"properties": properties},
        "sample": [{bad: bad}],
    }
    curve = {"dataset": "bad", "table": bad, "column": None, "hours": None, "days": None}
    problem = {"title": bad, "detail": bad, "errors": [{"field": bad, "message": bad}]}
    page.route("**/datasets", lambda route: route.fulfill(json={"datasets": [shown]}))
    page.route("**/datasets/bad", lambda route: route.fulfill(json=shown))
    page.route("**/datasets/bad/curve*", lambda route: route.fulfill(json=curve))
    page.route("**/stream/bad", lambda route: route.fulfill(status=422, json=problem))
    opened(page, "bad")
    assert page.locator("#rows td").all_inner_texts() == ["0", bad]
    page.get_by_role("button", name="Start").click()
    page.get_by_role("alert").filter(has_text=bad).wait_for()
    assert page.locator("main img, main b:not(figcaption b), aside img").count() == 0
    assert page.title() == "bad · forgery"


def test_a_closed_server_asks_for_its_token(browser: Browser) -> None:
    with Served(tokens="s3cret", datasets="sales") as closed:
        context = browser.new_context(viewport=PHONE, base_url=closed.url)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto("/")
        page.get_by_label("This server asks for a token").fill("s3cret")
        page.get_by_role("button", name="Go on").click()
        page.locator("#curves figure").first.wait_for()
        page.get_by_label("Rows", exact=True).fill("2")
        page.get_by_role("button", name="Start").click()
        status(page, "Complete.")
        command = page.get_by_label("Command").inner_text()
        assert "s3cret" not in page.content()
        context.close()
        if shutil.which("curl"):
            environment = {**plain(), "FORGERY_TOKEN": "s3cret"}
            done = subprocess.run(["sh", "-c", command], capture_output=True, env=environment)
            assert done.stdout.count(b"\n") == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_all_of_it_without_scrolling_sideways(
    browser: Browser, server: Served, scheme: str
) -> None:
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        base_url=server.url,
        color_scheme=scheme,  # type: ignore[arg-type]
        has_touch=True,
    )
    page = context.new_page()
    opened(page)
    page.get_by_role("button", name="Start").click()
    page.locator("#rows tr:not(.sample)").first.wait_for()
    more(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(map(int, re.findall(r"\d+", background))) > 384
    assert light == (scheme == "light")
    pictured(page, f"phone-{scheme}")
    context.close()


def test_the_keyboard_is_enough(page: Page) -> None:
    opened(page, "crm")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the stream"
    page.get_by_label("crm").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("heading", name="customers", level=1).wait_for()
    page.locator("#curve-of").filter(has_text="customers.").wait_for()
    page.get_by_label("Rows", exact=True).fill("1")
    page.get_by_label("Rows", exact=True).press("Enter")
    status(page, "Complete.")
    # Whatever takes the focus has a name.
    unnamed = "input:not([id]):not([type=radio]), button:empty"
    assert page.locator(unnamed).count() == 0
    for field in page.locator("input[id], select, textarea").all():
        assert page.locator(f"label[for={field.get_attribute('id')}]").count() == 1


def test_its_files_are_in_the_package_and_served_as_they_are(client: httpx.Client) -> None:
    there = {each.name for each in (files("forgery.serve") / "page").iterdir()}
    index = client.get("/")
    assert index.headers["content-type"] == "text/html; charset=utf-8"
    named = set(re.findall(r'(?:href|src)="([a-z]+\.(?:css|js))"', index.text))
    for name in [each for each in there if each.endswith(".js")]:
        source = (files("forgery.serve") / "page" / name).read_text(encoding="utf-8")
        named |= set(re.findall(r'from "\./([a-z]+\.js)"', source))
        assert "innerHTML" not in source
        assert "eval(" not in source
    assert named == there - {"index.html"}
    for name in there:
        answer = client.get("/" if name == "index.html" else f"/{name}")
        assert answer.content == (files("forgery.serve") / "page" / name).read_bytes()
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
        assert "unsafe" not in policy
        again = client.get(answer.url.path, headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    for path in ("/page/index.html", "/index.html", "/..%2f_app.py", "/page.py"):
        assert client.get(path).status_code == 404
