"""A passage cut into what is said and what is told, for the reader's template."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from personae.characters import Quotation, Who
from personae.library import Passage

EMPHASIS = re.compile(r"(?<!\w)_(?!\s)([^_]{1,200})(?<!\s)_(?!\w)")  # as plain text has it
MARKS = frozenset("\"'“”‘’„‚«»‹›")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: told (speaker None and not said) or said, by a known speaker or by nobody known."""

    text: str
    is_said: bool = False
    speaker: Who | None = None
    confidence: float = 0.0
    names_speaker: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One passage of the page."""

    seq: int
    pieces: list[Piece]


def marked_up(passages: Sequence[Passage], said: Sequence[tuple[Quotation, Who | None]]) -> list[Paragraph]:
    """The passages with their quotations. A speaker is named where they begin to speak in a passage."""
    by_passage: dict[int, list[tuple[Quotation, Who | None]]] = defaultdict(list)
    for quotation, speaker in said:
        by_passage[quotation.passage].append((quotation, speaker))
    return [Paragraph(passage.seq, _pieces(passage, by_passage[passage.seq])) for passage in passages]


def stressed(text: str) -> Markup:
    """Text as HTML: escaped, and what stands between underscores as emphasis."""
    return Markup(EMPHASIS.sub(r"<em>\1</em>", str(escape(text))))  # noqa: S704  (escaped first)


def _pieces(passage: Passage, said: Sequence[tuple[Quotation, Who | None]]) -> list[Piece]:
    pieces, at, last = [], 0, ""
    for quotation, speaker in said:
        start, end = _with_marks(passage.text, quotation.start - passage.start, quotation.end - passage.start)
        if start < at:
            continue
        pieces.append(Piece(passage.text[at:start]))
        name = speaker.id if speaker else ""
        pieces.append(
            Piece(passage.text[start:end], True, speaker, quotation.confidence, names_speaker=name != last)
        )
        at, last = end, name
    return [piece for piece in (*pieces, Piece(passage.text[at:])) if piece.text]


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the quotation marks that stand right beside it."""
    return start - (text[start - 1 : start] in MARKS), end + (text[end : end + 1] in MARKS)
