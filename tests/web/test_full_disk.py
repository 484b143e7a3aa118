"""A full disk: nothing new is kept, and reading and deleting still work."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest

from makers import STORY, Person, cast_of, client_at, ended, read_story, register, talk_with, upload
from servers.process import free_ports
from web.browser import alert, browser_of, form_token, problem

SIZE_MB = 64
LEFT_BYTES = 6 * 1024**2  # too little for anything new, enough for the database


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of its own, so small that a test can fill it."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a small disk")
    folder = tmp_path_factory.mktemp("disk")
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="module")
async def studio(home: Path) -> AsyncIterator[str]:
    """The address of a studio that keeps everything on that disk."""
    [port] = free_ports(1)
    settings = {"PERSONAE_HOME": str(home), "PERSONAE_PORT": str(port), "UPLOAD_MAX_SIZE": "20MB"}
    paths = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "personae.cli", "serve", env={**paths, **settings},
        cwd=home, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    async with client_at(address) as client:
        for _ in range(300):
            try:
                await client.get("/healthz")
                break
            except httpx2.ConnectError:
                await asyncio.sleep(0.1)
    yield address
    process.terminate()
    await process.wait()


def fill(ballast: Path, *, left_bytes: int) -> None:
    """Fill the disk until so many bytes are left, 0 for not a single one."""
    size = shutil.disk_usage(ballast.parent).free - left_bytes
    with ballast.open("ab", buffering=0) as file:
        while size > 0:
            size -= file.write(bytes(min(size, 1024**2)))
        with suppress(OSError):
            while not left_bytes:
                file.write(b"x")


@pytest.fixture
def ballast(home: Path) -> Iterator[Path]:
    """What fills the disk; gone after the test."""
    path = home / "ballast"
    yield path
    path.unlink(missing_ok=True)


@pytest.fixture
async def reader(studio: str) -> AsyncIterator[Person]:
    """Somebody with an account there."""
    async with register(studio, "Rae") as person:
        yield person


async def assert_readable(tab: httpx2.AsyncClient, document: str, character: str, talk: str) -> None:
    """Assert that what was there before can be read."""
    for path in (f"documents/{document}", f"documents/{document}/read", f"characters/{character}",
                 f"conversations/{talk}", "library"):  # fmt: skip
        assert (await tab.get(f"/{path}")).status_code == 200, path


class TestFullDisk:
    async def test_refuses_what_is_new_and_lets_the_rest_go_on(
        self, reader: Person, studio: str, home: Path, ballast: Path
    ) -> None:
        document, doomed = await read_story(reader), await read_story(reader)
        [first, *_] = await cast_of(reader, document)
        talk = await talk_with(reader, first)
        book = STORY.encode() * 300
        fill(ballast, left_bytes=LEFT_BYTES)

        answer = await upload(reader, book)
        assert (answer.status_code, problem(answer)["code"]) == (507, "storage_full")
        assert "Reading and deleting still work" in problem(answer)["detail"]
        async with browser_of(reader, studio) as tab:
            fields = {"csrf": await form_token(tab, "/library")}
            shown = await tab.post("/library", data=fields, files={"file": ("book.txt", book)})
            assert (shown.status_code, alert(shown)) == (507, problem(answer)["detail"])
            await assert_readable(tab, document["id"], first["id"], talk)
        assert not list((home / "spool").glob("upload-*"))

        assert (await reader.client.delete(f"/api/v1/documents/{doomed['id']}")).status_code == 204
        assert (await reader.client.get(f"/api/v1/documents/{doomed['id']}")).status_code == 404

        ballast.unlink()
        again = await ended(reader, (await upload(reader, book)).raise_for_status().json()["id"])
        assert again["status"] == "ready"

    async def test_without_a_byte_left_can_still_be_read_and_recovers(
        self, reader: Person, studio: str, ballast: Path
    ) -> None:
        document = await read_story(reader)
        [first, *_] = await cast_of(reader, document)
        talk = await talk_with(reader, first)
        fill(ballast, left_bytes=0)

        said = f"/api/v1/conversations/{talk}/messages"
        answer = await upload(reader, STORY)
        assert (answer.status_code, problem(answer)["code"]) == (507, "storage_full")
        spoken = await reader.client.post(said, json={"text": "What do you fear?"})
        # The database may have room of its own left; if not, it says so.
        assert spoken.status_code == 200 or problem(spoken)["code"] == "storage_full"
        async with browser_of(reader, studio) as tab:
            await assert_readable(tab, document["id"], first["id"], talk)

        ballast.unlink()
        assert (await reader.client.post(said, json={"text": "Are you there?"})).status_code == 200
