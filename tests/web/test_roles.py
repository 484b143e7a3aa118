"""One matrix: every route and socket by everybody who may come, and what each is answered.

Who may do what stands in roles.py: a kind of route, and what it is to each. A route's kind is said where the
route is (route_table.py). What an owner's change does is shown in test_routes.py, where each change has a
thing of its own to change.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from urllib.parse import quote

import httpx2
import pytest

from makers import Person, register, share
from personae.bootstrap import Services
from personae.platform.ids import new_id
from personae.web import create_app
from web.browser import SESSION, alert, form_token, is_sentence, parsed, problem
from web.live.listening import listening
from web.roles import CLOSED, MODEL_ROWS, SOCKET_ROWS, Answer, Role, marks_of, row, row_of
from web.route_table import API, MODELS_API, OWNED, PAGES, SOCKETS, A, Ids, Route, a_file, kept
from web.test_routes import routes_of

pytestmark = pytest.mark.once


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody in a role: a program and a browser of theirs, and the token of a form that they opened."""

    program: httpx2.AsyncClient
    browser: httpx2.AsyncClient
    csrf: str
    token: str | None

    async def ask(self, route: Route, ids: Ids) -> httpx2.Response:
        """Ask a route as it is asked when it works."""
        path, body = route.path.format(**ids) + route.query, dict(route.body(ids)) if route.body else {}
        if route.path.startswith(("/api/", "/metrics", "/healthz", "/readyz")):
            if route.is_upload:
                return await self.program.request(route.method, path, files=a_file())
            return await self.program.request(route.method, path, json=body if route.body else None)
        if route.method == "GET":
            return await self.browser.get(path)
        files = a_file() if route.is_upload else None
        return await self.browser.post(path, data={"csrf": self.csrf, **body}, files=files)


@pytest.fixture(scope="module")
async def people(
    services: Services, address: str, owner: Person, owned: Ids, other: Person, admin: Person
) -> AsyncIterator[Mapping[Role, Who]]:
    """Everybody, without a port between them and the studio."""
    transport = httpx2.ASGITransport(create_app(services), client=("127.0.0.1", 123))
    async with AsyncExitStack() as stack:
        gone, reader, talker = [
            await stack.enter_async_context(register(address, name)) for name in ("Gone", "Rita", "Tom")
        ]
        document = {"document_id": owned["document_id"]}
        shares = [
            (await share(owner, document, right=right, email=person.email))["share_id"]
            for right, person in (("read", reader), ("talk", talker))
        ]
        tokens: dict[Role, str | None] = {
            "stranger": None,
            "suspended": gone.token,
            "other": other.token,
            "reader": reader.token,
            "talker": talker.token,
            "admin": admin.token,
            "owner": owner.token,
        }
        found: dict[Role, Who] = {}
        for role, token in tokens.items():
            program, browser = [
                await stack.enter_async_context(httpx2.AsyncClient(transport=transport, base_url=address))
                for _ in range(2)
            ]
            if token:
                program.headers["authorization"] = f"Bearer {token}"
                browser.cookies[SESSION] = token
            csrf = await form_token(browser, "/library" if token else "/login")
            found[role] = Who(program, browser, csrf, token)
        gone_id = gone.actor.user_id
        (await admin.client.post(f"{A}/admin/people/{gone_id}/suspend")).raise_for_status()
        yield found
        for each in shares:
            (await owner.client.delete(f"{A}/shares/{each}")).raise_for_status()


def assert_answered(route: Route, role: Role, answer: httpx2.Response, ids: Ids) -> None:
    """Assert that an answer is what the row says."""
    wanted, said = row_of(route)[role], f"{role}: {answer.status_code} {answer.text[:300]}"
    is_page = not route.path.startswith(("/api/", "/metrics", "/healthz", "/readyz"))
    if wanted == "hidden":
        assert answer.status_code == 404, said
        return
    if wanted == "out" and is_page and route.method == "GET":
        assert answer.status_code == 303, said
        assert answer.headers["location"] == "/login?next=" + quote(route.path.format(**ids), safe="")
        return
    if wanted == "out":
        assert answer.status_code == 401, said
        if is_page:
            assert "Log in again" in alert(answer), said
        else:
            assert problem(answer)["code"] == "sign_in_needed", said
            assert answer.headers["www-authenticate"] == "Bearer"
        return
    if route.is_open:  # some lead on whom they know
        assert answer.status_code < 400 or answer.status_code == route.works, said
    elif route.make is kept:  # or it works with what was made for it alone
        assert answer.status_code == route.works, said
    if wanted == "apart":
        assert not [mark for mark in marks_of(role, ids) if mark in answer.text], said


def is_harmless(route: Route, answer: Answer) -> bool:
    """False where asking would change something that others of these tests look at."""
    return answer in ("out", "hidden") or route.method == "GET"


class TestMatrix:
    def test_has_every_route_and_socket(self, services: Services) -> None:
        known = {(route.method, route.path) for route in (*API, *PAGES)}
        known |= {("SOCKET", path) for path in SOCKET_ROWS}
        known |= {tuple(name.split(" ")) for name in MODEL_ROWS}  # type: ignore[arg-type]
        assert set(routes_of(services)) == known
        assert set(SOCKET_ROWS) == SOCKETS
        assert set(MODEL_ROWS) == MODELS_API

    @pytest.mark.parametrize("route", [*API, *PAGES], ids=lambda route: route.name)
    async def test_holds(self, route: Route, people: Mapping[Role, Who], ids: Ids) -> None:
        for role, wanted in row_of(route).items():
            if route.path == "/metrics" or not is_harmless(route, wanted):
                continue
            answer = await people[role].ask(route, ids)
            assert_answered(route, role, answer, ids)
            if wanted == "hidden":  # as if there were no such thing
                missing = {**ids, **dict.fromkeys(OWNED, new_id())}
                assert_alike(answer, await people[role].ask(route, missing))

    @pytest.mark.parametrize("path", SOCKET_ROWS)
    async def test_holds_for_sockets(
        self, path: str, people: Mapping[Role, Who], ids: Ids, address: str
    ) -> None:
        for role, wanted in row(SOCKET_ROWS[path]).items():
            async with listening(address, path.format(**ids), people[role].token) as socket:
                if code := CLOSED[wanted]:
                    assert await socket.closed() == code, role
                    assert socket.frames == [], role
                    continue
                first = str(await socket.next())
                if wanted == "apart":
                    assert not [mark for mark in marks_of(role, ids) if mark in first], role

    @pytest.mark.parametrize("name", MODEL_ROWS)
    async def test_holds_for_characters_as_models(
        self, name: str, people: Mapping[Role, Who], ids: Ids
    ) -> None:
        method, path = name.split(" ")
        body = {"model": ids["character_id"], "messages": [{"role": "user", "content": "Who is there?"}]}
        for role, wanted in row(MODEL_ROWS[name]).items():
            if method == "POST" and wanted == "in":
                continue
            asked = path.format(model_id=ids["character_id"])
            sent = body if method == "POST" else None
            answer = await people[role].program.request(method, asked, json=sent)
            status = {"out": 401, "hidden": 404, "in": 200, "apart": 200}[wanted]
            assert answer.status_code == status, (role, answer.text)
            if wanted == "hidden":
                assert "Mira" not in answer.text
            elif role in ("other", "admin"):
                assert ids["character_id"] not in answer.text


def assert_alike(theirs: httpx2.Response, nobodys: httpx2.Response) -> None:
    """Assert that somebody else's thing is answered as none at all."""
    assert nobodys.status_code == 404
    if theirs.headers["content-type"].startswith("application/"):
        assert problem(theirs) == problem(nobodys)
        return
    # The form to log out has another token each time.
    assert parsed(theirs).css_first("main").html == parsed(nobodys).css_first("main").html
    assert is_sentence(alert(theirs))
