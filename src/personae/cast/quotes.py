"""Quoted segments of a paragraph, whatever marks the document uses; one look at each mark, so linear."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from personae.cast.conventions import Convention

OPEN, CLOSE, EITHER, APOSTROPHE = "open", "close", "either", "apostrophe"
DOUBLE = re.compile('["“”„‟″]')
GUILLEMET = re.compile("[«»‹›]")
SINGLE = re.compile("['‘’‚‛]")
DASH = re.compile(r"[—–―]|--")
ELIDED = re.compile(r"(?:tis|twas|twere|twill|em|til|till|cause|bout|un|ere|im|er|n|way)\b", re.IGNORECASE)
ENDING = frozenset(".,!?;:…—–-)")


@dataclass(frozen=True, slots=True)
class Span:
    """text[start:end] is quoted, marks excluded; closed: its closing mark stands in the same paragraph."""

    start: int
    end: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark, place and length, and which way it turns."""

    start: int
    end: int
    turn: str


def spans(text: str, convention: Convention, *, inside: bool = False) -> list[Span]:
    """Return the quoted segments of one paragraph, in order.

    inside: the paragraph goes on from a piece that ended within a quotation.
    A quotation that is never closed ends with the paragraph.
    """
    if convention.dash and not inside and (opener := _dash_opening(text)):
        return _dash_spans(text, opener)
    if convention.name in ("none", "dash"):
        return []
    return _paired(text, _marks(text, convention), inside=inside)


def gaps(text: str, found: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the stretches of telling around the spans: before the first, between two, behind the last."""
    starts = [0, *(span.end + 1 for span in found)]
    ends = [*(span.start - 1 for span in found), len(text)]
    return [(start, max(start, end)) for start, end in zip(starts, ends, strict=True)]


def _marks(text: str, convention: Convention) -> list[Mark]:
    if convention.name == "guillemets":
        opening = "»›" if convention.inverted else "«‹"
        return [
            Mark(m.start(), m.end(), OPEN if m[0] in opening else CLOSE) for m in GUILLEMET.finditer(text)
        ]
    if convention.name == "single":
        return _single_marks(text)
    turn = TURNS.get(convention.name, _double_turn)
    return [Mark(m.start(), m.end(), turn(text, m.start())) for m in DOUBLE.finditer(text)]


def _double_turn(text: str, place: int) -> str:
    if text[place] == "“":
        return OPEN
    if text[place] == "”":
        return CLOSE
    return _turn_by_place(text, place)


def _turn_by_place(text: str, place: int) -> str:
    """Which way a mark turns that looks the same on both sides: it leans on the words it holds."""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    opens = (before.isspace() or before in "([—–-'‘_*") and not after.isspace()
    closes = not before.isspace() and (after.isspace() or not after.isalnum())
    if opens and (before.isspace() or not closes):
        return OPEN
    return CLOSE if closes and not opens else EITHER


def _low_high_turn(text: str, place: int) -> str:
    return OPEN if text[place] == "„" else CLOSE if text[place] in "“”" else _double_turn(text, place)


# Finnish and Swedish books open and close speech with the same mark.
TURNS: dict[str, Callable[[str, int], str]] = {"low-high": _low_high_turn, "high": _turn_by_place}


def _single_marks(text: str) -> list[Mark]:
    """Return the single marks that are quotation marks, with apostrophes left out.

    A mark between a letter and a blank may be either ("the boys' hats"): it closes only when no surer
    closing mark comes before the next opening one.
    """
    found = [Mark(m.start(), m.end(), _single_turn(text, m.start())) for m in SINGLE.finditer(text)]
    surer = False  # walking backwards: does a sure closing mark come before the next opening one?
    kept: list[Mark] = []
    for mark in reversed(found):
        turn = mark.turn
        if turn == EITHER:
            turn = APOSTROPHE if surer else CLOSE
        if turn == APOSTROPHE:
            continue
        surer = turn == CLOSE
        kept.append(Mark(mark.start, mark.end, turn))
    return kept[::-1]


def _single_turn(text: str, place: int) -> str:
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if before.isalnum() and after.isalnum():
        return APOSTROPHE
    if text[place] in "‘‚‛":
        return OPEN
    if (before.isspace() or before in '([—–-"“') and not after.isspace():
        elided = text[place] == "’" or ELIDED.match(text, place + 1)
        return APOSTROPHE if elided and after.isalnum() else OPEN
    if before.isspace():
        return APOSTROPHE
    return CLOSE if before in ENDING else EITHER


def _paired(text: str, marks: list[Mark], *, inside: bool) -> list[Span]:
    found: list[Span] = []
    opened = 0 if inside else -1
    for mark in marks:
        turn = mark.turn
        if turn == EITHER:
            turn = CLOSE if opened >= 0 else OPEN
        if turn == OPEN:
            if 0 <= opened < mark.start:  # the one before was never closed: it ends where this one starts
                found.append(Span(opened, mark.start, closed=False))
            opened = mark.end
        elif opened >= 0:
            found.append(Span(opened, mark.start, closed=True))
            opened = -1
    if opened >= 0:
        found.append(Span(opened, len(text), closed=False))
    return [span for span in (_trimmed(text, span) for span in found) if span.end > span.start]


def _trimmed(text: str, span: Span) -> Span:
    body = text[span.start : span.end]
    start = span.start + len(body) - len(body.lstrip())
    return Span(start, max(start, span.start + len(body.rstrip())), span.closed)


def _dash_opening(text: str) -> int:
    """Return where the words behind a paragraph's opening dash start; 0 where it opens with none."""
    lead = len(text) - len(text.lstrip())
    dash = DASH.match(text, lead)
    return dash.end() if dash and text[dash.end() :].strip() else 0


def _dash_spans(text: str, start: int) -> list[Span]:
    """Split a dash paragraph: a dash before a small letter opens an aside of the teller, the next ends it."""
    found: list[Span] = []
    opened: int | None = start
    end = _dialogue_end(text, start)
    for dash in DASH.finditer(text, start, end):
        spaced = text[dash.start() - 1].isspace()
        glued = dash.end() < len(text) and not text[dash.end()].isspace()
        if opened is not None and spaced and glued and text[dash.end()].islower():
            found.append(Span(opened, dash.start(), closed=True))
            opened = None
        elif opened is None:
            opened = dash.end()
    if opened is not None:
        found.append(Span(opened, end, closed=True))
    return [span for span in (_trimmed(text, span) for span in found) if _has_words(text, span)]


def _dialogue_end(text: str, start: int) -> int:
    """Return where a "»" closes a dialogue that a "«" opened some paragraphs before; else the text's end."""
    depth = 0
    for mark in GUILLEMET.finditer(text, start):
        if mark[0] in "«‹":
            depth += 1
        elif not depth:
            return mark.start()
        else:
            depth -= 1
    return len(text)


def _has_words(text: str, span: Span) -> bool:
    return any(char.isalnum() for char in text[span.start : span.end])
