"""Asking characters: the question is saved, the reply is written as it comes, and outlives its reader."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

from personae.accounts import Actor
from personae.conversations import store, window
from personae.conversations.errors import MessageInvalid
from personae.conversations.exchange import Turn, add_exchange, last_exchange, reopen
from personae.conversations.keeper import Keeper
from personae.conversations.material import material_of
from personae.conversations.reply import Reply, topic
from personae.conversations.resuming import Way, asking_to_go_on, resumption
from personae.conversations.tables import Conversation, Message, State
from personae.llm import Prompt
from personae.models import Models, Order
from personae.platform.bus import Bus, News
from personae.platform.cache import Cache
from personae.platform.clock import now
from personae.platform.db import OpenTx
from personae.platform.logs import get_logger
from personae.usage import Context, Purpose

log = get_logger(__name__)

MESSAGE_LIMIT = 8_000
STALE = timedelta(seconds=20)
PIECES_PER_S = 2_000  # of all replies of this process: with 200 at once, each is told ten times a second


class Turns:
    """Asks characters, and keeps the replies that this process is writing."""

    def __init__(self, open_tx: OpenTx, bus: Bus, cache: Cache, models: Models) -> None:
        self._open_tx, self._bus, self._cache, self._models = open_tx, bus, cache, models
        self._keeper = Keeper(open_tx)
        self._writing: dict[str, asyncio.Task[None]] = {}

    async def ask(self, actor: Actor, conversation_id: str, *, text: str) -> Turn:
        """Save a question and begin to write the reply. Returns at once; news comes over the bus.

        Raises MessageInvalid, ConversationNotFound, ReplyGoingOn.
        """
        text = text.replace("\0", "").strip()
        if not 0 < len(text) <= MESSAGE_LIMIT:
            raise MessageInvalid(limit=MESSAGE_LIMIT)
        # A reader who leaves in the middle of this must not leave a reply behind that nobody writes.
        return await asyncio.shield(asyncio.create_task(self._ask(actor, conversation_id, text)))

    async def resume(
        self, actor: Actor, conversation_id: str, message_id: str, *, quotations: bool = False
    ) -> Turn:
        """Go on with the last reply where it was broken off, or ask for it anew when there is nothing to go
        on with. The same message grows; each time is a call of its own in the books.

        quotations: have it given anew in the character's own quotations, which are free.
        Raises ConversationNotFound, MessageNotFound, ReplyGoingOn, ReplyNotContinuable.
        """
        work = self._resume(actor, conversation_id, message_id, quotations=quotations)
        return await asyncio.shield(asyncio.create_task(work))

    async def stop(self, actor: Actor, conversation_id: str, message_id: str) -> None:
        """Stop a reply; what is written so far is kept. Nothing happens to one that has ended.

        Raises MessageNotFound.
        """
        async with self._open_tx() as tx:
            await store.ask_to_stop(tx, message_id, conversation_id=conversation_id, owner_id=actor.user_id)
        await self._bus.publish(Reply.stop_topic(message_id), {"kind": "stop"})

    async def ended(self, message_id: str) -> None:
        """Wait for the end of a reply that this process is writing; return at once for any other."""
        task = self._writing.get(message_id)
        if task is not None:
            await asyncio.wait({task})

    async def mend(self, *, grace: timedelta = STALE) -> None:
        """Mark replies whose writer died. grace: how long a living writer may be silent."""
        async with self._open_tx() as tx:
            stale = await store.interrupt_stale_unscoped(
                tx, before=now() - grace, reason="crashed", living=list(self._writing)
            )
        for conversation_id, message_id in stale:
            news: News = {"kind": "message", "id": message_id, "state": State.INTERRUPTED}
            await self._bus.publish(topic(conversation_id), news)
        if stale:
            log.warning("replies.mended", count=len(stale))

    async def close(self) -> None:
        """Keep what is written so far of every reply, marked as interrupted."""
        tasks = list(self._writing.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _ask(self, actor: Actor, conversation_id: str, text: str) -> Turn:
        material = await material_of(self._open_tx, self._cache, actor, conversation_id)
        async with self._open_tx() as tx:
            conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id)
            order = await self._models.order(tx, actor, conversation.character_id)
            turn, history = await add_exchange(tx, conversation, text, order.first)
        prompt = window.build(material, [*history, turn.question], seed=turn.reply.id)
        self._begin(actor, conversation, turn.reply, order, prompt, material.places)
        await self._tell(turn.question)
        await self._tell(turn.reply)
        return turn

    async def _resume(self, actor: Actor, conversation_id: str, message_id: str, *, quotations: bool) -> Turn:
        material = await material_of(self._open_tx, self._cache, actor, conversation_id)
        async with self._open_tx() as tx:
            conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id)
            turn, history = await last_exchange(tx, conversation, message_id)
            order = await self._models.order(tx, actor, conversation.character_id)
            found = resumption(turn.reply, self._models.quoting if quotations else order)
            before = turn.reply.text
            reopen(conversation, turn.reply, begun=found.begun, first=found.order.first)
        prompt = window.build(material, history, seed=turn.reply.id)
        if found.way is Way.CONTINUE:
            prompt = asking_to_go_on(prompt, found.begun)
        self._begin(actor, conversation, turn.reply, found.order, prompt, material.places, otherwise=before)
        await self._tell(turn.reply)
        return turn

    def _begin(
        self,
        actor: Actor,
        conversation: Conversation,
        message: Message,
        order: Order,
        prompt: Prompt,
        places: Mapping[str, window.Place],
        *,
        otherwise: str = "",
    ) -> None:
        """Let a reply be written, whoever reads it. otherwise: its text should no word come."""
        provider = self._models.answering(order, _context(actor, conversation, message))
        reply = Reply(
            self._open_tx,
            self._keeper,
            self._bus,
            provider,
            message,
            prompt,
            places,
            self._pause_s,
            otherwise=otherwise,
        )
        task = asyncio.create_task(reply.write())
        self._writing[message.id] = task
        task.add_done_callback(lambda _: self._forget(message.id, task))

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
