"""A novel with other marks round its speech: the same words, in each way that books are printed."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from evals.scoring.gold import Span

PARAGRAPH = re.compile(r"(?:[^\n]+\n?)+")
INNER = re.compile(
    r"(?<![\w'])'(?=\w)(?!(?i:tis|twas|twere|twill|em|til|cause|bout|un|ere|er|im)\b)"
    r"(?:[^'\"\n]|\n(?!\s*\n)|(?<=\w)'(?=\w)){1,400}(?<=[\w.,!?;:-])'(?!\w)"
)
OPEN, CLOSE = True, False
BLANKS = " \t\n"


@dataclass(frozen=True, slots=True)
class Edit:
    """text[start:end] becomes `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands for a double mark, for a single one within it, and for an apostrophe; each ASCII in."""

    outer: tuple[str, str]
    inner: tuple[str, str] = ("'", "'")
    apostrophe: str = "'"

    def edits(self, text: str, spans: Sequence[Span]) -> Iterator[Edit]:
        """Yield what turns a text with straight marks into one with these, in any order."""
        for place, opens in turns(text, spans):
            yield Edit(place, place + 1, self.outer[0] if opens else self.outer[1])
        paired: set[int] = set()
        for pair in INNER.finditer(text):
            paired |= {pair.start(), pair.end() - 1}
            yield Edit(pair.start(), pair.start() + 1, self.inner[0])
            yield Edit(pair.end() - 1, pair.end(), self.inner[1])
        for mark in re.finditer("'", text):
            if mark.start() not in paired:
                yield Edit(mark.start(), mark.end(), self.apostrophe)


def dashes(text: str, spans: Sequence[Span]) -> Iterator[Edit]:
    """Yield what opens each paragraph of speech with a dash and puts the teller's asides between dashes.

    As Spanish books do: "—Come in, —said Ann,— and sit."  What is in marks and not said, what stands in a
    paragraph that does not start with speech, and speech that goes on in the next, has guillemets there.
    """
    edges = {place for start, end in spans for place in (start, end)}
    marks = list(turns(text, spans))
    first = 0
    for paragraph in PARAGRAPH.finditer(text):
        last = first
        while last < len(marks) and marks[last][0] < paragraph.end():
            last += 1
        mine, first = marks[first:last], last
        paired = [opens for _, opens in mine] == [OPEN, CLOSE] * (len(mine) // 2)
        pairs = list(zip(mine[::2], mine[1::2], strict=False)) if paired else []
        said = [(a, b) for (a, _), (b, _) in pairs if edges & {a + 1, a + 2, b, b - 1}]
        lead = paragraph.start() + len(paragraph[0]) - len(paragraph[0].lstrip())
        if not said or said[0][0] != lead:
            said = []
        dashed = {place for pair in said for place in pair}
        yield from _dashed(text, said, paragraph.start() + len(paragraph[0].rstrip()))
        yield from (
            Edit(place, place + 1, "«" if opens else "»") for place, opens in mine if place not in dashed
        )


def _dashed(text: str, said: Sequence[Span], end: int) -> Iterator[Edit]:
    """Put dashes round what stands between the pairs of marks, for whatever stop and dash stand there."""
    for number, (opening, closing) in enumerate(said):
        before = opening
        while number and text[before - 1] in BLANKS + "-":
            before -= 1
        yield Edit(before, opening + 1, "— " if number else "—")
        behind = end - len(text[closing + 1 : end].lstrip(BLANKS + "-;,"))
        following = said[number + 1][0] if number + 1 < len(said) else end
        if behind < following:
            yield Edit(closing, behind, " —")
        else:  # nothing is told between two pairs, or behind the last
            yield Edit(closing, closing + 1, "")


def turns(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, bool]]:
    """Yield the place of each straight double mark and whether it opens.

    The annotation decides beside its spans; elsewhere the blanks do, and what came before.
    """
    starts, ends = {start for start, _ in spans}, {end for _, end in spans}
    for paragraph in PARAGRAPH.finditer(text):
        is_open = False
        for mark in re.finditer('"', paragraph[0]):
            place = paragraph.start() + mark.start()
            is_open = _opens(text, place, starts, ends, is_open=is_open)
            yield place, is_open


def _opens(text: str, place: int, starts: set[int], ends: set[int], *, is_open: bool) -> bool:
    """Say whether a mark opens; is_open: one before it in its paragraph did, and none has closed it."""
    if place + 1 in starts or (place + 2 in starts and text[place + 1] in "'_ "):
        return True
    if place in ends or (place - 1 in ends and text[place - 1] in "'_ "):
        return False
    before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
    if before.isspace() != after.isspace():
        return before.isspace()
    return not is_open


MANNERS: dict[str, Callable[[str, Sequence[Span]], Iterable[Edit]]] = {
    "straight": lambda _, __: (),
    "curly": Marks(("“", "”"), ("‘", "’"), "’").edits,
    "single curly": Marks(("‘", "’"), ("“", "”"), "’").edits,
    "single straight": Marks(("'", "'"), ('"', '"')).edits,
    "guillemets": Marks(("«", "»")).edits,
    "guillemets inward": Marks(("»", "«"), ("›", "‹")).edits,
    "low-high": Marks(("„", "“"), ("‚", "‘"), "’").edits,
    "high": Marks(("”", "”"), ("’", "’"), "’").edits,
    "dashes": dashes,
    "lost": Marks(('"', '"'), (" ", " "), " ").edits,
}


def rewritten(text: str, spans: Sequence[Span], manner: str) -> tuple[str, list[Span]]:
    """Return a text in one of MANNERS, and where its annotated spans stand now.

    text: with straight double marks, as the corpus has it.  "lost": apostrophes and single marks are blanks.
    """
    edits = sorted(MANNERS[manner](text, spans), key=lambda edit: edit.start)
    parts: list[str] = []
    place = 0
    for edit in edits:
        parts += [text[place : edit.start], edit.new]
        place = edit.end
    parts.append(text[place:])
    ends = [edit.end for edit in edits]
    shifts = [0, *accumulate(len(edit.new) - (edit.end - edit.start) for edit in edits)]
    moved = [
        (start + shifts[bisect_right(ends, start)], end + shifts[bisect_right(ends, end)])
        for start, end in spans
    ]
    return "".join(parts), moved
