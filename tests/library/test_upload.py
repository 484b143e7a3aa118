"""Receiving a file: counted, hashed and looked at while it comes, and nothing left behind."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from personae.library import UploadTooLarge, receive
from personae.library.extract import EmptyFile, Format
from personae.library.upload import plain_filename
from personae.platform.files import StorageFull

LINE = b"It was a quiet evening, and the kettle was proud of itself.\n"


async def in_pieces(content: bytes, size: int = 1000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


class TestReceive:
    async def test_keeps_every_byte_for_as_long_as_it_is_open(self, tmp_path: Path) -> None:
        content = LINE * 5000
        async with receive(
            in_pieces(content), filename="a.txt", spool=tmp_path, limit_bytes=10**6
        ) as received:
            assert received.path.read_bytes() == content
            assert received.size_bytes == len(content)
            assert received.sha256 == hashlib.sha256(content).hexdigest()
            assert received.format is Format.TXT
        assert list(tmp_path.iterdir()) == []

    async def test_takes_a_file_of_exactly_the_limit(self, tmp_path: Path) -> None:
        content = LINE * 100
        async with receive(
            in_pieces(content), filename="a.txt", spool=tmp_path, limit_bytes=len(content)
        ) as received:
            assert received.size_bytes == len(content)

    async def test_stops_at_the_first_byte_too_many(self, tmp_path: Path) -> None:
        taken = 0

        async def endless() -> AsyncIterator[bytes]:
            nonlocal taken
            while True:
                taken += len(LINE)
                yield LINE

        with pytest.raises(UploadTooLarge):
            async with receive(endless(), filename="a.txt", spool=tmp_path, limit_bytes=10_000):
                raise AssertionError("it may not get here")
        assert taken <= 10_000 + len(LINE)
        assert list(tmp_path.iterdir()) == []

    async def test_leaves_nothing_behind_when_the_bytes_break_off(self, tmp_path: Path) -> None:
        async def broken() -> AsyncIterator[bytes]:
            yield LINE
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            async with receive(broken(), filename="a.txt", spool=tmp_path, limit_bytes=10**6):
                raise AssertionError("it may not get here")
        assert list(tmp_path.iterdir()) == []

    async def test_refuses_an_empty_file(self, tmp_path: Path) -> None:
        with pytest.raises(EmptyFile):
            async with receive(in_pieces(b""), filename="a.txt", spool=tmp_path, limit_bytes=10):
                raise AssertionError("it may not get here")

    async def test_says_that_the_disk_is_full(self, small_disk: Path) -> None:
        with pytest.raises(StorageFull):
            async with receive(
                in_pieces(LINE * 50_000, 65536), filename="a.txt", spool=small_disk, limit_bytes=10**8
            ):
                raise AssertionError("it may not get here")
        assert list(small_disk.iterdir()) == []


class TestPlainFilename:
    @pytest.mark.parametrize(
        ("name", "plain"),
        [
            ("novel.txt", "novel.txt"),
            ("../../etc/passwd", "passwd"),
            ("C:\\books\\novel.txt", "novel.txt"),
            ("a\nb\0c.txt", "abc.txt"),
            ("", "document"),
            ("/", "document"),
            ("..", "document"),
            (" . ", "document"),
        ],
    )
    def test_has_no_folders_and_nothing_invisible(self, name: str, plain: str) -> None:
        assert plain_filename(name) == plain

    def test_keeps_the_end_of_a_long_name(self) -> None:
        assert plain_filename("x" * 1000 + ".txt") == "x" * 251 + ".txt"
