"""What a reply goes through on its way to a program: the canary, the policy, and what is due behind it."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

from personae.accounts import Actor
from personae.conversations.tables import Conversation
from personae.conversations.waiting import Waiting
from personae.llm import Chunk, Finish, Provider, QuotationProvider
from personae.moderation import Moderation, What, note_leak
from personae.platform import metrics
from personae.platform.db import OpenTx
from personae.platform.logs import get_logger
from personae.safety import Tripwire

log = get_logger(__name__)

Chunks = AsyncGenerator[Chunk, None]


@dataclass(slots=True)
class Ruled:
    """What the policy found in an exchange so far. needs_help: somebody speaks of harming themself.

    studios_vendor: who answers with the studio's own key, and so may judge too.
    """

    needs_help: bool
    studios_vendor: str = ""


class Passing:
    """Lets replies pass, up to where they may not."""

    def __init__(self, open_tx: OpenTx, moderation: Moderation) -> None:
        self._open_tx, self._moderation = open_tx, moderation

    async def watched(self, chunks: Chunks, wire: Tripwire, conversation: Conversation) -> Chunks:
        """The same up to where the canary begins: the end then, as if a filter had stopped the reply."""
        async with aclosing(chunks):
            async for chunk in chunks:
                text = wire.take(chunk.text) + (wire.end() if chunk.finish else "")
                if wire.leaked_at is None:
                    yield replace(chunk, text=text)
                    continue
                metrics.LEAKS.labels("program").inc()
                log.warning("completion.leaked", at=wire.leaked_at)
                async with self._open_tx() as tx:
                    owner_id, character_id = conversation.owner_id, conversation.character_id
                    await note_leak(tx, owner_id=owner_id, character_id=character_id)
                yield Chunk(text=text, finish=Finish.FILTERED)
                return

    async def ruled(
        self, actor: Actor, provider: Provider, chunks: Chunks, ruled: Ruled, *, waits: bool
    ) -> Chunks:
        """The same, weighed at its end: what the policy blocks ends as if a vendor's filter had stopped it.

        waits: nothing of it is passed on before that; else its words were read by then. Quotations are book
        text, about which nobody is asked.
        """
        waiting, text, held = Waiting(provider.name, provider.model), "", list[Chunk]()
        async with aclosing(chunks):
            async for chunk in chunks:
                text += chunk.text
                held.append(chunk)
                if chunk.notice:
                    waiting.take(chunk.notice)
                is_end = chunk.finish is not None and waiting.vendor != QuotationProvider.name
                if is_end and await self._is_blocked(actor, text, ruled, vendor=waiting.vendor):
                    last = "" if waits else chunk.text
                    held = [replace(chunk, text=last, finish=Finish.FILTERED)]
                if not waits or chunk.finish:
                    for each in held:
                        yield each
                    held = []

    async def _is_blocked(self, actor: Actor, text: str, ruled: Ruled, *, vendor: str) -> bool:
        """Whether the policy keeps a reply out; what it finds is noted. What cannot be weighed passes."""
        try:
            await self._moderation.hear(text, vendor if vendor == ruled.studios_vendor else "")
            found = await self._moderation.weigh(text)
            if found is None:
                return False
            ruled.needs_help = ruled.needs_help or found.needs_help
            async with self._open_tx() as tx:
                await self._moderation.keep(tx, found, text, owner_id=actor.user_id, what=What.REPLY)
        except Exception:
            log.exception("completion.unweighed")
            return False
        return found.is_block


async def with_more(chunks: Chunks, more: Callable[[], str]) -> Chunks:
    """The same with more behind it. more: asked at the end; "" adds nothing."""
    async with aclosing(chunks):
        async for chunk in chunks:
            if not chunk.finish:
                yield chunk
                continue
            if chunk.text:
                yield Chunk(text=chunk.text)
            if words := more():
                yield Chunk(text=words)
            yield replace(chunk, text="")
