"""A document's passages as a question looks through them: where they stand, and which words they hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from personae.cast.acting import acts
from personae.characters.witness import Part, Sign, witnessed
from personae.llm.retrieval.bm25 import Want
from personae.llm.retrieval.concordance import Concordance, Mask, Reader, scores
from personae.llm.retrieval.language import CODES, Language, language

Ints = NDArray[np.int32]
Row = tuple[int, int, int, int, str]  # number, chapter, start, end and text

BESIDE = 0.3  # of what a neighbour scores that a passage gets too, for people speak in short paragraphs
SHARED_LEAST = 0.3  # of what is asked for that a passage must share to be worth telling


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """All passages of one document, by their place in the order of the book.

    reading: which document's, and how it was read.  deeds: offsets of the names in the telling whose
    bearers act.  parts: the words, in the same order.
    """

    reading: str
    tongue: Language
    numbers: Ints
    chapters: Ints
    starts: Ints
    ends: Ints
    deeds: Ints
    parts: tuple[Concordance, ...]

    @property
    def size_bytes(self) -> int:
        """What it takes in memory."""
        arrays = (self.numbers, self.chapters, self.starts, self.ends, self.deeds)
        return sum(each.nbytes for each in arrays) + sum(part.size_bytes for part in self.parts)

    def before(self, until: int | None) -> Mask:
        """The passages that end before a point."""
        return np.ones(len(self.ends), bool) if until is None else self.ends <= until

    def follows(self, mask: Mask, number: int) -> bool:
        """Whether the passage with a number is in a mask, and goes on in the chapter of the one before it."""
        place = int(np.searchsorted(self.numbers, number))
        if not 0 < place < len(mask) or int(self.numbers[place]) != number:
            return False
        return bool(mask[place]) and int(self.chapters[place]) == int(self.chapters[place - 1])

    def seen_by(self, heard: Sequence[int], named: Sequence[int], until: int | None) -> Mask:
        """The passages that a character was there for, as far as the point.

        heard: numbers of passages in which it speaks or is spoken to.  named: offsets of its name.
        """
        places = set(np.searchsorted(self.numbers, np.array(sorted(heard), np.int32)).tolist())
        signs = [Sign(place, int(self.chapters[place]), Part.SPEAKS) for place in places]
        offsets = np.intersect1d(np.array(named, np.int32), self.deeds)
        for place in np.unique(np.searchsorted(self.starts, offsets, side="right") - 1).tolist():
            signs.append(Sign(place, int(self.chapters[place]), Part.ACTS))
        mask = np.zeros(len(self.ends), bool)
        for first, last in witnessed(signs):
            mask[first : last + 1] = True
        return mask & self.before(until)

    def best(self, wants: Sequence[Want], allowed: Mask, *, limit: int) -> list[tuple[int, float]]:
        """The numbers and scores of the allowed passages that share most with what is wanted, best first.

        Of two that stand side by side only the better one is named.
        """
        found, most = scores(self.parts, wants, allowed)
        if not found.any():
            return []
        beside = found.copy()
        is_same = self.chapters[1:] == self.chapters[:-1]
        beside[1:] += BESIDE * found[:-1] * is_same
        beside[:-1] += BESIDE * found[1:] * is_same
        beside[~allowed | (found < SHARED_LEAST * most)] = 0
        order = np.argsort(-beside, kind="stable")[: 3 * limit]
        chosen: list[int] = []
        for place in order.tolist():
            if beside[place] > 0 and len(chosen) < limit and not {place - 1, place + 1} & set(chosen):
                chosen.append(place)
        return [(int(self.numbers[place]), float(beside[place])) for place in chosen]


@dataclass(slots=True)
class Building:
    """An index while a document's passages are read, in the order of the book.

    code: the language's code.  quoted: where anything is said in quotation marks, as starts and ends in
    order.  names: where anybody is named, the same.
    """

    code: str
    quoted: tuple[Ints, Ints]
    names: tuple[Ints, Ints]
    _rows: list[tuple[int, int, int, int]] = field(default_factory=list)
    _deeds: list[int] = field(default_factory=list)
    _parts: list[Concordance] = field(default_factory=list)
    _reader: Reader | None = None

    @property
    def tongue(self) -> Language:
        """What words are, to retrieval; as English where it knows nothing of the language."""
        return language(self.code if self.code in CODES else CODES[0])

    def take(self, rows: Sequence[Row]) -> None:
        """Read the next passages. Blocks for about a second with 20,000 of them."""
        self._reader = self._reader or Reader(self.tongue)
        self._parts.append(self._reader.read([row[4] for row in rows]))
        for _, _, start, end, text in rows:
            self._find_deeds(start, end, text)
        self._rows += [row[:4] for row in rows]

    def done(self, reading: str) -> PassageIndex:
        """The index of all that was read."""
        columns = np.array(self._rows, np.int32).reshape(-1, 4)
        numbers, chapters, starts, ends = (np.ascontiguousarray(column) for column in columns.T)
        deeds = np.array(self._deeds, np.int32)
        return PassageIndex(reading, self.tongue, numbers, chapters, starts, ends, deeds, tuple(self._parts))

    def _find_deeds(self, start: int, end: int, text: str) -> None:
        starts, ends = self.names
        first, last = np.searchsorted(starts, (start, end))
        for place in range(int(first), int(last)):
            name = int(starts[place])
            is_told = not self._is_quoted(name)
            if is_told and acts(text, name - start, int(ends[place]) - start, language=self.code):
                self._deeds.append(name)

    def _is_quoted(self, offset: int) -> bool:
        starts, ends = self.quoted
        place = int(np.searchsorted(starts, offset, side="right")) - 1
        return place >= 0 and int(ends[place]) > offset
