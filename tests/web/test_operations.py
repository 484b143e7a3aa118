"""What operators ask: alive, ready, figures behind a token; and what is logged of a request."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
import structlog

from makers import Person
from personae.bootstrap import Services
from personae.web import edge
from web.browser import problem
from web.route_table import Ids


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """The lines that the edge logs meanwhile."""
    lines: list[dict[str, Any]] = []

    def keep(_: object, __: str, line: dict[str, Any]) -> dict[str, Any]:
        lines.append(dict(line))
        raise structlog.DropEvent

    processors = [structlog.contextvars.merge_contextvars, keep]
    monkeypatch.setattr(edge, "log", structlog.wrap_logger(None, processors=processors))
    yield lines


class TestFigures:
    @pytest.mark.parametrize("shape", ["", "Bearer ", "Bearer {short}", "Bearer {longer}", "Basic {whole}"])
    async def test_need_the_whole_token(
        self, stranger: httpx2.AsyncClient, services: Services, shape: str
    ) -> None:
        secret = services.settings.metrics_secret
        sent = shape.format(short=secret[:-1], longer=secret + "x", whole=secret).strip()
        answer = await stranger.get("/metrics", headers={b"authorization": sent.encode()})
        assert (answer.status_code, problem(answer)["code"]) == (401, "metrics_closed")
        assert "personae_" not in answer.text

    async def test_do_not_open_with_a_session(self, owner: Person) -> None:
        assert (await owner.client.get("/metrics")).status_code == 401

    async def test_name_routes_and_never_what_people_typed(
        self, owner: Person, owned: Ids, services: Services, stranger: httpx2.AsyncClient
    ) -> None:
        await owner.client.get(f"/api/v1/documents/{owned['document_id']}/characters")
        await stranger.get("/secret-words-of-somebody")
        key = {"authorization": f"Bearer {services.settings.metrics_secret}"}
        text = (await stranger.get("/metrics", headers=key)).text
        assert 'route="/api/v1/documents/{document_id}/characters",status="200"' in text
        assert 'route="unknown",status="404"' in text
        assert owned["document_id"] not in text and "secret-words" not in text


class TestRequestLine:
    @pytest.mark.parametrize(
        ("path", "route"),
        [
            ("/api/v1/documents/{document_id}", "/api/v1/documents/{document_id}"),
            ("/api/v1/documents", "/api/v1/documents"),
            ("/documents/{document_id}/read/1", "/documents/{document_id}/read/{chapter}"),
            ("/healthz", "/healthz"),
            ("/static/studio.css", "/static/{name}"),
            ("/nothing", "unknown"),
        ],
    )
    async def test_names_the_whole_route(
        self, owner: Person, owned: Ids, logged: list[dict[str, Any]], path: str, route: str
    ) -> None:
        answer = await owner.client.get(path.format(**owned))
        [line] = [line for line in logged if line["request_id"] == answer.headers["x-request-id"]]
        assert (line["event"], line["method"], line["route"]) == ("request", "GET", route)
        assert line["status"] == answer.status_code
        said = {"event", "request_id", "method", "route", "status", "took_ms"}
        assert set(line) - {"person_id", "code"} == said

    async def test_names_who_asked_where_they_were_refused_too(
        self,
        owner: Person,
        other: Person,
        stranger: httpx2.AsyncClient,
        owned: Ids,
        logged: list[dict[str, Any]],
    ) -> None:
        for client, whose in ((owner.client, owner), (other.client, other), (stranger, None)):
            answer = await client.get(f"/api/v1/documents/{owned['document_id']}")
            [line] = [line for line in logged if line["request_id"] == answer.headers["x-request-id"]]
            assert line.get("person_id") == (whose.actor.user_id if whose else None)
            told = {owner: (200, None), other: (404, "document_not_found")}.get(
                whose, (401, "sign_in_needed")
            )
            assert (line["status"], line.get("code")) == told

    async def test_names_the_rule_that_refused_it(
        self, stranger: httpx2.AsyncClient, logged: list[dict[str, Any]]
    ) -> None:
        evil = {"origin": "https://evil.example"}
        sent = [
            (await stranger.post("/api/v1/auth/login", json={}, headers=evil), "other_site"),
            (await stranger.post("/api/v1/auth/login", json={"email": 5}), "request_invalid"),
            (await stranger.get("/healthz", headers={"host": "rebound.example"}), "host_unknown"),
            (await stranger.post("/logout", data={"csrf": "old"}), "form_expired"),
        ]
        for answer, code in sent:
            [line] = [line for line in logged if line["request_id"] == answer.headers["x-request-id"]]
            assert line["code"] == code


class TestHealth:
    async def test_tells_strangers_only_that_it_is_there(self, stranger: httpx2.AsyncClient) -> None:
        assert (await stranger.get("/healthz")).json() == {"status": "ok"}
        assert (await stranger.get("/readyz")).json() == {"status": "ready"}
