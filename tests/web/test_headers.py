"""What every answer carries, whatever it answers."""

import dataclasses
from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from personae.bootstrap import Services
from personae.web import create_app
from personae.web.pages.static import TYPES
from web.browser import alert, assert_inert, is_sentence, problem
from web.route_table import API, PAGES, Ids, Route

pytestmark = pytest.mark.once

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


FILE_POLICY = {
    "default-src": "'none'",
    "form-action": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "sandbox": "",
}

SHOWN = [route.path for route in PAGES if route.method == "GET" and "static" not in route.path]


def over_tls(services: Services) -> Services:
    """The same studio as browsers reach it behind a proxy that speaks TLS."""
    settings = services.settings.model_copy(update={"public_url": "https://books.example.org"})
    return dataclasses.replace(services, settings=settings)


def client_of(app: FastAPI, *, base_url: str = "https://books.example.org") -> httpx2.AsyncClient:
    """A client that speaks to an application in this process."""
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=base_url)


@pytest.fixture
async def crashing(services: Services) -> AsyncIterator[httpx2.AsyncClient]:
    """A studio with routes that crash."""
    app = create_app(services)

    async def crash() -> None:
        raise RuntimeError("the words of a message")

    async def full() -> None:
        raise OSError("database or disk is full")

    async def half() -> StreamingResponse:
        async def begin() -> AsyncIterator[bytes]:
            yield b"begun"
            raise RuntimeError("in the middle")

        return StreamingResponse(begin())

    for prefix in ("", "/api/v1"):
        for name, route in (("crash", crash), ("full", full), ("half", half)):
            app.add_api_route(f"{prefix}/{name}", route)
    async with client_of(app, base_url="http://localhost") as client:
        yield client


def assert_guarded(answer: httpx2.Response) -> None:
    """Assert that an answer carries what keeps browsers from harm."""
    rules = [rule.strip().partition(" ") for rule in answer.headers["content-security-policy"].split(";")]
    is_page = answer.headers.get("content-type", "text/html").startswith("text/html")
    assert {name: values for name, _, values in rules} == (POLICY if is_page else FILE_POLICY)
    assert all("unsafe" not in values and "*" not in values for _, _, values in rules)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["permissions-policy"]
    assert len(answer.headers["x-request-id"]) == 26


class TestEveryAnswer:
    @pytest.mark.parametrize("route", [*API, *PAGES], ids=lambda route: route.name)
    async def test_is_guarded(
        self, route: Route, tab: httpx2.AsyncClient, stranger: httpx2.AsyncClient, owned: Ids
    ) -> None:
        client = tab if route.method == "GET" else stranger  # who may change nothing
        filled = {
            **owned,
            "chapter": "1",
            "offset": "99",
            "by": "day",
            "part": "day",
            "name": "studio.js",
            "trait": "humor",
        }
        path = route.path.format(**filled)
        assert_guarded(await client.request(route.method, path))

    @pytest.mark.parametrize("path", ["/", "/login", "/register", "/nothing", "/api/v1/nothing", "/icon"])
    async def test_is_guarded_for_strangers_too(self, stranger: httpx2.AsyncClient, path: str) -> None:
        assert_guarded(await stranger.get(path))

    async def test_is_guarded_when_it_is_refused_at_the_edge(self, stranger: httpx2.AsyncClient) -> None:
        evil = {"origin": "https://evil.example"}
        for path in ("/login", "/api/v1/auth/login"):
            answer = await stranger.post(path, headers=evil)
            assert answer.status_code == 403
            assert_guarded(answer)
        assert problem(answer)["code"] == "other_site"

    async def test_has_an_id_of_its_own(self, stranger: httpx2.AsyncClient) -> None:
        ids = {(await stranger.get("/healthz")).headers["x-request-id"] for _ in range(3)}
        assert len(ids) == 3

    async def test_is_kept_by_nobody_unless_it_is_a_file_of_ours(self, tab: httpx2.AsyncClient) -> None:
        assert (await tab.get("/library")).headers["cache-control"] == "no-store"
        assert (await tab.get("/api/v1/documents")).headers["cache-control"] == "no-store"
        assert (await tab.get("/static/nothing.css")).headers["cache-control"] == "no-store"
        assert "immutable" in (await tab.get("/static/studio.css")).headers["cache-control"]

    async def test_says_in_which_characters_it_is_written(self, tab: httpx2.AsyncClient, owned: Ids) -> None:
        files = [f"/static/{name}" for name in TYPES]
        seen = set()
        for path in (*SHOWN, *files, "/healthz", "/metrics", "/api/v1/documents", "/nothing"):
            answer = await tab.get(path.format(**owned, chapter="1", offset="99"))
            kind, _, rest = answer.headers.get("content-type", "").partition(";")
            seen.add(kind)
            if kind.startswith("text/") or kind.endswith("xml"):
                assert rest.strip() == "charset=utf-8", (path, answer.headers["content-type"])
            else:
                assert kind.endswith("json") or not answer.content, path  # which is UTF-8 by its standard
        assert {"text/html", "text/css", "image/svg+xml", "application/json"} <= seen

    async def test_asks_for_tls_from_then_on_where_there_is_tls(self, services: Services) -> None:
        async with client_of(create_app(over_tls(services))) as client:
            answer = await client.get("/login")
        assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


class TestFiles:
    @pytest.mark.parametrize("path", ["/api/v1/account/export", "/api/v1/usage/calls.csv"])
    async def test_are_handed_out_and_never_shown(self, path: str, tab: httpx2.AsyncClient) -> None:
        answer = await tab.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment; filename=")
        assert_guarded(answer)

    async def test_that_are_pictures_run_nothing_when_opened_by_themselves(
        self, stranger: httpx2.AsyncClient
    ) -> None:
        answer = await stranger.get("/static/icon.svg")
        assert answer.headers["content-type"].startswith("image/svg+xml")
        assert answer.headers["content-security-policy"].endswith("; sandbox")


class TestPages:
    @pytest.mark.parametrize("path", [*SHOWN, "/nothing"])
    async def test_hold_nothing_that_runs_but_our_files(
        self, path: str, tab: httpx2.AsyncClient, stranger: httpx2.AsyncClient, owned: Ids
    ) -> None:
        path = path.format(**owned, chapter="1", offset="99")
        for client in (tab, stranger):
            assert_inert((await client.get(path, follow_redirects=True)).text)


class TestCrash:
    async def test_is_a_page_with_a_sentence(self, crashing: httpx2.AsyncClient) -> None:
        answer = await crashing.get("/crash")
        assert answer.status_code == 500
        assert is_sentence(alert(answer))
        assert_guarded(answer)

    async def test_is_a_problem_for_programs(self, crashing: httpx2.AsyncClient) -> None:
        answer = await crashing.get("/api/v1/crash")
        assert (answer.status_code, problem(answer)["code"]) == (500, "internal_error")
        assert "words of a message" not in answer.text
        assert_guarded(answer)

    async def test_of_a_full_disk_says_what_to_do(self, crashing: httpx2.AsyncClient) -> None:
        answer = await crashing.get("/api/v1/full")
        assert (answer.status_code, problem(answer)["code"]) == (507, "storage_full")
        assert "storage is full" in alert(await crashing.get("/full"))

    async def test_in_the_middle_of_an_answer_cuts_it_off(self, crashing: httpx2.AsyncClient) -> None:
        with pytest.raises(RuntimeError, match="in the middle"):
            await crashing.get("/half")


class TestAddress:
    @pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/documents", "/api/", "/api/v1/documents/"])
    async def test_that_does_not_exist_is_a_problem(self, stranger: httpx2.AsyncClient, path: str) -> None:
        answer = await stranger.get(path)
        assert (answer.status_code, problem(answer)["code"]) == (404, "not_found")

    async def test_that_does_not_exist_is_a_page_for_people(self, tab: httpx2.AsyncClient) -> None:
        answer = await tab.get("/nothing")
        assert answer.status_code == 404
        assert "nothing at this address" in alert(answer)

    async def test_takes_only_its_own_methods(self, stranger: httpx2.AsyncClient) -> None:
        answer = await stranger.put("/api/v1/documents")
        assert (answer.status_code, problem(answer)["code"]) == (405, "method_not_allowed")
        assert set(answer.headers["allow"].split(", ")) <= {"GET", "POST"}
        assert "PUT" in problem(answer)["detail"]
        assert (await stranger.put("/library")).headers["allow"]

    async def test_names_the_methods_of_the_address_that_is_written_out(
        self, stranger: httpx2.AsyncClient
    ) -> None:
        assert (await stranger.options("/api/v1/shares/received")).headers["allow"] == "GET"
        assert (await stranger.options("/api/v1/shares/some-id")).headers["allow"] == "DELETE, GET, PATCH"
        assert (await stranger.options("/api/v1/shares")).headers["allow"] == "GET, POST"

    async def test_of_a_file_is_one_of_four(self, tab: httpx2.AsyncClient) -> None:
        assert sorted(TYPES) == ["icon.svg", "manifest.json", "studio.css", "studio.js"]
        inside = [
            "",
            "js/log-out.js",
            "css",
            "../templates/base.html",
            "..%2ftemplates%2fbase.html",
            "%2e%2e/x",
        ]
        outside = ["/.git/config", "/.env", "/secret_key", "/personae.db", "/files/", "/var/secret_key"]
        for path in (*(f"/static/{name}" for name in inside), *outside, "/static"):
            answer = await tab.get(path)
            assert answer.status_code == 404, path
            assert "nothing at this address" in alert(answer)

    @pytest.mark.parametrize("path", ["/", "/library", "/api/v1/documents", "/nothing", "/static/studio.js"])
    async def test_repeats_no_request(self, tab: httpx2.AsyncClient, path: str) -> None:
        for method in ("TRACE", "TRACK", "DEBUG"):
            answer = await tab.request(method, path, headers={"x-told": "a secret of mine"})
            assert answer.status_code in (400, 403, 404, 405)
            assert "a secret of mine" not in answer.text


class TestHost:
    @pytest.mark.parametrize("name", ["rebound.example", "rebound.example:8000", "", "127.0.0.1.example"])
    async def test_is_refused_when_it_is_not_this_machine(
        self, stranger: httpx2.AsyncClient, name: str
    ) -> None:
        answer = await stranger.get("/api/v1/auth/me", headers={"host": name})
        assert answer.status_code in (400, 421)

    @pytest.mark.parametrize("name", ["localhost", "localhost:8000", "127.0.0.1", "[::1]:8000"])
    async def test_is_let_through_when_it_is(self, stranger: httpx2.AsyncClient, name: str) -> None:
        assert (await stranger.get("/healthz", headers={"host": name})).status_code == 200
