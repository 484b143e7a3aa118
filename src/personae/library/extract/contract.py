"""What goes in and what comes out: formats, limits, and the account of an extraction."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# Raised whenever the same file would yield other passages than before: results are kept under it.
VERSION: Final = 3


class Format(StrEnum):
    """The kinds of document that can be read; the value is the usual extension."""

    TXT = "txt"
    MD = "md"
    HTML = "html"
    RTF = "rtf"
    DOCX = "docx"
    EPUB = "epub"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost.

    chars: more text than that is left out, with the notice `truncated`. members: files in an archive.
    pages: of a PDF. expanded_mb: what an archive may unpack to, all members together.
    """

    cpu_s: int = 30
    memory_mb: int = 512
    wall_s: int = 120
    chars: int = 200_000_000
    members: int = 10_000
    pages: int = 20_000
    expanded_mb: int = 1_000


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found. chars: of all passages together. notices: codes, some with `:count`."""

    format: Format
    title: str | None
    author: str | None
    chapters: int
    passages: int
    chars: int
    words: int
    notices: tuple[str, ...]
