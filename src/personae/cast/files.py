"""Reading a text file from disk, for the command line."""

from pathlib import Path

from personae.cast.blocks import blocks_of
from personae.cast.model import Cast, Mention, Mode, Quotation
from personae.cast.read import read

BOM = "﻿"


def decode(raw: bytes) -> str:
    """Return the text of a file: UTF-8, else Windows-1252; newlines stay, a byte order mark goes."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return text.removeprefix(BOM)


def cast_file(path: Path, *, mode: Mode = "quick") -> dict[str, object]:
    """Return {"characters": [{id, name, aliases, gender}], "quotes": [{start, end, speaker}]} of a text file.

    Offsets count characters of the decoded text.  mode: as `read`.
    """
    text = decode(path.read_bytes())
    quotes: list[dict[str, object]] = []

    def keep(found: Quotation) -> None:
        quotes.append({"start": found.start, "end": found.end, "speaker": found.speaker})

    def skip(_: Mention) -> None:
        """Take a mention and do nothing: the file lists none."""

    cast = read(lambda: blocks_of(text), on_quotation=keep, on_mention=skip, mode=mode)
    return {"characters": _characters(cast), "quotes": quotes}


def _characters(cast: Cast) -> list[dict[str, object]]:
    return [
        {"id": c.id, "name": c.name, "aliases": [alias.name for alias in c.aliases], "gender": c.gender}
        for c in cast.characters
    ]
