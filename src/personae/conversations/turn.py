"""One exchange: the question is saved, the reply is written as it comes, and outlives its reader."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from personae import characters
from personae.accounts import Actor
from personae.conversations import store, window
from personae.conversations.errors import MessageInvalid, ReplyGoingOn
from personae.conversations.keeper import Keeper
from personae.conversations.reply import Reply, topic
from personae.conversations.tables import MODEL_LIMIT, PROVIDER_LIMIT, Author, Conversation, Message, State
from personae.llm import Provider
from personae.models import Models
from personae.platform.bus import Bus, News
from personae.platform.cache import Cache
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.logs import get_logger
from personae.usage import Context, Purpose

log = get_logger(__name__)

MESSAGE_LIMIT = 8_000
HISTORY_MOST = 60
TITLE_CHARS = 60
STALE = timedelta(seconds=20)
MATERIAL_S = 3600
PIECES_PER_S = 2_000  # of all replies of this process: with 200 at once, each is told ten times a second


@dataclass(frozen=True, slots=True)
class Turn:
    """A saved question and the reply that is being written to it."""

    question: Message
    reply: Message


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
        material = await self._material(actor, conversation_id)
        async with self._open_tx() as tx:
            conversation = await store.hold(tx, conversation_id, owner_id=actor.user_id)
            order = await self._models.order(tx, actor, conversation.character_id)
            turn, history = await self._save(tx, actor, conversation, text, order.first)
        prompt = window.build(material, [*history, turn.question], seed=turn.reply.id)
        provider = self._models.answering(order, _context(actor, conversation, turn.reply))
        reply = Reply(
            self._open_tx,
            self._keeper,
            self._bus,
            provider,
            turn.reply,
            prompt,
            material.places,
            self._pause_s,
        )
        task = asyncio.create_task(reply.write())
        self._writing[turn.reply.id] = task
        task.add_done_callback(lambda _: self._writing.pop(turn.reply.id, None))
        for message in (turn.question, turn.reply):
            await self._bus.publish(
                topic(conversation_id), {"kind": "message", "id": message.id, "state": message.state}
            )
        return turn

    def _pause_s(self) -> float:
        return len(self._writing) / PIECES_PER_S

    async def _material(self, actor: Actor, conversation_id: str) -> window.Material:
        """What is known of the character: from the cache, or read and measured once an hour."""
        async with self._open_tx(write=False) as tx:
            conversation = await store.get(tx, conversation_id, owner_id=actor.user_id)
            character = await characters.get(tx, actor, conversation.character_id, until=conversation.until)
            key = f"material:{character.id}:{conversation.until}:{character.updated_at.timestamp()}"
            kept = await self._cache.get(key)
            if kept is not None:
                return window.Material.from_bytes(kept)
            lines = await characters.lines_of(tx, actor, character)
            portrait = await characters.portrait(tx, actor, character.id, until=conversation.until)
        material = window.gather(portrait, lines)
        await self._cache.put(key, material.to_bytes(), ttl_s=MATERIAL_S)
        return material

    async def _save(
        self, tx: Tx, actor: Actor, conversation: Conversation, text: str, first: Provider
    ) -> tuple[Turn, Sequence[Message]]:
        """Save the question and an empty reply; returns them and what was said before.

        first: who answers when nothing fails.
        """
        history = await store.latest_messages(
            tx, conversation.id, owner_id=actor.user_id, before=None, limit=HISTORY_MOST
        )
        last = history[-1] if history else None
        if last is not None and last.state == State.WRITING:
            raise ReplyGoingOn
        question = Message(
            conversation_id=conversation.id,
            parent_id=last.id if last else None,
            depth=last.depth + 1 if last else 0,
            author=Author.USER,
            text=text,
        )
        tx.add(question)
        await tx.flush()
        reply = Message(
            conversation_id=conversation.id,
            parent_id=question.id,
            depth=question.depth + 1,
            author=Author.CHARACTER,
            state=State.WRITING,
            provider=first.name[:PROVIDER_LIMIT],
            model=first.model[:MODEL_LIMIT],
        )
        tx.add(reply)
        if last is None:
            conversation.title = text.splitlines()[0][:TITLE_CHARS]
        conversation.updated_at = now()
        await tx.flush()
        return Turn(question, reply), history


def _context(actor: Actor, conversation: Conversation, reply: Message) -> Context:
    return Context(
        user_id=actor.user_id,
        purpose=Purpose.REPLY,
        character_id=conversation.character_id,
        conversation_id=conversation.id,
        message_id=reply.id,
    )
