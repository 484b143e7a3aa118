"""Whom each turn is said to: whoever it calls by name, else the other party of the exchange."""

from collections.abc import Sequence

from personae.cast.turn import Turn

LISTENER = 1.0  # presence from which somebody who has not spoken is taken to be listening


def addressees(turns: Sequence[Turn], speakers: Sequence[int | None]) -> list[int | None]:
    """Return whom each turn of a run is said to; None where the run does not tell.

    speakers: who says each turn, as decided.
    """
    found: list[int | None] = []
    for index, who in enumerate(speakers):
        found.append(None if who is None else _addressee(turns, speakers, found, index))
    return found


def _addressee(
    turns: Sequence[Turn], speakers: Sequence[int | None], before: Sequence[int | None], index: int
) -> int | None:
    turn, who = turns[index], speakers[index]
    called = turn.addressed - {who}
    if called:
        return max(called, key=lambda other: (turn.present.get(other, 0.0), -other))
    if index and speakers[index - 1] == who and (turn.same_paragraph or turn.continues or turn.gap == 0):
        return before[index - 1]
    if index and turn.gap <= 1 and speakers[index - 1] not in (None, who):
        return speakers[index - 1]
    if index + 1 < len(turns) and turns[index + 1].gap <= 1 and speakers[index + 1] not in (None, who):
        return speakers[index + 1]
    others = {other: weight for other, weight in turn.present.items() if other != who}
    best = max(others, key=lambda other: (others[other], -other), default=None)
    return best if best is not None and others[best] >= LISTENER else None
