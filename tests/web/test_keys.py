"""Keys over HTTP: where they are taken, what each opens, how often, and that they end at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest

from makers import PASSWORD, Person, client_at
from personae.accounts import Scope
from personae.bootstrap import Services
from personae.platform.limits import Limit, TooOften
from personae.platform.settings import Settings
from personae.web import scopes
from stage import Stage
from web.browser import alert, browser_of, parsed, problem, send
from web.live.listening import listening
from web.route_table import API, PAGES, SOCKETS, Ids, Route, fresh_conversation
from web.slow import Slow
from web.test_routes import routes_of

A = "/api/v1"
LIMIT_S = 5.0


async def key_of(person: Person, *granted: str) -> str:
    """A new key of somebody's."""
    wish = {"name": "A script", "scopes": granted or ("read",)}
    return str((await person.client.post(f"{A}/keys", json=wish)).raise_for_status().json()["secret"])


def shown(key: str) -> dict[str, str]:
    """The header with a key."""
    return {"authorization": f"Bearer {key}"}


@asynccontextmanager
async def program(address: str, key: str) -> AsyncIterator[httpx2.AsyncClient]:
    """A program that shows a key."""
    async with client_at(address) as client:
        client.headers.update(shown(key))
        yield client


class TestScopes:
    def test_are_said_of_every_route(self, services: Services) -> None:
        unsaid = {
            f"{method} {path}"
            for method, path in routes_of(services)
            if f"{method} {path}" not in scopes.OPEN and scopes.needed(method, path) is None
        }
        assert unsaid == set()

    def test_are_said_of_no_route_that_is_not_there(self, services: Services) -> None:
        there = {f"{method} {path}" for method, path in routes_of(services)}
        assert (set(scopes.NEEDED) | scopes.OPEN) - there == set()

    def test_keep_pages_and_the_account_to_people(self) -> None:
        for route in PAGES:
            assert scopes.needed(route.method, route.path) is Scope.SELF
        about_oneself = [route for route in API if route.is_about_oneself or f"{A}/keys" in route.path]
        assert {scopes.needed(route.method, route.path) for route in about_oneself} == {Scope.SELF}
        assert {scopes.needed("SOCKET", path) for path in SOCKETS} == {Scope.READ}

    @pytest.mark.once
    @pytest.mark.parametrize("route", [r for r in API if not r.is_open], ids=lambda route: route.name)
    async def test_shut_every_route_to_a_key_without_them(
        self, route: Route, owner: Person, owned: Ids, address: str, keys: dict[str, str]
    ) -> None:
        needed = scopes.needed(route.method, route.path)
        ids = {**owned, "by": "model", "part": "model", "trait": "humor"}
        others = [key for scope, key in keys.items() if scope != needed]
        async with client_at(address) as client:
            for key in others:
                headers = shown(key)
                path = route.path.format(**ids)
                answer = await client.request(route.method, path, headers=headers, json={})
                assert answer.status_code == 403, answer.text
                code = "session_needed" if needed is Scope.SELF else "scope_missing"
                assert problem(answer)["code"] == code


@pytest.fixture(scope="module")
async def keys(owner: Person) -> dict[str, str]:
    """A key of the owner's for each scope that there is."""
    return {each: await key_of(owner, each) for each in ("read", "write", "chat", "export")}


class TestHeader:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("authorization", "Bearer {}"),
            ("AUTHORIZATION", "bearer {}"),
            ("Authorization", "BEARER   {}"),
            ("aUthOrIzAtIoN", "bEaReR\t{}"),
        ],
    )
    async def test_takes_a_key_however_it_is_spelled(
        self, visitor: httpx2.AsyncClient, keys: dict[str, str], name: str, value: str
    ) -> None:
        answer = await visitor.get(f"{A}/auth/me", headers={name: value.format(keys["read"])})
        assert answer.status_code == 200, answer.text

    async def test_takes_a_key_nowhere_else(self, visitor: httpx2.AsyncClient, keys: dict[str, str]) -> None:
        key = keys["read"]
        for name in ("key", "api_key", "token", "access_token", "authorization"):
            assert (await visitor.get(f"{A}/auth/me", params={name: key})).status_code == 401
        for headers in (
            {"x-api-key": key},
            {"authorization": key},
            {"authorization": f"Basic {key}"},
            {"cookie": f"personae_session={key}"},
        ):
            assert (await visitor.get(f"{A}/auth/me", headers=headers)).status_code == 401, headers

    async def test_opens_no_page(self, address: str, keys: dict[str, str]) -> None:
        async with program(address, keys["read"]) as client:
            answer = await client.get("/library")
        assert (answer.status_code, alert(answer)[:10]) == (403, "No API key")

    async def test_opens_a_socket_to_whom_may_read(self, address: str, keys: dict[str, str]) -> None:
        async with listening(address, "/live/library", None, headers=shown(keys["read"])) as socket:
            assert (await socket.next())["kind"] == "upsert"
        async with listening(address, "/live/library", None, headers=shown(keys["chat"])) as socket:
            assert await socket.closed() == 4403


class TestLimit:
    async def test_turns_away_a_key_that_asks_too_often_and_nobody_else(
        self, ada: Person, address: str, settings: Settings, services: Services
    ) -> None:
        busy, calm = await key_of(ada), await key_of(ada)
        async with program(address, busy) as client:
            await client.get(f"{A}/auth/me")
            [key] = [each for each in await _listed(ada) if each["last_used_at"]]
            limit = Limit(settings.api_key_requests, 60)
            for _ in range(limit.count):
                try:
                    await services.limiter.count("api_key", key["id"], limit)
                except TooOften:
                    break
            answer = await client.get(f"{A}/auth/me")
            assert (answer.status_code, problem(answer)["code"]) == (429, "too_often")
            assert 1 <= int(answer.headers["retry-after"]) <= 60
        async with program(address, calm) as client:
            assert (await client.get(f"{A}/auth/me")).status_code == 200
        assert (await ada.client.get(f"{A}/auth/me")).status_code == 200


async def _listed(person: Person) -> list[dict[str, object]]:
    found: list[dict[str, object]] = (await person.client.get(f"{A}/keys")).raise_for_status().json()
    return found


class TestEnd:
    @pytest.mark.parametrize("way", ["revoked", "another password", "suspended"])
    async def test_shuts_a_key_out_at_once(self, ada: Person, admin: Person, address: str, way: str) -> None:
        async with program(address, await key_of(ada)) as client:
            assert (await client.get(f"{A}/documents")).status_code == 200
            headers = {"authorization": client.headers["authorization"]}
            async with listening(address, "/live/library", None, headers=headers) as socket:
                await socket.next()
                [key] = await _listed(ada)
                if way == "revoked":
                    await ada.client.delete(f"{A}/keys/{key['id']}")
                elif way == "suspended":
                    await admin.client.post(f"{A}/admin/people/{ada.actor.user_id}/suspend")
                else:
                    wish = {"present": PASSWORD, "password": "seven small green kettles"}
                    await ada.client.put(f"{A}/account/password", json=wish)
                assert (await client.get(f"{A}/documents")).status_code == 401
                async with asyncio.timeout(LIMIT_S):
                    assert await socket.closed() == 4401

    async def test_cuts_off_a_reply_that_is_under_way(self, ada: Person, address: str, stage: Stage) -> None:
        conversation = (await fresh_conversation(ada, {}))["conversation_id"]
        slow = Slow()
        async with program(address, await key_of(ada, "chat")) as client:
            with stage.playing(slow):
                path = f"{A}/conversations/{conversation}/messages"
                headers = {"accept": "text/event-stream"}
                async with client.stream("POST", path, json={"text": "Lit?"}, headers=headers) as answer:
                    lines = answer.aiter_lines()
                    assert (await anext(lines)).startswith("event: message")
                    [key] = await _listed(ada)
                    await ada.client.delete(f"{A}/keys/{key['id']}")
                    async with asyncio.timeout(LIMIT_S):
                        rest = [line async for line in lines]
                    assert "event: done" not in rest
                slow.finish()


class TestPage:
    async def test_shows_a_new_key_once(self, ada: Person, address: str) -> None:
        async with browser_of(ada, address) as tab:
            wish = {"name": "SillyTavern <b>", "scopes": "chat", "days": "90", "remembers": "yes"}
            page = await send(tab, "/account/keys", "/account/keys", **wish)
            assert page.status_code == 200, page.text
            secret = parsed(page).css_first(".secret").text()
            again = await tab.get("/account/keys")
            assert secret not in again.text
            assert "SillyTavern &lt;b&gt;" in again.text
        async with program(address, secret) as client:
            assert (await client.get(f"{A}/documents")).status_code == 403  # it may chat, not read
        [key] = await _listed(ada)
        assert (key["scopes"], key["remembers"]) == (["chat"], True)

    async def test_keeps_what_was_typed_beside_an_error(self, ada: Person, address: str) -> None:
        async with browser_of(ada, address) as tab:
            page = await send(tab, "/account/keys", "/account/keys", name="Mine", days="30")
        assert (page.status_code, alert(page)[:8]) == (422, "Say what")
        assert parsed(page).css_first("input[name=name]").attributes["value"] == "Mine"
        assert parsed(page).css_first("option[selected]").attributes["value"] == "30"
