"""Who is on the page together: presence, scenes and meetings, from mentions and lines alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby

from personae.cast.model import Mention
from personae.cast.portrait.records import Line

REACH = 2_500  # characters for which somebody last named or heard counts as still there
MOST_THERE = 24  # people held to be there at once


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody seen at a place: named in the telling (heard is False), speaking, or spoken to."""

    start: int
    end: int
    chapter: int
    who: str
    heard: bool
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch of one chapter with somebody always there: from the first to the last sight of them.

    people: Character.id -> times seen.
    """

    start: int
    end: int
    chapter: int
    people: dict[str, int]


@dataclass(frozen=True, slots=True)
class ChapterPresence:
    """How often somebody is named and speaks in one chapter, and in how many of its scenes they are."""

    chapter: int
    mentions: int
    lines: int
    scenes: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Where somebody is in the book: first and last place, and each chapter in which they are at all."""

    first: int
    last: int
    chapters: tuple[ChapterPresence, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two characters in company; one < other.

    scenes, chapters: how many they share.  to_other, to_one: lines the one says to the other and back.
    first, last: the first and last place at which both are there.
    """

    one: str
    other: str
    scenes: int
    chapters: int
    to_other: int
    to_one: int
    first: int
    last: int


def steps(mentions: Iterable[Mention], lines: Iterable[Line]) -> Iterator[Step]:
    """Yield who is seen where, in the order of the book; names inside quotations are left out.

    Both come in order of their start; lines are everybody's, those without a speaker too, or names that
    they speak will count as people who are there.
    """
    told = ((m.start, 1, m, None) for m in mentions)
    said = ((line.start, 0, None, line) for line in lines)
    quoted = -1
    for start, _, mention, line in merge(told, said, key=lambda row: row[:2]):
        if line is not None:
            quoted = max(quoted, line.end)
            if line.speaker is not None:
                yield Step(start, line.end, line.chapter, line.speaker, heard=True, to=line.addressee)
        elif mention is not None and start >= quoted:
            yield Step(start, mention.end, mention.chapter, mention.character, heard=False)


def scenes(mentions: Iterable[Mention], lines: Iterable[Line]) -> Iterator[Scene]:
    """Yield the scenes of a document in order.

    A scene ends with its chapter, or where nobody was seen for REACH characters.
    """
    held: list[Step] = []
    for step in steps(mentions, lines):
        if held and (step.chapter != held[-1].chapter or step.start - held[-1].end > REACH):
            yield _scene(held)
            held = []
        held.append(step)
    if held:
        yield _scene(held)


def _scene(held: list[Step]) -> Scene:
    people: dict[str, int] = {}
    for step in held:
        people[step.who] = people.get(step.who, 0) + 1
    return Scene(held[0].start, max(step.end for step in held), held[0].chapter, people)


@dataclass(slots=True)
class _Pair:
    scenes: int = 0
    chapters: int = 0
    chapter: int = -1
    to_other: int = 0
    to_one: int = 0
    first: int = -1
    last: int = -1

    def meet(self, step: Step, *, anew: bool) -> None:
        self.scenes += anew
        if step.chapter != self.chapter:
            self.chapters, self.chapter = self.chapters + 1, step.chapter
        self.first = step.start if self.first < 0 else self.first
        self.last = step.start


@dataclass(slots=True)
class _Stretch:
    """Who was seen lately, and which pairs met since the stretch began."""

    seen: dict[str, int] = field(default_factory=dict)
    met: dict[tuple[str, str], int] = field(default_factory=dict)

    def there(self, step: Step) -> list[str]:
        """Return who is there beside the one just seen, and note that one."""
        self.seen = {who: at for who, at in self.seen.items() if step.start - at <= REACH}
        self.seen.pop(step.who, None)
        if len(self.seen) >= MOST_THERE:
            del self.seen[min(self.seen, key=lambda who: self.seen[who])]
        beside = list(self.seen)
        self.seen[step.who] = step.end
        return beside


def meetings(mentions: Iterable[Mention], lines: Iterable[Line]) -> tuple[Meeting, ...]:
    """Return every pair of characters that is on the page together, those that share most scenes first.

    Two meet where both are seen within REACH characters of one chapter; meeting again after as much
    time apart is another scene.
    """
    pairs: dict[tuple[str, str], _Pair] = {}
    for _, chapter in groupby(steps(mentions, lines), key=lambda step: step.chapter):
        stretch = _Stretch()
        for step in chapter:
            beside = stretch.there(step)
            if step.to is not None and step.to != step.who and step.to not in beside:
                beside.append(step.to)
            for who in beside:
                key = (min(who, step.who), max(who, step.who))
                pair = pairs.setdefault(key, _Pair())
                pair.meet(step, anew=step.start - stretch.met.get(key, -REACH - 1) > REACH)
                stretch.met[key] = step.end
                if step.to == who:
                    pair.to_other += step.who == key[0]
                    pair.to_one += step.who == key[1]
    found = [
        Meeting(one, other, p.scenes, p.chapters, p.to_other, p.to_one, p.first, p.last)
        for (one, other), p in pairs.items()
    ]
    return tuple(sorted(found, key=lambda m: (-m.scenes, -m.to_other - m.to_one, m.one, m.other)))


def presence(character: str, mentions: Iterable[Mention], lines: Iterable[Line]) -> Presence | None:
    """Return where a character is in the book, or None when they are not there at all."""
    first = last = -1
    chapters: list[ChapterPresence] = []
    for chapter, group in groupby(steps(mentions, lines), key=lambda step: step.chapter):
        named = said = met = 0
        seen_at = -REACH - 1
        for step in group:
            if step.who != character:
                continue
            first = step.start if first < 0 else first
            last = step.end
            named, said = named + (not step.heard), said + step.heard
            met += step.start - seen_at > REACH
            seen_at = step.end
        if named or said:
            chapters.append(ChapterPresence(chapter, named, said, met))
    return Presence(first, last, tuple(chapters)) if chapters else None
