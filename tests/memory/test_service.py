"""What a person does with memories: reads, tells, corrects, pins, resolves and forgets them."""

import pytest

from makers import Person
from memory.conftest import GRIEF, JOY, Meet
from personae import memory
from personae.characters import CharacterNotFound
from personae.memory import (
    Filter,
    MemoriesMany,
    Memory,
    MemoryChanged,
    MemoryInvalid,
    MemoryKind,
    MemoryNotFound,
    Speaker,
    service,
)
from personae.platform.db import Tx

TEXTS = (
    "My sister Anna moved to Lisbon in May.",
    "I am terribly afraid of dogs since one bit me.",
    "I play the cello in an orchestra on Thursdays.",
)


async def remembered(tx: Tx, person: Person, meet: Meet) -> tuple[str, list[Memory]]:
    talk = await meet(tx, person)
    moments = [
        await talk.say(tx, text, felt=felt) for text, felt in zip(TEXTS, (JOY, GRIEF, JOY), strict=True)
    ]
    kept = await memory.remember(tx, person.actor, talk.character_id, moments)
    return talk.character_id, list(kept)


class TestListMemories:
    async def test_gives_the_newest_first_page_by_page(self, tx: Tx, ada: Person, meet: Meet) -> None:
        whom, kept = await remembered(tx, ada, meet)
        seen: list[str] = []
        before: str | None = None
        while True:
            page, before = await memory.list_memories(tx, ada.actor, whom, before=before, limit=1)
            seen += [row.id for row in page]
            if before is None:
                break
        assert seen == sorted((row.id for row in kept), reverse=True)

    async def test_filters(self, tx: Tx, ada: Person, meet: Meet) -> None:
        whom, kept = await remembered(tx, ada, meet)
        dogs = next(row for row in kept if "dogs" in row.text)
        await memory.resolve(tx, ada.actor, whom, dogs.id, is_resolved=True)
        await memory.tell(tx, ada.actor, whom, text="Call me Ace.")
        for wish, count in (
            (Filter(emotion="grief"), 1),
            (Filter(emotion="joy"), 2),
            (Filter(is_resolved=True), 1),
            (Filter(is_resolved=False, emotion="grief"), 0),
            (Filter(kind=MemoryKind.TOLD), 1),
            (Filter(speaker=Speaker.CHARACTER), 0),
            (Filter(is_pinned=False), 4),
        ):
            rows, _ = await memory.list_memories(tx, ada.actor, whom, wish=wish)
            assert len(rows) == count, wish

    async def test_hides_other_peoples(self, tx: Tx, ada: Person, ben: Person, meet: Meet) -> None:
        whom, [first, *_] = await remembered(tx, ada, meet)
        with pytest.raises(CharacterNotFound):
            await memory.list_memories(tx, ben.actor, whom)
        for ask in (
            memory.get(tx, ben.actor, whom, first.id),
            memory.forget(tx, ben.actor, whom, first.id),
            memory.pin(tx, ben.actor, whom, first.id, is_pinned=True),
            memory.correct(tx, ben.actor, whom, first.id, text="Mine."),
        ):
            with pytest.raises(MemoryNotFound):
                await ask
        assert await memory.get_many(tx, ben.actor, whom, [first.id]) == {}


class TestTell:
    async def test_writes_down_what_a_person_wants_remembered(self, tx: Tx, ada: Person, meet: Meet) -> None:
        talk = await meet(tx, ada)
        told = await memory.tell(tx, ada.actor, talk.character_id, text="  Call me\nAce.\0 ")
        assert (told.text, told.kind, told.speaker) == ("Call me Ace.", MemoryKind.TOLD, Speaker.USER)
        assert told.importance >= 0.5 and told.message_id is None
        await memory.tell(tx, ada.actor, talk.character_id, text="I have no message either.")

    async def test_refuses_nothing_too_much_and_too_many(
        self, tx: Tx, ada: Person, ben: Person, meet: Meet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        talk = await meet(tx, ada)
        for text in ("", " \n", "\0", "x" * 2_001, "x" * 1_000_000, " " * 1_000_000):
            with pytest.raises(MemoryInvalid):
                await memory.tell(tx, ada.actor, talk.character_id, text=text)
        with pytest.raises(CharacterNotFound):
            await memory.tell(tx, ben.actor, talk.character_id, text="I was here.")
        monkeypatch.setattr(service, "TOLD_LIMIT", 1)
        await memory.tell(tx, ada.actor, talk.character_id, text="One.")
        with pytest.raises(MemoriesMany):
            await memory.tell(tx, ada.actor, talk.character_id, text="Two.")


class TestChange:
    async def test_keeps_what_was_heard_first_and_looks_for_the_meaning_anew(
        self, tx: Tx, ada: Person, meet: Meet
    ) -> None:
        whom, [anna, *_] = await remembered(tx, ada, meet)
        anna.vector, anna.vector_version = b"\1" * 384, 1
        for text in ("My sister Anna moved to Porto.", "My sister Ann moved to Porto."):
            changed = await memory.correct(tx, ada.actor, whom, anna.id, text=text)
            assert (changed.text, changed.heard_as) == (text, TEXTS[0])
        assert (changed.vector, changed.vector_version, changed.version) == (None, 0, 3)

    async def test_tells_both_versions_when_somebody_was_faster(
        self, tx: Tx, ada: Person, meet: Meet
    ) -> None:
        whom, [anna, *_] = await remembered(tx, ada, meet)
        await memory.correct(tx, ada.actor, whom, anna.id, text="Anna lives in Porto.", version=1)
        with pytest.raises(MemoryChanged) as raised:
            await memory.correct(tx, ada.actor, whom, anna.id, text="Anna lives in Faro.", version=1)
        facts = raised.value.facts
        assert (facts["expected"], facts["found"], facts["text"]) == (1, 2, "Anna lives in Porto.")
        again = await memory.pin(tx, ada.actor, whom, anna.id, is_pinned=True, version=2)
        assert again.is_pinned and again.text == "Anna lives in Porto." and again.version == 3

    async def test_refuses_bad_text_and_changes_nothing(self, tx: Tx, ada: Person, meet: Meet) -> None:
        whom, [anna, *_] = await remembered(tx, ada, meet)
        with pytest.raises(MemoryInvalid):
            await memory.change(tx, ada.actor, whom, anna.id, text=" ", is_pinned=True)
        assert (anna.is_pinned, anna.version) == (False, 1)


class TestForget:
    async def test_removes_for_good(self, tx: Tx, ada: Person, meet: Meet) -> None:
        whom, [anna, *rest] = await remembered(tx, ada, meet)
        await memory.forget(tx, ada.actor, whom, anna.id)
        with pytest.raises(MemoryNotFound):
            await memory.get(tx, ada.actor, whom, anna.id)
        rows, _ = await memory.list_memories(tx, ada.actor, whom)
        assert {row.id for row in rows} == {row.id for row in rest}
