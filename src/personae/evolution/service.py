"""What a person can ask about how a character is, and what a conversation tells about it."""

from collections.abc import Collection
from datetime import datetime

from personae import characters
from personae.accounts import Actor
from personae.cast import Appraisal
from personae.evolution import impulse as impulses
from personae.evolution import replay, store
from personae.evolution.impulse import Speaker
from personae.evolution.mind import Mind, mind_of
from personae.evolution.replay import Ledger
from personae.evolution.rules import RULE_VERSION, Settings, from_json
from personae.evolution.standing import State
from personae.evolution.tables import EventKind
from personae.platform.clock import now
from personae.platform.db import Tx


async def feel(
    tx: Tx,
    actor: Actor,
    character_id: str,
    *,
    conversation_id: str,
    message_id: str,
    speaker: Speaker,
    appraisal: Appraisal | None,
    at: datetime,
    text: str = "",
) -> bool:
    """Let a message move the character, once, however often it is told. Returns False when it did nothing.

    speaker: the person's message moves the character by what it says to it, the character's own reply by what
    it shows, and less.  appraisal: None where nothing could be said of the message; it then counts as an
    interaction and moves nothing.  at: when it was said.  text: the message, for thanks, an apology, praise
    or an insult in it.  While evolution is off, nothing is noted.  Raises CharacterNotFound.
    """
    ledger = await open_ledger(tx, actor, character_id)
    if not ledger.settings.is_on:
        return False
    await store.lock(tx, character_id, owner_id=actor.user_id)
    found = impulses.impulse(appraisal, speaker=speaker, text=text)
    seq = await store.append(
        tx,
        character_id,
        owner_id=actor.user_id,
        kind=EventKind.FELT,
        conversation_id=conversation_id,
        message_id=message_id,
        facts=impulses.to_json(found),
        rule_version=RULE_VERSION,
        at=at,
    )
    if seq is None:
        return False
    if await replay.is_behind(tx, ledger):
        await replay.catch_up(tx, ledger)
    return True


async def state(
    tx: Tx,
    actor: Actor,
    character_id: str,
    *,
    at: datetime | None = None,
    through: str | None = None,
    until: int | None = None,
) -> Mind:
    """How the character is.

    at: the moment, None for now; with `through`, None is the moment of that message.  through: the last
    message that counts, None for all on the branches that are shown; one that was never felt counts as
    None.  until: the point in the book up to which the character is known; its own traits are not known
    before the end.  Raises CharacterNotFound.
    """
    baseline = await characters.baseline(tx, actor, character_id, until=until)
    ledger = await open_ledger(tx, actor, character_id)
    place = None
    if through is not None:
        place = await store.seq_of(tx, through, character_id, owner_id=actor.user_id)
    moment = at or (place[1] if place else now())
    if not ledger.settings.is_on:
        return mind_of(State(), baseline, ledger.settings, at=moment)
    found = await replay.state_through(tx, ledger, place[0] if place else None)
    return mind_of(found, baseline, ledger.settings, at=moment)


async def set_live(tx: Tx, actor: Actor, message_ids: Collection[str], *, is_live: bool) -> None:
    """Say that some messages came onto the branch that their conversation shows, or left it.

    message_ids: 500 at most, which is what one statement may carry.
    """
    await store.set_live(tx, message_ids, is_live=is_live, owner_id=actor.user_id)


async def unfeel(tx: Tx, actor: Actor, message_id: str) -> None:
    """Take back what a message did, for its words change: it is felt anew, as if it had never been heard."""
    await store.remove(tx, message_id, owner_id=actor.user_id)


async def settings(tx: Tx, actor: Actor, character_id: str) -> tuple[Settings, int]:
    """How much the character may change, and the version of that. Raises CharacterNotFound."""
    await characters.check_talk(tx, actor, character_id)
    version, kept = await store.settings(tx, character_id, owner_id=actor.user_id)
    return from_json(kept), version


async def open_ledger(tx: Tx, actor: Actor, character_id: str) -> Ledger:
    """The person's ledger with a character, and how it is folded. Raises CharacterNotFound."""
    found, _ = await settings(tx, actor, character_id)
    return Ledger(actor.user_id, character_id, found)
