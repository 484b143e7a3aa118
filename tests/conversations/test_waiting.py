"""What is told while the first words of a reply are late, and that it can be stopped then."""

import asyncio

import pytest

from conversations.conftest import Kept
from personae import conversations
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import Conversation, State
from personae.conversations.waiting import Waiting
from personae.llm import Chain, Chunk, Limits, ModelBusy, ModelQuota, Notice, ScriptedProvider, Wait, saying
from personae.platform.bus import News, Subscription
from stage import Stage

BUSY = ModelBusy(vendor="v", retry_after_s=None)
LONG = Limits(first_wait_s=600, longest_wait_s=600, total_s=10_000)


async def notice(news: Subscription) -> News:
    """The next notice."""
    while (each := await anext(news))["kind"] != "notice":
        pass
    return each


class TestWaiting:
    def test_tells_what_is_left_of_a_wait_as_the_same_notice(self) -> None:
        at = 100.0
        waiting = Waiting("v", "one", clock=lambda: at)
        assert waiting.news("m", 0) is None
        waiting.take(Notice(Wait.RETRY, "v", "one", "model_busy", 3.0))
        first = waiting.news("m", 0)
        at = 102.0
        second = waiting.news("m", 0)
        assert first is not None and second is not None
        assert (first["wait_s"], second["wait_s"]) == (3.0, 1.0)
        assert first["number"] == second["number"] == 1
        at = 109.0
        assert (waiting.news("m", 0) or {})["wait_s"] == 0

    def test_remembers_who_was_asked_first_and_why_not(self) -> None:
        waiting = Waiting("v", "one")
        waiting.take(Notice(Wait.RETRY, "v", "one", "model_busy", 1.0))
        assert waiting.instead_of is None
        waiting.take(Notice(Wait.FALLBACK, "w", "two", "model_quota"))
        waiting.take(Notice(Wait.FALLBACK, "x", "three", "model_failed"))
        assert (waiting.instead_of, waiting.instead_code) == ("one", "model_quota")
        assert (waiting.vendor, waiting.model) == ("x", "three")
        assert (waiting.news("m", 0) or {})["asked_model"] == "two"
        waiting.end()
        assert waiting.news("m", 0) is None


class TestNotice:
    async def test_comes_before_the_words_and_again_to_who_is_late(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation
    ) -> None:
        chain = Chain([ScriptedProvider([BUSY], model="one")], limits=LONG, chance=lambda: 1.0)
        with stage.playing(chain):
            async with services.bus.subscribe(conversations.topic(conversation.id)) as news:
                turn = await services.turns.ask(actor, conversation.id, text="Well?")
                first, second = await notice(news), await notice(news)
                await services.turns.stop(actor, conversation.id, turn.reply.id)
                await services.turns.ended(turn.reply.id)
        assert (first["wait"], first["code"], first["asked_model"]) == ("retry", "model_busy", "one")
        assert (first["id"], first["at"], first["number"]) == (turn.reply.id, 0, second["number"])
        assert 0 < float(second["wait_s"] or 0) < float(first["wait_s"] or 0) <= 600

    async def test_leaves_behind_who_answered_in_whose_place(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        first = ScriptedProvider([ModelQuota(vendor="v")], model="one")
        second = ScriptedProvider(saying("It is lit."), model="two")
        with stage.playing(Chain([first, second])):
            reply = await kept.ended(await services.turns.ask(actor, conversation.id, text="Lit?"))
        assert (reply.text, reply.model) == ("It is lit.", "two")
        assert (reply.instead_of, reply.instead_code) == ("one", "model_quota")

    async def test_is_nothing_that_keeps_a_person_from_stopping(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        chain = Chain([ScriptedProvider([BUSY])], limits=LONG, chance=lambda: 1.0)
        with stage.playing(chain):
            async with services.bus.subscribe(conversations.topic(conversation.id)) as news:
                turn = await services.turns.ask(actor, conversation.id, text="Well?")
                await notice(news)
                await services.turns.stop(actor, conversation.id, turn.reply.id)
                async with asyncio.timeout(20):
                    reply = await kept.ended(turn)
        assert (reply.state, reply.reason, reply.text) == (State.INTERRUPTED, "stopped", "")


@pytest.mark.parametrize("text", ["", "Well "])
async def test_ends_with_the_first_word(
    services: Services, stage: Stage, actor: Actor, conversation: Conversation, text: str
) -> None:
    late = Chunk(notice=Notice(Wait.RETRY, "v", "one", "model_busy"))
    with stage.playing(ScriptedProvider([late, *saying(f"{text}met.")])):
        async with services.bus.subscribe(conversations.topic(conversation.id)) as news:
            turn = await services.turns.ask(actor, conversation.id, text="Well?")
            await services.turns.ended(turn.reply.id)
            told = []
            while True:
                each = await anext(news)
                told.append(each["kind"])
                if each.get("id") == turn.reply.id and each.get("state") == State.COMPLETE:
                    break
    assert told.index("notice") < told.index("piece")
    assert "notice" not in told[told.index("piece") :]
