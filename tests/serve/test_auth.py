"""Tokens, clients behind proxies, and pages of other origins."""

import asyncio
import subprocess
import sys
import typing

import httpx
import pytest
from forgery.serve import Settings, create_app


def ask(settings: Settings, *requests: typing.Any, peer: str = "10.0.0.9") -> list[httpx.Response]:
    """Answers of an application, without a socket."""
    app = create_app(settings)

    async def run() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app, client=(peer, 5))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return [await client.request(*each[:2], **(each[2:] or ({},))[0]) for each in requests]

    return asyncio.run(run())


def bearer(token: str) -> dict:
    return {"headers": {"authorization": f"Bearer {token}"}}


def test_any_of_the_tokens_opens_and_nothing_else() -> None:
    path = ("GET", "/stream/sales?rows=1")
    answers = ask(
        Settings(tokens=["first", "second-ü"]),
        path,
        (*path, bearer("wrong")),
        (*path, {"headers": {"authorization": "Basic first"}}),
        (*path, {"headers": {"authorization": "Bearer"}}),
        (*path, bearer("firs")),
        (*path, bearer("first")),
        (*path, {"headers": {b"authorization": "bearer second-ü".encode()}}),
    )
    assert [each.status_code for each in answers] == [401] * 5 + [200] * 2
    assert answers[0].headers["www-authenticate"] == 'Bearer realm="forgery"'
    assert "invalid_token" in answers[1].headers["www-authenticate"]
    assert answers[0].headers["content-type"] == "application/problem+json"


def test_only_the_state_and_the_document_are_open() -> None:
    from forgery.serve._routes import routes

    asked = [
        (route.method, route.path.replace("{dataset}", "sales").replace("{name}", "sales"))
        for route in routes()
    ]
    answers = ask(Settings(tokens=["x"]), *asked)
    opened = {path for (_, path), answer in zip(asked, answers) if answer.status_code != 401}
    assert opened == {"/health", "/ready", "/openapi.json"}


def test_pages_of_other_origins_are_off_unless_named() -> None:
    headers = {"headers": {"origin": "https://a.example"}}
    request = ("GET", "/health", headers)
    assert "access-control-allow-origin" not in ask(Settings(), request)[0].headers
    settings = Settings(cors_origins=["https://a.example"])
    named, other = ask(
        settings, request, ("GET", "/health", {"headers": {"origin": "https://b.example"}})
    )
    assert named.headers["access-control-allow-origin"] == "https://a.example"
    assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("10.0.0.9", "1.2.3.4", "10.0.0.9"),  # nobody's proxy
        ("192.168.0.1", None, "192.168.0.1"),
        ("192.168.0.1", "1.2.3.4", "1.2.3.4"),
        (
            "192.168.0.1",
            "6.6.6.6, 1.2.3.4",
            "1.2.3.4",
        ),  # what a client says of itself is not believed
        ("192.168.0.1", "1.2.3.4, 192.168.0.7", "1.2.3.4"),
        ("192.168.0.1", "nonsense", "192.168.0.1"),
    ],
)
def test_who_a_client_is_behind_a_proxy(peer: str, forwarded: "str | None", address: str) -> None:
    from forgery.serve._auth import Clients
    from starlette.requests import Request

    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    scope = {"type": "http", "client": (peer, 1), "headers": headers}
    clients = Clients(Settings(trusted_proxies=["192.168.0.0/16"]))
    assert clients.address(Request(scope)) == address


def test_a_path_before_all_others_and_datasets_that_are_shown() -> None:
    settings = Settings(root_path="/fake", datasets=["sales"], schemas=False)
    answers = ask(
        settings,
        ("GET", "/fake/health"),
        ("GET", "/health"),
        ("GET", "/fake/openapi.json"),
        ("GET", "/stream/bank"),
        ("POST", "/stream", {"json": {"schema": {}}}),
    )
    assert [each.status_code for each in answers] == [200, 200, 200, 404, 403]
    assert answers[0].json()["datasets"] == 1
    assert answers[2].json()["servers"] == [{"url": "/fake"}]


@pytest.mark.parametrize("form", ["json", "console"])
def test_logs_of_errors_have_no_values_of_variables(form: str) -> None:
    """What breaks a request is logged with where it broke, not with the body that broke it."""
    program = f"""if True:
        from forgery.serve import _logs
        _logs.configure("info", "{form}")
        def broken(body):
            raise RuntimeError("no")
        try:
            broken("a " + "secret")
        except RuntimeError:
            _logs.logger().exception("request failed")
    """
    made = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, encoding="utf-8"
    )
    assert "RuntimeError" in made.stderr
    assert "broken" in made.stderr
    assert "a secret" not in made.stderr
