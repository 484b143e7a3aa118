"""The quotation marks of a paragraph and which way each turns; one look at each, so linear."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

OPEN, CLOSE, EITHER, APOSTROPHE = "open", "close", "either", "apostrophe"
DOUBLE = re.compile('["“”„‟″]')
GUILLEMET = re.compile("[«»‹›]")
SINGLE = re.compile("['‘’‚‛]")
CORNER = re.compile("[「」『』]")
ANY = "\"“”„‟″«»‹›'‘’‚‛「」『』"  # whatever may stand round speech, on either side
ELIDED = re.compile(r"(?:tis|twas|twere|twill|em|til|till|cause|bout|un|ere|im|er|n|way)\b", re.IGNORECASE)
DIRECTED = frozenset(["curly", "low-high"])  # an opening mark looks unlike a closing one
STOPS = frozenset(".,!?;:…")
ENDING = STOPS | frozenset("—–-)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark, place and length, and which way it turns."""

    start: int
    end: int
    turn: str


def marks_in(text: str, name: str, *, inverted: bool = False) -> list[Mark]:
    """Return the outer marks of a paragraph, in order; name: of marks, as in Convention.

    inverted: guillemets open with ».  None where the name is of no marks, such as "dash".
    """
    if name == "guillemets":
        return _outer(_started(text, _guillemets(text, inverted=inverted)))
    if name == "single":
        return _single_marks(text)
    if name == "corner":
        return _outer(
            [Mark(m.start(), m.end(), OPEN if m[0] in "「『" else CLOSE) for m in CORNER.finditer(text)]
        )
    if name not in TURNS:
        return []
    marks = [Mark(m.start(), m.end(), TURNS[name](text, m.start())) for m in DOUBLE.finditer(text)]
    return _outer(_started(text, marks)) if name in DIRECTED else marks


def _guillemets(text: str, *, inverted: bool) -> list[Mark]:
    """Return the double ones, or the single ones of a paragraph without: beside double they are inside."""
    found = [m for m in GUILLEMET.finditer(text) if m[0] in "«»"] or list(GUILLEMET.finditer(text))
    opening = "»›" if inverted else "«‹"
    return [Mark(m.start(), m.end(), OPEN if m[0] in opening else CLOSE) for m in found]


def _double_turn(text: str, place: int) -> str:
    if text[place] == "“":
        return CLOSE if _leans_back(text, place) else OPEN
    if text[place] == "”":
        return CLOSE
    return _turn_by_place(text, place)


def _leans_back(text: str, place: int) -> bool:
    """Say whether a mark that mostly opens ends what stands before it: German books close with “ and ‘."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2] or " "
    return (before.isalnum() or before in STOPS) and (after.isspace() or after in ENDING)


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


TURNS: dict[str, Callable[[str, int], str]] = {
    "straight": _double_turn,
    "curly": _double_turn,
    "low-high": _low_high_turn,
    "high": _turn_by_place,  # Finnish and Swedish books open and close speech with the same mark
}


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
        return CLOSE if text[place] == "‘" and _leans_back(text, place) else OPEN
    if (before.isspace() or before in '([—–-"“') and not after.isspace():
        elided = text[place] == "’" or ELIDED.match(text, place + 1)
        return APOSTROPHE if elided and after.isalnum() else OPEN
    if before.isspace():
        return APOSTROPHE
    return CLOSE if before in ENDING else EITHER


def _started(text: str, marks: list[Mark]) -> list[Mark]:
    """Let a mark at the start of a paragraph open: French books repeat » where speech goes on."""
    if not marks or text[: marks[0].start].strip() or not text[marks[0].end :].lstrip()[:1].isalnum():
        return marks
    return [replace(marks[0], turn=OPEN), *marks[1:]]


def _outer(marks: list[Mark]) -> list[Mark]:
    """Leave out the pairs within a pair, where each mark of a paragraph has its fellow.

    Where one is missing, nobody knows which: a mark may open anew what nobody has closed.
    """
    kept: list[Mark] = []
    depth = 0
    for mark in marks:
        if mark.turn == OPEN:
            depth += 1
        if depth == 1:
            kept.append(mark)
        if mark.turn == CLOSE:
            depth -= 1
        if depth < 0 or mark.turn == EITHER:
            return marks
    return marks if depth else kept
