"""Every route: it works, and it refuses bad input. Whom it lets do what is in test_roles.py."""

from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest

from makers import PASSWORD, Person, client_at, join
from personae.bootstrap import Services
from personae.web import create_app
from web.browser import alert, browser, form_token, is_sentence, problem
from web.route_table import API, MODELS_API, PAGES, SOCKETS, Ids, Route, a_file

api = pytest.mark.parametrize("route", API, ids=lambda route: route.name)
pages = pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
OTHERS = {"GET": "POST", "POST": "PATCH"}


@pytest.fixture(scope="module")
async def newcomer(services: Services) -> AsyncIterator[Person]:
    """Somebody whose account is asked for what it refuses."""
    async with join(services, "Newcomer") as person:
        yield person


@pytest.fixture
async def guest(
    request: pytest.FixtureRequest,
    services: Services,
    owner: Person,
    admin: Person,
    newcomer: Person,
    address: str,
) -> AsyncIterator[Person]:
    """The owner with a client of their own; in a session of its own where the route ends it.

    An admin where only admins may ask, somebody new where the route changes who asks.
    What the route changes for everything else is put back.
    """
    route: Route = request.getfixturevalue("route")
    if route.is_for_admins:
        yield admin
        admin.client.headers["authorization"] = f"Bearer {admin.token}"
        return
    if route.is_about_oneself:
        if "refuse" in request.node.name:  # and so nothing is changed
            yield newcomer
            newcomer.client.headers["authorization"] = f"Bearer {newcomer.token}"
            return
        async with join(services, "Guest") as person:
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

    @pytest.mark.once
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

    @pytest.mark.once
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
