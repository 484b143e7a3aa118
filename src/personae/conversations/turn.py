"""Asking characters: the question is saved, the reply is written as it comes, and outlives its reader."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from personae import characters
from personae.accounts import Actor
from personae.conversations import finding, reply_store, store, window
from personae.conversations.branching import tell_branch
from personae.conversations.briefing import Briefs
from personae.conversations.editing import written
from personae.conversations.exchange import (
    Exchange,
    Turn,
    add_alternative,
    add_edited,
    add_exchange,
    reopen_last,
)
from personae.conversations.feeling import Feeling
from personae.conversations.keeper import Keeper
from personae.conversations.material import material_of
from personae.conversations.reply import Reply, topic
from personae.conversations.tables import Conversation, Message, State
from personae.conversations.withholding import Withheld, notice_question
from personae.models import Models, Order
from personae.moderation import Moderation
from personae.platform.bus import Bus, News
from personae.platform.cache import Cache
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.logs import get_logger
from personae.platform.tasks import give_up
from personae.sharing import Right
from personae.usage import Context, Purpose

log = get_logger(__name__)

Prepare = Callable[[Tx, Conversation, Order], Awaitable[Exchange]]

FELT_BEFORE = 10  # messages that are made sure to be felt before a reply: the question, and what was edited
STALE = timedelta(seconds=20)
PIECES_PER_S = 2_000  # of all replies of this process: with 200 at once, each is told ten times a second


class Turns:
    """Asks characters, and keeps the replies that this process is writing."""

    def __init__(
        self,
        open_tx: OpenTx,
        bus: Bus,
        cache: Cache,
        models: Models,
        feeling: Feeling,
        *,
        briefs: Briefs | None = None,
        moderation: Moderation | None = None,
    ) -> None:
        """briefs: finds what replies are made from; without it, that is the sheet and the messages alone.

        moderation: what harm is kept out; None for the usual policy.
        """
        self._open_tx, self._bus, self._cache, self._models = open_tx, bus, cache, models
        self._feeling = feeling
        self._briefs = briefs or Briefs(open_tx)
        self._moderation = moderation or Moderation(open_tx)
        self._keeper = Keeper(open_tx)
        self._writing: dict[str, asyncio.Task[None]] = {}

    async def ask(self, actor: Actor, conversation_id: str, *, text: str, after: str | None = None) -> Turn:
        """Save a question and begin to write the reply. Returns at once; news comes over the bus.

        after: the message that it follows, which begins a branch unless it is the last one that is shown.
        Raises MessageInvalid, ConversationNotFound, MessageNotFound, ReplyGoingOn, and MessageRefused, as do
        all that have a model asked, when the policy keeps the question out.
        """
        text = written(text)

        async def prepare(tx: Tx, conversation: Conversation, order: Order) -> Exchange:
            return await add_exchange(tx, actor, conversation, text=text, after=after, order=order)

        return await self._answer(actor, conversation_id, prepare, text=text)

    async def regenerate(self, actor: Actor, conversation_id: str, message_id: str) -> Turn:
        """Write another reply beside one, or to a question. What followed the old one stays on its branch.

        Raises ConversationNotFound, MessageNotFound, NothingToAnswer, and ReplyGoingOn while a reply to the
        same question is being written.
        """

        async def prepare(tx: Tx, conversation: Conversation, order: Order) -> Exchange:
            return await add_alternative(tx, actor, conversation, message_id, order=order)

        return await self._answer(actor, conversation_id, prepare)

    async def edit(
        self, actor: Actor, conversation_id: str, message_id: str, *, text: str, seen: int | None = None
    ) -> Turn:
        """Write a question anew and begin to write the reply to it; else as `editing.edit`.

        Raises what that raises, and NothingToAnswer for a reply.
        """

        async def prepare(tx: Tx, conversation: Conversation, order: Order) -> Exchange:
            return await add_edited(tx, actor, conversation, message_id, text=text, seen=seen, order=order)

        return await self._answer(actor, conversation_id, prepare, text=text.replace("\0", "").strip())

    async def resume(
        self, actor: Actor, conversation_id: str, message_id: str, *, quotations: bool = False
    ) -> Turn:
        """Go on with the last reply where it was broken off, or ask for it anew when there is nothing to go
        on with. The same message grows; each time is a call of its own in the books.

        quotations: have it given anew in the character's own quotations, which are free.
        Raises ConversationNotFound, MessageNotFound, ReplyGoingOn, ReplyNotContinuable.
        """
        quoting = self._models.quoting if quotations else None

        async def prepare(tx: Tx, conversation: Conversation, order: Order) -> Exchange:
            return await reopen_last(tx, actor, conversation, message_id, order=order, quoting=quoting)

        return await self._answer(actor, conversation_id, prepare)

    async def stop(self, actor: Actor, conversation_id: str, message_id: str) -> None:
        """Stop a reply; what is written so far is kept. Nothing happens to one that has ended.

        Raises MessageNotFound.
        """
        async with self._open_tx() as tx:
            await reply_store.ask_to_stop(
                tx, message_id, conversation_id=conversation_id, owner_id=actor.user_id
            )
        await self._bus.publish(Reply.stop_topic(message_id), {"kind": "stop"})

    async def ended(self, message_id: str) -> None:
        """Wait for the end of a reply that this process is writing; return at once for any other."""
        task = self._writing.get(message_id)
        if task is not None:
            await asyncio.wait({task})

    async def mend(self, *, grace: timedelta = STALE) -> None:
        """Mark replies whose writer died. grace: how long a living writer may be silent."""
        async with self._open_tx() as tx:
            stale = await reply_store.interrupt_stale_unscoped(
                tx, before=now() - grace, reason="crashed", living=list(self._writing)
            )
            await finding.index_unscoped(tx, [message_id for _, message_id in stale])
        for conversation_id, message_id in stale:
            news: News = {"kind": "message", "id": message_id, "state": State.INTERRUPTED}
            await self._bus.publish(topic(conversation_id), news)
        if stale:
            log.warning("replies.mended", count=len(stale))

    async def close(self) -> None:
        """Keep what is written so far of every reply, marked as interrupted."""
        await give_up(self._writing.values())
        await self._briefs.close()

    async def _answer(self, actor: Actor, conversation_id: str, prepare: Prepare, *, text: str = "") -> Turn:
        """Make a turn and write its reply. text: of a question that is new.

        A reader who leaves in the middle of this must not leave a reply behind that nobody writes.
        """
        work = self._open(actor, conversation_id, prepare, text)
        return await asyncio.shield(asyncio.create_task(work))

    async def _open(self, actor: Actor, conversation_id: str, prepare: Prepare, text: str) -> Turn:
        await self._hear(actor, conversation_id, text)
        try:
            return await self._open_unless_withheld(actor, conversation_id, prepare)
        except Withheld as withheld:  # the question's transaction is undone, so its words are kept in another
            raise await self._moderation.refuse(
                actor, withheld.found, withheld.text, conversation_id=conversation_id
            ) from withheld

    async def _hear(self, actor: Actor, conversation_id: str, text: str) -> None:
        """Let the vendor that will answer look at a question before the transaction that saves it."""
        if self._moderation.opinions is None or not text:
            return
        async with self._open_tx(write=False) as tx:
            conversation = await store.get(tx, conversation_id, owner_id=actor.user_id)
            order = await self._models.order(tx, actor, conversation.character_id)
        await self._moderation.hear(text, order.studios_vendor)

    async def _open_unless_withheld(self, actor: Actor, conversation_id: str, prepare: Prepare) -> Turn:
        material = await material_of(self._open_tx, self._cache, actor, conversation_id)
        async with self._open_tx() as tx:
            conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id)
            character = await characters.open_to(tx, actor, conversation.character_id, right=Right.TALK)
            order = await self._models.order(tx, actor, conversation.character_id)
            exchange = await prepare(tx, conversation, order)
            await notice_question(tx, self._moderation, conversation, exchange.turn.question)
            before = exchange.history[-FELT_BEFORE:]
            await self._feeling.feel(tx, actor, conversation, before, given=material.sheet)
            if exchange.is_elsewhere:
                tell_branch(tx, conversation)
        turn = exchange.turn
        is_own = character.owner_id == actor.user_id
        self._begin(actor, conversation, exchange, material, is_own=is_own)
        await self._tell(turn.question)
        await self._tell(turn.reply)
        return turn

    def _begin(
        self,
        actor: Actor,
        conversation: Conversation,
        exchange: Exchange,
        material: window.Material,
        *,
        is_own: bool,
    ) -> None:
        """Let a reply be written, whoever reads it. is_own: the character is the person's own."""
        message = exchange.turn.reply
        may_talk = partial(self._may_talk, actor, conversation.character_id)
        provider = self._models.answering(exchange.order, _context(actor, conversation, message))
        reply = Reply(
            self._open_tx,
            self._keeper,
            self._feeling,
            self._bus,
            provider,
            message,
            partial(self._briefs.brief, actor, conversation, exchange, material),
            self._pause_s,
            allowed=None if is_own else may_talk,
            moderation=self._moderation,
            otherwise=exchange.otherwise,
            studios_vendor=exchange.order.studios_vendor,
        )
        task = asyncio.create_task(reply.write())
        self._writing[message.id] = task
        task.add_done_callback(lambda _: self._forget(message.id, task))
        task.add_done_callback(lambda _: self._briefs.look_ahead(actor, conversation, exchange, material))

    async def _may_talk(self, actor: Actor, character_id: str) -> bool:
        async with self._open_tx(write=False) as tx:
            return await characters.may_talk(tx, actor, character_id)

    def _pause_s(self) -> float:
        return len(self._writing) / PIECES_PER_S

    def _forget(self, message_id: str, task: "asyncio.Task[None]") -> None:
        """Let go of a writer; of its message only if nobody goes on with it already."""
        if self._writing.get(message_id) is task:
            del self._writing[message_id]

    async def _tell(self, message: Message) -> None:
        news: News = {"kind": "message", "id": message.id, "state": message.state}
        await self._bus.publish(topic(message.conversation_id), news)


def _context(actor: Actor, conversation: Conversation, reply: Message) -> Context:
    return Context(
        user_id=actor.user_id,
        purpose=Purpose.REPLY,
        character_id=conversation.character_id,
        conversation_id=conversation.id,
        message_id=reply.id,
    )
