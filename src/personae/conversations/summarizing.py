"""Telling in short what no longer fits a prompt: by a model ahead of time, or else from the very words."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing

from personae import characters, llm
from personae.accounts import Actor
from personae.conversations import fitting, message_store, summaries, summary
from personae.conversations.fitting import Span
from personae.conversations.notes import cut
from personae.conversations.tables import Conversation, Message
from personae.models import Models
from personae.platform import metrics
from personae.platform.db import OpenTx
from personae.platform.logs import get_logger
from personae.platform.storable import storable
from personae.platform.tasks import give_up
from personae.safety import leaks, new_canary, telling
from personae.usage import Context, Purpose

log = get_logger(__name__)

GAP_MOST = 200  # messages since the last summary that are looked at, the latest
AHEAD_TOKENS = 600  # about two turns: so near to the end of the window, a summary is made
ANSWER_TOKENS = 400


class Summarizing:
    """Makes and keeps summaries, each from the one before and the turns since: never from all of them."""

    def __init__(self, open_tx: OpenTx, models: Models | None = None) -> None:
        """models: who may be asked; None for nobody."""
        self._open_tx, self._models = open_tx, models
        self._going: dict[str, asyncio.Task[None]] = {}
        self._is_closed = False

    async def earlier(
        self, actor: Actor, conversation: Conversation, history: Sequence[Message], *, begin: int
    ) -> str:
        """What was said before history[begin], in short; "" when that is the first message of all.

        It is made at once, of the very words, where it has not been made before; then it stays the same.
        """
        first = history[begin]
        if first.depth == 0:
            return ""
        former, turns = await self._since(actor, conversation, first)
        if not turns:
            return former
        text = await asyncio.to_thread(summary.extracted, former, turns)
        return await self._keep(actor, conversation, turns[-1], text)

    def look_ahead(
        self, actor: Actor, conversation: Conversation, history: Sequence[Message], span: Span
    ) -> None:
        """Have a model summarize in the background what will not fit soon; return at once.

        history: up to the last reply. Nothing is asked while it all fits, or when it was asked before.
        """
        if self._models is None or self._is_closed or conversation.id in self._going or not history:
            return
        now_, soon = fitting.begin(history, span), fitting.begin(history, fitting.shorter(span, AHEAD_TOKENS))
        if soon == now_:
            return
        task = asyncio.create_task(self._ask_safely(actor, conversation, history[soon]))
        self._going[conversation.id] = task
        task.add_done_callback(lambda _: self._going.pop(conversation.id, None))

    async def ended(self, conversation_id: str) -> None:
        """Wait for what is being summarized of a conversation in this process."""
        task = self._going.get(conversation_id)
        if task is not None:
            await asyncio.wait({task})

    async def close(self) -> None:
        """Give up what is going on; it is made of the very words when it is needed."""
        self._is_closed = True
        await give_up(self._going.values())

    async def _since(
        self, actor: Actor, conversation: Conversation, first: Message
    ) -> tuple[str, Sequence[Message]]:
        """The last summary before a message, and what was said since; nothing if the branch has changed."""
        scope = {"conversation_id": conversation.id, "owner_id": actor.user_id}
        async with self._open_tx(write=False) as tx:
            found = await summaries.deepest(tx, **scope, before=first.depth)
            former, after = found or ("", -1)
            turns = await message_store.latest(tx, **scope, after=after, before=first.depth, limit=GAP_MOST)
        if turns and turns[-1].id != first.parent_id:
            return former, []
        return former, turns

    async def _keep(self, actor: Actor, conversation: Conversation, last: Message, text: str) -> str:
        async with self._open_tx() as tx:
            return await summaries.keep(
                tx, last.id, storable(text), conversation_id=conversation.id, owner_id=actor.user_id
            )

    async def _ask_safely(self, actor: Actor, conversation: Conversation, first: Message) -> None:
        try:
            await self._ask(actor, conversation, first)
        except Exception as error:  # it is made of the very words once it is needed
            log.warning("summary.failed", conversation_id=conversation.id, error=type(error).__name__)

    async def _ask(self, actor: Actor, conversation: Conversation, first: Message) -> None:
        former, turns = await self._since(actor, conversation, first)
        context = Context(
            actor.user_id, Purpose.SUMMARY, conversation.character_id, conversation_id=conversation.id
        )
        if not turns or self._models is None:
            return
        provider = await self._models.writer_for(actor, conversation.character_id, context)
        if provider is None:
            return
        async with self._open_tx(write=False) as tx:
            who = await characters.get(tx, actor, conversation.character_id, until=conversation.until)
        said = llm.Message(llm.Role.USER, summary.asking(who.name, former, turns))
        canary, text, finish = new_canary(), "", None
        prompt = llm.Prompt(telling(canary), (said,), max_tokens=ANSWER_TOKENS)
        async with aclosing(provider.stream(prompt)) as chunks:
            async for chunk in chunks:
                text += chunk.text
                finish = chunk.finish or finish
        if finish is None or finish is llm.Finish.FILTERED or not text.strip():
            return
        if await asyncio.to_thread(leaks, canary, text):
            metrics.LEAKS.labels("summary").inc()
            log.warning("summary.leaked", conversation_id=conversation.id, vendor=provider.name)
            return
        await self._keep(actor, conversation, turns[-1], cut(" ".join(text.split()), summary.SUMMARY_TOKENS))
        log.info("summary.made", conversation_id=conversation.id, turns=len(turns))
