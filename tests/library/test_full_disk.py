"""A studio whose disk is full says so, still reads and deletes, and works again as soon as there is room."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from makers import PASSWORD, Person, client_at, ended
from novel import novel
from personae.accounts import Actor
from studio_process import studio

MB = 1024**2


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 48 MB."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(tmp_path)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be made by root only")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


def fill(disk: Path, *, leave: int) -> None:
    """Leave so many bytes free."""
    with (disk / "filler").open("ab") as filler:
        while (free := os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - leave) > 0:
            filler.write(bytes(min(free, MB)))
            filler.flush()


class TestFullDisk:
    async def test_is_told_and_survived(self, disk: Path, stack: dict[str, str]) -> None:
        if stack:
            pytest.skip("what is on the disk of a laptop is tested on the embedded stack")
        with studio({"PERSONAE_HOME": str(disk / "home")}) as server:
            async with client_at(server.url) as client:
                ada = await register(client)
                kept = await add(ada, novel(words=3000))
                assert (await ended(ada, kept["id"]))["status"] == "ready"

                fill(disk, leave=3 * MB)
                document = await add(ada, novel(words=120_000))
                if "id" in document:  # its bytes found room, but not what is read from them
                    document = await ended(ada, document["id"])
                    assert document["status"] == "failed"
                assert "storage is full" in (document.get("error") or document["detail"])

                fill(disk, leave=0)
                refused = await add(ada, novel(words=3000, seed=2))
                assert "storage is full" in refused["detail"]
                assert (await client.get(f"/api/v1/documents/{kept['id']}/chapters")).status_code == 200
                # The first may find the log of writes full, which frees what was kept back for it.
                path = f"/api/v1/documents/{kept['id']}"
                assert 204 in [(await client.delete(path)).status_code for _ in range(2)]

                (disk / "filler").unlink()
                again = await add(ada, novel(words=3000, seed=3))
                assert (await ended(ada, again["id"]))["status"] == "ready"


async def register(client: httpx2.AsyncClient) -> Person:
    wish = {"email": "ada@example.org", "password": PASSWORD, "name": "Ada"}
    token = (await client.post("/api/v1/auth/register", json=wish)).raise_for_status().json()["token"]
    client.headers["authorization"] = f"Bearer {token}"
    return Person(client, Actor("", "Ada", wish["email"], session_id=""), token, wish["email"])


async def add(person: Person, text: str) -> dict[str, Any]:
    files = {"file": ("novel.txt", text.encode())}
    answer: dict[str, Any] = (await person.client.post("/api/v1/documents", files=files)).json()
    return answer
