"""Summaries along the branch: made at once of the very words, or ahead of time by a model."""

from collections.abc import AsyncGenerator, Sequence

import pytest

from personae import usage
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import Author, Conversation, Message, fitting, message_store, store
from personae.conversations.fitting import Span
from personae.conversations.summarizing import Summarizing
from personae.conversations.writing import add_message
from personae.llm import Chunk, Finish, ModelUnreachable, Prompt
from personae.platform.clock import now
from personae.usage import read_span
from stage import Stage

LINE = "The lamp{n} of number {n} burned, and the kettle{n} sang." + " And so it was then." * 9


class Writing:
    """A model that summarizes, or cannot be reached."""

    name = "writing"
    model = "writing"
    max_tokens = 100

    def __init__(self, *, fails: bool = False) -> None:
        self.prompts: list[Prompt] = []
        self._fails = fails

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Summarize."""
        self.prompts.append(prompt)
        if self._fails:
            raise ModelUnreachable(vendor="writing", model="writing")
        yield Chunk(text="They told you of the lamps.", finish=Finish.DONE)

    async def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
async def history(services: Services, actor: Actor, conversation: Conversation) -> Sequence[Message]:
    """Forty messages of one branch."""
    return await say(services, actor, conversation, 40)


async def say(services: Services, actor: Actor, conversation: Conversation, count: int) -> Sequence[Message]:
    """So many more messages at the end of the branch, and then all of it."""
    scope = store.Scope(conversation_id=conversation.id, owner_id=actor.user_id)
    async with services.database.begin() as tx:
        held = await store.hold(tx, conversation.id, owner_id=actor.user_id)
        there = await message_store.latest(tx, before=None, limit=1, **scope)
        last = there[-1] if there else None
        for _ in range(count):
            n = last.depth + 1 if last else 0
            last = await add_message(
                tx, held, last, (Author.USER, Author.CHARACTER)[n % 2], text=LINE.format(n=n)
            )
        return await message_store.latest(tx, before=None, limit=500, **scope)


class TestEarlier:
    async def test_is_nothing_while_all_fits(
        self, services: Services, actor: Actor, conversation: Conversation, history: Sequence[Message]
    ) -> None:
        found = await Summarizing(services.database.begin).earlier(actor, conversation, history, begin=0)
        assert found == ""

    async def test_tells_what_no_longer_fits_and_stays_the_same(
        self, services: Services, actor: Actor, conversation: Conversation, history: Sequence[Message]
    ) -> None:
        made = Summarizing(services.database.begin)
        found = await made.earlier(actor, conversation, history, begin=20)
        assert "number" in found
        assert "number 20" not in found
        again = await Summarizing(services.database.begin).earlier(actor, conversation, history, begin=20)
        assert again == found

    async def test_goes_on_from_the_one_before(
        self, services: Services, actor: Actor, conversation: Conversation, history: Sequence[Message]
    ) -> None:
        made = Summarizing(services.database.begin)
        await made.earlier(actor, conversation, history, begin=10)
        former, turns = await made._since(actor, conversation, history[30])
        assert former
        assert [turn.depth for turn in turns] == list(range(10, 30))

    async def test_looks_at_no_more_than_the_latest_of_a_very_long_gap(
        self, services: Services, actor: Actor, conversation: Conversation, history: Sequence[Message]
    ) -> None:
        long = await say(services, actor, conversation, 210)
        made = Summarizing(services.database.begin)
        _, turns = await made._since(actor, conversation, long[249])
        assert [turn.depth for turn in turns] == list(range(49, 249))
        assert "number" in await made.earlier(actor, conversation, long, begin=249)

    async def test_belongs_to_the_branch_that_its_message_is_on(
        self, services: Services, actor: Actor, conversation: Conversation, history: Sequence[Message]
    ) -> None:
        made = Summarizing(services.database.begin)
        await made.earlier(actor, conversation, history, begin=20)
        async with services.database.begin() as tx:
            await message_store.set_live(
                tx,
                [each.id for each in history[15:]],
                conversation_id=conversation.id,
                is_live=False,
                owner_id=actor.user_id,
            )
        former, turns = await made._since(actor, conversation, history[15])
        assert former == ""
        assert len(turns) == 15

    async def test_tells_nothing_of_other_peoples_conversations(
        self, services: Services, actor: Actor, conversation: Conversation, history: Sequence[Message]
    ) -> None:
        stranger = Actor("nobody", "Ben", "ben@example.org", session_id="")
        made = Summarizing(services.database.begin)
        assert await made.earlier(stranger, conversation, history, begin=20) == ""


class TestLookAhead:
    async def test_asks_the_model_before_the_window_moves_and_books_it(
        self,
        services: Services,
        stage: Stage,
        actor: Actor,
        conversation: Conversation,
        history: Sequence[Message],
    ) -> None:
        made, model = Summarizing(services.database.begin, services.models), Writing()
        whole = Span(tokens=10**6, steps=(10, 1))
        with stage.playing(model):
            made.look_ahead(actor, conversation, history, whole)
            assert not made._going
            made.look_ahead(actor, conversation, history, near_its_end(history))
            await made.ended(conversation.id)
        [prompt] = model.prompts
        assert "number 3" in prompt.messages[0].text
        assert await made.earlier(actor, conversation, history, begin=10) == "They told you of the lamps."
        async with services.database.begin(write=False) as tx:
            calls, _ = await usage.calls(tx, actor, read_span("", "", today=now().date()))
        assert [call.purpose for call in calls] == ["summary"]

    async def test_leaves_it_to_the_very_words_when_the_model_fails(
        self,
        services: Services,
        stage: Stage,
        actor: Actor,
        conversation: Conversation,
        history: Sequence[Message],
    ) -> None:
        made, model = Summarizing(services.database.begin, services.models), Writing(fails=True)
        with stage.playing(model):
            made.look_ahead(actor, conversation, history, near_its_end(history))
            await made.ended(conversation.id)
        assert "number" in await made.earlier(actor, conversation, history, begin=10)

    async def test_asks_nobody_where_only_quotations_are_chosen(
        self, services: Services, actor: Actor, conversation: Conversation, history: Sequence[Message]
    ) -> None:
        made = Summarizing(services.database.begin, services.models)
        made.look_ahead(actor, conversation, history, near_its_end(history))
        await made.ended(conversation.id)
        former, _ = await made._since(actor, conversation, history[10])
        assert former == ""
        await made.close()


def near_its_end(history: Sequence[Message]) -> Span:
    """A span into which all of a history just fits."""
    return Span(tokens=sum(map(fitting.tokens_of, history)) + 1, steps=(10, 1))
