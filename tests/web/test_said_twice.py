"""What is said twice, or in another place than asked: one meaning, the same for every reader of it."""

import httpx2

from makers import PASSWORD, Person
from web.browser import form_token, problem
from web.route_table import Ids


class TestParameter:
    async def test_that_is_said_twice_is_checked_as_it_is_used(self, owner: Person, owned: Ids) -> None:
        path = f"/api/v1/conversations/{owned['conversation_id']}/messages"
        one = (await owner.client.get(f"{path}?limit=50&limit=1")).json()
        assert len(one["items"]) == 1
        refused = await owner.client.get(f"{path}?limit=1&limit=1000000")
        assert (refused.status_code, problem(refused)["code"]) == (422, "request_invalid")

    async def test_counts_nowhere_but_where_it_is_asked_for(
        self, owner: Person, stranger: httpx2.AsyncClient
    ) -> None:
        wish = {"email": owner.email, "password": PASSWORD}
        assert (await stranger.post("/api/v1/auth/login", params=wish)).status_code == 422
        assert (await stranger.post("/api/v1/auth/login", params=wish, json={})).status_code == 422
        csrf = await form_token(stranger, "/login")
        assert (await stranger.post("/login", params={**wish, "csrf": csrf})).status_code == 403
        assert (await stranger.get("/api/v1/auth/me", params={"token": owner.token})).status_code == 401
        stranger.headers["cookie"] = f"authorization=Bearer {owner.token}"
        assert (await stranger.get("/api/v1/auth/me")).status_code == 401

    async def test_in_json_is_the_last_of_its_name(self, owner: Person) -> None:
        body = '{"name": "First", "name": "Owner"}'
        answer = await owner.client.patch(
            "/api/v1/account", content=body, headers={"content-type": "application/json"}
        )
        assert answer.json()["name"] == "Owner"
