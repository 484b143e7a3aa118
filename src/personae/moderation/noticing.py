"""Notices words that look as if they were written to instruct a model. A signal: nothing is ever kept out."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from personae.moderation import notice_store
from personae.moderation.tables import Notice, Where
from personae.platform.db import OpenTx, Tx
from personae.platform.logs import get_logger
from personae.platform.tasks import give_up
from personae.safety import Signal, injection, may_instruct

log = get_logger(__name__)

LONGEST = 8_000  # characters that are weighed of one text that is no document
KNOWN_MOST = 4_096  # texts that this process remembers to have weighed
DOCUMENT_MOST = 500  # notices of one document
SURE = 0.8  # score of a passage that is noticed: at the usual .5, one of 1,200 ordinary ones is
LEAKED = "a reply began to give its instructions away"


@dataclass(frozen=True, slots=True)
class Seen:
    """Words that go into a prompt. about: which row they belong to, by the name of its column in notices.

    owner_id: whose words they are; "" for who asks.
    """

    where: Where
    text: str
    about: dict[str, str] = field(default_factory=dict)
    owner_id: str = ""


class Noticing:
    """Weighs in a thread, one text at a time, while nobody waits for it."""

    def __init__(self, open_tx: OpenTx) -> None:
        self._open_tx, self._turn = open_tx, asyncio.Semaphore(1)
        self._known: OrderedDict[bytes, None] = OrderedDict()
        self._going: set[asyncio.Task[None]] = set()

    def notice(self, owner_id: str, seen: Sequence[Seen]) -> None:
        """Have what goes into a prompt weighed, and return at once. What was weighed before is let go by."""
        fresh = [each for each in seen if each.text.strip() and self._is_new(owner_id, each)]
        if fresh:
            task = asyncio.create_task(self._weigh_safely(owner_id, fresh))
            self._going.add(task)
            task.add_done_callback(self._going.discard)

    async def settled(self) -> None:
        """Wait until all that was noticed so far is kept."""
        await asyncio.gather(*self._going)

    async def close(self) -> None:
        """Give up what is going on: these are only signals."""
        await give_up(self._going)

    async def read(
        self, document_id: str, owner_id: str, pages: AsyncIterator[Sequence[tuple[int, str]]]
    ) -> None:
        """Weigh a document. pages: its passages, where each begins and its text. It never fails."""
        try:
            found: list[Notice] = []
            async for page in pages:
                async with self._turn:
                    signals = await asyncio.to_thread(_weigh_passages, page)
                found += [
                    _notice(owner_id, Seen(Where.DOCUMENT, text, {"document_id": document_id}), signal, start)
                    for start, text, signal in signals
                ]
                if len(found) >= DOCUMENT_MOST:
                    break
            async with self._open_tx() as tx:
                about = {"document_id": document_id}
                kept = found[:DOCUMENT_MOST]
                await notice_store.replace(tx, about, kept, owner_id=owner_id, where=Where.DOCUMENT)
            log.info("document.weighed", document_id=document_id, noticed=len(found))
        except Exception:
            log.exception("document.unweighed", document_id=document_id)

    def _is_new(self, owner_id: str, seen: Seen) -> bool:
        told = repr((seen.owner_id or owner_id, seen.where, sorted(seen.about.items()), seen.text))
        digest = hashlib.sha256(told.encode("utf-8", "replace")).digest()
        is_new = digest not in self._known
        self._known[digest] = None
        self._known.move_to_end(digest)
        if len(self._known) > KNOWN_MOST:
            self._known.popitem(last=False)
        return is_new

    async def _weigh_safely(self, owner_id: str, seen: Sequence[Seen]) -> None:
        try:
            for each in seen:
                async with self._turn:
                    signal = await asyncio.to_thread(injection, each.text[:LONGEST])
                if signal.is_flagged:
                    await self._keep(owner_id, each, signal)
        except Exception:
            log.exception("words.unweighed", where=[each.where.value for each in seen])

    async def _keep(self, owner_id: str, seen: Seen, signal: Signal) -> None:
        owner_id = seen.owner_id or owner_id
        async with self._open_tx() as tx:
            found = [_notice(owner_id, seen, signal)]
            await notice_store.replace(tx, seen.about, found, owner_id=owner_id, where=seen.where)
        log.info("words.noticed", where=seen.where.value, score=signal.score, **seen.about)


async def note_leak(
    tx: Tx,
    *,
    owner_id: str,
    character_id: str,
    conversation_id: str | None = None,
    message_id: str | None = None,
) -> None:
    """Note that a reply began to give its instructions away, for its owner and admins to see."""
    tx.add(
        Notice(
            owner_id=owner_id,
            where=Where.LEAK,
            character_id=character_id,
            conversation_id=conversation_id,
            message_id=message_id,
            score=1.0,
            reasons=[LEAKED],
        )
    )
    await tx.flush()


def _notice(owner_id: str, seen: Seen, signal: Signal, start: int = 0) -> Notice:
    end = start + len(seen.text) if seen.where is Where.DOCUMENT else 0
    return Notice(
        owner_id=owner_id,
        where=seen.where,
        start=start,
        end=end,
        score=signal.score,
        reasons=list(signal.why),
        **seen.about,
    )


def _weigh_passages(passages: Sequence[tuple[int, str]]) -> list[tuple[int, str, Signal]]:
    """Those that look like it, with where they begin and how they look."""
    likely = [(start, text) for start, text in passages if may_instruct(text)]
    signals = [(start, text, injection(text)) for start, text in likely]
    return [(start, text, signal) for start, text, signal in signals if signal.score >= SURE]
