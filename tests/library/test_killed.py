"""A studio that is killed while it reads goes on after the next start, and ends where a calm one does."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from makers import PASSWORD, client_at
from novel import novel
from servers.postgres import postgres
from servers.process import Server
from studio_process import row_counts, studio

NOVEL = novel(words=40_000)
# Where it is killed: the stage, and the progress that it must have reached by then.
MOMENTS = (("waiting", 0.0), ("extracting", 0.0), ("reading", 0.15), ("reading", 0.5), ("drafting", 0.9))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, stack: dict[str, str]) -> Iterator[str | None]:
    if request.param == "sqlite":
        if stack:
            pytest.skip("tested on the embedded stack")
        yield None
        return
    if not stack:
        pytest.skip("PostgreSQL is tested on the servers stack")
    with postgres() as server:
        yield server.url


class TestReading:
    async def test_ends_with_the_same_rows_as_a_calm_one(self, database_url: str | None) -> None:
        settings = {"DATABASE_URL": database_url} if database_url else {}
        with studio(settings) as server:
            async with client_at(server.url) as person:
                await register(person)
                calm = await upload(person, NOVEL)
                assert (await ended(person, calm))["status"] == "ready"
                expected = row_counts(server, database_url)
                assert min(expected.values()) > 5
                await person.delete(f"/api/v1/documents/{calm}")
                await all_gone(server, database_url)
                # Another content, or the reading of the calm one would be used again.
                killed = await upload(person, NOVEL.replace("kettle", "cattle"))
                moments = await kill_at_each_moment(server, person, killed)
                assert moments >= 3
                assert (await ended(person, killed))["status"] == "ready"
                assert row_counts(server, database_url) == expected


async def kill_at_each_moment(server: Server, person: httpx2.AsyncClient, document_id: str) -> int:
    """Kill the studio at every moment it is caught in. Returns how many those were."""
    killed = 0
    for stage, progress in MOMENTS:
        while True:
            found = await look(person, document_id)
            if found["status"] not in ("queued", "reading"):
                return killed
            if found["stage"] == stage and found["progress"] >= progress:
                server.kill()
                server.start()
                killed += 1
                break
            if order(found["stage"]) > order(stage):
                break
    return killed


def order(stage: str) -> int:
    return ("waiting", "extracting", "reading", "drafting", "done").index(stage)


async def register(person: httpx2.AsyncClient) -> None:
    wish = {"email": "ada@example.org", "password": PASSWORD, "name": "Ada"}
    token = (await person.post("/api/v1/auth/register", json=wish)).raise_for_status().json()["token"]
    person.headers["authorization"] = f"Bearer {token}"


async def upload(person: httpx2.AsyncClient, text: str) -> str:
    answer = await person.post("/api/v1/documents", files={"file": ("novel.txt", text.encode())})
    return str(answer.raise_for_status().json()["id"])


async def look(person: httpx2.AsyncClient, document_id: str) -> dict[str, Any]:
    """The document; asked again when the line was cut by a kill."""
    for _ in range(5):
        try:
            answer = await person.get(f"/api/v1/documents/{document_id}")
        except httpx2.TransportError:
            continue
        found: dict[str, Any] = answer.raise_for_status().json()
        return found
    raise AssertionError("the studio does not answer")


async def ended(person: httpx2.AsyncClient, document_id: str) -> dict[str, Any]:
    for _ in range(1200):
        found = await look(person, document_id)
        if found["status"] not in ("queued", "reading"):
            return found
        await asyncio.sleep(0.05)
    raise AssertionError("the reading did not end")


async def all_gone(server: Server, database_url: str | None) -> None:
    """Return once the job that removes a deleted document piece by piece has ended."""
    for _ in range(300):
        if set(row_counts(server, database_url).values()) == {0}:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"left over: {row_counts(server, database_url)}")
