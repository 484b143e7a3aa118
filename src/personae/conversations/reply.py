"""Writing one reply: pieces go to whoever listens, the text so far to the database, the end is exact."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any

from personae.conversations import felt, finding, reply_store
from personae.conversations.brief import Brief, Making
from personae.conversations.errors import InstructionsLeaked
from personae.conversations.feeling import Feeling
from personae.conversations.keeper import Keeper
from personae.conversations.tables import MODEL_LIMIT, PROVIDER_LIMIT, Message, State
from personae.conversations.waiting import Waiting
from personae.conversations.window import Place
from personae.conversations.withholding import withhold_unscoped
from personae.llm import Finish, Provider, QuotationProvider
from personae.moderation import Found, Moderation, note_leak
from personae.platform import metrics
from personae.platform.bus import Bus, News
from personae.platform.clock import now
from personae.platform.db import OpenTx
from personae.platform.errors import PersonaeError
from personae.platform.logs import get_logger
from personae.platform.storable import storable
from personae.platform.tasks import give_up
from personae.safety import Tripwire

log = get_logger(__name__)

SAVE_S = 1.0
SHARE_ENDED = "share_ended"
PAUSES_S = (0.2, 1.0, 3.0)  # between tries to save the end

Allowed = Callable[[], Awaitable[bool]]


def topic(conversation_id: str) -> str:
    """Where news of a conversation is published."""
    return f"conversation:{conversation_id}"


class Reply:
    """A reply while it is written."""

    def __init__(
        self,
        open_tx: OpenTx,
        keeper: Keeper,
        feeling: Feeling,
        bus: Bus,
        provider: Provider,
        message: Message,
        brief: Making,
        pause_s: Callable[[], float],
        *,
        moderation: Moderation,
        allowed: Allowed | None = None,
        otherwise: str = "",
        studios_vendor: str = "",
    ) -> None:
        """message: as far as it is written already.  brief: finds what it is made from.

        allowed: asked each second whether the reply may go on, None where it always may.

        pause_s: seconds between two pieces.  otherwise: what to keep in the place of the message's text when
        no word is added to it.  studios_vendor: who answers with the studio's own key, and so may judge too.
        """
        self._studios_vendor = studios_vendor
        self._open_tx, self._keeper, self._bus, self._provider = open_tx, keeper, bus, provider
        self._feeling, self._moderation = feeling, moderation
        self._waiting = Waiting(provider.name, provider.model)
        self._id, self._topic = message.id, topic(message.conversation_id)
        self._make_brief, self._pause_s, self._allowed = brief, pause_s, allowed
        self._brief: Brief | None = None
        self._wire, self._has_words = Tripwire(""), False
        self._text = self._begun = message.text
        self._told, self._fresh = len(message.text), asyncio.Event()
        self._otherwise = otherwise
        self._sources: list[Place] = list(message.sources)
        self._recalled = list(message.recalled or ()) if message.text else []
        self._finish: Finish | None = None

    @staticmethod
    def stop_topic(message_id: str) -> str:
        """Where a writer hears that it shall stop."""
        return f"stop:{message_id}"

    async def write(self) -> None:
        """Write to the end, whatever the end is, and save it. Cancelling it keeps what is written."""
        state = State.INTERRUPTED
        reason: str | None = "server_stopped"
        try:
            state, reason = await self._write_until_stopped()
        except PersonaeError as error:
            reason = error.code
        except Exception:
            log.exception("reply.failed", message_id=self._id)
            reason = "reply_failed"
        finally:
            await asyncio.shield(self._end(state, reason))

    async def _write_until_stopped(self) -> tuple[State, str | None]:
        async with self._bus.subscribe(self.stop_topic(self._id)) as stops:
            work = asyncio.ensure_future(self._consume())
            stop = asyncio.ensure_future(anext(stops))
            tell = asyncio.ensure_future(self._tell())
            try:
                while True:
                    await asyncio.wait({work, stop}, timeout=SAVE_S, return_when=asyncio.FIRST_COMPLETED)
                    if work.done() or stop.done() or not await self._keep():
                        break
                    if self._allowed is not None and not await self._allowed():
                        return State.INTERRUPTED, SHARE_ENDED
                if not work.done():
                    return State.INTERRUPTED, "stopped"
                work.result()
            finally:
                await give_up((work, stop, tell))
        if self._finish is None:
            return State.INTERRUPTED, "reply_interrupted"
        return State.COMPLETE, None if self._finish is Finish.DONE else self._finish.value

    async def _keep(self) -> bool:
        """Save what is written so far; who missed a piece gets the whole again.

        False when the reply is no longer wanted: somebody stopped it, or it was deleted.
        """
        try:
            is_wanted = await self._keeper.keep(self._id, self._text)
        except Exception:
            # The words go on to whoever reads along; the next second saves them all.
            log.exception("reply.unsaved", message_id=self._id)
            is_wanted = True
        await self._tell_standing()
        return is_wanted

    async def _tell_standing(self) -> None:
        """Tell how things stand, for a page that came late: what is waited for, or the text so far."""
        waited_for = self._waiting.news(self._id, len(self._text))
        news: News = {"kind": "so_far", "id": self._id, "text": self._text}
        await self._publish(waited_for or news)

    async def _consume(self) -> None:
        brief = self._brief = await self._make_brief()
        self._wire = Tripwire(brief.canary, before=self._begun)
        async with aclosing(self._provider.stream(brief.prompt)) as chunks:
            async for chunk in chunks:
                self._sources += [brief.places[id] for id in chunk.sources if id in brief.places]
                self._finish = chunk.finish or self._finish
                if chunk.notice:
                    self._waiting.take(chunk.notice)
                    await self._tell_standing()
                if chunk.text:
                    self._add(storable(chunk.text))

    def _add(self, piece: str) -> None:
        self._waiting.end()
        if not self._has_words and self._begun[-1:].isspace():
            piece = piece.lstrip()  # a model that goes on does not see where the line was broken
        self._has_words = self._has_words or bool(piece)
        self._show(self._wire.take(piece))

    def _show(self, piece: str) -> None:
        """Let a piece be read. Raises InstructionsLeaked, and takes back what of it was read already."""
        self._text += piece
        self._fresh.set()
        if self._wire.leaked_at is not None:
            self._text = self._text[: self._wire.leaked_at]
            raise InstructionsLeaked

    async def _tell(self) -> None:
        """Tell whoever reads along what is new, again and again, at the pace that all replies share."""
        while True:
            await self._fresh.wait()
            await self._tell_new()
            await asyncio.sleep(self._pause_s())

    async def _tell_new(self) -> None:
        self._fresh.clear()
        at, self._told = self._told, len(self._text)
        if at < self._told:
            news: News = {"kind": "piece", "id": self._id, "at": at, "text": self._text[at:]}
            await self._publish(news)

    async def _publish(self, news: News) -> None:
        """Shielded, for a client of Redis that is cancelled in the middle may swallow that, and go on."""
        await asyncio.shield(self._bus.publish(self._topic, news))

    async def _end(self, state: State, reason: str | None) -> None:
        try:
            self._show(self._wire.end())  # what was held back of a reply that was broken off
        except InstructionsLeaked as error:
            state, reason = State.INTERRUPTED, error.code
            self._note_leak()
        await self._tell_new()
        waiting, vendor = self._waiting, self._waiting.vendor
        values = {
            "text": self._text if self._text != self._begun else self._otherwise,
            **self._drawn_on(vendor),
            "state": state,
            "reason": reason,
            "provider": vendor[:PROVIDER_LIMIT],
            "model": waiting.model[:MODEL_LIMIT],
            "instead_of": waiting.instead_of and waiting.instead_of[:MODEL_LIMIT],
            "instead_code": waiting.instead_code,
        }
        found = await self._ruling(str(values["text"]), vendor)
        await self._save_at_last({**values, "touched_at": now()}, found)
        metrics.REPLIES.labels(metrics.vendor_label(vendor), reason or state.value).inc()
        log.info("reply.ended", message_id=self._id, state=state, reason=reason, chars=len(self._text))
        await self._publish({"kind": "message", "id": self._id, "state": state})

    def _note_leak(self) -> None:
        metrics.LEAKS.labels("reply").inc()
        log.warning(
            "reply.leaked",
            message_id=self._id,
            vendor=self._waiting.vendor,
            model=self._waiting.model,
            at=self._wire.leaked_at,
        )

    def _drawn_on(self, vendor: str) -> dict[str, Any]:
        """The sources and memories to keep with the reply; of quotations only where they stand."""
        brief = self._brief
        if brief is None or vendor == QuotationProvider.name or self._text == self._begun:
            return {"sources": self._sources, "recalled": self._recalled}
        known = {each["memory_id"] for each in brief.recalled}
        kept = [each for each in self._recalled if each["memory_id"] not in known]
        fresh = [place for place in brief.drawn_on(self._text) if place not in self._sources]
        return {"sources": self._sources + fresh, "recalled": [*brief.recalled, *kept]}

    async def _ruling(self, text: str, vendor: str) -> Found | None:
        """What the policy does with the reply; the book's own words are never asked about."""
        if vendor == QuotationProvider.name:
            return None
        try:
            await self._moderation.hear(text, self._studios_vendor if vendor == self._studios_vendor else "")
            return await self._moderation.weigh(text)
        except Exception:
            log.exception("reply.unweighed", message_id=self._id)  # the words are kept all the same
            return None

    async def _save_at_last(self, values: dict[str, Any], found: Found | None) -> None:
        """Save, and wait for a database that is away for a moment."""
        for pause_s in PAUSES_S:
            try:
                await self._save(values, found)
                return
            except Exception:
                log.exception("reply.unsaved", message_id=self._id)
                await asyncio.sleep(pause_s)
        await self._save(values, found)

    async def _save(self, values: dict[str, Any], found: Found | None) -> bool:
        async with self._open_tx() as tx:
            held = await felt.hold_unscoped(tx, self._id)  # first, as everybody does who changes the branch
            if found and held:
                values = await withhold_unscoped(tx, self._moderation, found, held, values)
            if held and values["reason"] == InstructionsLeaked.code:
                message, talk = held
                await note_leak(
                    tx,
                    owner_id=talk.owner_id,
                    character_id=talk.character_id,
                    conversation_id=talk.id,
                    message_id=message.id,
                )
            is_wanted = await reply_store.write_unscoped(tx, self._id, values)
            await finding.index_unscoped(tx, [self._id])
            await self._feeling.ended(tx, self._id, given=self._brief.given if self._brief else None)
            return is_wanted
