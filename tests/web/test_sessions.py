"""Cookies and sessions: kept from scripts and other sites, new at each log-in, over at log-out."""

from http.cookies import SimpleCookie

import httpx2
import pytest

from makers import PASSWORD, Person
from personae.bootstrap import Services
from personae.web import create_app
from personae.web.render import HERE
from web.browser import SESSION, VISITOR, alert, browser, form_token, parsed, send
from web.route_table import newcomer
from web.test_headers import client_of, over_tls


def cookies_of(answer: httpx2.Response) -> SimpleCookie:
    """The cookies that an answer sets."""
    made = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        made.load(line)
    return made


def credentials(person: Person) -> dict[str, str]:
    """What somebody logs in with."""
    return {"email": person.email, "password": PASSWORD}


class TestCookies:
    async def test_are_kept_from_scripts_and_other_sites(self, stranger: httpx2.AsyncClient) -> None:
        found = cookies_of(await stranger.get("/login"))
        made = cookies_of(await stranger.post("/api/v1/auth/register", json=newcomer()))
        for morsel in (found[VISITOR], made[SESSION]):
            assert morsel["httponly"] and morsel["samesite"] == "lax" and morsel["path"] == "/"
            assert not morsel["domain"] and not morsel["secure"]

    async def test_are_bound_to_host_and_tls_where_there_is_tls(self, services: Services) -> None:
        async with client_of(create_app(over_tls(services))) as client:
            found = cookies_of(await client.get("/login"))["__Host-visitor"]
            made = cookies_of(await client.post("/api/v1/auth/register", json=newcomer()))["__Host-session"]
            gone = cookies_of(await client.post("/api/v1/auth/logout"))["__Host-session"]
        for morsel in (found, made, gone):
            assert morsel["secure"] and morsel["httponly"] and morsel["samesite"] == "lax"
            assert morsel["path"] == "/" and not morsel["domain"]

    async def test_of_the_plain_name_open_nothing_where_there_is_tls(
        self, services: Services, owner: Person
    ) -> None:
        async with client_of(create_app(over_tls(services))) as client:
            client.cookies.set(SESSION, owner.token)
            assert (await client.get("/api/v1/auth/me")).status_code == 401


class TestLogIn:
    async def test_makes_a_new_secret_each_time(self, ada: Person, stranger: httpx2.AsyncClient) -> None:
        stranger.cookies.set(SESSION, "chosen-by-somebody-else")
        secrets = set()
        for _ in range(2):
            answer = await stranger.post("/api/v1/auth/login", json=credentials(ada))
            secrets.add(answer.json()["token"])
            assert cookies_of(answer)[SESSION].value == answer.json()["token"]
        assert len(secrets | {ada.token, "chosen-by-somebody-else"}) == 4

    async def test_ends_the_visitor(self, ada: Person, stranger: httpx2.AsyncClient) -> None:
        before = await form_token(stranger, "/login")
        visitor = stranger.cookies[VISITOR]
        answer = await send(stranger, "/login", "/login", **credentials(ada))
        assert answer.headers["location"] == "/library"
        assert VISITOR not in stranger.cookies
        stranger.cookies.set(VISITOR, visitor)
        assert (await stranger.post("/logout", data={"csrf": before})).status_code == 403

    @pytest.mark.parametrize("field", ["email", "password"])
    async def test_does_not_tell_which_half_was_wrong(
        self, ada: Person, stranger: httpx2.AsyncClient, field: str
    ) -> None:
        wrong = {**credentials(ada), field: "nobody@example.org"}
        answer = await send(stranger, "/login", "/login", **wrong)
        assert answer.status_code == 401
        assert alert(answer).startswith("E-mail address and password do not match.")
        assert parsed(answer).css_first("input[name=email]").attributes["value"] == wrong["email"]
        assert "value" not in parsed(answer).css_first("input[name=password]").attributes

    async def test_takes_an_address_in_any_case(self, ada: Person, stranger: httpx2.AsyncClient) -> None:
        wish = {**credentials(ada), "email": f" {ada.email.upper()} "}
        assert (await stranger.post("/api/v1/auth/login", json=wish)).status_code == 200


class TestRegister:
    async def test_refuses_an_address_twice_and_keeps_what_was_typed(
        self, ada: Person, stranger: httpx2.AsyncClient
    ) -> None:
        answer = await send(stranger, "/register", "/register", name="Other", **credentials(ada))
        assert answer.status_code == 409
        assert alert(answer) == "There is already an account with this e-mail address. Log in instead."
        assert parsed(answer).css_first("input[name=name]").attributes["value"] == "Other"

    async def test_takes_no_id_or_role_from_outside(
        self, stranger: httpx2.AsyncClient, owner: Person
    ) -> None:
        wish = {**newcomer(), "id": owner.actor.user_id, "user_id": owner.actor.user_id, "role": "admin"}
        await stranger.post("/api/v1/auth/register", json=wish)
        me = (await stranger.get("/api/v1/auth/me")).json()
        assert set(me) == {"id", "email", "name", "role"}
        assert me["role"] == "member"
        assert me["id"] != owner.actor.user_id


class TestLogOut:
    def test_is_offered_on_every_page(self) -> None:
        base, *others = sorted((HERE / "templates").glob("*.html"), key=lambda path: path.name != "base.html")
        assert 'method="post" action="/logout"' in base.read_text(encoding="utf-8")
        for path in others:
            text = path.read_text(encoding="utf-8")
            assert text.startswith('{% extends "base.html" %}') and "block nav" not in text, path.name

    async def test_ends_the_session_for_its_bearer_too(self, ada: Person, address: str) -> None:
        async with browser(address, ada.token) as tab:
            answer = await send(tab, "/library", "/logout")
            assert answer.headers["location"] == "/"
            assert cookies_of(answer)[SESSION]["max-age"] == "0"
            assert answer.headers["clear-site-data"] == '"storage"'
        assert (await ada.client.get("/api/v1/auth/me")).status_code == 401

    async def test_over_the_api_ends_it_in_the_browser_too(self, ada: Person, address: str) -> None:
        assert (await ada.client.post("/api/v1/auth/logout")).status_code == 204
        async with browser(address, ada.token) as tab:
            assert (await tab.get("/library")).status_code == 303

    async def test_leaves_other_sessions_open(self, ada: Person, stranger: httpx2.AsyncClient) -> None:
        await stranger.post("/api/v1/auth/login", json=credentials(ada))
        await stranger.post("/api/v1/auth/logout")
        assert (await ada.client.get("/api/v1/auth/me")).status_code == 200


class TestBearer:
    @pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
    async def test_may_be_spelt_in_any_case(
        self, owner: Person, visitor: httpx2.AsyncClient, scheme: str
    ) -> None:
        answer = await visitor.get("/api/v1/auth/me", headers={"authorization": f"{scheme} {owner.token}"})
        assert answer.json()["email"] == owner.email

    @pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Basic eDp5", "{t}", "Bearer {t}x", "é"])
    async def test_opens_nothing_else(self, owner: Person, visitor: httpx2.AsyncClient, header: str) -> None:
        value = header.format(t=owner.token).encode()
        answer = await visitor.get("/api/v1/auth/me", headers={b"authorization": value})
        assert answer.status_code == 401

    async def test_counts_before_the_cookie(self, owner: Person, other: Person, address: str) -> None:
        async with browser(address, owner.token) as tab:
            me = await tab.get("/api/v1/auth/me", headers={"authorization": f"Bearer {other.token}"})
        assert me.json()["email"] == other.email
