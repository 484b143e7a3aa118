"""Other sites' pages: only those that the operator names, only the API, only with a token."""

import dataclasses

import httpx2
import pytest
from pydantic import ValidationError

from makers import Person
from personae.bootstrap import Services
from personae.platform.settings import Settings
from personae.web import create_app
from web.browser import SESSION, problem
from web.test_headers import client_of

CHAT, EVIL = "https://chat.example.org", "https://evil.example"
PREFLIGHT = {"access-control-request-method": "POST", "access-control-request-headers": "authorization,x-a"}


@pytest.fixture
def there(services: Services) -> httpx2.AsyncClient:
    """A program that speaks to a studio which lets in the pages of one site."""
    settings = services.settings.model_copy(update={"cors_origins": (CHAT,)})
    return client_of(
        create_app(dataclasses.replace(services, settings=settings)), base_url="http://localhost"
    )


def allowed(answer: httpx2.Response) -> dict[str, str]:
    """What an answer allows other sites."""
    return {name: text for name, text in answer.headers.items() if name.startswith("access-control-")}


class TestCors:
    async def test_is_off_unless_somebody_sets_it(self, stranger: httpx2.AsyncClient) -> None:
        asked = await stranger.options("/api/v1/documents", headers={"origin": CHAT, **PREFLIGHT})
        assert asked.status_code == 405 and not allowed(asked)
        assert not allowed(await stranger.get("/api/v1/auth/me", headers={"origin": CHAT}))

    @pytest.mark.parametrize("path", ["/api/v1/documents", "/v1/chat/completions"])
    async def test_answers_preflights_of_who_is_named(self, there: httpx2.AsyncClient, path: str) -> None:
        answer = await there.options(path, headers={"origin": CHAT, **PREFLIGHT})
        assert answer.status_code == 200
        found = allowed(answer)
        assert found["access-control-allow-origin"] == CHAT
        assert "authorization" in found["access-control-allow-headers"]
        assert "access-control-allow-credentials" not in found
        assert "origin" in answer.headers["vary"].lower()

    @pytest.mark.parametrize(
        "origin", [EVIL, "null", f"{CHAT}.evil.example", f"{CHAT}:444", "http://chat.example.org"]
    )
    async def test_allows_nobody_else(self, there: httpx2.AsyncClient, owner: Person, origin: str) -> None:
        preflight = await there.options("/api/v1/documents", headers={"origin": origin, **PREFLIGHT})
        assert preflight.status_code == 400 and "access-control-allow-origin" not in allowed(preflight)
        told = {"origin": origin, "authorization": f"Bearer {owner.token}"}
        read = await there.get("/api/v1/documents", headers=told)
        assert "access-control-allow-origin" not in allowed(read) and "origin" in read.headers["vary"].lower()
        refused = await there.post("/api/v1/personas", headers=told, json={"name": ""})
        assert (refused.status_code, problem(refused)["code"]) == (403, "other_site")

    async def test_lets_who_is_named_read_and_write_with_a_token(
        self, there: httpx2.AsyncClient, owner: Person
    ) -> None:
        told = {"origin": CHAT, "authorization": f"Bearer {owner.token}"}
        read = await there.get("/api/v1/documents", headers=told)
        assert read.status_code == 200 and allowed(read)["access-control-allow-origin"] == CHAT
        assert "retry-after" in allowed(read)["access-control-expose-headers"]
        refused = await there.post("/api/v1/personas", headers=told, json={"name": ""})
        assert refused.status_code == 422 and allowed(refused)["access-control-allow-origin"] == CHAT

    async def test_takes_no_cookie_for_a_token(self, there: httpx2.AsyncClient, owner: Person) -> None:
        there.cookies.set(SESSION, owner.token)
        for told in ({}, {"authorization": "Basic x"}):
            refused = await there.post(
                "/api/v1/personas", headers={"origin": CHAT, **told}, json={"name": ""}
            )
            assert (refused.status_code, problem(refused)["code"]) == (403, "other_site")
        wrong = {"origin": CHAT, "authorization": "Bearer nonsense"}
        assert (await there.post("/api/v1/personas", headers=wrong, json={"name": ""})).status_code == 401

    async def test_is_for_the_api_alone(self, there: httpx2.AsyncClient, owner: Person) -> None:
        there.headers["authorization"] = f"Bearer {owner.token}"
        for path in ("/library", "/healthz", "/static/studio.css"):
            assert not allowed(await there.get(path, headers={"origin": CHAT}))
        assert (await there.post("/personas", headers={"origin": CHAT})).status_code == 403


class TestSetting:
    def test_takes_origins_as_browsers_write_them(self) -> None:
        text = f" {CHAT} , http://localhost:3000,http://[::1]:8080, {CHAT}"
        found = Settings.model_validate({"CORS_ORIGINS": text}).cors_origins
        assert found == (CHAT, "http://localhost:3000", "http://[::1]:8080")

    @pytest.mark.parametrize(
        "text",
        ["*", "null", f"{CHAT}, *", f"{CHAT}/", f"{CHAT}/app", "chat.example.org", "HTTPS://chat.example.org",
         f"{CHAT}:443", "https://*.example.org", "https://a@chat.example.org", "file:///", f"{CHAT}?x"],
    )  # fmt: skip
    def test_refuses_anything_else_at_the_start(self, text: str) -> None:
        with pytest.raises(ValidationError, match=r"is no origin\. Write each as browsers do"):
            Settings.model_validate({"CORS_ORIGINS": text})
