"""What comes to a character's mind: finds, ranks and counts what is recalled."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Final

from personae import characters
from personae.accounts import Actor
from personae.memory import fresh, store
from personae.memory.about import Asked, Names, asked
from personae.memory.likeness import distinct
from personae.memory.store import Filter
from personae.memory.tables import Memory
from personae.memory.weights import SEARCH, Weights
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx

if TYPE_CHECKING:  # numpy is only loaded once somebody recalls something
    from personae.encoder import Encoder
    from personae.memory.index import Index
    from personae.memory.recall import Numbers, Placed
    from personae.memory.shelf import Shelf

Mood = tuple[float, float, float]

LIMIT: Final = 8
SPARE: Final = 2  # times as many are looked at, for some may say the same
SEARCHED: Final = 500
ANY: Final = Filter()
NOBODY: Final[Names] = {}


@dataclass(frozen=True, slots=True)
class Recalled:
    """A memory that came to mind, its score, and what each sign has added to it, the most first."""

    memory: Memory
    score: float
    parts: Mapping[str, float]


class Recalling:
    """Recalls memories. What was read of them is kept in this process, and looked after at each recall."""

    def __init__(self, open_tx: OpenTx, encoder: "Encoder", weights: Weights | None = None) -> None:
        self._open_tx, self._encoder, self._weights = open_tx, encoder, weights or Weights()
        self._shelf: Shelf | None = None
        self._going: set[asyncio.Task[list[Recalled]]] = set()

    async def recall(
        self,
        actor: Actor,
        character_id: str,
        *,
        question: str,
        mood: Mood | None = None,
        but_not: Collection[str] = (),
        not_from: Collection[str] = (),
        names: Names = NOBODY,
        limit: int = LIMIT,
        at: datetime | None = None,
        is_noted: bool = True,
    ) -> list[Recalled]:
        """What comes to mind at a question, the best first; nothing when nothing has to do with it.

        mood: valence, arousal and dominance, -1..1.  but_not: ids of messages that are at hand anyway.
        not_from: ids of conversations that the character must know nothing of here.
        names: what the person and the character are called, which tells whose words are asked for.
        at: None for now.  is_noted: count that they were recalled, which keeps them in mind for longer.
        A character that is not the person's has nothing to recall.
        """
        at = at or now()
        most, unwanted = limit * SPARE, (frozenset(but_not), frozenset(not_from))
        wish = Wish(asked(question, names), self._weights, most, at, mood, *unwanted)
        found = _distinct(await self._find(actor, character_id, wish), limit)
        if not is_noted:
            return found
        async with self._open_tx() as tx:
            await store.note_recalled(tx, [each.memory.id for each in found], owner_id=actor.user_id, at=at)
        return found

    async def search(
        self, actor: Actor, character_id: str, *, words: str, wish: Filter = ANY, limit: int = LIMIT
    ) -> list[Recalled]:
        """What fits some words, the best first, for a person who looks for a memory; nothing is counted.

        Of the SEARCHED best, those that the filter lets pass.  Raises CharacterNotFound.
        """
        async with self._open_tx(write=False) as tx:
            await characters.check_talk(tx, actor, character_id)
        most = Wish(asked(words, NOBODY), SEARCH, SEARCHED, now())
        found = await self._find(actor, character_id, most)
        return [each for each in found if wish.passes(each.memory)][:limit]

    async def close(self) -> None:
        """Wait for what nobody waits for any more."""
        await asyncio.gather(*self._going, return_exceptions=True)

    async def _find(self, actor: Actor, character_id: str, wish: "Wish") -> list[Recalled]:
        """Goes on when whoever asks gives up, so that what was read for it is there the next time."""
        task = asyncio.create_task(self._look(actor, character_id, wish))
        self._going.add(task)
        task.add_done_callback(self._going.discard)
        return await asyncio.shield(task)

    async def _look(self, actor: Actor, character_id: str, wish: "Wish") -> list[Recalled]:
        if self._shelf is None:
            self._shelf = await asyncio.to_thread(_new_shelf)
        meaning = await asyncio.to_thread(self._meaning, wish.question)
        async with (
            self._shelf.lent((actor.user_id, character_id)) as index,
            self._open_tx(write=False) as tx,
        ):
            await _freshen(tx, index, character_id, owner_id=actor.user_id)
            placed = await asyncio.to_thread(_rank, index, meaning, wish)
            found = {index.ids[each.row]: each for each in placed}
            rows = await store.get_many(tx, found, character_id=character_id, owner_id=actor.user_id)
        return [Recalled(rows[id], each.score, each.parts) for id, each in found.items() if id in rows]

    def _meaning(self, question: Asked) -> "Numbers | None":
        return self._encoder.encode([question.text])[0] if question.words else None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for, and how."""

    question: Asked
    weights: Weights
    limit: int
    at: datetime
    mood: Mood | None = None
    but_not: frozenset[str] = frozenset()
    not_from: frozenset[str] = frozenset()


def _distinct(found: list[Recalled], limit: int) -> list[Recalled]:
    """The first that say something new after the ones before: the same was said in two conversations."""
    return [found[place] for place in islice(distinct(each.memory.text for each in found), limit)]


def _new_shelf() -> "Shelf":
    from personae.memory.shelf import Shelf

    return Shelf()


def _rank(index: "Index", meaning: "Numbers | None", wish: Wish) -> "list[Placed]":
    from personae.memory.recall import rank

    signs = index.signs(wish.question, meaning, mood=wish.mood, at=wish.at)
    allowed = index.allowed(but_not=wish.but_not, not_from=wish.not_from)
    return rank(signs, weights=wish.weights, allowed=allowed, limit=wish.limit)


async def _freshen(tx: Tx, index: "Index", character_id: str, *, owner_id: str) -> None:
    """Bring an index to what the database holds, by what has changed where that will do."""
    wanted = await fresh.state(tx, character_id, owner_id=owner_id)
    if index.state == wanted:
        return
    since = index.state.latest
    changed = await fresh.changed(tx, character_id, owner_id=owner_id, since=since)
    await asyncio.to_thread(index.put, changed)
    if index.state == wanted:
        return
    there = await fresh.ids(tx, character_id, owner_id=owner_id)
    index.drop(set(index.held) - there)
    missing = there - set(index.held)
    index.put(await fresh.some(tx, missing, character_id=character_id, owner_id=owner_id))
    if index.state != wanted:  # a clock was put back: what changed since looks older than it is
        everything = await fresh.changed(tx, character_id, owner_id=owner_id, since=None)
        await asyncio.to_thread(index.put, everything)
