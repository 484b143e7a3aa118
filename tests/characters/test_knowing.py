"""What a character knows of its document."""

import pytest

from makers import Person, Receive, read_to_end
from personae import characters, library
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.characters import CharacterNotFound, Knowing, Profile
from personae.characters.indexes import Indexes
from personae.library import Document
from personae.platform.ids import new_id
from spoiling import SPOILER, spoil

TALE = """The Well

CHAPTER ONE

“The well is dry,” said Mira Vale. “Somebody has stopped the spring.”

“Then we shall dig another,” said Tobias Finch. “I have a spade.”

The bucket lay on its side, and a frog sat in it. Mira lifted the frog out.

“Who would stop a spring?” asked Mira.

“Somebody who sells water,” said Tobias.

CHAPTER TWO

Edith Marsh counted the silver in her cellar, coin by coin. Nobody else in the village had so much silver.

“They thirst,” said Edith Marsh to her cat. “They will pay for every drop.”

“Mira Vale suspects me,” Edith said. “Mira Vale must never see this cellar.”

The cat yawned. The candle burned down over the silver.

“Tomorrow the price of water doubles,” said Edith.

CHAPTER THREE

“The price of water has doubled,” said Tobias Finch. “Edith Marsh has put up a sign.”

“Has she?” said Mira. “Then I know who stopped the spring.”

“What will you do?” asked Tobias.

“I shall ask her for a drink,” said Mira Vale.
"""


@pytest.fixture
async def tale(services: Services, actor: Actor, receive: Receive) -> Document:
    """A story in which two of three people never see a cellar."""
    async with receive(f"{TALE}\n{new_id()}\n") as received:
        added = await library.add(services.database.begin, services.files, actor, received)
    return await read_to_end(services, actor, added.document.id)


async def one_of(
    services: Services, actor: Actor, tale: Document, name: str, *, until: int | None = None
) -> Profile:
    async with services.database.begin(write=False) as tx:
        cast, _ = await characters.cast_of(tx, actor, tale.id)
        found = next(each for each in cast if name in each.name)
        return await characters.get(tx, actor, found.id, until=until)


async def told(services: Services, actor: Actor, character: Profile, question: str) -> str:
    """All that a character knows to a question, as one text."""
    found = await Knowing(services.database.begin).recall(actor, character, question=question)
    return "\n".join(each.text for each in found)


class TestRecall:
    async def test_finds_what_the_character_was_there_for(
        self, services: Services, actor: Actor, tale: Document
    ) -> None:
        mira = await one_of(services, actor, tale, "Mira")
        [frog, *_] = await Knowing(services.database.begin).recall(
            actor, mira, question="What about the frog?"
        )
        assert frog.text.startswith("The bucket lay on its side, and a frog sat in it.")
        assert frog.chapter_title == "CHAPTER ONE"
        assert TALE[frog.pieces[0].start :].startswith("The bucket")

    async def test_keeps_from_it_what_others_did_and_said_alone(
        self, services: Services, actor: Actor, tale: Document
    ) -> None:
        mira = await one_of(services, actor, tale, "Mira")
        edith = await one_of(services, actor, tale, "Edith")
        assert "silver" in await told(services, actor, edith, "Where do you keep your silver and your cat?")
        for question in ("Where is the silver?", "What about the cat and the candle?", "Who is suspected?"):
            found = await told(services, actor, mira, question)
            assert "silver" not in found
            assert "cat" not in found
            assert "suspects" not in found

    async def test_tells_what_was_said_to_it(self, services: Services, actor: Actor, tale: Document) -> None:
        mira = await one_of(services, actor, tale, "Mira")
        assert "Edith Marsh has put up a sign" in await told(services, actor, mira, "Is there a sign?")

    async def test_tells_nothing_that_ends_behind_the_point(
        self, services: Services, actor: Actor, tale: Document
    ) -> None:
        until = TALE.index("CHAPTER THREE")
        early = await one_of(services, actor, tale, "Mira", until=until)
        assert await told(services, actor, early, "Is there a sign?") == ""
        assert "Somebody who sells water" in await told(services, actor, early, "Who sells water?")

    async def test_answers_the_same_whatever_stands_behind_the_point(
        self, services: Services, actor: Actor, tale: Document
    ) -> None:
        mira = await one_of(services, actor, tale, "Mira")
        for until in (TALE.index("CHAPTER THREE"), TALE.index("a frog sat") + 3):
            async with services.database.begin(write=False) as tx:
                early = await characters.get(tx, actor, mira.id, until=until)
            questions = ("Who stopped the spring?", "Tell me about the water.", "The sign?", SPOILER)
            before = [await told(services, actor, early, question) for question in questions]
            async with services.database.begin() as tx:
                await spoil(tx, tale.id, until=until)
            async with services.database.begin(write=False) as tx:
                early = await characters.get(tx, actor, early.id, until=until)
            assert [await told(services, actor, early, question) for question in questions] == before
            assert any(before)
            assert SPOILER not in repr(before)

    async def test_goes_by_what_was_spoken_of_before_where_the_question_names_nothing(
        self, services: Services, actor: Actor, tale: Document
    ) -> None:
        mira = await one_of(services, actor, tale, "Mira")
        knowing = Knowing(services.database.begin)
        found = await knowing.recall(actor, mira, question="Why?", before="The frog in the bucket.")
        assert "frog" in found[0].text
        assert await knowing.recall(actor, mira, question="Why?") == []

    async def test_tells_nothing_on_what_is_not_in_the_book(
        self, services: Services, actor: Actor, tale: Document
    ) -> None:
        mira = await one_of(services, actor, tale, "Mira")
        assert await told(services, actor, mira, "What is a quark?") == ""
        assert await told(services, actor, mira, "") == ""

    async def test_lets_a_document_know_all_of_itself(
        self, services: Services, actor: Actor, receive: Receive
    ) -> None:
        essay = f"On Stairs\n\nStairs are an argument in a house.\n\nA kettle knows its end.\n\n{new_id()}\n"
        async with receive(essay) as received:
            added = await library.add(services.database.begin, services.files, actor, received)
        document = await read_to_end(services, actor, added.document.id)
        async with services.database.begin(write=False) as tx:
            [voice], _ = await characters.cast_of(tx, actor, document.id)
        assert "A kettle knows its end." in await told(services, actor, voice, "What of the kettle?")

    async def test_knows_of_no_document_for_somebody_made_by_hand(
        self, services: Services, actor: Actor
    ) -> None:
        async with services.database.begin() as tx:
            made = await characters.create(
                tx, actor, name="Pip", gender="M", description="A boy.", sayings="I am Pip."
            )
        assert await told(services, actor, made, "Who is Pip?") == ""

    async def test_tells_nobody_of_other_peoples_documents(
        self, services: Services, actor: Actor, ben: Person, tale: Document
    ) -> None:
        mira = await one_of(services, actor, tale, "Mira")
        knowing = Knowing(services.database.begin)
        await knowing.recall(actor, mira, question="What about the frog?")
        with pytest.raises(CharacterNotFound):
            await knowing.recall(ben.actor, mira, question="What about the frog?")

    async def test_goes_without_rather_than_wait_long_for_an_index(
        self, services: Services, actor: Actor, tale: Document
    ) -> None:
        mira = await one_of(services, actor, tale, "Mira")
        indexes = Indexes(services.database.begin, patience_s=0)
        knowing = Knowing(services.database.begin, indexes=indexes)
        assert await knowing.recall(actor, mira, question="What about the frog?") == []
        await indexes.made(tale.id)
        assert await knowing.recall(actor, mira, question="What about the frog?")
        await knowing.close()


class TestIndexes:
    async def test_keep_what_was_asked_for_last_within_their_size(
        self, services: Services, actor: Actor, tale: Document, receive: Receive
    ) -> None:
        indexes = Indexes(services.database.begin, kept_bytes=1)
        first = await indexes.of(actor.user_id, tale.id)
        assert await indexes.of(actor.user_id, tale.id) is first
        async with receive(f"{TALE}\n{new_id()}\n") as received:
            added = await library.add(services.database.begin, services.files, actor, received)
        other = await read_to_end(services, actor, added.document.id)
        await indexes.of(actor.user_id, other.id)
        assert await indexes.of(actor.user_id, tale.id) is not first
