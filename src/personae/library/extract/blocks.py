"""What the readers of all formats hand on: blocks of text, and what they found on the way."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

TITLE_CHARS = 300  # as long as the tables have room for
LONG_TITLE = 60  # characters, from which a title is likely to be more than a title
HEADING_LEAST = 6  # characters of a heading that may stand for a title


class Block(NamedTuple):
    """A paragraph or heading.

    start: its offset where the document's text is the file itself (.txt), else None: laid out anew.
    rank: 1..3 for a heading marked as such by the document, 0 for a paragraph.
    joined: it goes on where the last block ended, being the next piece of one long paragraph.
    """

    text: str
    start: int | None = None
    rank: int = 0
    joined: bool = False


def _no_progress(share: float) -> None:
    """Nobody is watching."""


@dataclass(slots=True)
class Findings:
    """What a reader learns beside the text: title and author, and counts for the notices."""

    title: str | None = None
    author: str | None = None
    notices: Counter[str] = field(default_factory=Counter)
    progress: Callable[[float], None] = _no_progress

    def name(self, *, title: str | None = None, author: str | None = None) -> None:
        """Keep a title and an author where none is known yet; blanks count as none."""
        self.title = self.title or one_line(title)
        self.author = self.author or one_line(author)

    def head(self, heading: str) -> None:
        """Shorten a long title to the heading of the text that it begins with.

        What goes on behind it is a shop's name, an edition's, or words for somebody else than a reader.
        """
        title, headed = self.title or "", one_line(heading) or ""
        goes_on = title[len(headed) :][:1]
        begins_so = title.casefold().startswith(headed.casefold()) and goes_on and not goes_on.isalnum()
        if len(title) > LONG_TITLE and len(headed) >= HEADING_LEAST and begins_so:
            self.title = headed

    def codes(self) -> tuple[str, ...]:
        """The notices as codes, those that count something with their count."""
        return tuple(
            code if code in UNCOUNTED else f"{code}:{count}" for code, count in sorted(self.notices.items())
        )


UNCOUNTED = frozenset({"chapters_joined", "mixed_encoding", "bidi_controls", "tag_characters", "truncated"})


def one_line(text: str | None) -> str | None:
    """A name on one line, at most TITLE_CHARS long; None for nothing but blanks."""
    if text is None:
        return None
    line = " ".join(text.replace("\x00", "").split())[:TITLE_CHARS].strip()
    return line.encode("utf-8", "replace").decode() or None
