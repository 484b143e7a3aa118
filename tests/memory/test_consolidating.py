"""Moments fade into gists, which live and go with them."""

import pytest
from sqlalchemy import delete, func, select

from makers import Person
from memory.conftest import JOY, Meet, Talk
from memory.test_recalling import recalling, texts
from personae import memory
from personae.bootstrap import Services
from personae.conversations.tables import Conversation, Message
from personae.memory import Consolidating, Filter, Memory, MemoryKind
from personae.memory.tables import GistSource
from personae.platform.db import Tx

NAMES = [
    "Anna",
    "Bruno",
    "Clara",
    "Dario",
    "Elena",
    "Franz",
    "Greta",
    "Henri",
    "Ida",
    "Jonas",
    "Karla",
    "Leon",
]
GISTS = Filter(kind=MemoryKind.GIST)


async def faded(services: Services, meet: Meet, person: Person) -> tuple[Talk, Memory, list[Memory]]:
    """A talk of 12 moments, of which the older ones have faded, a gist of some of these and its moments."""
    begin = services.database.begin
    async with begin() as tx:
        talk = await meet(tx, person)
        said = [f"My cousin {name} owns {n} boats in the harbour of Genoa." for n, name in enumerate(NAMES)]
        moments = [await talk.say(tx, text, felt=JOY) for text in said]
        assert len(await memory.remember(tx, person.actor, talk.character_id, moments)) == len(NAMES)
    assert await Consolidating(begin, most=8, kept=4, latest=2).run() >= 1
    async with begin(write=False) as tx:
        [gist, *_], _ = await memory.list_memories(tx, person.actor, talk.character_id, wish=GISTS)
        return talk, gist, list(await memory.sources_of(tx, person.actor, gist))


async def remaining(tx: Tx, talk: Talk) -> list[Memory]:
    rows = await tx.scalars(select(Memory).where(Memory.character_id == talk.character_id))
    return list(rows)


class TestRun:
    async def test_gathers_a_great_many_little_by_little(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        begin = services.database.begin
        async with begin() as tx:
            talk = await meet(tx, ada)
            for n, name in enumerate(NAMES):
                said = await talk.say(
                    tx, f"My cousin {name} owns {n} boats in the harbour of Genoa.", felt=JOY
                )
                await memory.remember(tx, ada.actor, talk.character_id, [said])
        fading = Consolidating(begin, most=4, kept=4, latest=2, gathered=4)
        left = []
        for run in range(4):
            if run:
                await fading.run()
            async with begin(write=False) as tx:
                rows = await remaining(tx, talk)
            left.append(sum(row.kind == MemoryKind.MOMENT and not row.is_faded for row in rows))
        assert left == [12, 8, 4, 4]

    async def test_keeps_what_is_recalled_one_by_one_within_bounds(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, gist, sources = await faded(services, meet, ada)
        async with services.database.begin(write=False) as tx:
            rows = await remaining(tx, talk)
        single = [row for row in rows if row.kind == MemoryKind.MOMENT and not row.is_faded]
        assert 2 <= len(single) <= 4
        assert len(sources) > 1 and all(each.is_faded for each in sources)
        assert gist.speaker == "user" and gist.valence == pytest.approx(0.8)
        assert await Consolidating(services.database.begin, most=8, kept=4, latest=2).run() == 0

    async def test_lets_the_gist_be_recalled_in_the_place_of_its_moments(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, gist, sources = await faded(services, meet, ada)
        found = await texts(recalling(services), talk, "harbour of Genoa", limit=50)
        assert gist.text in found
        assert not {each.text for each in sources} & set(found)

    async def test_lets_what_is_pinned_be(self, services: Services, ada: Person, meet: Meet) -> None:
        begin = services.database.begin
        async with begin() as tx:
            talk = await meet(tx, ada)
            moments = [await talk.say(tx, f"My cousin {name} owns boats in Genoa.") for name in NAMES[:4]]
            for row in await memory.remember(tx, ada.actor, talk.character_id, moments):
                await memory.pin(tx, ada.actor, talk.character_id, row.id, is_pinned=True)
        await Consolidating(begin, most=1, kept=1, latest=0).run()
        async with begin(write=False) as tx:
            assert not any(row.is_faded for row in await remaining(tx, talk))


class TestGist:
    async def test_goes_when_one_of_its_moments_is_forgotten(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, gist, [first, *others] = await faded(services, meet, ada)
        async with services.database.begin() as tx:
            await memory.forget(tx, ada.actor, talk.character_id, first.id)
        async with services.database.begin(write=False) as tx:
            rows = {row.id: row for row in await remaining(tx, talk)}
        assert gist.id not in rows and first.id not in rows
        assert all(not rows[each.id].is_faded for each in others)

    async def test_goes_when_one_of_its_moments_is_corrected(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, gist, [first, *_] = await faded(services, meet, ada)
        async with services.database.begin() as tx:
            await memory.correct(tx, ada.actor, talk.character_id, first.id, text="I have no cousins.")
        async with services.database.begin(write=False) as tx:
            rows = {row.id: row for row in await remaining(tx, talk)}
        assert gist.id not in rows and not rows[first.id].is_faded

    async def test_goes_when_a_message_or_the_conversation_is_deleted(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, gist, [first, *others] = await faded(services, meet, ada)
        async with services.database.begin() as tx:
            await tx.execute(delete(Message).where(Message.id == first.message_id))
        async with services.database.begin(write=False) as tx:
            rows = {row.id: row for row in await remaining(tx, talk)}
        assert gist.id not in rows and first.id not in rows
        assert all(not rows[each.id].is_faded for each in others)
        async with services.database.begin() as tx:
            await tx.execute(delete(Conversation).where(Conversation.id == talk.conversation_id))
        async with services.database.begin(write=False) as tx:
            assert await remaining(tx, talk) == []
            links = select(func.count()).where(GistSource.moment_id.in_([each.id for each in others]))
            assert await tx.scalar(links) == 0

    async def test_leaves_its_moments_when_it_is_forgotten_itself(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, gist, sources = await faded(services, meet, ada)
        async with services.database.begin() as tx:
            await memory.forget(tx, ada.actor, talk.character_id, gist.id)
        async with services.database.begin(write=False) as tx:
            rows = {row.id: row for row in await remaining(tx, talk)}
        assert gist.id not in rows and all(not rows[each.id].is_faded for each in sources)

    async def test_is_live_while_all_its_moments_are(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, gist, [first, second, *_] = await faded(services, meet, ada)
        for is_live in (False, True):
            async with services.database.begin() as tx:
                await memory.set_live(tx, ada.actor, [first.message_id or ""], is_live=is_live)
            async with services.database.begin(write=False) as tx:
                now = {row.id: row for row in await remaining(tx, talk)}
            assert now[gist.id].is_live is is_live and now[first.id].is_live is is_live
            assert now[second.id].is_live and now[second.id].is_faded is is_live
