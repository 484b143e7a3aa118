"""What a person can do to a character's state: heal it, take it back to its book, and undo either."""

from typing import Any

from personae.accounts import Actor
from personae.evolution import checkpoint_store, replay, store
from personae.evolution.errors import ActNotFound, ActUndone, EvolutionChanged, EvolutionInvalid
from personae.evolution.replay import Ledger
from personae.evolution.rules import RULE_VERSION, Settings, both, check, to_json
from personae.evolution.service import open_ledger
from personae.evolution.service import settings as settings_of
from personae.evolution.tables import EventKind
from personae.platform.clock import now
from personae.platform.db import Tx

HEALING_DAYS, HEALING_DAYS_MOST = 7.0, 90.0
HEALING_FACTOR, HEALING_FACTOR_MOST = 6.0, 50.0


async def heal(
    tx: Tx, actor: Actor, character_id: str, *, days: float = HEALING_DAYS, factor: float = HEALING_FACTOR
) -> int:
    """Let traits return to the character's own baseline faster for a while. Returns the act's seq.

    days: 1 to HEALING_DAYS_MOST.  factor: how much faster, 1 to HEALING_FACTOR_MOST.  A later one takes
    the place of one that is going on.  Raises CharacterNotFound, EvolutionInvalid.
    """
    for field, value, most in (
        ("The days of healing", days, HEALING_DAYS_MOST),
        ("How much faster a character heals", factor, HEALING_FACTOR_MOST),
    ):
        if not 1 <= value <= most:
            raise EvolutionInvalid(field=field, least=1, most=most)
    facts = {"days": float(days), "factor": float(factor)}
    return await _act(tx, actor, character_id, EventKind.THERAPY, facts)


async def reset(tx: Tx, actor: Actor, character_id: str) -> int:
    """Take a character back to how its document has it, strangers again. Returns the act's seq.

    Raises CharacterNotFound.
    """
    return await _act(tx, actor, character_id, EventKind.RESET, {})


async def undo(tx: Tx, actor: Actor, character_id: str, *, seq: int) -> int:
    """Let an act count no longer: a healing, a reset, or an undoing, which brings back what it undid.

    Returns the seq of the undoing.  Raises CharacterNotFound, ActNotFound, ActUndone.
    """
    await open_ledger(tx, actor, character_id)
    await store.lock(tx, character_id, owner_id=actor.user_id)
    act = await store.act(tx, seq, character_id, owner_id=actor.user_id)
    if act is None:
        raise ActNotFound
    if not act.is_live:
        raise ActUndone
    done = await _act(tx, actor, character_id, EventKind.UNDONE, {"seq": seq})
    is_live, target = False, seq
    while True:  # what an undoing undid counts again once it is itself undone, and so on down
        await store.set_act_live(tx, target, character_id, is_live=is_live, owner_id=actor.user_id)
        act = await store.act(tx, target, character_id, owner_id=actor.user_id)
        if act is None or act.kind != EventKind.UNDONE:
            return done
        is_live, target = not is_live, act.facts["seq"]


async def change_settings(tx: Tx, actor: Actor, character_id: str, wish: Settings, *, version: int) -> int:
    """Replace how much the character may change, from its first message on, and return the new version.

    version: the one that was read (0 for what nobody has set).  Raises CharacterNotFound, EvolutionInvalid,
    and EvolutionChanged where somebody has saved another since.
    """
    await settings_of(tx, actor, character_id)
    check(wish)
    await store.lock(tx, character_id, owner_id=actor.user_id)
    saved, current = await settings_of(tx, actor, character_id)
    if current != version:
        raise EvolutionChanged(version=current, **both(saved, wish))
    await store.save_settings(tx, character_id, to_json(wish), version=version + 1, owner_id=actor.user_id)
    await checkpoint_store.forget_from(tx, 0, character_id, owner_id=actor.user_id)
    await replay.catch_up(tx, Ledger(actor.user_id, character_id, wish))
    return version + 1


async def _act(tx: Tx, actor: Actor, character_id: str, kind: EventKind, facts: dict[str, Any]) -> int:
    await open_ledger(tx, actor, character_id)
    await store.lock(tx, character_id, owner_id=actor.user_id)
    seq = await store.append(
        tx,
        character_id,
        owner_id=actor.user_id,
        kind=kind,
        facts=facts,
        rule_version=RULE_VERSION,
        at=now(),
    )
    assert seq is not None, "only a message can have an event of a kind already"
    return seq
