"""Nothing behind a point in the book shows, whatever is asked about its characters."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from makers import TALE, Person, Receive, read_to_end
from personae import characters, library
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.characters import CharacterUnseen, evidence, records
from personae.library import Document
from personae.platform.db import Tx
from personae.platform.ids import new_id
from spoiling import SPOILER, spoil

EVERYBODY = 500
BEHIND_THE_END = 2**31 - 1
ESSAY = """On Stairs

Stairs are the slowest argument in a house.

A kettle knows when it is finished. A staircase never does!
"""
UNMASKED = """CHAPTER ONE

“Good evening,” said Mira. “I have come about the lamp.”

“There is no lamp,” said Tobias. “Who are you?”

“I am nobody yet,” said Mira. “Ask me tomorrow.”

CHAPTER TWO

“Now I will tell you,” said Mira Vale. “I built the stairs.”

“Mira Vale!” said Tobias. “You were drowned.”

“Not for long,” said Mira Vale. Mira Vale laughed, and Mira Vale sat down.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, about which document and which of its characters, up to where."""

    actor: Actor
    document: Document
    character_id: str
    until: int | None


async def get(tx: Tx, asked: Asked) -> object:
    return await characters.get(tx, asked.actor, asked.character_id, until=asked.until)


async def portrait(tx: Tx, asked: Asked) -> object:
    return await characters.portrait(tx, asked.actor, asked.character_id, until=asked.until)


async def baseline(tx: Tx, asked: Asked) -> object:
    return await characters.baseline(tx, asked.actor, asked.character_id, until=asked.until)


async def cast_of(tx: Tx, asked: Asked) -> object:
    return await characters.cast_of(tx, asked.actor, asked.document.id, until=asked.until, limit=EVERYBODY)


async def cast_size(tx: Tx, asked: Asked) -> object:
    return await characters.cast_size(tx, asked.actor, asked.document.id, until=asked.until)


async def exchanges(tx: Tx, asked: Asked) -> object:
    cast, _ = await characters.cast_of(tx, asked.actor, asked.document.id, until=asked.until)
    return await characters.exchanges(
        tx, asked.actor, asked.document.id, [each.id for each in cast], until=asked.until
    )


async def whom_unscoped(tx: Tx, asked: Asked) -> object:
    return await characters.whom_unscoped(tx, [(asked.character_id, asked.until)])


async def lines_of(tx: Tx, asked: Asked) -> object:
    profile = await characters.get(tx, asked.actor, asked.character_id, until=asked.until)
    return await characters.lines_of(tx, asked.actor, profile)


async def relations_of(tx: Tx, asked: Asked) -> object:
    return await characters.relations_of(
        tx, asked.actor, asked.character_id, until=asked.until, limit=EVERYBODY
    )


async def quotations_of(tx: Tx, asked: Asked) -> object:
    rows, _ = await characters.quotations_of(
        tx, asked.actor, asked.character_id, until=asked.until, limit=EVERYBODY
    )
    return [(row.seq, row.text, row.confidence, title) for row, title in rows]


async def quotations_between(tx: Tx, asked: Asked) -> object:
    """Of each chapter that has begun by then."""
    said = []
    for chapter in await library.chapters(tx, asked.actor, asked.document.id):
        shown, _ = await library.passages(tx, asked.actor, asked.document.id, chapter=chapter.seq)
        rows = await characters.quotations_between(tx, asked.actor, shown, until=asked.until)
        said += [(row.seq, row.text, row.confidence, speaker) for row, speaker in rows]
    return said


ASKS = {
    ask.__name__: ask
    for ask in (
        get,
        portrait,
        baseline,
        relations_of,
        exchanges,
        cast_of,
        cast_size,
        whom_unscoped,
        lines_of,
        quotations_of,
        quotations_between,
    )
}
POINTLESS = {
    "chapters_of",  # what points are chosen by
    "check_own",  # these tell nothing but whether somebody may
    "check_talk",
    "may_talk",
    "open_to",  # gives the row to its own room alone
    "list_shared",  # as `list_characters`
    "create",  # makes somebody of no document
    "delete",
    "document_of",  # tells nothing but whose book it is
    "list_characters",  # comes from many documents, each with points of its own
}


@pytest.fixture(scope="module")
async def tale(services: Services, reader: Person, receive: Receive) -> Document:
    """A longer story, read."""
    async with receive(f"{TALE}\n{new_id()}\n") as received:
        added = await library.add(services.database.begin, services.files, reader.actor, received)
    return await read_to_end(services, reader.actor, added.document.id)


@pytest.fixture(scope="module")
async def points(services: Services, reader: Person, tale: Document) -> list[int]:
    """Ends of chapters, and places in the middle of a word, of a paragraph and of something said."""
    async with services.database.begin(write=False) as tx:
        starts = [each.start for each in await library.chapters(tx, reader.actor, tale.id)]
    return [*starts[1:], starts[1] + 1501, (starts[2] + starts[3]) // 2, starts[-1] + 777]


async def answer(ask: Callable[[Tx, Asked], Awaitable[object]], tx: Tx, asked: Asked) -> object:
    """What is answered, or that nothing is known of such a person yet."""
    tx.expire_all()
    try:
        return await ask(tx, asked)
    except CharacterUnseen as unseen:
        return type(unseen)


class TestEveryQuestion:
    def test_is_tried_here(self) -> None:
        questions = {
            name for name in characters.__all__ if inspect.iscoroutinefunction(getattr(characters, name))
        }
        assert questions - POINTLESS == set(ASKS)

    def test_looks_for_evidence_up_to_a_point(self) -> None:
        found = [
            (name, each)
            for module in (evidence, records)
            for name, each in inspect.getmembers(module, inspect.iscoroutinefunction)
        ]
        assert [name for name, each in found if "until" not in inspect.signature(each).parameters] == [
            "lines_unscoped",  # is asked by the reading, not by a person
        ]

    @pytest.mark.parametrize("name", ASKS)
    async def test_is_answered_the_same_whatever_stands_behind_the_point(
        self, tx: Tx, reader: Person, tale: Document, points: list[int], name: str
    ) -> None:
        cast, _ = await characters.cast_of(tx, reader.actor, tale.id)
        for until in sorted(points, reverse=True):
            asked = [Asked(reader.actor, tale, each.id, until) for each in cast]
            before = [await answer(ASKS[name], tx, each) for each in asked]
            await spoil(tx, tale.id, until=until)
            after = [await answer(ASKS[name], tx, each) for each in asked]
            assert after == before
            assert SPOILER not in repr(after)
        unlimited = [Asked(reader.actor, tale, each.id, None) for each in cast]
        assert [await answer(ASKS[name], tx, each) for each in unlimited] != after


class TestGet:
    async def test_tells_at_the_end_what_the_whole_reading_tells(
        self, tx: Tx, reader: Person, tale: Document
    ) -> None:
        for whole in (await characters.cast_of(tx, reader.actor, tale.id))[0]:
            at_the_end = await characters.get(tx, reader.actor, whole.id, until=BEHIND_THE_END)
            assert (at_the_end.lines, at_the_end.mentions) == (whole.lines, whole.mentions)
            assert sum(at_the_end.presence) == sum(whole.presence)
            assert set(at_the_end.aliases) == {alias for alias in whole.aliases if alias.end}

    async def test_knows_nobody_before_they_have_come_in(
        self, tx: Tx, reader: Person, tale: Document, points: list[int]
    ) -> None:
        early, _ = await characters.cast_of(tx, reader.actor, tale.id, until=points[1])
        whole, _ = await characters.cast_of(tx, reader.actor, tale.id)
        assert 0 < len(early) < len(whole)
        assert [each.rank for each in early] == list(range(len(early)))
        for late in {each.id for each in whole} - {each.id for each in early}:
            with pytest.raises(CharacterUnseen):
                await characters.get(tx, reader.actor, late, until=points[1])

    async def test_uses_the_name_that_is_known_by_then(
        self, services: Services, actor: Actor, receive: Receive
    ) -> None:
        async with receive(f"{UNMASKED}\n{new_id()}\n") as received:
            added = await library.add(services.database.begin, services.files, actor, received)
        document = await read_to_end(services, actor, added.document.id)
        async with services.database.begin(write=False) as tx:
            [_, second] = [
                each for each in await library.chapters(tx, actor, document.id) if "CHAPTER" in each.title
            ]
            [whole] = [
                each for each in (await characters.cast_of(tx, actor, document.id))[0] if "Vale" in each.name
            ]
            early = await characters.get(tx, actor, whole.id, until=second.start)
            named = await characters.whom_unscoped(tx, [(whole.id, second.start), (whole.id, None)])
        assert early.name == "Mira"
        assert [alias.name for alias in early.aliases] == ["Mira"]
        assert [who.name for who in named.values()] != [early.name] * 2
        assert named[whole.id, second.start].name == early.name

    async def test_lets_a_document_speak_from_what_has_been_read(
        self, services: Services, actor: Actor, receive: Receive
    ) -> None:
        async with receive(f"{ESSAY}\n{new_id()}\n") as received:
            added = await library.add(services.database.begin, services.files, actor, received)
        document = await read_to_end(services, actor, added.document.id)
        async with services.database.begin(write=False) as tx:
            [voice], _ = await characters.cast_of(tx, actor, document.id, until=ESSAY.index("A kettle"))
            lines = await characters.lines_of(tx, actor, voice)
        assert [line.text for line in lines] == ["Stairs are the slowest argument in a house."]
