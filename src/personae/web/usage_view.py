"""What the usage page shows: sums with names, links and the length of their bars."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from personae import characters, conversations, usage
from personae.accounts import Actor
from personae.platform.db import Tx
from personae.usage import By, Line, Part, Span, Totals

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a list: what it is about and how long its bar is, 0..1 of the longest.

    href: where it leads, None for what is gone.  hue: of a character, else None.
    """

    label: str
    detail: str
    href: str | None
    hue: int | None
    totals: Totals
    share: float


@dataclass(frozen=True, slots=True)
class Breakdown:
    """All lists of the page. days: one bar each, also where nothing was asked."""

    days: Sequence[Bar]
    models: Sequence[Bar]
    characters: Sequence[Bar]
    conversations: Sequence[Bar]


async def broken_down(tx: Tx, actor: Actor, span: Span) -> Breakdown:
    """The person's calls in some days, told apart in every way that the page shows."""
    shown = (By.DAY, By.MODEL, By.CHARACTER, By.CONVERSATION)
    found = {by: await usage.breakdown(tx, actor, by, span, limit=SHOWN) for by in shown}
    return Breakdown(
        bars_of((line, str(line.key), "", None, None) for line in found[By.DAY]),
        bars_of((line, str(line.key), str(line.vendor), None, None) for line in found[By.MODEL]),
        await _characters(tx, actor, found[By.CHARACTER]),
        await _conversations(tx, actor, found[By.CONVERSATION]),
    )


async def _characters(tx: Tx, actor: Actor, lines: Sequence[Line]) -> list[Bar]:
    known = await characters.whom_unscoped(tx, [(line.key, None) for line in lines if line.key])

    def about(line: Line) -> tuple[Line, str, str, str | None, int | None]:
        who = known.get((line.key, None)) if line.key else None
        if who is None:
            return line, "somebody deleted" if line.key else "nobody in particular", "", None, None
        return line, who.name, "", f"/characters/{who.id}", who.hue

    return bars_of(map(about, lines))


async def _conversations(tx: Tx, actor: Actor, lines: Sequence[Line]) -> list[Bar]:
    known = await conversations.these(tx, actor, [line.key for line in lines if line.key])

    def about(line: Line) -> tuple[Line, str, str, str | None, int | None]:
        found = known.get(line.key) if line.key else None
        if found is None:
            return line, "a deleted chat" if line.key else "outside of chats", "", None, None
        talk, who = found
        return line, talk.title or "A chat without words yet", who.name, f"/conversations/{talk.id}", who.hue

    return bars_of(map(about, lines))


async def house_broken_down(tx: Tx, actor: Actor, span: Span) -> dict[str, Sequence[Bar]]:
    """Everybody's calls in some days, by day, model and purpose. For admins."""
    found = {part: await usage.house_breakdown(tx, actor, part, span, limit=SHOWN) for part in Part}
    return {
        part.value: bars_of((line, str(line.key), str(line.vendor or ""), None, None) for line in lines)
        for part, lines in found.items()
    }


def bars_of(lines: Iterable[tuple[Line, str, str, str | None, int | None]]) -> list[Bar]:
    """Bars by cost, or by tokens where nothing has a cost."""
    rows = list(lines)
    by_cost = any(row[0].totals.micros for row in rows)
    sizes = [_size(row[0].totals, by_cost=by_cost) for row in rows]
    most = max(sizes, default=0) or 1
    return [
        Bar(label, detail, href, hue, line.totals, size / most)
        for (line, label, detail, href, hue), size in zip(rows, sizes, strict=True)
    ]


def _size(totals: Totals, *, by_cost: bool) -> int:
    return totals.micros if by_cost else totals.input_tokens + totals.output_tokens
