"""The OpenAPI document is valid, complete, and true: schemathesis asks what it allows and what it does not."""

import typing

import pytest
from forgery.serve import Settings, create_app
from forgery.serve._openapi import document
from forgery.serve._routes import Route, routes
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from served import Served

schemathesis = pytest.importorskip("schemathesis")
from schemathesis import GenerationMode  # noqa: E402
from schemathesis.checks import load_all_checks  # noqa: E402
from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402

load_all_checks()


@pytest.fixture(scope="module")
def bounded() -> typing.Iterator[Served]:
    with Served(max_rows=200, max_records=50) as made:
        yield made


@pytest.fixture(scope="module")
def asked(bounded: Served) -> typing.Any:
    return schemathesis.openapi.from_url(f"{bounded.url}/openapi.json")


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("route", routes(), ids=lambda route: f"{route.method} {route.path}")
def test_answers_are_as_the_document_says(
    asked: typing.Any, route: Route, mode: typing.Any
) -> None:
    operation = asked[route.path][route.method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def check(case: typing.Any) -> None:
        # Not all that a schema's language asks for can be said in a JSON Schema.
        case.call_and_validate(excluded_checks=[positive_data_acceptance], timeout=30)

    try:
        check()
    except Unsatisfiable:
        assert (
            mode is GenerationMode.NEGATIVE
        )  # nothing can be wrong about a request without parameters


def test_the_document_has_every_endpoint_and_its_models() -> None:
    app = create_app(Settings(tokens=["x"]))
    made = document(app.state.service)
    assert made["openapi"] == "3.1.0"
    assert {(method.upper(), path) for path, each in made["paths"].items() for method in each} == {
        (route.method, route.path) for route in routes()
    }
    stream = made["paths"]["/stream/{dataset}"]
    body = stream["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    assert body == "#/components/schemas/StreamConfig"
    assert "rate_per_second" in made["components"]["schemas"]["StreamConfig"]["properties"]
    assert "rate_per_second" in [each["name"] for each in stream["get"]["parameters"]]
    assert stream["get"]["responses"].keys() >= {"200", "401", "404", "406", "422", "429"}
    assert made["paths"]["/health"]["get"]["security"] == []
