"""The reader's own language, and the truth when they ask for it."""

from collections.abc import AsyncGenerator

import httpx2
import pytest

from conversations.conftest import Kept
from makers import Person
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import TRUTH, Author, Conversation, Message
from personae.conversations.due import due_part, own_tongue, tongue
from personae.llm import Chunk, Finish, Line, Prompt
from stage import Stage
from web.browser import browser_of

ENGLISH = (Line("1", "There is no lamp in the window, and there has been none since the storm.", "", ""),)
GERMAN = (Line("1", "Da ist keine Lampe im Fenster, und seit dem Sturm war nie eine da.", "", ""),)


def said(*texts: str) -> list[Message]:
    """What a person has said."""
    return [Message(author=Author.USER, text=text) for text in texts]


class TestDuePart:
    def test_asks_for_the_language_of_the_reader(self) -> None:
        assert "answer in French" in due_part(said("Bonjour, comment allez-vous ?"), ENGLISH)

    @pytest.mark.parametrize(
        ("text", "lines"), [("What about the frog?", ENGLISH), ("Was hast du gesehen?", GERMAN), ("No.", ())]
    )
    def test_is_nothing_where_the_language_is_the_characters_own(
        self, text: str, lines: tuple[Line, ...]
    ) -> None:
        assert due_part(said(text), lines) == ""

    def test_looks_back_from_a_word_that_could_be_in_any_language(self) -> None:
        assert "answer in French" in due_part(said("Bonjour, comment allez-vous ?", "ok"), ENGLISH)

    def test_follows_a_reader_who_changes_their_language(self) -> None:
        talk = said("Bonjour, comment allez-vous ?", "Let us speak of the frog in the well again.")
        assert due_part(talk, ENGLISH) == ""

    def test_asks_for_the_truth_when_it_is_sincerely_asked_for(self) -> None:
        assert "no person" in due_part(said("Be honest: are you a real person?"), ENGLISH)
        assert due_part(said("Are you a man or a mouse?"), ENGLISH) == ""
        assert due_part(said("Be honest: are you a real person?", "Tell me more of it"), ENGLISH) == ""


class TestTongue:
    def test_is_unknown_without_words(self) -> None:
        assert tongue([]) == tongue(["?!"]) == ""

    def test_of_a_character_without_lines_is_english(self) -> None:
        assert own_tongue(()) == "en"


class Hearing:
    """A model that keeps its prompt."""

    name, model, max_tokens = "hearing", "hearing", 100

    def __init__(self) -> None:
        self.prompts: list[Prompt] = []

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Say a word."""
        self.prompts.append(prompt)
        yield Chunk(text="Oui.")
        yield Chunk(finish=Finish.DONE)

    async def close(self) -> None:
        """Nothing is held."""


class TestAReply:
    async def test_is_asked_for_what_is_due_in_the_part_that_changes(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        model = Hearing()
        with stage.playing(model):
            turn = await services.turns.ask(actor, conversation.id, text="Êtes-vous une vraie personne ?")
            await kept.ended(turn)
        [prompt] = model.prompts
        assert "no person" in prompt.notes
        assert "answer in French" in prompt.notes
        assert "French" not in prompt.system

    async def test_in_quotations_has_the_truth_beside_it(
        self, ada: Person, base_url: str, conversation: Conversation
    ) -> None:
        messages = f"/api/v1/conversations/{conversation.id}/messages"
        answer: httpx2.Response = await ada.client.post(messages, json={"text": "Are you a real person?"})
        exchange = answer.json()
        assert (exchange["message"]["truth"], exchange["reply"]["truth"]) == (TRUTH, None)
        async with browser_of(ada, base_url) as tab:
            assert TRUTH in (await tab.get(f"/conversations/{conversation.id}")).text
