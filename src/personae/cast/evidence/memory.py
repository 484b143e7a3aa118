"""Whom "he" and "her" may mean: who was named last, of each gender."""

from dataclasses import dataclass

from personae.cast.roster import Hit, Roster

LINE_OF_SIGHT = 2  # how many of each gender are kept


@dataclass(frozen=True, slots=True)
class Recent:
    """Somebody named before a place.

    start, end: that name; negative for one of an earlier paragraph.  near: in the same sentence, or as
    the only one of the paragraph.  only: named in this paragraph, and nobody else of the gender is.
    """

    who: int
    start: int
    end: int
    near: bool
    only: bool


class Memory:
    """Names as they pass; positions are those of the paragraph at hand, older ones negative."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.named: dict[str, list[Hit]] = {"F": [], "M": []}
        self.text = ""

    @property
    def narrator(self) -> int | None:
        """The one who tells the book, if anybody does."""
        return self.roster.narrator

    def open(self, text: str) -> None:
        """Start a paragraph."""
        self.text = text
        for gender, held in self.named.items():
            self.named[gender] = [Hit(-2, -1, hit.who) for hit in held[-LINE_OF_SIGHT:]]

    def name(self, hit: Hit) -> None:
        """Note a name of the telling."""
        held = self.named.get(self.roster.gender(hit.who))
        if held is not None:
            held.append(hit)

    def latest(self, gender: str, *, before: int, but: int) -> Recent | None:
        """Return whom a pronoun at `before` means: the last one named of its gender who is not `but`."""
        fitting = [hit for hit in self.named[gender] if hit.end <= before and hit.who != but]
        if not fitting:
            return None
        hit = fitting[-1]
        near = hit.start >= 0 and not any(stop in self.text[hit.end : before] for stop in (". ", "! ", "? "))
        here = {other.who for other in fitting if other.start >= 0}
        only = here == {hit.who}
        return Recent(hit.who, hit.start, hit.end, near or only, only)
