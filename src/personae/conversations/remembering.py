"""Keeping what was said with a key, in a conversation with each character, as if it had been said here."""

from collections.abc import Sequence

from personae.accounts import Actor
from personae.conversations import key_talk_store, message_store, service, store
from personae.conversations.branching import changed
from personae.conversations.exchange import leaf
from personae.conversations.feeling import Feeling
from personae.conversations.tables import MODEL_LIMIT, PROVIDER_LIMIT, Author, Conversation, Message, State
from personae.conversations.writing import add_message
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.errors import PersonaeError
from personae.platform.logs import get_logger

log = get_logger(__name__)


class Keeping:
    """Keeps exchanges. That one cannot be kept never costs its reply."""

    def __init__(self, open_tx: OpenTx, feeling: Feeling) -> None:
        self._open_tx, self._feeling = open_tx, feeling

    async def keep(
        self,
        actor: Actor,
        character_id: str,
        *,
        question: str,
        reply: str,
        writer: tuple[str, str],
        recalled: Sequence[dict[str, str | float]],
    ) -> None:
        """Add an exchange to the conversation of a key, and let it be felt and remembered.

        writer: vendor and model.  The same words asked again right away are kept once: programs ask for
        another reply that way. A key that was revoked meanwhile keeps nothing.
        """
        try:
            async with self._open_tx() as tx:
                conversation = await self._conversation(tx, actor, character_id)
                if conversation is None:
                    return
                last = await leaf(tx, actor, conversation)
                if await _is_said(tx, actor, last, question):
                    return
                vendor, model = writer
                changed(conversation)
                asked = await add_message(tx, conversation, last, Author.USER, text=question)
                told = await add_message(
                    tx,
                    conversation,
                    asked,
                    Author.CHARACTER,
                    text=reply,
                    provider=vendor[:PROVIDER_LIMIT],
                    model=model[:MODEL_LIMIT],
                )
                told.recalled = list(recalled)
                conversation.updated_at = now()
                await self._feeling.feel(tx, actor, conversation, [asked, told])
        except PersonaeError as error:
            log.warning("exchange.unkept", character_id=character_id, code=error.code)
        except Exception:
            log.exception("exchange.unkept", character_id=character_id)

    async def _conversation(self, tx: Tx, actor: Actor, character_id: str) -> Conversation | None:
        key = await key_talk_store.hold_key(tx, actor.session_id, owner_id=actor.user_id)
        if key is None:
            return None
        found = await key_talk_store.find(tx, key.id, character_id, owner_id=actor.user_id)
        if found is None:
            made = await service.start(tx, actor, character_id)
            made.title, made.has_own_title = key.name, True
            await key_talk_store.put(tx, key.id, character_id, made.id, owner_id=actor.user_id)
            await tx.flush()
            found = made.id
        return await store.hold(tx, found, owner_id=actor.user_id)


async def _is_said(tx: Tx, actor: Actor, last: Message | None, question: str) -> bool:
    """Whether the last exchange began with the same words, or is still being written in the studio."""
    if last is None or last.parent_id is None:
        return False
    if last.state == State.WRITING:
        return True
    before = await message_store.get(
        tx, last.parent_id, conversation_id=last.conversation_id, owner_id=actor.user_id
    )
    return before.text == question
