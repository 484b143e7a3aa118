"""The reader as a process of its own, and what becomes of it."""

import asyncio
import json
import sys
from pathlib import Path

import psutil
import pytest

from novel import novel
from personae.characters import reader
from personae.characters.errors import CastFailed, CastTooCostly
from personae.characters.reader import run_reader
from personae.platform.files import StorageFull


def passages(folder: Path, text: str) -> Path:
    """A passages file of a text, a paragraph each."""
    path, start = folder / "passages.jsonl", 0
    with path.open("w", encoding="utf-8") as lines:
        for paragraph in text.split("\n\n"):
            place = {"chapter": 0, "start": start, "end": start + len(paragraph)}
            lines.write(json.dumps({"kind": "passage", **place, "text": paragraph}) + "\n")
            start += len(paragraph) + 2
    return path


def children() -> list[psutil.Process]:
    """The readers that run now."""
    found = psutil.Process().children(recursive=True)
    return [each for each in found if "personae.cast" in each.cmdline()]


class TestRunReader:
    async def test_writes_a_reading_and_tells_how_far_it_is(self, tmp_path: Path) -> None:
        out, told = tmp_path / "cast.jsonl", list[float]()
        await run_reader(passages(tmp_path, novel(words=3000)), out, told.append)
        kinds = [json.loads(line)["kind"] for line in out.read_text(encoding="utf-8").splitlines()]
        assert kinds[-1] == "cast"
        assert kinds.count("quotation") > 50
        assert told == sorted(told)
        assert told[-1] == 1.0

    async def test_fails_on_a_file_that_is_no_passages_file_and_leaves_no_reading(
        self, tmp_path: Path
    ) -> None:
        wrong = tmp_path / "passages.jsonl"
        wrong.write_text("this is not what it should be\n")
        with pytest.raises(CastFailed):
            await run_reader(wrong, tmp_path / "cast.jsonl", lambda _: None)
        assert not (tmp_path / "cast.jsonl").exists()

    async def test_ends_its_process_when_it_is_cancelled(self, tmp_path: Path) -> None:
        begun = asyncio.Event()
        source = passages(tmp_path, novel(words=60_000))
        reading = asyncio.create_task(run_reader(source, tmp_path / "cast.jsonl", lambda _: begun.set()))
        await begun.wait()
        assert children()
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        assert not children()
        assert not (tmp_path / "cast.jsonl").exists()

    async def test_says_that_the_disk_is_full(self, tmp_path: Path, small_disk: Path) -> None:
        source = passages(tmp_path, novel(words=30_000))
        (small_disk / "filler").write_bytes(bytes(2 * 1024**2 - 100_000))
        with pytest.raises(StorageFull):
            await run_reader(source, small_disk / "cast.jsonl", lambda _: None)

    async def test_ends_a_reader_that_takes_too_much_memory(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reader, "MEMORY_MB", 256)
        source = passages(tmp_path, "“Well,” said Mira. " * 5_000_000)  # in one passage of 95 MB
        with pytest.raises(CastTooCostly):
            await run_reader(source, tmp_path / "cast.jsonl", lambda _: None)
        assert not (tmp_path / "cast.jsonl").exists()

    async def test_ends_a_reader_that_takes_too_long(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reader, "CPU_S", 1)
        monkeypatch.setattr(reader, "CPU_S_PER_MB", 0)
        source = passages(tmp_path, novel(words=400_000))
        with pytest.raises(CastTooCostly):
            await run_reader(source, tmp_path / "cast.jsonl", lambda _: None)
        assert not children()

    @pytest.mark.skipif(sys.platform != "linux", reason="other systems have other caps")
    async def test_caps_what_its_process_may_take(self, tmp_path: Path) -> None:
        begun = asyncio.Event()
        source = passages(tmp_path, novel(words=60_000))
        reading = asyncio.create_task(run_reader(source, tmp_path / "cast.jsonl", lambda _: begun.set()))
        await begun.wait()
        [child] = children()
        assert child.rlimit(psutil.RLIMIT_AS) == (512 * 1024**2, 512 * 1024**2)
        assert child.rlimit(psutil.RLIMIT_CPU)[0] >= 60
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
