import asyncio
import os
from pathlib import Path

import psutil
import pytest

from library.extract import makers
from library.extract.reader import Read
from personae.library.extract import (
    CorruptFile,
    EmptyFile,
    ExpandsTooMuch,
    Format,
    Limits,
    PasswordProtected,
    TooComplex,
    extract,
)
from personae.platform.files import StorageFull

SLOW_PDF = makers.pdf(["BT /F1 1 Tf (a) Tj ET\n" * 400_000])
BOMB = b" " * 80_000_000


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_text("CHAPTER I\n\nMara walked.\n\n" * 2000)
    return path


class TestExtract:
    async def test_writes_only_the_passages_into_the_job_folder(self, source: Path, tmp_path: Path) -> None:
        out = tmp_path / "passages.jsonl"
        found = await extract(source, filename="a.txt", out=out)
        assert found.format is Format.TXT
        assert sorted(path.name for path in tmp_path.iterdir()) == ["passages.jsonl", "source"]

    async def test_leaves_nothing_behind_when_it_fails(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.write_bytes(b"%PDF-1.7\nbroken")
        with pytest.raises(CorruptFile):
            await extract(source, filename="a.pdf", out=tmp_path / "passages.jsonl")
        assert [path.name for path in tmp_path.iterdir()] == ["source"]

    async def test_keeps_an_earlier_result_when_it_fails(self, tmp_path: Path) -> None:
        source, out = tmp_path / "source", tmp_path / "passages.jsonl"
        source.write_bytes(b"")
        out.write_text("earlier")
        with pytest.raises(EmptyFile):
            await extract(source, filename="a.txt", out=out)
        assert out.read_text() == "earlier"

    async def test_says_that_the_disk_is_full(self, tmp_path: Path, small_disk: Path) -> None:
        source = tmp_path / "source"
        source.write_text("Mara walked down to the harbour.\n\n" * 90_000)
        with pytest.raises(StorageFull):
            await extract(source, filename="a.txt", out=small_disk / "passages.jsonl")

    async def test_reports_progress_from_none_to_all(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.write_text("Mara walked down to the harbour.\n\n" * 30_000)
        seen: list[float] = []
        await extract(source, filename="a.txt", out=tmp_path / "out", on_progress=seen.append)
        assert seen == sorted(seen)
        assert len(seen) > 3
        assert 0 < seen[0] < seen[-1] <= 1

    async def test_kills_the_child_when_cancelled(self, tmp_path: Path) -> None:
        source, before = tmp_path / "source", children()
        source.write_bytes(SLOW_PDF)
        task = asyncio.create_task(extract(source, filename="a.pdf", out=tmp_path / "out"))
        while not children() - before:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert children() == before
        assert [path.name for path in tmp_path.iterdir()] == ["source"]

    async def test_ends_a_document_that_takes_too_long(self, tmp_path: Path) -> None:
        source, before = tmp_path / "source", children()
        source.write_bytes(SLOW_PDF)
        with pytest.raises(TooComplex):
            await extract(source, filename="a.pdf", out=tmp_path / "out", limits=Limits(wall_s=0))
        assert children() == before

    async def test_ends_a_document_that_takes_too_much_processor_time(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.write_bytes(SLOW_PDF)
        with pytest.raises(TooComplex):
            await extract(source, filename="a.pdf", out=tmp_path / "out", limits=Limits(cpu_s=1))

    async def test_ends_a_document_that_takes_too_much_memory(self, read: Read) -> None:
        page = makers.page("<p>Mara <b>walked</b>.</p>" * 300_000)
        with pytest.raises(TooComplex):
            await read(page, "a.html", Limits(memory_mb=160))

    @pytest.mark.parametrize(
        "bomb",
        [
            makers.epub([("a.xhtml", BOMB.decode())]),
            makers.archive([("[Content_Types].xml", ""), ("word/document.xml", BOMB)]),
            makers.archive([("META-INF/container.xml", ""), *((f"{n}", b"") for n in range(10_001))]),
        ],
        ids=["epub", "docx", "members"],
    )
    async def test_refuses_an_archive_that_unpacks_to_far_too_much(self, read: Read, bomb: bytes) -> None:
        with pytest.raises(ExpandsTooMuch):
            await read(bomb, "a.docx" if b"word/document.xml" in bomb else "a.epub")

    async def test_lives_on_after_a_bomb(self, read: Read) -> None:
        with pytest.raises(ExpandsTooMuch):
            await read(makers.epub([("a.xhtml", BOMB.decode())]), "a.epub")
        assert (await read("Mara walked.", "a.txt")).texts == ["Mara walked."]

    async def test_refuses_locked_members_of_an_archive(self, read: Read) -> None:
        book = bytearray(makers.epub_book([("One", ["Mara."])]))
        place = 0
        while (place := book.find(b"PK\x01\x02", place)) >= 0:
            book[place + 8] |= 1
            place += 4
        with pytest.raises(PasswordProtected):
            await read(bytes(book), "a.epub")

    async def test_hands_the_child_no_secrets(self, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[dict[str, str]] = []
        start = asyncio.create_subprocess_exec

        async def watch(*arguments: str, env: dict[str, str], **options: int) -> asyncio.subprocess.Process:
            seen.append(env)
            return await start(*arguments, env=env, **options)

        monkeypatch.setenv("PERSONAE_SECRET_KEY", "secret")
        monkeypatch.setattr(asyncio, "create_subprocess_exec", watch)
        await read("Mara walked.", "a.txt")
        assert "PERSONAE_SECRET_KEY" in os.environ
        assert len(seen) == 1
        assert "secret" not in str(seen)

    async def test_reads_many_at_once(self, tmp_path: Path, source: Path) -> None:
        jobs = [extract(source, filename="a.txt", out=tmp_path / f"out{n}") for n in range(4)]
        assert len({found.chars for found in await asyncio.gather(*jobs)}) == 1
