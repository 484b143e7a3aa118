"""How often somebody may ask: counted by address, account and cost, and said so that nothing is lost."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from makers import Person
from personae.bootstrap import Services
from personae.platform.limits import Limit, Limiter
from personae.platform.rates import USUAL, Rate
from personae.web import create_app
from personae.web.costs import COSTS, LIGHT
from web.browser import SESSION, alert, parsed, problem
from web.route_table import Ids
from web.test_routes import routes_of

PUBLIC = {"public_url": "http://books.test"}  # so that addresses are told apart
PROXY, BEHIND = "10.0.0.1", "203.0.113.7"
FORGOT = {"email": "nobody@example.org"}


def studio(services: Services, *, redis: str | None = None, public: bool = False, **limits: int) -> FastAPI:
    """The same studio with counts of its own. limits: how often what may be asked in a minute."""
    rates: Mapping[Rate, Limit] = {**USUAL, **{Rate(name): Limit(n, 60) for name, n in limits.items()}}
    changes = {"rate_limits": rates, **(PUBLIC if public else {})}
    settings = services.settings.model_copy(update=changes)
    return create_app(dataclasses.replace(services, settings=settings, limiter=Limiter(redis)))


def client_of(
    app: Any, who: Person | None = None, *, address: str = "127.0.0.1", is_tab: bool = False
) -> httpx2.AsyncClient:
    """Somebody's program, or their browser, at an address."""
    transport = httpx2.ASGITransport(app, client=(address, 4711))
    client = httpx2.AsyncClient(transport=transport, base_url="http://localhost")
    if who and is_tab:
        client.cookies.set(SESSION, who.token)
    elif who:
        client.headers["authorization"] = f"Bearer {who.token}"
    return client


def assert_limited(answer: httpx2.Response) -> None:
    """Assert that a program is told to wait, and how long."""
    assert (answer.status_code, problem(answer)["code"]) == (429, "too_often")
    assert 1 <= int(answer.headers["retry-after"]) == problem(answer)["retry_after_s"] <= 60


class TestTable:
    def test_says_of_every_change_what_it_costs(self, services: Services) -> None:
        there = {f"{method} {path}" for method, path in routes_of(services)}
        changes = {name for name in there if name.split()[0] not in ("GET", "SOCKET")}
        assert changes - set(COSTS) - LIGHT == set()
        assert (set(COSTS) | LIGHT) - there == set()
        assert set(COSTS) & LIGHT == set()


class TestAccount:
    async def test_is_counted_with_all_it_asks(
        self, services: Services, owner: Person, other: Person
    ) -> None:
        app = studio(services, account=3)
        async with client_of(app, owner) as program, client_of(app, owner, is_tab=True) as tab:
            for client, path in ((program, "/api/v1/documents"), (tab, "/library"), (program, "/v1/models")):
                assert (await client.get(path)).status_code == 200
            assert_limited(await program.get("/api/v1/auth/me"))
            refused = await program.get("/v1/models")
            assert refused.json()["error"]["code"] == "rate_limit_exceeded" and refused.headers["retry-after"]
            page = await tab.get("/conversations?after=x")
        assert page.status_code == 429 and page.headers["retry-after"]
        assert "Wait" in alert(page)
        assert parsed(page).css_first(".card a.btn").attributes["href"] == "/conversations?after=x"
        async with client_of(app, other) as client:
            assert (await client.get("/api/v1/documents")).status_code == 200

    async def test_is_counted_with_the_sockets_it_opens(self, services: Services, owner: Person) -> None:
        app, said = studio(services, account=1), []

        async def receive() -> dict[str, Any]:
            return {"type": "websocket.connect"}

        async def send(message: Any) -> None:
            said.append(message)

        async with client_of(app, owner) as client:
            await client.get("/api/v1/auth/me")
        headers = [(b"host", b"localhost"), (b"authorization", f"Bearer {owner.token}".encode())]
        scope = {"type": "websocket", "path": "/live/library", "headers": headers, "query_string": b"",
                 "client": ("127.0.0.1", 1), "app": app, "subprotocols": []}  # fmt: skip
        await app(scope, receive, send)
        assert [(each["type"], each.get("code")) for each in said] == [
            ("websocket.accept", None),
            ("websocket.close", 4429),
        ]


class TestCost:
    @pytest.mark.parametrize(
        ("rate", "method", "path", "body"),
        [
            (Rate.ASK, "POST", "/conversations/{conversation_id}/messages", {"text": ""}),
            (Rate.SEARCH, "GET", "/search?q=lamp", None),
            (Rate.MAKE, "POST", "/personas", {"name": ""}),
            (Rate.KEY, "POST", "/keys", {"name": ""}),
            (Rate.EXPORT, "GET", "/usage/calls.csv", None),
            (Rate.ENRICH, "POST", "/documents/{document_id}/enrichment", {"characters": "x"}),
        ],
    )
    async def test_is_counted_beside_all_else(
        self, services: Services, owner: Person, owned: Ids, rate: Rate, method: str, path: str, body: Any
    ) -> None:
        async with client_of(studio(services, **{rate: 1}), owner) as client:
            url = "/api/v1" + path.format(**owned)
            assert (await client.request(method, url, json=body)).status_code < 429
            assert_limited(await client.request(method, url, json=body))
            assert (await client.get("/api/v1/documents")).status_code == 200

    async def test_keeps_what_was_typed(self, services: Services, owner: Person, owned: Ids) -> None:
        app = studio(services, ask=1)
        path = f"/conversations/{owned['conversation_id']}/messages"
        text = "\nA <b>long</b> letter & more, which nobody would like to write a second time."
        async with client_of(app, owner, is_tab=True) as tab:
            await tab.post(path, data={"text": "", "csrf": "old"})
            page = await tab.post(path, data={"text": text, "csrf": "old"})
            live = await tab.post(path, data={"text": text}, headers={"hx-request": "true"})
        assert page.status_code == 429 and page.headers["retry-after"]
        form = parsed(page).css_first("form.stack")
        assert form.attributes["action"] == path
        assert form.css_first("textarea[name=text]").text() == text
        assert form.css_first("input[name=csrf]").attributes["value"] not in ("", "old")
        assert live.status_code == 429 and live.text.startswith("That was tried too often. Wait")

    async def test_shows_no_secret_again(self, services: Services, owner: Person) -> None:
        app = studio(services, account=1)
        typed = {"secret": "sk-sentinel-0123456789", "vendor": "openai"}
        headers = {"referer": "https://elsewhere.example/models?x=1"}
        async with client_of(app, owner, is_tab=True) as tab:
            await tab.get("/library")
            page = await tab.post("/models/keys", data=typed, headers=headers)
        assert page.status_code == 429 and "sentinel" not in page.text
        assert parsed(page).css_first(".card a.btn").attributes["href"] == "/models"


class TestAddress:
    async def test_is_counted_for_strangers(self, services: Services) -> None:
        app = studio(services, public=True, address=2)
        async with client_of(app) as client:
            for headers in ({}, {"cookie": f"{SESSION}=nonsense"}):
                assert (await client.get("/api/v1/documents", headers=headers)).status_code == 401
            assert_limited(await client.get("/api/v1/documents"))
        async with client_of(app, address="127.0.0.2") as client:
            assert (await client.get("/api/v1/documents")).status_code == 401

    async def test_is_counted_at_the_door(self, services: Services) -> None:
        app = studio(services, public=True, door=2)
        async with client_of(app) as client:
            assert (await client.post("/api/v1/auth/password/forgot", json=FORGOT)).status_code < 400
            assert (await client.get("/verify?token=guess")).status_code < 429
            assert_limited(await client.post("/api/v1/auth/password/forgot", json=FORGOT))
            page = await client.get("/reset?token=guess")
        assert page.status_code == 429 and "Wait" in alert(page)

    async def test_is_the_one_that_a_trusted_proxy_tells(self, services: Services) -> None:
        app = ProxyHeadersMiddleware(studio(services, public=True, address=1), trusted_hosts=PROXY)

        async def ask(address: str, told: str) -> int:
            async with client_of(app, address=address) as client:
                headers = {"x-forwarded-for": told}
                return (await client.get("/api/v1/documents", headers=headers)).status_code

        assert await ask(PROXY, BEHIND) == 401
        assert await ask(PROXY, f"198.51.100.1, {BEHIND}") == 429  # what the client itself wrote before
        assert await ask(PROXY, "203.0.113.8") == 401
        assert await ask("192.0.2.9", "203.0.113.9") == 401
        assert await ask("192.0.2.9", "203.0.113.10") == 429  # no proxy of ours: it counts as itself

    async def test_is_a_whole_network_of_ipv6(self, services: Services) -> None:
        app = studio(services, public=True, address=1)
        for address, status in (
            ("2001:db8:1:2::1", 401),
            ("2001:db8:1:2:9::", 429),
            ("2001:db8:1:3::1", 401),
        ):
            async with client_of(app, address=address) as client:
                assert (await client.get("/api/v1/documents")).status_code == status


class TestWithoutRedis:
    async def test_reading_and_talking_go_on_and_the_door_is_closed(
        self, services: Services, owner: Person, owned: Ids
    ) -> None:
        app = studio(services, redis="redis://127.0.0.1:9/0", public=True, account=1, ask=1, door=1)
        async with client_of(app, owner) as client:
            for _ in range(2):
                assert (await client.get("/api/v1/documents")).status_code == 200
                talk = f"/api/v1/conversations/{owned['conversation_id']}/messages"
                assert (await client.post(talk, json={"text": "Good day."})).status_code == 200
            closed = await client.post("/api/v1/account/email/verify")
            assert (closed.status_code, problem(closed)["code"]) == (503, "count_unknown")
        async with client_of(app) as client:
            closed = await client.post("/api/v1/auth/password/forgot", json=FORGOT)
        assert (closed.status_code, problem(closed)["code"]) == (503, "count_unknown")
