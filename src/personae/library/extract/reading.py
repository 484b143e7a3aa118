"""Inside the child: one file through reader, licence filter, chapters and writer."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, BinaryIO, Protocol, cast

from personae.library.extract.blocks import Block, Findings
from personae.library.extract.chapters import in_chapters
from personae.library.extract.contract import Format, Limits
from personae.library.extract.errors import NoText, NoWords
from personae.library.extract.licence import without_licence
from personae.library.extract.writing import Writer
from personae.platform import fence


class Reader(Protocol):
    """What every module named after a format offers."""

    def blocks(self, source: BinaryIO, *, filename: str, found: Findings, limits: Limits) -> Iterator[Block]:
        """Yield the document's blocks in reading order."""


def read(
    request: dict[str, Any], source: BinaryIO, out: BinaryIO, *, progress: Callable[[float], None]
) -> dict[str, object]:
    """Write the passages of `source` to `out`; return the account of it as plain values."""
    reader = cast(Reader, import_module(f"personae.library.extract.{Format(request['format'])}"))
    fence.deny_side_effects()
    limits = Limits(**request["limits"])
    found = Findings(progress=progress)
    writer = Writer(out, found, limit_chars=limits.chars)
    blocks = reader.blocks(source, filename=request["filename"], found=found, limits=limits)
    writer.write_all(in_chapters(_headed(without_licence(blocks, found), found), found))
    out.flush()
    if not writer.has_words:
        raise NoText if request["format"] == Format.PDF else NoWords
    return {
        "title": found.title,
        "author": found.author,
        "chapters": writer.chapters,
        "passages": writer.passages,
        "chars": writer.chars,
        "words": writer.words,
        "notices": found.codes(),
    }


def _headed(blocks: Iterable[Block], found: Findings) -> Iterator[Block]:
    """Pass blocks on, and let the first heading among them have its say about the title."""
    is_headed = False
    for block in blocks:
        if block.rank and not is_headed:
            is_headed = True
            found.head(block.text)
        yield block
