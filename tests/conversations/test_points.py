"""Who talks as of a point in the book knows nothing that stands behind it."""

from collections.abc import AsyncGenerator

import pytest

from makers import Person
from personae import characters, conversations, library
from personae.bootstrap import Services
from personae.characters import CharacterUnseen, Profile
from personae.conversations import Conversation
from personae.conversations.window import SO_FAR
from personae.library import Document
from personae.llm import Chunk, Finish, Prompt
from personae.platform.db import Tx
from stage import Stage


class Listening:
    """A provider that keeps what it is given."""

    name = "listening"
    model = "listening"
    max_tokens = 100

    def __init__(self) -> None:
        self.prompts: list[Prompt] = []

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Nod."""
        self.prompts.append(prompt)
        yield Chunk(text="Aye.", finish=Finish.DONE)

    async def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
async def middle(services: Services, reader: Person, story: Document) -> int:
    """Where the second chapter begins."""
    async with services.database.begin(write=False) as tx:
        chapters = await library.chapters(tx, reader.actor, story.id)
    return chapters[-1].start


@pytest.fixture
async def mira(services: Services, reader: Person, story: Document) -> Profile:
    """Somebody who speaks in both chapters."""
    async with services.database.begin(write=False) as tx:
        cast, _ = await characters.cast_of(tx, reader.actor, story.id)
    return next(each for each in cast if "Mira" in each.name)


async def prompt_of(
    services: Services,
    stage: Stage,
    reader: Person,
    character: Profile,
    until: int | None,
    text: str = "What do you fear?",
) -> tuple[Conversation, Prompt]:
    """A new conversation as of a point, and what its first reply is made from."""
    async with services.database.begin() as tx:
        talk = await conversations.start(tx, reader.actor, character.id, until=until)
    listening = Listening()
    with stage.playing(listening):
        turn = await services.turns.ask(reader.actor, talk.id, text=text)
        await services.turns.ended(turn.reply.id)
    return talk, listening.prompts[0]


class TestTalk:
    async def test_draws_on_what_is_known_at_its_point_only(
        self, services: Services, stage: Stage, reader: Person, mira: Profile, middle: int
    ) -> None:
        talk, prompt = await prompt_of(services, stage, reader, mira, middle)
        assert talk.until == middle
        assert any("proud kettle" in line.text for line in prompt.lines)
        assert {line.label for line in prompt.lines} == {"CHAPTER ONE"}
        assert "turn of the tide" not in prompt.sheet
        assert SO_FAR in prompt.system

    async def test_draws_on_the_whole_document_without_one(
        self, services: Services, stage: Stage, reader: Person, mira: Profile, middle: int
    ) -> None:
        await prompt_of(services, stage, reader, mira, middle)  # which must not be remembered for this one
        _, prompt = await prompt_of(services, stage, reader, mira, None)
        assert {line.label for line in prompt.lines} == {"CHAPTER ONE", "CHAPTER TWO"}
        assert SO_FAR not in prompt.system

    async def test_remembers_nothing_of_where_more_of_the_book_is_known(
        self, services: Services, stage: Stage, reader: Person, mira: Profile, middle: int
    ) -> None:
        told = "I have read on: my dear Mira, you are going to marry Bartholomew in Lisbon!"
        await prompt_of(services, stage, reader, mira, None, told)
        await prompt_of(services, stage, reader, mira, middle, "I keep eleven geese behind my mill in Porto.")
        asked = "What do you remember of Bartholomew in Lisbon and of my eleven geese in Porto?"
        for until, knows in ((middle, False), (middle + 1, False), (None, True)):
            _, prompt = await prompt_of(services, stage, reader, mira, until, asked)
            assert ("marry Bartholomew" in prompt.notes) is knows
            assert "eleven geese behind my mill" in prompt.notes

    async def test_cannot_begin_before_the_character_comes_in(
        self, tx: Tx, reader: Person, mira: Profile
    ) -> None:
        with pytest.raises(CharacterUnseen):
            await conversations.start(tx, reader.actor, mira.id, until=3)
