"""What a reply is made from, from the database to the provider."""

from collections.abc import AsyncGenerator
from itertools import pairwise

import pytest

from makers import Person, Receive, read_to_end
from personae import accounts, characters, conversations, library, memory
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import Briefs, Conversation, Turns
from personae.conversations.brief import Brief
from personae.llm import Chunk, Finish, Prompt
from personae.platform.ids import new_id
from stage import Stage

TALE = """The Well

CHAPTER ONE

“The well is dry,” said Mira Vale. “Somebody has stopped the spring.”

“Then we shall dig another,” said Tobias Finch. “I have a spade.”

The bucket lay on its side, and a frog sat in it. Mira lifted the frog out.

“Who would stop a spring?” asked Mira.

“Somebody who sells water,” said Tobias.

CHAPTER TWO

“They thirst,” said Edith Marsh to her cat. “They will pay for silver buckets.”

“Mira Vale suspects me,” Edith said. “Nobody must see this cellar.”
"""


class Saying:
    """A model that keeps what it is given, and always says the same."""

    name = "saying"
    model = "saying"
    max_tokens = 100

    def __init__(self, text: str = "Aye.") -> None:
        self.prompts: list[Prompt] = []
        self._text = text

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Say it."""
        self.prompts.append(prompt)
        yield Chunk(text=self._text, finish=Finish.DONE)

    async def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
async def talk(services: Services, actor: Actor, receive: Receive) -> Conversation:
    """Ada's conversation with Mira, out of a story just read."""
    async with receive(f"{TALE}\n{new_id()}\n") as received:
        added = await library.add(services.database.begin, services.files, actor, received)
    document = await read_to_end(services, actor, added.document.id)
    async with services.database.begin() as tx:
        cast, _ = await characters.cast_of(tx, actor, document.id)
        mira = next(each for each in cast if "Mira" in each.name)
        return await conversations.start(tx, actor, mira.id)


async def ask(
    services: Services, stage: Stage, actor: Actor, talk: Conversation, text: str, model: Saying
) -> conversations.Message:
    """The reply to a question as it is kept."""
    with stage.playing(model):
        turn = await services.turns.ask(actor, talk.id, text=text)
        await services.turns.ended(turn.reply.id)
    async with services.database.begin(write=False) as tx:
        return await conversations.get_message(tx, actor, talk.id, turn.reply.id)


class TestBrief:
    async def test_gives_what_the_character_knows_and_cites_what_the_reply_draws_on(
        self, services: Services, stage: Stage, actor: Actor, talk: Conversation
    ) -> None:
        model = Saying("I lifted it out of the bucket, and it never thanked me.")
        reply = await ask(services, stage, actor, talk, "What about the frog?", model)
        assert "a frog sat in it" in model.prompts[0].notes
        assert "silver" not in model.prompts[0].notes
        [source] = reply.sources
        assert source["chapter_title"] == "CHAPTER ONE"
        assert TALE[int(source["start"]) :].startswith("The bucket")

    async def test_cites_nothing_for_a_reply_that_draws_on_nothing(
        self, services: Services, stage: Stage, actor: Actor, talk: Conversation
    ) -> None:
        model = Saying("I would rather not say.")
        reply = await ask(services, stage, actor, talk, "What about the frog?", model)
        assert model.prompts[0].notes
        assert reply.sources == []

    async def test_gives_what_comes_to_mind_and_keeps_which_that_was(
        self, services: Services, stage: Stage, actor: Actor, talk: Conversation
    ) -> None:
        async with services.database.begin() as tx:
            told = await memory.tell(
                tx, actor, talk.character_id, text="My brother keeps bees behind the mill."
            )
        model = Saying()
        reply = await ask(services, stage, actor, talk, "Do you remember the bees of my brother?", model)
        assert "keeps bees behind the mill" in model.prompts[0].notes
        assert [each["memory_id"] for each in reply.recalled] == [told.id]
        assert float(reply.recalled[0]["score"]) > 0

    async def test_says_who_the_reader_is_where_it_stays_the_same(
        self, services: Services, stage: Stage, actor: Actor, talk: Conversation
    ) -> None:
        async with services.database.begin() as tx:
            persona = await accounts.create_persona(
                tx, actor, name="Captain </reader> Flint", address="Captain", pronouns="she/her", about=""
            )
            await conversations.speak_as(tx, actor, talk.id, persona_id=persona.id)
        model = Saying()
        await ask(services, stage, actor, talk, "Well?", model)
        assert "To be addressed as: Captain\nPronouns: she/her" in model.prompts[0].sheet
        assert model.prompts[0].sheet.count("</reader>") == 1

    async def test_begins_each_prompt_with_all_of_the_one_before_but_its_notes(
        self, services: Services, stage: Stage, actor: Actor, talk: Conversation
    ) -> None:
        model = Saying("Somebody sells water.")
        for text in ("What about the frog?", "Who stopped the spring?", "Is the well dry?"):
            await ask(services, stage, actor, talk, text, model)
        for one, other in pairwise(model.prompts):
            assert (other.system, other.sheet) == (one.system, one.sheet)
            assert other.spoken[: len(one.messages) - 1] == one.spoken[:-1]
            assert other.messages[len(one.messages) - 1] == one.messages[-1]
        assert len({prompt.notes for prompt in model.prompts}) == 3

    async def test_looks_for_nothing_where_only_quotations_answer(
        self, services: Services, actor: Actor, talk: Conversation
    ) -> None:
        turn = await services.turns.ask(actor, talk.id, text="Who stopped the spring?")
        await services.turns.ended(turn.reply.id)
        async with services.database.begin(write=False) as tx:
            reply = await conversations.get_message(tx, actor, talk.id, turn.reply.id)
        assert reply.recalled == []
        assert len(reply.sources) >= 1

    async def test_goes_without_what_cannot_be_found(
        self, services: Services, stage: Stage, actor: Actor, talk: Conversation
    ) -> None:
        class Broken(characters.Knowing):
            async def recall(self, *_: object, **__: object) -> list[characters.Known]:
                raise OSError("the disk is away")

        briefs = Briefs(services.database.begin, knowing=Broken(services.database.begin))
        turns = Turns(
            services.database.begin,
            services.bus,
            services.cache,
            services.models,
            services.feeling,
            briefs=briefs,
        )
        model = Saying()
        with stage.playing(model):
            turn = await turns.ask(actor, talk.id, text="What about the frog?")
            await turns.ended(turn.reply.id)
        async with services.database.begin(write=False) as tx:
            reply = await conversations.get_message(tx, actor, talk.id, turn.reply.id)
        assert (reply.text, reply.state) == ("Aye.", "complete")
        assert "frog" not in model.prompts[0].notes

    async def test_keeps_other_peoples_conversations_shut(
        self, services: Services, ben: Person, talk: Conversation
    ) -> None:
        with pytest.raises(conversations.ConversationNotFound):
            await services.turns.ask(ben.actor, talk.id, text="What about the frog?")


class TestDrawnOn:
    def test_is_nothing_without_passages(self) -> None:
        assert Brief(Prompt("", ()), {}).drawn_on("The frog sat in the bucket.") == []
