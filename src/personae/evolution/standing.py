"""What a ledger has come to: how far a character is from its baseline, and what it feels.

Nothing here depends on the baseline itself, so the same ledger holds when a document is read again, and at
any point of the book.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from personae.evolution.emotions import TRAITS
from personae.evolution.pad import Pad
from personae.evolution.relationship import Stage

NOWHERE = Pad()


@dataclass(frozen=True, slots=True)
class Share:
    """What one conversation has moved. healed: the healing by then, as State counts it."""

    moved: Mapping[str, float]
    healed: float


@dataclass(frozen=True, slots=True)
class State:
    """How a character stands.

    at_s: the moment it was so, in seconds since 1970; None before anything happened.  moved: by trait, how
    far it is from its baseline.  mood: how far the mood is from the usual one.  emotions: by label, 0..1.
    shares: by conversation, what it has moved, the last used last.  healed: how many half-lives of traits
    have passed so far.  interactions: the person's messages.  bond: -1..1.  therapy_until_s, therapy_factor:
    until when traits return by how much faster.
    """

    at_s: float | None = None
    moved: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(TRAITS, 0.0))
    mood: Pad = NOWHERE
    emotions: Mapping[str, float] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)
    healed: float = 0.0
    interactions: int = 0
    bond: float = 0.0
    stage: Stage = Stage.STRANGER
    therapy_until_s: float = 0.0
    therapy_factor: float = 1.0


def to_json(state: State) -> dict[str, Any]:
    """A state as a checkpoint keeps it."""
    return {
        "at_s": state.at_s,
        "moved": dict(state.moved),
        "mood": list(state.mood.values),
        "emotions": dict(state.emotions),
        "shares": [[id, dict(share.moved), share.healed] for id, share in state.shares.items()],
        "healed": state.healed,
        "interactions": state.interactions,
        "bond": state.bond,
        "stage": state.stage.value,
        "therapy_until_s": state.therapy_until_s,
        "therapy_factor": state.therapy_factor,
    }


def from_json(kept: Mapping[str, Any]) -> State:
    """The state that to_json has kept, the same to the last digit."""
    special = {
        "mood": Pad(*kept["mood"]),
        "shares": {id: Share(moved, healed) for id, moved, healed in kept["shares"]},
        "stage": Stage(kept["stage"]),
    }
    return State(**{**kept, **special})
