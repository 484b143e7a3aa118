"""Reads a document made in a test and hands back what came out."""

from pathlib import Path

import pytest

from library.extract.reader import Read, Reading, reading_of
from personae.library.extract import Limits, extract


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write bytes to a file of this name and extract it; with the limits given or the usual ones."""

    async def read_bytes(content: bytes | str, filename: str, limits: Limits | None = None) -> Reading:
        source, out = tmp_path / "source", tmp_path / "passages.jsonl"
        source.write_bytes(content.encode() if isinstance(content, str) else content)
        found = await extract(source, filename=filename, out=out, limits=limits or Limits())
        return reading_of(found, out)

    return read_bytes
