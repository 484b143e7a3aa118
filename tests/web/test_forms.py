"""Forms come from our own pages, made for this session; and log-in leads nowhere else."""

import httpx2
import pytest

from makers import PASSWORD, Person, client_at
from personae.bootstrap import Services
from personae.web import create_app
from personae.web.security import form_token as token_for
from web.browser import SESSION, alert, browser, browser_of, form_token, parsed, problem, send
from web.raw import speak
from web.route_table import PAGES, Ids, Route, newcomer
from web.test_headers import client_of, over_tls

pytestmark = pytest.mark.once

FORMS = [route for route in PAGES if route.method == "POST"]
EVIL = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": ""},
    {"origin": "http://["},
    {"origin": "http://127.0.0.1"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
]


@pytest.fixture(scope="module")
async def tokens(other: Person, address: str) -> list[str]:
    """Tokens that are not the owner's: none, somebody else's, a visitor's, one made up."""
    async with browser_of(other, address) as theirs, browser(address) as nobodys:
        known = [await form_token(theirs, "/library"), await form_token(nobodys, "/login")]
    return ["", *known, "0" * 16 + "." + "é" * 64]


class TestToken:
    @pytest.mark.parametrize("route", FORMS, ids=lambda route: route.name)
    async def test_is_needed_by_every_form(
        self, route: Route, tab: httpx2.AsyncClient, tokens: list[str], owned: Ids
    ) -> None:
        files = {"file": ("a.txt", b"text")} if route.is_upload else None
        for token in tokens:
            fields = {"csrf": token, **(route.body(owned | {"email": ""}) if route.body else {})}
            answer = await tab.post(route.path.format(**owned), data=fields, files=files)
            assert answer.status_code == 403
            assert alert(answer) == "This form is out of date. Go back, reload the page and send it again."

    async def test_is_different_each_time(self, tab: httpx2.AsyncClient) -> None:
        assert await form_token(tab, "/library") != await form_token(tab, "/library")

    async def test_of_an_empty_subject_opens_nothing(self, services: Services, address: str) -> None:
        forged = token_for(services.settings, "")
        async with client_at(address) as client:
            assert (await client.post("/register", data={**newcomer(), "csrf": forged})).status_code == 403

    async def test_that_is_old_keeps_the_message(self, tab: httpx2.AsyncClient, owned: Ids) -> None:
        path = f"/conversations/{owned['conversation_id']}"
        answer = await tab.post(f"{path}/messages", data={"csrf": "old", "text": "Long and dear to me."})
        assert parsed(answer).css_first("textarea[name=text]").text() == "Long and dear to me."

    async def test_that_is_old_keeps_a_new_character(self, tab: httpx2.AsyncClient) -> None:
        wish = {"name": "Nell", "gender": "F", "description": "A miller.", "sayings": "Grain first."}
        answer = await tab.post("/characters/new", data={**wish, "csrf": "old"})
        assert parsed(answer).css_first("textarea[name=sayings]").text() == "Grain first."

    async def test_that_is_old_is_told_to_scripts_in_plain_text(
        self, tab: httpx2.AsyncClient, owned: Ids
    ) -> None:
        path = f"/conversations/{owned['conversation_id']}"
        script = {"hx-request": "true"}
        for action in (f"{path}/messages", f"{path}/messages/{owned['message_id']}/stop"):
            answer = await tab.post(action, data={"csrf": "old", "text": "x"}, headers=script)
            assert answer.status_code == 403
            assert answer.headers["content-type"].startswith("text/plain")
            assert answer.text.startswith("This form is out of date.")


class TestOtherSites:
    @pytest.mark.parametrize("path", ["/logout", "/library", "/login", "/characters/new"])
    async def test_send_no_forms(self, tab: httpx2.AsyncClient, path: str) -> None:
        csrf = await form_token(tab, "/library")
        for headers in EVIL:
            answer = await tab.post(path, data={"csrf": csrf}, headers=headers)
            assert answer.status_code == 403
            assert "came from another site" in answer.text

    @pytest.mark.parametrize("method", ["POST", "DELETE"])
    async def test_use_no_cookie_on_the_api(self, tab: httpx2.AsyncClient, owned: Ids, method: str) -> None:
        for headers in EVIL:
            answer = await tab.request(method, f"/api/v1/documents/{owned['document_id']}", headers=headers)
            assert (answer.status_code, problem(answer)["code"]) == (403, "other_site")

    async def test_are_told_apart_from_our_own(self, tab: httpx2.AsyncClient, address: str) -> None:
        for headers in ({"origin": address}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}):
            csrf = await form_token(tab, "/library")
            answer = await tab.post("/characters/new", data={"csrf": csrf}, headers=headers)
            assert answer.status_code == 422


class TestNext:
    @pytest.mark.parametrize(
        "target",
        ["//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:x",
         "/\t/evil.example", "/\n/evil.example", "/\x00/evil.example", " //evil.example", "", "evil.example",
         "/\\/evil.example", "http:evil.example", "/\r\nset-cookie: a=b", "///evil.example", "/\x85/evil"],
    )  # fmt: skip
    async def test_leads_to_no_other_site(
        self, ada: Person, stranger: httpx2.AsyncClient, target: str
    ) -> None:
        wish = {"email": ada.email, "password": PASSWORD, "next": target}
        answer = await send(stranger, "/login", "/login", **wish)
        assert answer.status_code in (303, 422)
        assert answer.headers.get("location", "/library") == "/library"

    @pytest.mark.parametrize("target", ["/characters", "/library?after=x", "/%2f%2fevil", "/documents/é"])
    async def test_leads_where_the_person_wanted_to_be(
        self, ada: Person, stranger: httpx2.AsyncClient, target: str
    ) -> None:
        wish = {"email": ada.email, "password": PASSWORD, "next": target}
        location = (await send(stranger, "/login", "/login", **wish)).headers["location"]
        assert location == target.replace("é", "%C3%A9")

    async def test_comes_back_with_path_and_query(self, ada: Person, stranger: httpx2.AsyncClient) -> None:
        way = (await stranger.get("/library?after=x%26y")).headers["location"]
        form = parsed(await stranger.get(way))
        target = form.css_first("input[name=next]").attributes["value"]
        assert target == "/library?after=x%26y"

    async def test_is_shown_as_text(self, stranger: httpx2.AsyncClient) -> None:
        page = await stranger.get("/login", params={"next": '"><script>pwned()</script>'})
        assert "<script>pwned" not in page.text


HOSTS = ["evil.example", "evil.example/characters?", "evil#", "a b", "", "[", "127.0.0.1/evil"]


class TestHost:
    @pytest.mark.parametrize("host", HOSTS)
    async def test_that_is_not_ours_is_answered_by_no_studio_of_one_machine(
        self, owner: Person, services: Services, host: str
    ) -> None:
        for path in ("/library", "/api/v1/documents", "/api/v1/documents/", "/nothing"):
            cookie = f"Cookie: {SESSION}={owner.token}"
            request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{cookie}\r\nConnection: close\r\n\r\n"
            answer = await speak(services.settings.port, request.encode())
            assert answer.status in (400, 421)
            assert "evil" not in answer.head + answer.body

    async def test_with_a_path_in_it_leads_nowhere_else(self, services: Services) -> None:
        request = "GET /library HTTP/1.1\r\nHost: 127.0.0.1:1/evil?\r\nConnection: close\r\n\r\n"
        answer = await speak(services.settings.port, request.encode())
        assert answer.status == 303
        assert "location: /login?next=%2Flibrary\r\n" in answer.head

    @pytest.mark.parametrize("host", HOSTS)
    async def test_leads_nowhere_where_any_is_answered(self, services: Services, host: str) -> None:
        async with client_of(create_app(over_tls(services))) as client:
            answer = await client.get("/library", headers={"host": host})
            assert answer.headers["location"] == "/login?next=%2Flibrary"
            missing = await client.get("/api/v1/documents/", headers={"host": host})
        assert missing.status_code == 404
        assert "evil" not in missing.text


class TestSignedOut:
    async def test_message_is_refused_in_plain_text(self, ada: Person, address: str, owned: Ids) -> None:
        async with browser_of(ada, address) as tab:
            await ada.client.post("/api/v1/auth/logout")
            path = f"/conversations/{owned['conversation_id']}/messages"
            answer = await tab.post(path, data={"text": "x"}, headers={"hx-request": "true"})
        assert answer.status_code == 401
        assert answer.text == "You are not logged in any more. Log in again, then send it once more."
