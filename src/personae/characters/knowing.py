"""What a character knows of its document: passages it was there for, found for a question."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from personae import library
from personae.accounts import Actor
from personae.characters import places
from personae.characters.access import open_to
from personae.characters.profile import Profile
from personae.characters.tables import CharacterKind
from personae.llm.retrieval.bm25 import Want
from personae.llm.retrieval.language import Language
from personae.llm.retrieval.question import understood
from personae.platform.db import OpenTx

if TYPE_CHECKING:  # numpy is only loaded once somebody asks
    from personae.characters.indexes import Indexes
    from personae.characters.passage_index import PassageIndex
    from personae.llm.retrieval.concordance import Mask

SIGNS_MOST = 200_000
SEEN_MOST = 64  # characters whose presence is remembered
FRAME = 0.15  # weight of words of the way of asking, as in ranking
ADRIFT = 0.6  # weight of the turn before for a question without a topic of its own
FEW_CHARS = 200  # a shorter passage is told with what follows it, as far as that was witnessed too
FOLLOWING, TOLD_CHARS = 3, 480  # passages and characters, at most


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage: its number, where it begins, and its words on one line."""

    passage: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a character can draw on: a passage, with those that follow it where it is short."""

    chapter: int
    chapter_title: str
    pieces: tuple[Piece, ...]
    score: float

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(piece.text for piece in self.pieces)


class Knowing:
    """Finds what characters know. Indexes are made when they are first needed, and kept in this process."""

    def __init__(self, open_tx: OpenTx, *, indexes: "Indexes | None" = None) -> None:
        self._open_tx = open_tx
        self._indexes = indexes
        self._seen: OrderedDict[tuple[object, ...], Mask] = OrderedDict()

    async def recall(
        self, actor: Actor, character: Profile, *, question: str, before: str = "", limit: int = 4
    ) -> list[Known]:
        """The passages that tell most about a question, best first; [] where none does.

        Only what the character was there for (see `witness.witnessed`) or was told; a document's own voice,
        and whoever tells it, were there for all of it. Nothing that ends behind the point of the profile.
        before: what was said just before, for a question like "Why?".  Raises CharacterNotFound.

        The first question about a document waits a moment for its index, and then goes without.
        """
        if character.document_id is None:
            return []
        async with self._open_tx(write=False) as tx:
            await open_to(tx, actor, character.id)
        if self._indexes is None:
            self._indexes = await asyncio.to_thread(_new_indexes, self._open_tx)
        index = await self._indexes.of(character.owner_id, character.document_id)
        if index is None:
            return []
        seen = await self._witnessed(character, index)
        wants = _wants(question, before, index.tongue)
        found = await asyncio.to_thread(index.best, wants, seen, limit=limit)
        return await self._told(character, index, seen, found)

    async def close(self) -> None:
        """Give up the indexes that are being made."""
        if self._indexes is not None:
            await self._indexes.close()

    async def _witnessed(self, character: Profile, index: "PassageIndex") -> "Mask":
        if character.kind == CharacterKind.VOICE or character.is_narrator:
            return index.before(character.until)
        key = (character.id, character.until, character.updated_at, index.reading)
        kept = self._seen.get(key)
        if kept is not None:
            return kept
        async with self._open_tx(write=False) as tx:
            owner, until = character.owner_id, character.until
            heard = await places.heard(tx, character.id, owner_id=owner, until=until, limit=SIGNS_MOST)
            named = await places.named(tx, character.id, owner_id=owner, until=until, limit=SIGNS_MOST)
        self._seen[key] = await asyncio.to_thread(index.seen_by, heard, named, character.until)
        while len(self._seen) > SEEN_MOST:
            self._seen.popitem(last=False)
        return self._seen[key]

    async def _told(
        self,
        character: Profile,
        index: "PassageIndex",
        seen: "Mask",
        found: Sequence[tuple[int, float]],
    ) -> list[Known]:
        """Fetch the words of what was found, and of what follows where that is short."""
        if not found or character.document_id is None:
            return []
        wanted = {number + more for number, _ in found for more in range(FOLLOWING + 1)}
        async with self._open_tx(write=False) as tx:
            texts = await places.texts(
                tx, character.document_id, wanted, owner_id=character.owner_id, until=character.until
            )
        known = []
        for number, score in found:
            if number not in texts:
                continue
            following = takewhile(
                lambda next_: next_ in texts and index.follows(seen, next_),
                range(number + 1, number + FOLLOWING + 1),
            )
            pieces = [_piece(texts[each][0]) for each in (number, *following)]
            passage, title = texts[number]
            known.append(Known(passage.chapter, title, _enough(pieces), score))
        return known


def _new_indexes(open_tx: OpenTx) -> "Indexes":
    from personae.characters.indexes import Indexes

    return Indexes(open_tx)


def _piece(passage: library.Passage) -> Piece:
    return Piece(passage.seq, passage.start, " ".join(passage.text.split()))


def _enough(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """A passage alone, or a short one with what follows it, as far as that is not too much."""
    size = len(pieces[0].text)
    for count, each in enumerate(pieces[1:], 1):
        if size >= FEW_CHARS or size + len(each.text) > TOLD_CHARS:
            return tuple(pieces[:count])
        size += len(each.text)
    return tuple(pieces)


def _wants(question: str, before: str, tongue: Language) -> list[Want]:
    """What is asked for: the question's topic and a little of its frame; else what was spoken of before."""
    asked = understood(question, tongue)
    if not asked.topic:
        return [_weighed(want, ADRIFT) for want in understood(before, tongue).topic]
    return [*asked.topic, *(_weighed(want, FRAME) for want in asked.frame)]


def _weighed(want: Want, weight: float) -> Want:
    return {word: each * weight for word, each in want.items()}
