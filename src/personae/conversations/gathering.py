"""What one reply may draw on: looked for while the person waits, and no longer than they would."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from personae import characters, evolution
from personae.accounts import Actor, Persona
from personae.characters import Knowing, Known
from personae.conversations import store
from personae.conversations.brief import Foreign
from personae.conversations.notes import Reminder
from personae.conversations.tables import Conversation, Message
from personae.memory import Recalling, Speaker
from personae.platform.db import OpenTx
from personae.platform.errors import PersonaeError
from personae.platform.logs import get_logger

log = get_logger(__name__)

PATIENCE_S = 4.0  # for each of memories, passages and mood; a reply without them is better than none
MEMORIES, PASSAGES = 6, 4
BEFORE_CHARS = 600  # of the turn before, for a question that names nothing

Given = ParamSpec("Given")
Sought = TypeVar("Sought")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in time: who the person is, how the character is, and what it remembers and knows."""

    persona: Persona | None
    mind: evolution.Mind | None
    reminders: Sequence[Reminder]
    known: Sequence[Known]


class Gathering:
    """Looks for what replies may draw on."""

    def __init__(self, open_tx: OpenTx, *, knowing: Knowing | None, recalling: Recalling | None) -> None:
        """knowing, recalling: None where characters know or remember nothing."""
        self._open_tx, self._knowing, self._recalling = open_tx, knowing, recalling

    async def close(self) -> None:
        """Give up what is going on in the background."""
        if self._knowing is not None:
            await self._knowing.close()

    async def gather(
        self, actor: Actor, conversation: Conversation, sent: Sequence[Message], foreign: Foreign | None
    ) -> Found:
        """What there is for a reply to the last of the messages that the model is sent."""
        persona = None if foreign else await in_time(self._persona, actor, conversation)
        mind = await in_time(self._mind, actor, conversation)
        is_noted = foreign is None or foreign.is_noted
        reminders, known = await asyncio.gather(
            in_time(self._reminders, actor, conversation, sent, persona, mind, is_noted=is_noted),
            in_time(self._known, actor, conversation, sent),
        )
        return Found(persona, mind, reminders or (), known or ())

    async def _persona(self, actor: Actor, conversation: Conversation) -> Persona | None:
        async with self._open_tx(write=False) as tx:
            return await store.persona_of(tx, conversation.id, owner_id=actor.user_id)

    async def _mind(self, actor: Actor, conversation: Conversation) -> evolution.Mind:
        async with self._open_tx(write=False) as tx:
            return await evolution.state(tx, actor, conversation.character_id, until=conversation.until)

    async def _reminders(
        self,
        actor: Actor,
        conversation: Conversation,
        sent: Sequence[Message],
        persona: Persona | None,
        mind: evolution.Mind | None,
        *,
        is_noted: bool,
    ) -> list[Reminder]:
        if self._recalling is None:
            return []
        async with self._open_tx(write=False) as tx:
            profile = await characters.get(tx, actor, conversation.character_id, until=conversation.until)
            beyond = await store.ids_beyond(
                tx, conversation.character_id, until=conversation.until, owner_id=actor.user_id
            )
        found = await self._recalling.recall(
            actor,
            conversation.character_id,
            question=sent[-1].text,
            mood=(mind.mood.pleasure, mind.mood.arousal, mind.mood.dominance) if mind else None,
            but_not=[message.id for message in sent],
            not_from=beyond,  # what was said where more of the book is known would tell it
            names={
                Speaker.USER: [persona.name] if persona else [actor.name],
                Speaker.CHARACTER: [profile.name, *(alias.name for alias in profile.aliases)],
            },
            limit=MEMORIES,
            is_noted=is_noted,
        )
        return [
            Reminder(
                each.memory.id,
                each.memory.text,
                each.memory.emotion,
                each.memory.happened_at,
                each.score,
                is_own=each.memory.speaker == Speaker.CHARACTER,
            )
            for each in found
        ]

    async def _known(
        self, actor: Actor, conversation: Conversation, sent: Sequence[Message]
    ) -> Sequence[Known]:
        if self._knowing is None:
            return []
        async with self._open_tx(write=False) as tx:
            profile = await characters.get(tx, actor, conversation.character_id, until=conversation.until)
        before = " ".join(message.text[-BEFORE_CHARS:] for message in sent[-3:-1])
        return await self._knowing.recall(
            actor, profile, question=sent[-1].text, before=before, limit=PASSAGES
        )


async def in_time(
    look: Callable[Given, Awaitable[Sought]], *args: Given.args, **kwargs: Given.kwargs
) -> Sought | None:
    """What is looked for; None, and a line in the log, when it cannot be found or not in PATIENCE_S."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await look(*args, **kwargs)
    except TimeoutError:
        log.warning("brief.late")
    except PersonaeError as error:
        log.warning("brief.incomplete", code=error.code)
    except Exception:
        log.exception("brief.incomplete")
    return None
