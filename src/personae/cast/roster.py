"""The people of a document, ready to be recognised in it a second time."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from personae.cast import names
from personae.cast.gender import Gender
from personae.cast.grammar import Grammar
from personae.cast.person import MAIDEN, MARRIED, PLAIN

MOST_AT_HOME = 12  # people of one surname among whom a brother or a sister is looked for


@dataclass(slots=True)
class Entry:
    """One character before numbering: shown names with their first places, and a gender."""

    spellings: list[tuple[str, str, int, int]]  # key, shown, start, end
    gender: Gender
    last: str = ""
    given: bool = False
    titles: frozenset[str] = frozenset()
    is_narrator: bool = False
    described: bool = False
    is_heard: bool = True  # somewhere a verb says that they speak, or somebody calls them
    count: int = 0
    weight: int = 0  # importance: mentions, and more for every time they are said to speak
    parts: list[tuple[str, str, int, int]] = field(default_factory=list)  # names inside theirs: never alone
    unlisted: list[str] = field(default_factory=list)  # keys that mean them and are not shown
    phrases: list[str] = field(default_factory=list)  # "general": what else the teller calls them


@dataclass(frozen=True, slots=True)
class Hit:
    """text[start:end] names entry number who."""

    start: int
    end: int
    who: int


class Hits:
    """The names of one paragraph in order, cut by place."""

    def __init__(self, found: Iterable[Hit]) -> None:
        self.all = list(found)
        self.starts = [hit.start for hit in self.all]

    def within(self, start: int, end: int) -> list[Hit]:
        """Return those that start in start..end."""
        return self.all[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


class Roster:
    """Finds known names and descriptions; every look-up is a dictionary's."""

    def __init__(self, entries: list[Entry], *, narrator: int | None) -> None:
        self.entries = entries
        self.narrator = narrator
        self.by_key: dict[str, int] = {}
        self.by_phrase: dict[str, int] = {}
        for number, entry in enumerate(entries):
            for key, _, _, _ in entry.spellings:
                index = self.by_phrase if entry.described else self.by_key
                index.setdefault(key, number)
            for key in entry.unlisted:
                self.by_key.setdefault(key, number)
            for phrase in entry.phrases:
                self.by_phrase.setdefault(phrase, number)
        self.wives = self._couples()
        self.houses: dict[str, list[int]] = {}  # surname -> those who have a given name and are not married
        for number, entry in enumerate(entries):
            if entry.last and entry.given and not entry.titles & MARRIED:
                self.houses.setdefault(entry.last, []).append(number)
        self.heads = {
            (entry.last, entry.gender.value): number
            for number, entry in reversed(list(enumerate(entries)))
            if entry.last and not entry.given and entry.titles & PLAIN and not entry.titles & MAIDEN
        }

    def _couples(self) -> dict[int, int]:
        """Return Mr. X -> Mrs. X and back, for "his wife" and "her husband"."""
        by_last: dict[str, dict[str, int]] = {}
        for number, entry in enumerate(self.entries):
            if entry.last and not entry.described:
                wed = entry.titles & MARRIED
                role = "wife" if wed else "husband" if entry.gender.value == "M" else ""
                if role:
                    by_last.setdefault(entry.last, {}).setdefault(role, number)
        pairs: dict[int, int] = {}
        for pair in by_last.values():
            if len(pair) == 2:
                pairs[pair["wife"]], pairs[pair["husband"]] = pair["husband"], pair["wife"]
        return pairs

    def parent(self, child: int, gender: str) -> int | None:
        """Return the Mr. or Mrs. who bears a child's surname and no given name."""
        return self.heads.get((self.entries[child].last, gender))

    def sibling(self, who: int, gender: str) -> int | None:
        """Return the only other unmarried person of somebody's surname who may be of a gender."""
        house = self.houses.get(self.entries[who].last, [])[:MOST_AT_HOME]
        found = [other for other in house if other != who and self.gender(other) in (gender, "?")]
        return found[0] if len(found) == 1 and who in house else None

    def gender(self, who: int) -> str:
        """Return 'F', 'M' or '?'."""
        return self.entries[who].gender.value

    def hits(self, text: str, grammar: Grammar) -> Iterator[Hit]:
        """Yield the names in a text, the longest spelling at each place."""
        for match in grammar.name.finditer(text):
            yield from self.hits_in(names.words_of(text, match.start(), match.end(), grammar))

    def hits_in(self, words: list[names.Word]) -> Iterator[Hit]:
        """Yield the names in a run of words."""
        first = 0
        while first < len(words):
            for behind in range(len(words), first, -1):
                key = " ".join(word.text for word in words[first:behind])
                who = self.by_key.get(key)
                if who is not None:
                    yield Hit(words[first].start, words[behind - 1].end, who)
                    first = behind - 1
                    break
            first += 1
