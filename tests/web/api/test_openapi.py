"""The description of the API tells all of it, and how it fails."""

from typing import Any

import httpx2
import pytest

from web.route_table import API

PROBLEM_FIELDS = {"type", "title", "status", "code", "detail"}

# Open to everybody, and asking nobody who they are.
NEVER_UNKNOWN = ("/auth/register", "/password/forgot", "/password/reset", "/auth/verify")


@pytest.fixture
async def described(stranger: httpx2.AsyncClient) -> dict[str, Any]:
    """The API's description."""
    found: dict[str, Any] = (await stranger.get("/api/v1/openapi.json")).json()
    return found


def operations(described: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every operation with its name."""
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]


class TestDescription:
    async def test_lists_every_route(self, described: dict[str, Any]) -> None:
        known = {route.name for route in API if route.path.startswith("/api/")} - {"GET /api/v1/openapi.json"}
        assert {name for name, _ in operations(described)} == known

    async def test_says_what_each_operation_does(self, described: dict[str, Any]) -> None:
        for name, operation in operations(described):
            assert operation["summary"], name
            assert operation["description"].endswith("."), name

    async def test_names_each_operation_once(self, described: dict[str, Any]) -> None:
        ids = [operation["operationId"] for _, operation in operations(described)]
        assert len(ids) == len(set(ids))

    async def test_tells_how_each_operation_fails(self, described: dict[str, Any]) -> None:
        assert set(described["components"]["schemas"]["Problem"]["required"]) == PROBLEM_FIELDS
        for name, operation in operations(described):
            failures = {status: each for status, each in operation["responses"].items() if status >= "400"}
            assert {"403", "404", "422", "429", "500"} <= set(failures), name
            assert ("401" in failures) != name.endswith(NEVER_UNKNOWN), name
            assert ({"413", "507"} <= set(failures)) != name.startswith("GET"), name
            for answer in failures.values():
                schema = answer["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}, name
                assert len(answer["content"]) == 1

    async def test_tells_how_to_say_who_one_is(self, described: dict[str, Any]) -> None:
        assert set(described["components"]["securitySchemes"]) == {"bearer", "cookie"}
        for name, operation in operations(described):
            is_open = name.endswith((*NEVER_UNKNOWN, "/auth/login", "/auth/login/second"))
            assert ("security" in operation) != is_open, name
