"""The file store, on whichever this run has: a local folder or a real S3 server."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from personae.bootstrap import Services
from personae.platform.clock import now
from personae.platform.files import CHUNK_BYTES, FileMissing, Files, StorageFull, open_files
from personae.platform.ids import new_id
from personae.platform.settings import Settings


@pytest.fixture
def files(services: Services) -> Files:
    return services.files


@pytest.fixture
def prefix() -> str:
    """A part of the store of this test's own."""
    return f"tests/{new_id()}/"


# By how many kB the greatest resident memory grows while a file is put into a local store.
PUT_AND_TELL = """
import asyncio, os, sys
from pathlib import Path
from personae.platform.allocator import keep_little
keep_little()
from personae.platform.files import open_files
from personae.platform.settings import Settings

def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])

folder = Path(sys.argv[1])
files = open_files(Settings.model_validate({"PERSONAE_HOME": folder / "home"}))
before = peak()
asyncio.run(files.put("a", folder / "source"))
print(peak() - before, flush=True)
os._exit(0)  # else the threads of the store, if still at work, may abort the process as it ends
"""


def source(folder: Path, content: bytes) -> Path:
    path = folder / "source"
    path.write_bytes(content)
    return path


class TestPut:
    async def test_keeps_every_byte(self, files: Files, prefix: str, tmp_path: Path) -> None:
        content = os.urandom(7 * CHUNK_BYTES + 13)
        await files.put(f"{prefix}a", source(tmp_path, content))
        await files.fetch(f"{prefix}a", tmp_path / "target")
        assert (tmp_path / "target").read_bytes() == content

    async def test_keeps_an_empty_file(self, files: Files, prefix: str, tmp_path: Path) -> None:
        await files.put(f"{prefix}a", source(tmp_path, b""))
        await files.fetch(f"{prefix}a", tmp_path / "target")
        assert (tmp_path / "target").read_bytes() == b""

    async def test_replaces_what_was_there(self, files: Files, prefix: str, tmp_path: Path) -> None:
        await files.put(f"{prefix}a", source(tmp_path, b"a long old content"))
        await files.put(f"{prefix}a", source(tmp_path, b"new"))
        assert b"".join([chunk async for chunk in files.stream(f"{prefix}a")]) == b"new"

    @pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells no process its greatest memory")
    def test_holds_little_of_a_large_file(self, tmp_path: Path) -> None:
        with (tmp_path / "source").open("wb") as file:
            file.truncate(96 * CHUNK_BYTES)
        done = subprocess.run(
            [sys.executable, "-c", PUT_AND_TELL, str(tmp_path)],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert int(done.stdout) < 16 * 1024

    async def test_says_that_the_storage_is_full_and_keeps_what_was_there(
        self, small_disk: Path, tmp_path: Path
    ) -> None:
        files = open_files(Settings.model_validate({"PERSONAE_HOME": small_disk}))
        await files.put("a", source(tmp_path, b"old"))
        for key in ("a", "b"):
            with pytest.raises(StorageFull):
                await files.put(key, source(tmp_path, b"x" * 3 * 1024**2))
        assert b"".join([chunk async for chunk in files.stream("a")]) == b"old"
        assert not await files.exists("b")
        await files.put("c", source(tmp_path, b"there is room again"))


class TestFetch:
    async def test_says_that_a_file_is_missing(self, files: Files, prefix: str, tmp_path: Path) -> None:
        with pytest.raises(FileMissing):
            await files.fetch(f"{prefix}nothing", tmp_path / "target")

    async def test_says_that_the_storage_is_full(self, files: Files, prefix: str, tmp_path: Path) -> None:
        if not Path("/dev/full").exists():
            pytest.skip("this system has no /dev/full")
        await files.put(f"{prefix}a", source(tmp_path, b"x" * 2 * CHUNK_BYTES))
        with pytest.raises(StorageFull):
            await files.fetch(f"{prefix}a", Path("/dev/full"))


class TestStream:
    async def test_comes_in_pieces_of_bounded_size(self, files: Files, prefix: str, tmp_path: Path) -> None:
        await files.put(f"{prefix}a", source(tmp_path, os.urandom(9 * CHUNK_BYTES)))
        sizes = [len(chunk) async for chunk in files.stream(f"{prefix}a")]
        assert sum(sizes) == 9 * CHUNK_BYTES
        assert max(sizes) <= 2 * CHUNK_BYTES

    async def test_says_that_a_file_is_missing(self, files: Files, prefix: str) -> None:
        with pytest.raises(FileMissing):
            await anext(files.stream(f"{prefix}nothing"))


class TestList:
    async def test_names_every_file_under_a_prefix_with_the_moment_it_was_written(
        self, files: Files, prefix: str, tmp_path: Path
    ) -> None:
        for name in ("a", "b/c", "b/d"):
            await files.put(f"{prefix}{name}", source(tmp_path, b"x"))
        await files.put(f"tests/{new_id()}/other", source(tmp_path, b"x"))
        found = {key: written async for key, written in files.list(prefix)}
        assert set(found) == {f"{prefix}{name}" for name in ("a", "b/c", "b/d")}
        assert all(abs(now() - written) < timedelta(hours=1) for written in found.values())

    async def test_finds_nothing_under_an_unknown_prefix(self, files: Files, prefix: str) -> None:
        assert [key async for key, _ in files.list(prefix)] == []


class TestDelete:
    async def test_removes_one_file_and_no_other(self, files: Files, prefix: str, tmp_path: Path) -> None:
        for name in ("a", "b"):
            await files.put(f"{prefix}{name}", source(tmp_path, b"x"))
        await files.delete(f"{prefix}a")
        assert [await files.exists(f"{prefix}{name}") for name in ("a", "b")] == [False, True]

    async def test_does_nothing_when_there_is_nothing(self, files: Files, prefix: str) -> None:
        await files.delete(f"{prefix}nothing")
