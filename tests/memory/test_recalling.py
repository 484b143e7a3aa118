"""What comes to mind, end to end: words at once, meaning once it has been worked out."""

import asyncio
from datetime import timedelta

import pytest

from makers import Person
from memory.conftest import BEGAN, JOY, Meet, Talk
from personae import memory
from personae.bootstrap import Services
from personae.characters import CharacterNotFound
from personae.encoder import Encoder
from personae.memory import Meanings, Recalling, Speaker

SAID = (
    "My sister Anna moved to Lisbon in May.",
    "I am terribly afraid of dogs since one bit me.",
    "I play the cello in an orchestra on Thursdays.",
    "My mother kept bees behind our house near Bath.",
)
ENCODER = Encoder()


async def told(services: Services, meet: Meet, person: Person, *texts: str) -> Talk:
    async with services.database.begin() as tx:
        talk = await meet(tx, person)
        moments = [await talk.say(tx, text, felt=JOY) for text in texts]
        kept = await memory.remember(tx, person.actor, talk.character_id, moments)
        assert len(kept) == len(texts)
    return talk


def recalling(services: Services) -> Recalling:
    return Recalling(services.database.begin, ENCODER)


async def texts(mind: Recalling, talk: Talk, question: str, **more: object) -> list[str]:
    found = await mind.recall(
        talk.person.actor, talk.character_id, question=question, at=BEGAN + timedelta(days=2), **more
    )
    return [each.memory.text for each in found]


class TestRecall:
    async def test_finds_by_words_at_once_and_by_meaning_later(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, mind = await told(services, meet, ada, *SAID), recalling(services)
        assert (await texts(mind, talk, "Where did Anna go?"))[0] == SAID[0]
        assert SAID[2] not in await texts(mind, talk, "What music do I make?")
        assert await Meanings(services.database.begin, ENCODER).run() >= len(SAID)
        assert (await texts(mind, talk, "What music do I make?"))[0] == SAID[2]
        assert (await texts(mind, talk, "Which animals frighten me?"))[0] == SAID[1]

    async def test_explains_its_scores_and_counts_what_was_recalled(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, mind = await told(services, meet, ada, *SAID), recalling(services)
        [best, *_] = await mind.recall(
            ada.actor, talk.character_id, question="Does Anna like it?", mood=(0.8, 0.4, 0.2)
        )
        assert {"words", "importance", "mood"} <= set(best.parts)
        assert abs(sum(best.parts.values()) - best.score) < 0.001
        async with services.database.begin(write=False) as tx:
            again = await memory.get(tx, ada.actor, talk.character_id, best.memory.id)
        assert again.recalls == 1 and again.recalled_at is not None

    async def test_brings_to_mind_once_what_was_said_in_two_conversations(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, mind = await told(services, meet, ada, *SAID), recalling(services)
        async with services.database.begin() as tx:
            other = await meet(tx, ada, character_id=talk.character_id)
            again = await other.say(tx, SAID[0], felt=JOY)
            assert await memory.remember(tx, ada.actor, talk.character_id, [again])
        assert (await texts(mind, talk, "Where did Anna go?")).count(SAID[0]) == 1

    async def test_gives_nothing_where_nothing_has_to_do_with_it(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, mind = await told(services, meet, ada, *SAID), recalling(services)
        for question in ("", " ", "Good morning!", "\0\ud800", "?" * 1_000_000, "quantum chromodynamics"):
            assert await texts(mind, talk, question) == []

    async def test_leaves_out_messages_that_are_at_hand(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, mind = await told(services, meet, ada, *SAID), recalling(services)
        async with services.database.begin(write=False) as tx:
            rows, _ = await memory.list_memories(tx, ada.actor, talk.character_id)
        at_hand = [row.message_id for row in rows if "Anna" in row.text]
        assert SAID[0] not in await texts(mind, talk, "Where did Anna go?", but_not=at_hand)

    async def test_sees_at_once_what_was_corrected_forgotten_told_pinned_or_taken_off_the_branch(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, mind = await told(services, meet, ada, *SAID), recalling(services)
        begin, who, whom = services.database.begin, ada.actor, talk.character_id
        await texts(mind, talk, "Anna")
        async with begin() as tx:
            rows, _ = await memory.list_memories(tx, who, whom)
            anna, dogs, cello = (
                next(row for row in rows if word in row.text) for word in ("Anna", "dogs", "cello")
            )
            await memory.correct(tx, who, whom, anna.id, text="My sister Anna moved to Porto in June.")
            await memory.forget(tx, who, whom, dogs.id)
            await memory.tell(tx, who, whom, text="Anna is the youngest of us.")
            await memory.pin(tx, who, whom, cello.id, is_pinned=True)
        found = await texts(mind, talk, "Anna")
        assert set(found) == {
            "My sister Anna moved to Porto in June.",
            "Anna is the youngest of us.",
            SAID[2],
        }
        assert await texts(mind, talk, "dogs") == [SAID[2]]
        async with begin() as tx:
            assert anna.message_id is not None
            await memory.set_live(tx, who, [anna.message_id], is_live=False)
        assert "My sister Anna moved to Porto in June." not in await texts(mind, talk, "Anna")
        async with begin() as tx:
            await memory.set_live(tx, who, [anna.message_id], is_live=True)
        assert "My sister Anna moved to Porto in June." in await texts(mind, talk, "Anna")

    async def test_goes_on_reading_when_whoever_asked_gives_up(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        talk, mind = await told(services, meet, ada, *SAID), recalling(services)
        asked = asyncio.create_task(texts(mind, talk, "Anna"))
        await asyncio.sleep(0)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        await mind.close()
        assert (await texts(mind, talk, "Anna"))[0] == SAID[0]

    async def test_never_gives_one_person_what_another_has_said(
        self, services: Services, ada: Person, ben: Person, meet: Meet
    ) -> None:
        talk, mind = await told(services, meet, ada, *SAID), recalling(services)
        assert await texts(mind, talk, "Anna")
        assert await mind.recall(ben.actor, talk.character_id, question="Anna") == []
        with pytest.raises(CharacterNotFound):
            await mind.search(ben.actor, talk.character_id, words="Anna")
        [found] = await mind.search(ada.actor, talk.character_id, words="Anna")
        assert found.memory.text == SAID[0] and found.memory.recalls == 1

    async def test_prefers_the_words_of_the_one_whom_a_question_names(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        async with services.database.begin() as tx:
            talk = await meet(tx, ada)
            mine = await talk.say(tx, "I was born in a small village near the sea in Wales.")
            its = await talk.say(
                tx, "I was born at the lighthouse near the sea, in the storm of 1901.", by=Speaker.CHARACTER
            )
            await memory.remember(tx, ada.actor, talk.character_id, [mine, its])
        names = {Speaker.USER: ["Ada"], Speaker.CHARACTER: ["The Keeper", "Keeper"]}
        mind = recalling(services)
        assert (await texts(mind, talk, "Where was Ada born?", names=names))[0] == mine.text
        assert (await texts(mind, talk, "Where was the Keeper born?", names=names))[0] == its.text
        assert (await texts(mind, talk, "Where was I born, by the sea?"))[0] == mine.text
