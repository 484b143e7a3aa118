"""Somebody who owns one thing of each kind, somebody who owns nothing, and their browsers."""

import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx2
import pytest
import structlog

from makers import Person, cast_of, read_story, register, talk_with
from personae.bootstrap import Services
from personae.platform.ids import new_id
from personae.web import errors
from stage import Stage
from web.browser import browser, browser_of
from web.route_table import (
    Ids,
    fresh_api_key,
    fresh_choice,
    fresh_key,
    fresh_memory,
    fresh_persona,
    fresh_share,
    own_decision,
)
from web.slow import Slow


@pytest.fixture(autouse=True)
def calm(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """No test may pass while something crashes behind it, unless it wants a crash (`crashing`)."""
    crashes: list[str] = []

    def note(_: object, __: str, line: dict[str, Any]) -> dict[str, Any]:
        crashes.append(f"{line['event']}: {line.get('exc_info')!r}")
        raise structlog.DropEvent

    monkeypatch.setattr(errors, "log", structlog.wrap_logger(None, processors=[note]))
    yield
    if "crashing" not in request.fixturenames:
        crashes += [
            record.getMessage()
            for record in caplog.get_records("call")
            if record.levelno >= logging.ERROR and record.name.startswith("uvicorn")
        ]
        assert crashes == []


@pytest.fixture(scope="session")
def address(services: Services) -> str:
    """Where the studio under test is."""
    return f"http://127.0.0.1:{services.settings.port}"


@pytest.fixture(scope="session")
async def owner(address: str) -> AsyncIterator[Person]:
    """Somebody whose things tests may read but not change."""
    async with register(address, "Owner") as person:
        yield person


@pytest.fixture(scope="session")
async def other(address: str) -> AsyncIterator[Person]:
    """Somebody who owns nothing."""
    async with register(address, "Other") as person:
        yield person


@pytest.fixture(scope="session")
async def owned(owner: Person) -> Ids:
    """One read document, its first character, a conversation with an answer, a key, a place in an order."""
    document = await read_story(owner)
    [first, *_] = await cast_of(owner, document)
    conversation = await talk_with(owner, first)
    said = await owner.client.post(
        f"/api/v1/conversations/{conversation}/messages", json={"text": "What do you fear?"}
    )
    chosen = await fresh_choice(owner, await fresh_key(owner, {}))
    told = await fresh_memory(owner, {"character_id": first["id"]})
    sessions = (await owner.client.get("/api/v1/account/sessions")).raise_for_status().json()
    persona = await fresh_persona(owner, {})
    shared = await fresh_share(owner, {})
    return {
        "share_id": shared["share_id"],
        "secret": shared["secret"],
        "received_id": new_id(),
        "persona_id": persona["persona_id"],
        "api_key_id": (await fresh_api_key(owner, {}))["api_key_id"],
        "user_id": owner.actor.user_id,
        "session_id": sessions[-1]["id"],
        "identity_id": new_id(),
        "invite_id": new_id(),
        "job_id": f"reading:{document['id']}:1",
        "decision_id": (await own_decision(owner, {}))["decision_id"],
        "memory_id": told["memory_id"],
        "key_id": chosen["key_id"],
        "choice_id": chosen["choice_id"],
        "document_id": document["id"],
        "character_id": first["id"],
        "conversation_id": conversation,
        "message_id": said.raise_for_status().json()["reply"]["id"],
    }


@pytest.fixture(scope="session")
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
async def tab(owner: Person, address: str) -> AsyncIterator[httpx2.AsyncClient]:
    """The owner's browser."""
    async with browser_of(owner, address) as client:
        yield client


@pytest.fixture
async def other_tab(other: Person, address: str) -> AsyncIterator[httpx2.AsyncClient]:
    """The browser of somebody else."""
    async with browser_of(other, address) as client:
        yield client


@pytest.fixture
def slow(stage: Stage) -> Iterator[Slow]:
    """A character that answers word by word, when told."""
    provider = Slow()
    with stage.playing(provider):
        yield provider
        provider.finish()


@pytest.fixture
async def stranger(address: str) -> AsyncIterator[httpx2.AsyncClient]:
    """The browser of somebody who is not signed in."""
    async with browser(address) as client:
        yield client
