"""One event after another: how each changes a character. The whole of evolution is this fold.

Emotions fade in minutes, moods in hours, traits in weeks, and each moves the next: the layers of ALMA
(Gebhard 2005, 10.1145/1082473.1082478). Moods saturate as traits do, where ALMA pushes and pulls them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from personae.evolution import impulse as impulses
from personae.evolution.drift import DAY_S, kept, step, within
from personae.evolution.emotions import TRAITS
from personae.evolution.impulse import Impulse
from personae.evolution.pad import Pad
from personae.evolution.relationship import BOND_HALF_LIFE_S, brought, stage_of
from personae.evolution.rules import Settings
from personae.evolution.standing import Share, State
from personae.evolution.tables import EventKind

EMOTION_HALF_LIFE_S = 600.0
FADED = 0.02  # an emotion weaker than this is gone
MOOD_STEP = 0.08
SHARES_MOST = 64  # conversations whose share is kept apart; the least recently used goes first


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as it is folded. at_s: seconds since 1970."""

    seq: int
    kind: EventKind
    at_s: float
    conversation_id: str | None
    message_id: str | None
    facts: Mapping[str, Any]
    rule_version: int


@dataclass(frozen=True, slots=True)
class Move:
    """How an event moved a trait, as distances from the baseline. requested: what it asked for."""

    trait: str
    requested: float
    before: float
    after: float


def fold(state: State, event: Happened, settings: Settings) -> tuple[State, tuple[Move, ...]]:
    """The state after an event, and how it moved traits.

    An undoing does nothing here: what it undid is not among the events that are folded.
    """
    if event.kind is EventKind.UNDONE:
        return state, ()
    state = relax(state, event.at_s, settings)
    if event.kind is EventKind.FELT:
        return _feel(state, impulses.from_json(event.facts), event.conversation_id or "", settings)
    if event.kind is EventKind.THERAPY:
        until_s = event.at_s + event.facts["days"] * DAY_S
        return replace(state, therapy_until_s=until_s, therapy_factor=event.facts["factor"]), ()
    return _reset(state)


def relax(state: State, at_s: float, settings: Settings) -> State:
    """The state after nothing has happened until a moment.

    A clock that jumped back takes nothing away, and one that jumped far ahead does no more than bring
    everything to its baseline; from then on the new time counts.
    """
    if state.at_s is None:
        return replace(state, at_s=at_s)
    elapsed_s = max(0.0, at_s - state.at_s)
    if elapsed_s == 0:
        return replace(state, at_s=at_s)
    treated_s = max(0.0, min(at_s, state.therapy_until_s) - state.at_s)
    half_lives = (elapsed_s + treated_s * (state.therapy_factor - 1)) / (settings.half_life_days * DAY_S)
    stays = kept(half_lives, 1.0)
    fading = kept(elapsed_s, EMOTION_HALF_LIFE_S)
    bond = state.bond * kept(elapsed_s, BOND_HALF_LIFE_S)
    return replace(
        state,
        at_s=at_s,
        moved={trait: moved * stays for trait, moved in state.moved.items()},
        mood=state.mood.times(kept(elapsed_s, settings.mood_half_life_hours * 3600)),
        emotions={name: left for name, was in state.emotions.items() if (left := was * fading) >= FADED},
        healed=state.healed + half_lives,
        bond=bond,
        stage=stage_of(state.interactions, bond, was=state.stage),
    )


def _feel(
    state: State, impulse: Impulse, conversation_id: str, settings: Settings
) -> tuple[State, tuple[Move, ...]]:
    share = state.shares.get(conversation_id)
    since = kept(state.healed - share.healed, 1.0) if share else 0.0
    own = {trait: share.moved.get(trait, 0.0) * since for trait in TRAITS} if share else {}
    moved, moves = dict(state.moved), []
    if state.interactions >= settings.least_interactions:
        for trait, nudge in impulse.nudges.items():
            requested, before = nudge * settings.pace, moved[trait]
            if requested:
                after = _moved(before, requested, own.get(trait, 0.0), settings)
                moved[trait], own[trait] = after, own.get(trait, 0.0) + after - before
                moves.append(Move(trait, requested, before, after))
    interactions = state.interactions + impulse.is_heard
    bond = brought(state.bond, impulse.closeness)
    changed = replace(
        state,
        moved=moved,
        mood=_pulled(state.mood, impulse),
        emotions={**state.emotions, **_stirred(state.emotions, impulse.felt)},
        shares=_with(state, conversation_id, own) if moves else state.shares,
        interactions=interactions,
        bond=bond,
        stage=stage_of(interactions, bond, was=state.stage),
    )
    return changed, tuple(moves)


def _moved(before: float, requested: float, share: float, settings: Settings) -> float:
    """Where a trait is after a nudge: bounded by itself, and by what its conversation may still move."""
    wanted = step(before, requested, bound=settings.bound) - before
    return before + within(share, wanted, most=settings.per_conversation)


def _pulled(mood: Pad, impulse: Impulse) -> Pad:
    by = MOOD_STEP * impulse.force
    return Pad(
        *(step(was, by * to, bound=1.0) for was, to in zip(mood.values, impulse.pad.values, strict=True))
    )


def _stirred(emotions: Mapping[str, float], felt: Mapping[str, float]) -> dict[str, float]:
    return {name: max(strength, emotions.get(name, 0.0)) for name, strength in felt.items()}


def _with(state: State, conversation_id: str, own: Mapping[str, float]) -> dict[str, Share]:
    shares = {id: share for id, share in state.shares.items() if id != conversation_id}
    while len(shares) >= SHARES_MOST:
        del shares[next(iter(shares))]
    shares[conversation_id] = Share({trait: moved for trait, moved in own.items() if moved}, state.healed)
    return shares


def _reset(state: State) -> tuple[State, tuple[Move, ...]]:
    moves = tuple(Move(trait, -moved, moved, 0.0) for trait, moved in state.moved.items() if moved)
    fresh = State(at_s=state.at_s)
    return fresh, moves
