"""A reply that was broken off is gone on with, or asked for again, in the same message."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest
from sqlalchemy import select

from conversations.conftest import Kept
from makers import Person
from personae import cast, memory, usage
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import (
    Author,
    Conversation,
    ConversationNotFound,
    Message,
    MessageNotFound,
    ReplyGoingOn,
    ReplyNotContinuable,
    State,
    Turn,
    Turns,
    Way,
    way_of,
)
from personae.conversations.resuming import begun, resumption
from personae.evolution.impulse import impulse, to_json
from personae.evolution.tables import Event
from personae.llm import (
    Chunk,
    Finish,
    ModelBusy,
    ModelEmpty,
    Prompt,
    Provider,
    QuotationProvider,
    Role,
    ScriptedProvider,
    saying,
)
from personae.memory import Memory
from personae.models import Order, Source
from personae.platform.ids import new_id
from stage import Stage

BROKEN = "The lamp is li"
BUSY = ModelBusy(vendor="v", retry_after_s=None)


class Heard:
    """A provider that remembers what it was asked."""

    name = model = "heard"
    max_tokens = 100

    def __init__(self, *words: str) -> None:
        self.words, self.prompts = words, list[Prompt]()

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """See Provider."""
        self.prompts.append(prompt)
        for word in self.words:
            yield Chunk(text=word)
        yield Chunk(finish=Finish.DONE)

    async def close(self) -> None:
        """Nothing is held."""


class Talk:
    """A conversation in which replies break off."""

    def __init__(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        self.services, self.stage, self.actor = services, stage, actor
        self.conversation, self.kept = conversation, kept

    async def ask(self, provider: Provider, text: str = "Is it lit?") -> Message:
        """A reply of a provider, once it has ended."""
        with self.stage.playing(provider):
            return await self.kept.ended(
                await self.services.turns.ask(self.actor, self.conversation.id, text=text)
            )

    async def resume(self, provider: Provider, reply: Message, *, quotations: bool = False) -> Message:
        """The same reply after it was taken up again, once it has ended."""
        with self.stage.playing(provider):
            turn = await self.services.turns.resume(
                self.actor, self.conversation.id, reply.id, quotations=quotations
            )
            return await self.kept.ended(turn)


async def came_of(services: Services, message: Message) -> tuple[int, int]:
    """How many events and memories there are of a message."""
    async with services.database.begin(write=False) as tx:
        events = (await tx.scalars(select(Event.seq).where(Event.message_id == message.id))).all()
        memories = (await tx.scalars(select(Memory.id).where(Memory.message_id == message.id))).all()
    return len(events), len(memories)


@pytest.fixture
def talk(services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept) -> Talk:
    """Ada's conversation with the keeper."""
    return Talk(services, stage, actor, conversation, kept)


class TestResume:
    @pytest.mark.parametrize("next_words", [("lit", ", Sir."), (" lit", ", Sir."), (" ", "lit, Sir.")])
    async def test_goes_on_from_the_last_whole_word_in_the_same_message(
        self, talk: Talk, next_words: tuple[str, ...]
    ) -> None:
        reply = await talk.ask(ScriptedProvider([BROKEN]))
        model = Heard(*next_words)
        whole = await talk.resume(model, reply)
        assert (whole.id, whole.text) == (reply.id, "The lamp is lit, Sir.")
        assert (whole.state, whole.reason, whole.model) == (State.COMPLETE, None, "heard")
        asked, said, request = model.prompts[0].messages
        assert (asked.role, asked.text) == (Role.USER, "Is it lit?")
        assert (said.role, said.text) == (Role.CHARACTER, "The lamp is")
        assert request.role is Role.USER and "broke off" in request.text

    async def test_goes_on_with_a_reply_that_reached_its_greatest_length(self, talk: Talk) -> None:
        reply = await talk.ask(ScriptedProvider(["Once upon ", Chunk(finish=Finish.LENGTH)]))
        assert (await talk.resume(Heard("a time."), reply)).text == "Once upon a time."

    async def test_goes_on_as_often_as_it_breaks_off(self, talk: Talk) -> None:
        reply = await talk.ask(ScriptedProvider(["One, tw"]))
        reply = await talk.resume(ScriptedProvider(["two, thr"]), reply)
        assert (reply.text, reply.state) == ("One, two, thr", State.INTERRUPTED)
        assert (await talk.resume(Heard("three."), reply)).text == "One, two, three."

    async def test_asks_the_same_question_again_when_no_word_had_come(self, talk: Talk) -> None:
        reply = await talk.ask(ScriptedProvider([BUSY]))
        model = Heard("It is lit.")
        whole = await talk.resume(model, reply)
        assert (whole.id, whole.text, whole.state) == (reply.id, "It is lit.", State.COMPLETE)
        assert [message.text for message in model.prompts[0].messages] == ["Is it lit?"]

    @pytest.mark.parametrize("error", [BUSY, ModelEmpty(vendor="v")])
    async def test_loses_nothing_when_no_further_word_comes(self, talk: Talk, error: Exception) -> None:
        reply = await talk.ask(ScriptedProvider([BROKEN]))
        same = await talk.resume(ScriptedProvider([error]), reply)
        assert (same.text, same.state) == (BROKEN, State.INTERRUPTED)

    async def test_is_felt_and_remembered_as_it_ends_and_not_as_it_broke_off(
        self, talk: Talk, services: Services
    ) -> None:
        reply = await talk.ask(ScriptedProvider(["I hate you, you horrible idiot! My name is Silas and "]))
        assert (await came_of(services, reply))[0] == 1
        whole = await talk.resume(Heard("I love you dearly, thank you so much for Lisbon!"), reply)
        async with services.database.begin(write=False) as tx:
            [event] = (await tx.scalars(select(Event).where(Event.message_id == reply.id))).all()
            [kept] = (await tx.scalars(select(Memory).where(Memory.message_id == reply.id))).all()
        felt = impulse(cast.appraise([whole.text])[0], speaker="character", text=whole.text)
        assert event.facts == to_json(felt)
        assert kept.text == whole.text

    async def test_keeps_a_memory_that_a_person_has_put_right(
        self, talk: Talk, services: Services, actor: Actor
    ) -> None:
        reply = await talk.ask(ScriptedProvider(["My brother Silas went to Lisbon in 1890 and "]))
        async with services.database.begin() as tx:
            [kept] = (await tx.scalars(select(Memory).where(Memory.message_id == reply.id))).all()
            await memory.correct(tx, actor, kept.character_id, kept.id, text="He went to Porto.")
        await talk.resume(Heard("never came back."), reply)
        async with services.database.begin(write=False) as tx:
            [still] = (await tx.scalars(select(Memory).where(Memory.message_id == reply.id))).all()
        assert (still.id, still.text) == (kept.id, "He went to Porto.")

    async def test_gives_quotations_anew_since_they_have_nothing_to_go_on_with(
        self, talk: Talk, services: Services
    ) -> None:
        whole = await talk.ask(QuotationProvider())
        async with services.database.begin() as tx:
            row = await tx.get_one(Message, whole.id)
            row.text, row.state, row.reason = whole.text[:9], State.INTERRUPTED, "stopped"
        again = await talk.resume(QuotationProvider(), whole)
        assert (again.text, again.state) == (whole.text, State.COMPLETE)

    async def test_answers_in_quotations_when_asked_to(self, talk: Talk) -> None:
        reply = await talk.ask(ScriptedProvider([BUSY]))
        model = Heard("Not me.")
        quoted = await talk.resume(model, reply, quotations=True)
        assert (quoted.provider, quoted.state) == ("quotation", State.COMPLETE)
        assert quoted.text and model.prompts == []

    async def test_books_each_time_as_a_call_for_the_same_message(
        self, talk: Talk, services: Services, actor: Actor
    ) -> None:
        reply = await talk.ask(ScriptedProvider([BROKEN]))
        await talk.resume(Heard("lit."), reply)
        async with services.database.begin(write=False) as tx:
            took = await usage.of_messages(tx, actor, [reply.id])
        assert took[reply.id].calls == 2

    async def test_begins_only_once_when_asked_for_many_times_at_once(
        self, talk: Talk, services: Services, stage: Stage, actor: Actor
    ) -> None:
        reply = await talk.ask(ScriptedProvider([BROKEN]))
        with stage.playing(Heard("lit.")):
            asked = await asyncio.gather(
                *(services.turns.resume(actor, talk.conversation.id, reply.id) for _ in range(5)),
                return_exceptions=True,
            )
            [turn] = [each for each in asked if isinstance(each, Turn)]
            assert (await talk.kept.ended(turn)).text == "The lamp is lit."
        refused = [each for each in asked if not isinstance(each, Turn)]
        assert {type(each) for each in refused} <= {ReplyGoingOn, ReplyNotContinuable}

    async def test_can_be_gone_on_with_once_more_after_a_crash_in_the_middle(
        self, talk: Talk, services: Services, stage: Stage, actor: Actor
    ) -> None:
        reply = await talk.ask(ScriptedProvider([BROKEN]))
        elsewhere = Turns(
            services.database.begin, services.bus, services.cache, services.models, services.feeling
        )
        async with services.database.begin() as tx:  # as a killed process leaves it
            row = await tx.get_one(Message, reply.id)
            row.state, row.text, row.reason = State.WRITING, "The lamp is lit, S", None
        await elsewhere.mend(grace=timedelta())
        crashed = await talk.kept(reply)
        assert (crashed.state, crashed.reason) == (State.INTERRUPTED, "crashed")
        assert (await talk.resume(Heard("Sir."), crashed)).text == "The lamp is lit, Sir."

    async def test_forgets_that_it_was_stopped_before(self, talk: Talk, services: Services) -> None:
        reply = await talk.ask(ScriptedProvider([BROKEN]))
        async with services.database.begin() as tx:
            (await tx.get_one(Message, reply.id)).reason = "stopped"
        whole = await talk.resume(Heard("lit."), reply)
        assert (whole.state, whole.reason) == (State.COMPLETE, None)

    async def test_is_only_for_the_last_reply_and_only_when_it_is_not_whole(
        self, talk: Talk, services: Services, actor: Actor
    ) -> None:
        broken = await talk.ask(ScriptedProvider([BROKEN]))
        last = await talk.ask(ScriptedProvider(saying("It is lit.")))
        assert last.parent_id is not None
        for id in (broken.id, last.id, last.parent_id):
            with pytest.raises(ReplyNotContinuable):
                await services.turns.resume(actor, talk.conversation.id, id)
        assert (await talk.kept(broken)).text == BROKEN

    async def test_hides_other_peoples_replies(self, talk: Talk, services: Services, ben: Person) -> None:
        reply = await talk.ask(ScriptedProvider([BROKEN]))
        with pytest.raises(ConversationNotFound):
            await services.turns.resume(ben.actor, talk.conversation.id, reply.id)
        with pytest.raises(MessageNotFound):
            await services.turns.resume(talk.actor, talk.conversation.id, new_id())


def reply(**fields: str) -> Message:
    """A reply that is not in the database."""
    return Message(**{"author": Author.CHARACTER, "state": State.INTERRUPTED, "provider": "heard", **fields})


MODEL = Order(Source.STUDIO, ((Heard(), None), (QuotationProvider(), None)))
QUOTING = Order(Source.STUDIO, ((QuotationProvider(), None),))


class TestWayOf:
    @pytest.mark.parametrize(
        ("fields", "order", "way"),
        [
            ({"text": BROKEN}, MODEL, Way.CONTINUE),
            ({"text": BROKEN, "state": State.COMPLETE, "reason": "length"}, MODEL, Way.CONTINUE),
            ({"text": BROKEN, "state": State.COMPLETE, "reason": "filtered"}, MODEL, None),
            ({"text": "", "state": State.COMPLETE, "reason": "filtered"}, MODEL, Way.AGAIN),
            ({"text": ""}, MODEL, Way.AGAIN),
            ({"text": "Broke"}, MODEL, Way.AGAIN),
            ({"text": BROKEN, "provider": "quotation"}, MODEL, Way.AGAIN),
            ({"text": BROKEN}, QUOTING, Way.AGAIN),
            ({"text": BROKEN, "state": State.COMPLETE}, MODEL, None),
            ({"text": BROKEN, "state": State.WRITING}, MODEL, None),
            ({"text": BROKEN, "author": Author.USER}, MODEL, None),
        ],
    )
    def test_is(self, fields: dict[str, str], order: Order, way: Way | None) -> None:
        assert way_of(reply(**fields), order) is way


class TestResumption:
    def test_never_lets_quotations_take_over_in_the_middle_of_a_sentence(self) -> None:
        found = resumption(reply(text=BROKEN), MODEL)
        assert [provider.name for provider, _ in found.order.entries] == ["heard"]

    def test_asks_everybody_when_it_begins_anew(self) -> None:
        assert resumption(reply(text=""), MODEL).order is MODEL

    def test_waits_for_a_reply_that_is_being_written(self) -> None:
        with pytest.raises(ReplyGoingOn):
            resumption(reply(text="", state=State.WRITING), MODEL)


class TestBegun:
    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("The lamp is li", "The lamp is "),
            ("The lamp is ", "The lamp is "),
            ("The lamp.\n\nIt", "The lamp.\n\n"),
            ("The", ""),
            ("", ""),
            ("夜" * 41, "夜" * 41),
        ],
    )
    def test_leaves_out_the_last_word(self, text: str, kept: str) -> None:
        assert begun(text) == kept
