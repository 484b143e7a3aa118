"""Counting what each character says and how often they are named, and the cast that comes of it."""

from personae.cast import names
from personae.cast.model import Alias, Character
from personae.cast.roster import Entry, Hit, Roster

LINE_WEIGHT = 3  # a line spoken matters as much as so many mentions


class Tally:
    """Numbers the roster by importance and counts mentions and lines under those numbers."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.quotations = 0
        self.lines = [0] * len(roster.entries)
        self.articled = [
            {key for key, _, _, _ in entry.spellings if key.startswith("the ")} for entry in roster.entries
        ]
        self.mentions: list[dict[str, int]] = [{} for _ in roster.entries]

    def id_of(self, who: int) -> str:
        """Return the Character.id of an entry."""
        return f"c{who + 1}"

    def mention(self, text: str, hit: Hit) -> None:
        """Count a name where it stands in a text, with its article where the character goes by it."""
        who, key = hit.who, " ".join(text[hit.start : hit.end].replace(".", "").split())
        if names.word_before(text, hit.start) == "the" and "the " + key in self.articled[who]:
            key = "the " + key
        self.mentions[who][key] = self.mentions[who].get(key, 0) + 1

    def quotation(self, who: int | None) -> None:
        """Count a quotation, spoken by somebody or nobody."""
        self.quotations += 1
        if who is not None:
            self.lines[who] += 1

    def characters(self) -> tuple[Character, ...]:
        """Return everybody who is named or speaks, whoever matters most first."""
        made = (self._character(number, entry) for number, entry in enumerate(self.roster.entries))
        seen = [c for c in made if c.mentions or c.lines]
        return tuple(sorted(seen, key=lambda c: -(c.mentions + LINE_WEIGHT * c.lines)))

    def _character(self, number: int, entry: Entry) -> Character:
        counts = self.mentions[number]
        aliases = tuple(
            Alias(shown, counts.get(key, 0), start, end)
            for key, shown, start, end in (*entry.spellings, *entry.parts)
        )
        return Character(
            id=self.id_of(number),
            name=entry.spellings[0][1],
            aliases=aliases,
            gender=entry.gender.value,
            mentions=sum(counts.values()),
            lines=self.lines[number],
            is_narrator=entry.is_narrator,
            gender_confidence=entry.gender.confidence,
        )
