"""One exchange: how replies end, what is kept, who may ask."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from conversations.conftest import Kept
from makers import Person
from personae import conversations
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import (
    MESSAGE_LIMIT,
    Conversation,
    ConversationNotFound,
    MessageInvalid,
    MessageNotFound,
    ReplyGoingOn,
    State,
    Turns,
    reply_store,
)
from personae.llm import Chunk, Finish, ModelBusy, ModelQuota, Notice, Prompt, ScriptedProvider, Wait, saying
from personae.platform.clock import now
from personae.platform.db import Tx
from stage import Stage


class Held:
    """A provider that says one word and then waits to be let go."""

    name = "held"
    model = "held"
    max_tokens = 100

    def __init__(self) -> None:
        self.said, self.let_go, self.closed = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def stream(self, _: Prompt) -> AsyncGenerator[Chunk, None]:
        """Begin, wait, and finish."""
        try:
            yield Chunk(text="Well")
            self.said.set()
            await self.let_go.wait()
            yield Chunk(text=" met.")
            yield Chunk(finish=Finish.DONE)
        finally:
            self.closed.set()

    async def close(self) -> None:
        """Nothing is held."""


class TestAsk:
    async def test_saves_the_question_and_a_complete_reply(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        with stage.playing(ScriptedProvider(saying("The lamp is lit."), model="script one")):
            turn = await services.turns.ask(actor, conversation.id, text="  Is it lit?\n")
            reply = await kept.ended(turn)
        assert (reply.text, reply.state, reply.reason) == ("The lamp is lit.", State.COMPLETE, None)
        assert (reply.provider, reply.model) == ("scripted", "script one")
        question = await kept(turn.question)
        assert (question.text, question.state) == ("Is it lit?", State.COMPLETE)
        assert (reply.parent_id, reply.depth) == (question.id, question.depth + 1)

    async def test_names_who_really_answered(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        fallback = Chunk(notice=Notice(Wait.FALLBACK, "a host of " + "x" * 40, "model two", "model_busy"))
        with stage.playing(ScriptedProvider([fallback, *saying("The lamp is lit.")])):
            reply = await kept.ended(await services.turns.ask(actor, conversation.id, text="Is it lit?"))
        assert (reply.text, reply.model) == ("The lamp is lit.", "model two")
        assert reply.provider == ("a host of " + "x" * 40)[:32]

    @pytest.mark.parametrize("finish", [Finish.LENGTH, Finish.FILTERED])
    async def test_tells_why_a_complete_reply_is_short(
        self,
        services: Services,
        stage: Stage,
        actor: Actor,
        conversation: Conversation,
        kept: Kept,
        finish: Finish,
    ) -> None:
        with stage.playing(ScriptedProvider(["Once", Chunk(finish=finish)])):
            reply = await kept.ended(await services.turns.ask(actor, conversation.id, text="Tell me"))
        assert (reply.text, reply.state, reply.reason) == ("Once", State.COMPLETE, finish.value)

    @pytest.mark.parametrize("cut", range(4))
    async def test_marks_a_reply_without_a_finish_wherever_it_was_cut(
        self,
        services: Services,
        stage: Stage,
        actor: Actor,
        conversation: Conversation,
        kept: Kept,
        cut: int,
    ) -> None:
        words = ["The", " lamp", " is", " lit."][:cut]
        with stage.playing(ScriptedProvider(words)):
            reply = await kept.ended(await services.turns.ask(actor, conversation.id, text="Well?"))
        assert (reply.state, reply.reason) == (State.INTERRUPTED, "reply_interrupted")
        assert reply.text == "".join(words)

    @pytest.mark.parametrize(
        ("error", "reason"),
        [
            (ModelBusy(vendor="v", retry_after_s=None), "model_busy"),
            (ModelQuota(vendor="v"), "model_quota"),
            (ZeroDivisionError(), "reply_failed"),
        ],
    )
    async def test_keeps_what_arrived_before_an_error_and_names_the_error(
        self,
        services: Services,
        stage: Stage,
        actor: Actor,
        conversation: Conversation,
        kept: Kept,
        error: Exception,
        reason: str,
    ) -> None:
        with stage.playing(ScriptedProvider(["The lamp", error])):
            reply = await kept.ended(await services.turns.ask(actor, conversation.id, text="Well?"))
        assert (reply.text, reply.state, reply.reason) == ("The lamp", State.INTERRUPTED, reason)

    async def test_lets_only_one_of_many_questions_through_at_once(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        held = Held()
        with stage.playing(held):
            asked = await asyncio.gather(
                *(services.turns.ask(actor, conversation.id, text=f"Question {n}") for n in range(5)),
                return_exceptions=True,
            )
            turns = [each for each in asked if isinstance(each, conversations.Turn)]
            assert sum(isinstance(each, ReplyGoingOn) for each in asked) == 4
            held.let_go.set()
            [turn] = turns
            assert (await kept.ended(turn)).state == State.COMPLETE
        async with services.database.begin(write=False) as tx:
            written, _ = await conversations.messages(tx, actor, conversation.id)
        assert [message.id for message in written] == [turn.question.id, turn.reply.id]

    async def test_goes_on_writing_when_whoever_asked_is_gone(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation
    ) -> None:
        held = Held()
        with stage.playing(held):
            asking = asyncio.create_task(services.turns.ask(actor, conversation.id, text="Still there?"))
            await asyncio.sleep(0)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            await held.said.wait()
            held.let_go.set()
            async with services.database.begin(write=False) as tx:
                [_, reply], _ = await conversations.messages(tx, actor, conversation.id)
            await services.turns.ended(reply.id)
        async with services.database.begin(write=False) as tx:
            [_, reply], _ = await conversations.messages(tx, actor, conversation.id)
        assert (reply.text, reply.state) == ("Well met.", State.COMPLETE)

    async def test_keeps_the_text_so_far_while_it_writes(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        held = Held()
        with stage.playing(held):
            async with services.bus.subscribe(conversations.topic(conversation.id)) as news:
                turn = await services.turns.ask(actor, conversation.id, text="Well?")
                while (reply := await kept(turn.reply)).text == "":
                    await anext(news)
                assert (reply.text, reply.state) == ("Well", State.WRITING)
            held.let_go.set()
            await kept.ended(turn)

    async def test_tells_its_listeners_every_piece_in_order(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation
    ) -> None:
        text, pieces = "The sea took my boots and my lamp.", ""
        with stage.playing(ScriptedProvider(saying(text))):
            async with services.bus.subscribe(conversations.topic(conversation.id)) as news:
                await services.turns.ask(actor, conversation.id, text="What did it take?")
                while pieces != text:
                    each = await anext(news)
                    if each["kind"] == "piece":
                        assert each["at"] == len(pieces)
                        pieces += str(each["text"])

    async def test_keeps_no_nul_characters(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        with stage.playing(ScriptedProvider(saying("a\0b"))):
            turn = await services.turns.ask(actor, conversation.id, text="c\0d")
            assert (await kept.ended(turn)).text == "ab"
        assert (await kept(turn.question)).text == "cd"

    @pytest.mark.parametrize("text", ["", " \n ", "\0", "x" * (MESSAGE_LIMIT + 1)])
    async def test_refuses_nothing_and_too_much(
        self, services: Services, actor: Actor, conversation: Conversation, text: str
    ) -> None:
        with pytest.raises(MessageInvalid):
            await services.turns.ask(actor, conversation.id, text=text)

    async def test_takes_a_message_as_long_as_the_limit(
        self, services: Services, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        turn = await services.turns.ask(actor, conversation.id, text="x" * MESSAGE_LIMIT)
        assert (await kept.ended(turn)).state == State.COMPLETE

    async def test_hides_other_peoples_conversations(
        self, services: Services, ben: Person, conversation: Conversation
    ) -> None:
        with pytest.raises(ConversationNotFound):
            await services.turns.ask(ben.actor, conversation.id, text="Mine?")

    async def test_names_the_conversation_after_the_first_question(
        self, services: Services, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        await kept.ended(await services.turns.ask(actor, conversation.id, text="Who are you?\nReally?"))
        await kept.ended(await services.turns.ask(actor, conversation.id, text="And now?"))
        async with services.database.begin(write=False) as tx:
            found, _ = await conversations.get(tx, actor, conversation.id)
        assert found.title == "Who are you?"


class TestSaving:
    async def test_waits_for_a_database_that_is_away_for_a_moment(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        held, refused, is_away = Held(), asyncio.Event(), False

        @asynccontextmanager
        async def open_tx(*, write: bool = True) -> AsyncIterator[Tx]:
            if is_away:
                refused.set()
                raise ConnectionError
            async with services.database.begin(write=write) as tx:
                yield tx

        turns = Turns(open_tx, services.bus, services.cache, services.models, services.feeling)
        with stage.playing(held):
            turn = await turns.ask(actor, conversation.id, text="Well?")
            await held.said.wait()
        is_away = True
        await refused.wait()
        refused.clear()
        held.let_go.set()
        await refused.wait()
        is_away = False
        await turns.ended(turn.reply.id)
        reply = await kept(turn.reply)
        assert (reply.text, reply.state) == ("Well met.", State.COMPLETE)


class TestStop:
    async def test_keeps_what_is_written_and_closes_the_line_to_the_model(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        held = Held()
        with stage.playing(held):
            turn = await services.turns.ask(actor, conversation.id, text="Well?")
            await held.said.wait()
            await services.turns.stop(actor, conversation.id, turn.reply.id)
            reply = await kept.ended(turn)
        assert (reply.text, reply.state, reply.reason) == ("Well", State.INTERRUPTED, "stopped")
        assert held.closed.is_set()

    async def test_is_heard_even_when_the_reply_has_hardly_begun(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        with stage.playing(Held()):
            turn = await services.turns.ask(actor, conversation.id, text="Well?")
            await services.turns.stop(actor, conversation.id, turn.reply.id)
            assert (await kept.ended(turn)).reason == "stopped"

    async def test_is_seen_by_a_writer_who_did_not_hear_it(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        held = Held()
        with stage.playing(held):
            turn = await services.turns.ask(actor, conversation.id, text="Well?")
            await held.said.wait()
            async with services.database.begin() as tx:
                await reply_store.ask_to_stop(
                    tx, turn.reply.id, conversation_id=conversation.id, owner_id=actor.user_id
                )
            assert (await kept.ended(turn)).reason == "stopped"

    async def test_changes_nothing_once_the_reply_has_ended(
        self, services: Services, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        turn = await services.turns.ask(actor, conversation.id, text="Well?")
        before = await kept.ended(turn)
        await services.turns.stop(actor, conversation.id, turn.reply.id)
        after = await kept(turn.reply)
        assert (after.text, after.state, after.reason) == (before.text, State.COMPLETE, None)

    async def test_hides_other_peoples_replies(
        self, services: Services, stage: Stage, actor: Actor, ben: Person, conversation: Conversation
    ) -> None:
        held = Held()
        with stage.playing(held):
            turn = await services.turns.ask(actor, conversation.id, text="Well?")
            with pytest.raises(MessageNotFound):
                await services.turns.stop(ben.actor, conversation.id, turn.reply.id)
            held.let_go.set()
            await services.turns.ended(turn.reply.id)

    async def test_comes_by_itself_when_the_conversation_is_deleted(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation
    ) -> None:
        held = Held()
        with stage.playing(held):
            turn = await services.turns.ask(actor, conversation.id, text="Well?")
            await held.said.wait()
            async with services.database.begin() as tx:
                await conversations.delete(tx, actor, conversation.id)
            await services.turns.ended(turn.reply.id)
        assert held.closed.is_set() and not held.let_go.is_set()


class TestMend:
    async def test_marks_a_reply_whose_writer_died_and_keeps_its_text(
        self, services: Services, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        reply = await unwritten(services, actor, conversation, silent=timedelta(minutes=1))
        await services.turns.mend()
        mended = await kept(reply)
        assert (mended.text, mended.state, mended.reason) == ("So", State.INTERRUPTED, "crashed")

    async def test_leaves_a_reply_that_another_process_has_just_touched(
        self, services: Services, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        reply = await unwritten(services, actor, conversation, silent=timedelta())
        await services.turns.mend()
        assert (await kept(reply)).state == State.WRITING

    async def test_leaves_a_reply_that_this_process_writes(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        held = Held()
        with stage.playing(held):
            turn = await services.turns.ask(actor, conversation.id, text="Well?")
            await services.turns.mend(grace=timedelta())
            held.let_go.set()
            assert (await kept.ended(turn)).state == State.COMPLETE

    async def test_frees_the_conversation_for_the_next_question(
        self, services: Services, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        await unwritten(services, actor, conversation, silent=timedelta(minutes=1))
        with pytest.raises(ReplyGoingOn):
            await services.turns.ask(actor, conversation.id, text="Well?")
        await services.turns.mend()
        assert (await kept.ended(await services.turns.ask(actor, conversation.id, text="Well?"))).text


class TestClose:
    async def test_keeps_what_every_reply_has_so_far(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        held = Held()
        turns = Turns(
            services.database.begin, services.bus, services.cache, services.models, services.feeling
        )
        with stage.playing(held):
            turn = await turns.ask(actor, conversation.id, text="Well?")
            await held.said.wait()
        await turns.close()
        reply = await kept(turn.reply)
        assert (reply.text, reply.state, reply.reason) == ("Well", State.INTERRUPTED, "server_stopped")


async def unwritten(
    services: Services, actor: Actor, conversation: Conversation, *, silent: timedelta
) -> conversations.Message:
    """A reply that nobody writes any more, as a killed process leaves it."""
    async with services.database.begin() as tx:
        reply = conversations.Message(
            conversation_id=conversation.id,
            parent_id=None,
            depth=1,
            author=conversations.Author.CHARACTER,
            text="So",
            state=State.WRITING,
            touched_at=now() - silent,
        )
        tx.add(reply)
    return reply
