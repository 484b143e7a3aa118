"""What messages feel like, and who has to hear of it: the character's memory, and what it becomes."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress

from personae import evolution, memory
from personae.accounts import Actor
from personae.cast import Appraisal
from personae.characters import CharacterNotFound
from personae.conversations import felt
from personae.conversations.live import tell_live
from personae.conversations.material import sheet_of
from personae.conversations.tables import Author, Conversation, Message, State
from personae.llm import QuotationProvider
from personae.memory import Moment, Speaker
from personae.platform.db import OpenTx, Tx
from personae.platform.logs import get_logger

log = get_logger(__name__)

CAUGHT_UP_AT_ONCE = 500  # messages in one run


Appraise = Callable[[Sequence[str]], Sequence[Appraisal]]


class Feeling:
    """Appraises messages when they are saved, each once. That one cannot be appraised never loses it."""

    def __init__(self, open_tx: OpenTx, appraise: Appraise) -> None:
        """appraise: what texts feel like, in order; it is called in a thread."""
        self._open_tx, self._appraise = open_tx, appraise
        self._caught_up = ""

    async def feel(
        self,
        tx: Tx,
        actor: Actor,
        conversation: Conversation,
        messages: Sequence[Message],
        *,
        given: str | None = None,
    ) -> None:
        """Appraise those of some messages that have not been, and tell of them, in the order they were said.

        The conversation is held. given: what replies among them were made from, None to look for it.
        What goes wrong is logged, undone and tried again later.
        """
        unfelt = [each for each in messages if is_unfelt(each)]
        if not unfelt:
            return
        await tx.flush()
        try:
            found = await asyncio.to_thread(self._appraise, [each.text for each in unfelt])
            for message, appraisal in zip(unfelt, found, strict=True):
                async with tx.begin_nested():
                    await _tell(tx, actor, conversation, message, appraisal, given)
        except Exception:
            log.exception("message.unfelt", conversation_id=conversation.id, message_id=unfelt[0].id)

    async def ended(self, tx: Tx, message_id: str, *, given: str | None = None) -> None:
        """The same for a reply whose text has been saved; gone ones are let go by."""
        held = await felt.hold_unscoped(tx, message_id)
        if held is not None:
            message, conversation = held
            await self.feel(tx, _owner(conversation), conversation, [message], given=given)

    async def catch_up(self) -> int:
        """Appraise messages that are shown and have not been: what went wrong, and what was edited.

        Returns how many were looked at, CAUGHT_UP_AT_ONCE at most; the next time it goes on behind them.
        """
        async with self._open_tx(write=False) as tx:
            ids = await felt.unfelt_unscoped(tx, after=self._caught_up, limit=CAUGHT_UP_AT_ONCE)
        for message_id in ids:
            async with self._open_tx() as tx:
                await self.ended(tx, message_id)
        self._caught_up = ids[-1] if len(ids) == CAUGHT_UP_AT_ONCE else ""
        return len(ids)


def is_unfelt(message: Message) -> bool:
    """Whether a message has words that nobody has appraised."""
    return bool(message.text) and message.state != State.WRITING and message.appraisal is None


async def _tell(
    tx: Tx,
    actor: Actor,
    conversation: Conversation,
    message: Message,
    appraisal: Appraisal,
    given: str | None,
) -> None:
    """Keep what a message feels like, and what comes of it."""
    await felt.keep_unscoped(tx, message.id, appraisal.to_json())
    is_users = message.author == Author.USER
    is_quoted = message.provider == QuotationProvider.name
    if given is None and not is_users and not is_quoted:
        given = await _sheet(tx, actor, conversation)
    with suppress(CharacterNotFound):  # shared with the person until just now: there is no more to become
        await evolution.feel(
            tx,
            actor,
            conversation.character_id,
            conversation_id=conversation.id,
            message_id=message.id,
            speaker="user" if is_users else "character",
            appraisal=appraisal,
            at=message.created_at,
            text=message.text,
        )
    moment = Moment(
        message_id=message.id,
        conversation_id=conversation.id,
        speaker=Speaker.USER if is_users else Speaker.CHARACTER,
        text=message.text,
        appraisal=appraisal,
        at=message.created_at,
        recalled=[str(each["memory_id"]) for each in message.recalled],
        given="" if is_users else given or "",
        is_quoted=is_quoted,
    )
    await memory.remember(tx, actor, conversation.character_id, [moment])
    if not message.is_live or message.deleted_at or conversation.deleted_at:
        await tell_live(tx, actor, [message.id], is_live=False)


async def _sheet(tx: Tx, actor: Actor, conversation: Conversation) -> str:
    """What the reply was made from; "" where the character is shared no longer with whom it was for."""
    try:
        return await sheet_of(tx, actor, conversation)
    except CharacterNotFound:
        return ""


def _owner(conversation: Conversation) -> Actor:
    return Actor(conversation.owner_id, "", "", session_id="")
