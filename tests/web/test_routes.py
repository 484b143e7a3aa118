"""Every route: it works, it refuses strangers, it hides other people's things, it refuses bad input."""

from collections.abc import AsyncIterator, Iterator
from urllib.parse import quote

import httpx2
import pytest

from makers import ADMIN, PASSWORD, Person, client_at, log_in, register
from personae.bootstrap import Services
from personae.platform.ids import new_id
from personae.web import create_app
from web.browser import alert, browser, form_token, is_sentence, parsed, problem
from web.route_table import API, MODELS_API, OWNED, PAGES, SOCKETS, Ids, Route, a_file

api = pytest.mark.parametrize("route", API, ids=lambda route: route.name)
pages = pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
OTHERS = {"GET": "POST", "POST": "PATCH"}


@pytest.fixture
def ids(owner: Person, owned: Ids) -> Ids:
    """What stands in for the names in a path."""
    return {
        **owned,
        "chapter": "1",
        "offset": "99",
        "by": "model",
        "part": "model",
        "name": "studio.css",
        "trait": "humor",
        "email": owner.email,
    }


@pytest.fixture
async def guest(request: pytest.FixtureRequest, owner: Person, address: str) -> AsyncIterator[Person]:
    """The owner with a client of their own; in a session of its own where the route ends it.

    An admin where only admins may ask, somebody new where the route changes who asks.
    What the route changes for everything else is put back.
    """
    route: Route = request.getfixturevalue("route")
    if route.is_for_admins or route.is_about_oneself:
        who = log_in(address, ADMIN) if route.is_for_admins else register(address, "Guest")
        async with who as person:
            yield person
        return
    async with client_at(address) as client:
        token = owner.token
        if route.ends_session:
            wish = {"email": owner.email, "password": PASSWORD}
            token = (await client.post("/api/v1/auth/login", json=wish)).json()["token"]
            client.cookies.clear()
        client.headers["authorization"] = f"Bearer {token}"
        yield Person(client, owner.actor, token, owner.email)
        if route.path == "/models/order":  # or somebody else would answer the owner from now on
            (await client.put("/api/v1/models/order", json={"items": []})).raise_for_status()


async def ask(
    client: httpx2.AsyncClient, route: Route, ids: Ids, *, query: str | None = None, **changes: object
) -> httpx2.Response:
    """Ask a route of the API."""
    path = route.path.format(**ids) + (route.query if query is None else query)
    if route.is_upload:
        return await client.request(route.method, path, files=a_file())
    body = {**route.body(ids), **changes} if route.body else None
    return await client.request(route.method, path, json=body)


async def open_page(
    client: httpx2.AsyncClient, route: Route, ids: Ids, *, query: str = "", token_from: str, **changes: str
) -> httpx2.Response:
    """Open a page, or send a form with the token of another page."""
    path = route.path.format(**ids) + query
    if route.method == "GET":
        return await client.get(path)
    csrf = {"csrf": await form_token(client, token_from)}
    if route.is_upload:
        return await client.post(path, data=csrf, files=a_file())
    assert route.body is not None
    return await client.post(path, data={**csrf, **route.body(ids), **changes})


def routes_of(services: Services) -> Iterator[tuple[str, str]]:
    """Every method and path that the application answers."""
    for each in create_app(services).routes:
        found = each.effective_route_contexts() if hasattr(each, "effective_route_contexts") else [each]
        for route in found:
            # A socket's route has no methods, and knows its own path only.
            path = route.path or getattr(getattr(route, "original_route", None), "path", None)
            for method in (route.methods or {"SOCKET"}) - {"HEAD"}:
                yield method, path


class TestTable:
    def test_knows_every_route(self, services: Services) -> None:
        known = {(route.method, route.path) for route in (*API, *PAGES)} | {
            ("SOCKET", path) for path in SOCKETS
        }
        known |= {tuple(name.split(" ")) for name in MODELS_API}  # type: ignore[arg-type]
        assert set(routes_of(services)) == known


class TestApi:
    @api
    async def test_works(self, route: Route, guest: Person, ids: Ids, services: Services) -> None:
        if route.path == "/metrics":
            guest.client.headers["authorization"] = f"Bearer {services.settings.metrics_secret}"
        answer = await ask(guest.client, route, await route.make(guest, ids))
        assert answer.status_code == route.works, answer.text

    @pytest.mark.parametrize("route", [r for r in API if not r.is_open], ids=lambda route: route.name)
    async def test_refuses_who_is_not_signed_in(
        self, route: Route, visitor: httpx2.AsyncClient, ids: Ids
    ) -> None:
        answer = await ask(visitor, route, ids)
        assert answer.status_code == 401
        assert problem(answer)["code"] == "sign_in_needed"
        assert answer.headers["www-authenticate"] == "Bearer"

    @pytest.mark.parametrize("route", [r for r in API if r.is_about_a_thing], ids=lambda route: route.name)
    async def test_hides_what_is_somebody_elses(self, route: Route, other: Person, ids: Ids) -> None:
        theirs = await ask(other.client, route, ids)
        nobodys = await ask(other.client, route, {**ids, **dict.fromkeys(OWNED, new_id())})
        assert theirs.status_code == nobodys.status_code == 404
        assert problem(theirs) == problem(nobodys)

    @api
    async def test_refuses_bad_input(self, route: Route, guest: Person, ids: Ids) -> None:
        bad = route.bad
        if bad.token:
            guest.client.headers["authorization"] = f"Bearer {bad.token}"
        if bad.status == 405:
            answer = await guest.client.request(OTHERS[route.method], route.path)
            assert answer.headers["allow"]
        elif route.is_upload:
            answer = await guest.client.post(route.path, data={"file": "not a file"})
        else:
            answer = await ask(guest.client, route, {**ids, **bad.ids}, query=bad.query or None, **bad.body)
        assert (answer.status_code, problem(answer)["code"]) == (bad.status, bad.code)


class TestPages:
    @pages
    async def test_work(self, route: Route, guest: Person, ids: Ids, address: str) -> None:
        ids = await route.make(guest, ids)
        async with browser(address, guest.token) as tab:
            answer = await open_page(tab, route, ids, token_from="/library")
        assert answer.status_code == route.works, answer.text

    @pytest.mark.parametrize("route", [r for r in PAGES if not r.is_open], ids=lambda route: route.name)
    async def test_show_strangers_the_way_in(
        self, route: Route, stranger: httpx2.AsyncClient, ids: Ids
    ) -> None:
        answer = await open_page(stranger, route, ids, token_from="/login")
        if route.method == "GET":
            assert answer.status_code == 303
            assert answer.headers["location"] == "/login?next=" + quote(route.path.format(**ids), safe="")
            return
        assert answer.status_code == 401
        assert "Log in again" in alert(answer)

    @pytest.mark.parametrize("route", [r for r in PAGES if r.is_about_a_thing], ids=lambda route: route.name)
    async def test_hide_what_is_somebody_elses(
        self, route: Route, other_tab: httpx2.AsyncClient, ids: Ids
    ) -> None:
        missing = {**ids, **dict.fromkeys(OWNED, new_id())}
        theirs = await open_page(other_tab, route, ids, token_from="/library")
        nobodys = await open_page(other_tab, route, missing, token_from="/library")
        assert theirs.status_code == nobodys.status_code == 404
        # The form to log out has another token each time.
        assert parsed(theirs).css_first("main").html == parsed(nobodys).css_first("main").html
        assert is_sentence(alert(theirs))

    @pages
    async def test_refuse_bad_input(self, route: Route, tab: httpx2.AsyncClient, ids: Ids) -> None:
        bad = route.bad
        if bad.status == 405:
            answer = await tab.request("PATCH", route.path)
        elif route.is_upload:
            answer = await tab.post(route.path, data={"csrf": await form_token(tab, route.path)}, files={})
        else:
            fields = {name: str(value) for name, value in bad.body.items()}
            answer = await open_page(
                tab, route, {**ids, **bad.ids}, query=bad.query, token_from="/library", **fields
            )
        assert answer.status_code == bad.status
        assert is_sentence(alert(answer) or answer.text)
