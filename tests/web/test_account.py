"""The account's pages and API: two steps, the provider's way, cookies, who may look after people."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta

import httpx2
import pytest
from pyotp import TOTP
from sqlalchemy import update

from accounts.parts import house
from makers import PASSWORD, Person
from personae.accounts import Provider, Session
from personae.bootstrap import Services
from personae.platform.clock import now
from personae.web import create_app
from servers.openid import CLIENT_ID, CLIENT_SECRET, OpenId, openid
from web.browser import SESSION, alert, browser, browser_of, parsed, problem, send
from web.test_headers import client_of, over_tls
from web.test_sessions import cookies_of

pytestmark = pytest.mark.once

A = "/api/v1"
DEVICE, STEP = "personae_device", "personae_step"


async def with_second_factor(person: Person) -> tuple[str, list[str]]:
    """Turn it on. Returns the key and the recovery codes."""
    begun = await person.client.post(f"{A}/account/second-factor", json={"present": PASSWORD})
    key = begun.raise_for_status().json()["key"]
    wish = {"code": TOTP(key).now()}
    made = await person.client.post(f"{A}/account/second-factor/confirm", json=wish)
    return key, made.raise_for_status().json()["codes"]


@pytest.fixture(scope="module")
def server() -> Iterator[OpenId]:
    """A provider to sign in with."""
    with openid() as found:
        yield found


def credentials(person: Person) -> dict[str, str]:
    return {"email": person.email, "password": PASSWORD}


class TestTwoSteps:
    async def test_lead_in_by_pages(self, ada: Person, stranger: httpx2.AsyncClient) -> None:
        _, codes = await with_second_factor(ada)
        first = await send(stranger, "/login", "/login", **credentials(ada), next="/characters")
        assert first.headers["location"] == "/login/second?next=%2Fcharacters"
        assert SESSION not in stranger.cookies and STEP in stranger.cookies
        assert (await stranger.get("/library")).status_code == 303
        wrong = await send(stranger, "/login/second", "/login/second", code="000000", next="/characters")
        assert (wrong.status_code, alert(wrong)[:10]) == (401, "That code ")
        way = first.headers["location"]
        right = await send(stranger, way, "/login/second", code=codes[0], next="/characters")
        assert right.headers["location"] == "/characters"
        assert (await stranger.get("/library")).status_code == 200
        assert STEP not in stranger.cookies

    async def test_lead_in_over_the_api(self, ada: Person, visitor: httpx2.AsyncClient) -> None:
        _, codes = await with_second_factor(ada)
        first = await visitor.post(f"{A}/auth/login", json=credentials(ada))
        assert first.status_code == 202 and set(first.json()) == {"ticket"}
        assert "set-cookie" not in first.headers
        ticket = first.json()["ticket"]
        asked = await visitor.get(f"{A}/auth/me", headers={"authorization": f"Bearer {ticket}"})
        assert asked.status_code == 401
        wish = {"ticket": ticket, "code": codes[1]}
        assert (await visitor.post(f"{A}/auth/login/second", json=wish)).json()["token"]
        again = await visitor.post(f"{A}/auth/login/second", json=wish)
        assert (again.status_code, problem(again)["code"]) == (403, "ticket_spent")

    async def test_are_set_up_with_a_picture_and_shown_once(self, ada: Person, address: str) -> None:
        async with browser_of(ada, address) as tab:
            page = await send(tab, "/account", "/account/second-factor", present=PASSWORD)
            key = parsed(page).css_first("p.secret").text(strip=True)
            source = parsed(page).css_first("img.qr").attributes["src"]
            picture = await tab.get(str(source))
            assert picture.headers["content-type"] == "image/svg+xml; charset=utf-8"
            assert picture.headers["cache-control"] == "no-store"
            csrf = parsed(page).css_first("form[action$=confirm] input[name=csrf]").attributes["value"]
            done = await tab.post(
                "/account/second-factor/confirm", data={"csrf": str(csrf), "code": TOTP(key).now()}
            )
            assert len(parsed(done).css("li.secret")) == 10
            after = await tab.get(str(source))
            assert (after.status_code, key in (await tab.get("/account")).text) == (409, False)


class TestCookies:
    async def test_of_a_browser_that_was_in_before_are_kept_from_scripts(
        self, ada: Person, stranger: httpx2.AsyncClient
    ) -> None:
        found = cookies_of(await stranger.post(f"{A}/auth/login", json=credentials(ada)))[DEVICE]
        assert found["httponly"] and found["samesite"] == "lax" and found["path"] == "/"

    async def test_of_the_session_before_open_nothing_after_a_new_log_in(
        self, ada: Person, address: str
    ) -> None:
        async with browser(address, ada.token) as tab:
            await send(tab, "/login", "/login", **credentials(ada))
        assert (await ada.client.get(f"{A}/auth/me")).status_code == 401


class TestTries:
    async def test_say_when_to_come_again(self, ada: Person, stranger: httpx2.AsyncClient) -> None:
        for _ in range(10):
            wrong = {**credentials(ada), "password": "guess"}
            assert (await stranger.post(f"{A}/auth/login", json=wrong)).status_code == 401
        closed = await stranger.post(f"{A}/auth/login", json=credentials(ada))
        assert (closed.status_code, problem(closed)["code"]) == (429, "too_often")
        assert 0 < int(closed.headers["retry-after"]) <= 900
        page = await send(stranger, "/login", "/login", **credentials(ada))
        assert page.status_code == 429 and page.headers["retry-after"]
        assert alert(page).startswith("That was tried too often.")
        assert (await ada.client.get(f"{A}/auth/me")).status_code == 200


class TestLinks:
    async def test_begin_with_the_studios_address_whatever_a_request_calls_it(
        self, services: Services, ada: Person
    ) -> None:
        home = house(services)
        app = create_app(replace(over_tls(services), accounts=home.accounts))
        async with client_of(app) as client:
            for headers in ({"host": "evil.example"}, {"x-forwarded-host": "evil.example"}):
                asked = await client.post(
                    f"{A}/auth/password/forgot", json={"email": ada.email}, headers=headers
                )
                assert asked.status_code == 202
        for letter in await home.letters(ada.email):
            assert "https://books.example.org/reset?ticket=" in letter.text
            assert "evil" not in letter.text

    async def test_change_nothing_when_they_are_only_opened(self, services: Services, ada: Person) -> None:
        home = house(services)
        await home.accounts.door.forget_password(ada.email)
        secret = await home.secret_for(ada.email)
        async with client_of(create_app(over_tls(services))) as client:
            for _ in range(2):
                page = await client.get("/reset", params={"ticket": secret})
                assert parsed(page).css_first("input[name=ticket]").attributes["value"] == secret
        await home.accounts.door.reset_password(secret, password="seven small green kettles")


class TestAdmin:
    async def test_sees_tabs_that_others_do_not(self, ada: Person, admin: Person, address: str) -> None:
        async with browser_of(ada, address) as tab, browser_of(admin, address) as chief:
            for who, shows in ((tab, False), (chief, True)):
                page = parsed(await who.get("/account"))
                links = {each.attributes["href"] for each in page.css("nav.tabs a")}
                assert ("/admin/people" in links) == shows, links
            page = parsed(await chief.get("/admin/people"))
            links = {each.attributes["href"] for each in page.css("nav.tabs a")}
            assert {"/admin/people", "/admin/moderation", "/admin/audit"} <= links

    async def test_who_is_demoted_sees_them_no_longer_in_the_next_request(
        self, ada: Person, admin: Person
    ) -> None:
        role = f"{A}/admin/people/{ada.actor.user_id}/role"
        assert (await ada.client.get(f"{A}/admin/people")).status_code == 404
        await admin.client.put(role, json={"role": "admin"})
        assert (await ada.client.get(f"{A}/admin/people")).status_code == 200
        await admin.client.put(role, json={"role": "member"})
        assert (await ada.client.get(f"{A}/admin/people")).status_code == 404

    async def test_finds_what_was_done_in_the_log(self, ada: Person, admin: Person, address: str) -> None:
        await admin.client.post(f"{A}/admin/people/{ada.actor.user_id}/suspend")
        async with browser_of(admin, address) as tab:
            page = await tab.get("/admin/audit", params={"act": "person", "person": ada.actor.user_id})
        [row] = parsed(page).css("tbody tr")
        assert "person: suspended" in row.text() and "Admin" in row.text() and "127.0.0.1" in row.text()

    async def test_gets_a_sentence_about_the_last_admin(self, admin: Person, address: str) -> None:
        me = admin.actor.user_id
        async with browser_of(admin, address) as tab:
            page = await send(tab, "/admin/people", f"/admin/people/{me}/role", role="member")
        assert page.status_code == 409
        assert alert(page).startswith("This is the only admin here")


class TestProvider:
    @pytest.fixture
    async def tab(self, services: Services, server: OpenId) -> AsyncIterator[httpx2.AsyncClient]:
        """A browser at a studio with a provider."""
        callback = "https://books.example.org/login/oidc/callback"
        provider = Provider(server.url, CLIENT_ID, CLIENT_SECRET, name="Example", callback=callback)
        home = house(services, provider=provider)
        async with client_of(create_app(replace(over_tls(services), accounts=home.accounts))) as client:
            yield client

    async def test_leads_in_and_on(self, tab: httpx2.AsyncClient, server: OpenId) -> None:
        server.come(email="oidc-new@example.org", email_verified=True, name="Grace")
        link = parsed(await tab.get("/login?next=/models")).css_first("a[href^='/login/oidc']")
        away = await tab.get(str(link.attributes["href"]))
        assert away.headers["location"].startswith(f"{server.url}/authorize?")
        assert cookies_of(away)["__Host-journey"]["httponly"]
        back = await tab.get(server.agree(away.headers["location"]))
        assert (back.status_code, back.headers["location"]) == (303, "/models")
        me = (await tab.get(f"{A}/auth/me")).json()
        assert (me["email"], me["name"]) == ("oidc-new@example.org", "Grace")
        page = await tab.get("/account")
        assert server.url in page.text
        assert parsed(page).css_first("#password input[name=present]") is None

    async def test_is_not_begun_by_another_site(self, tab: httpx2.AsyncClient) -> None:
        answer = await tab.get("/login/oidc?next=/models", headers={"sec-fetch-site": "cross-site"})
        assert answer.headers["location"] == "/login?next=%2Fmodels"
        assert "__Host-journey" not in cookies_of(answer)

    async def test_leads_nowhere_without_the_browser_that_began(
        self, tab: httpx2.AsyncClient, server: OpenId
    ) -> None:
        server.come(email="oidc-eve@example.org", email_verified=True)
        back = server.agree((await tab.get("/login/oidc")).headers["location"])
        tab.cookies.clear()
        assert (await tab.get(back)).headers["location"] == "/login"
        tab.cookies.set("__Host-journey", "00" * 40)
        assert (await tab.get(back)).headers["location"] == "/login"
        assert (await tab.get(f"{A}/auth/me")).status_code == 401

    async def test_is_joined_to_who_is_signed_in(
        self, tab: httpx2.AsyncClient, server: OpenId, ada: Person
    ) -> None:
        server.come(email="elsewhere@example.org", email_verified=False)
        tab.cookies.set("__Host-session", ada.token)
        away = await tab.get("/account/identities/join")
        back = await tab.get(server.agree(away.headers["location"]))
        assert back.headers["location"] == "/account#ways"
        tab.cookies.clear()
        away = await tab.get("/login/oidc")
        await tab.get(server.agree(away.headers["location"]))
        assert (await tab.get(f"{A}/auth/me")).json()["id"] == ada.actor.user_id

    async def test_is_joined_and_taken_off_by_nobody_who_finds_an_open_session(
        self, tab: httpx2.AsyncClient, server: OpenId, ada: Person, services: Services
    ) -> None:
        server.come(email="finder@example.org", email_verified=False)
        tab.cookies.set("__Host-session", ada.token)
        await tab.get(server.agree((await tab.get("/account/identities/join")).headers["location"]))
        [joined] = (await tab.get(f"{A}/account")).json()["identities"]
        async with services.database.begin() as tx:
            old = {"created_at": now() - timedelta(minutes=11)}
            await tx.execute(update(Session).where(Session.user_id == ada.actor.user_id).values(**old))
        refused = await tab.get("/account/identities/join")
        assert (refused.status_code, alert(refused)[:26]) == (403, "You came in some time ago.")
        path = f"/account/identities/{joined['id']}/unlink"
        assert (await send(tab, "/account", path, present="a guess")).status_code == 403
        assert (await tab.delete(f"{A}/account/identities/{joined['id']}")).status_code == 403
        done = await send(tab, "/account", path, present=PASSWORD)
        assert done.headers["location"] == "/account#ways"
        assert (await tab.get(f"{A}/account")).json()["identities"] == []

    async def test_says_on_the_page_why_somebody_is_not_let_in(
        self, tab: httpx2.AsyncClient, server: OpenId, ada: Person
    ) -> None:
        server.come(email=ada.email, email_verified=True)
        away = await tab.get("/login/oidc")
        page = await tab.get(server.agree(away.headers["location"]))
        assert page.status_code == 403
        assert alert(page).startswith("There is an account with this e-mail address already.")
