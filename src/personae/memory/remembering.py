"""What a conversation tells a character to remember."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from personae.accounts import Actor
from personae.cast import UNREAD
from personae.memory import store
from personae.memory.importance import KEPT, essence, importance
from personae.memory.likeness import news, repeats
from personae.memory.moment import Moment, felt
from personae.memory.tables import Memory, MemoryKind
from personae.platform.db import Tx
from personae.platform.ids import new_id
from personae.platform.storable import storable


async def remember(tx: Tx, actor: Actor, character_id: str, moments: Sequence[Moment]) -> Sequence[Memory]:
    """Keep what is worth keeping of some messages, once for each message. Returns what is new.

    The character must be the person's, for which the conversation vouches. Left out are messages of little
    importance, those of which there is a memory, and those that say what their conversation or a memory that
    was recalled for them has said already: a character that recalls something aloud does not learn it again.
    What another conversation has said is kept, for that may be deleted. Nor does it learn what it was given
    to speak from. What a memory means is worked out later; by its words it is found at once.
    """
    known = await store.known_messages(tx, [each.message_id for each in moments], owner_id=actor.user_id)
    may_teach = [each for each in moments if each.message_id not in known and _may_teach(each)]
    heard = [await _news(each) for each in may_teach]
    worth = [(each, _importance(each)) for each in heard]
    kept = [(moment, weight) for moment, weight in worth if weight >= KEPT]
    if not kept:
        return []
    texts = {
        talk: list(await store.latest_texts(tx, talk, owner_id=actor.user_id, recalled=_recalled(kept, talk)))
        for talk in {moment.conversation_id for moment, _ in kept}
    }
    rows = []
    # Ids of one millisecond have no order of their own.
    for id, (moment, weight) in zip(sorted(new_id() for _ in kept), kept, strict=True):
        text = storable(essence(moment.text))
        if not repeats(text, texts[moment.conversation_id]):
            texts[moment.conversation_id].append(text)
            rows.append({"id": id, "character_id": character_id, **_columns(moment, text, weight)})
    return await store.add(tx, rows, owner_id=actor.user_id)


def _recalled(kept: Sequence[tuple[Moment, float]], conversation_id: str) -> set[str]:
    return {id for moment, _ in kept if moment.conversation_id == conversation_id for id in moment.recalled}


def _may_teach(moment: Moment) -> bool:
    return not moment.is_quoted and _importance(moment) >= KEPT


async def _news(moment: Moment) -> Moment:
    if not moment.given:
        return moment
    return replace(moment, text=await asyncio.to_thread(news, moment.text, moment.given))


def _importance(moment: Moment) -> float:
    return importance(moment.text, intensity=moment.appraisal.intensity if moment.appraisal else 0.0)


def _columns(moment: Moment, text: str, weight: float) -> dict[str, Any]:
    return {
        "conversation_id": moment.conversation_id,
        "message_id": moment.message_id,
        "kind": MemoryKind.MOMENT,
        "speaker": moment.speaker,
        "text": text,
        "importance": weight,
        "happened_at": moment.at,
        **felt(moment.appraisal or UNREAD),
    }
