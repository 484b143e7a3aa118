"""How a character is at a moment, beside how it is by itself: what pages, prompts and programs are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from personae.evolution.emotions import TRAITS
from personae.evolution.fold import relax
from personae.evolution.pad import Pad
from personae.evolution.relationship import UPWARD, Stage, following
from personae.evolution.rules import Settings
from personae.evolution.standing import State
from personae.evolution.temperament import mood_of, seen, whole

NOTICED = 0.05  # a trait that has moved so far is told in words; half of .05 more is the next step


@dataclass(frozen=True, slots=True)
class TraitNow:
    """A trait, 0..1, beside its baseline. change: now less the baseline."""

    name: str
    now: float
    baseline: float

    @property
    def change(self) -> float:
        """How far it is from its baseline, below 0 for less."""
        return self.now - self.baseline

    @property
    def toward(self) -> float:
        """How much of the way to the next noticeable step it has gone, 0..1; at 1 the step is made."""
        return min(1.0, abs(self.change) % NOTICED / NOTICED) if self.change else 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """What is missing until something changes.

    interactions_left: the person's messages before traits move at all.  next_stage: None at the last;
    messages_left, bond_left (0..1): what it takes.  share: how much of it is there, 0..1.
    """

    interactions_left: int
    next_stage: Stage | None
    messages_left: int
    bond_left: float
    share: float


@dataclass(frozen=True, slots=True)
class Mind:
    """How a character is.

    is_on: False where the person has switched evolution off; everything is then as by itself.  traits: in
    the order of TRAITS.  mood, usual_mood: now, and by the traits alone.  emotions: felt now, the strongest
    first, 0..1.  bond: -1..1.  interactions: the person's messages so far.  healing_until: while traits
    return faster, else None.
    """

    at: datetime
    is_on: bool
    traits: tuple[TraitNow, ...]
    mood: Pad
    usual_mood: Pad
    emotions: tuple[tuple[str, float], ...]
    stage: Stage
    bond: float
    interactions: int
    progress: Progress
    healing_until: datetime | None

    @property
    def octant(self) -> str:
        """The mood's name: exuberant, dependent, relaxed, docile, bored, disdainful, anxious, hostile, or
        neutral."""
        return self.mood.octant


def mind_of(state: State, baseline: Mapping[str, float], settings: Settings, *, at: datetime) -> Mind:
    """How a state is seen at a moment. baseline: what is known of the character's traits, 0..1."""
    state = relax(state, at.timestamp(), settings)
    own = whole(baseline)
    now = traits_of(state, own, settings)
    is_healing = state.therapy_until_s > at.timestamp()
    return Mind(
        at=at,
        is_on=settings.is_on,
        traits=tuple(TraitNow(trait, now[trait], own[trait]) for trait in TRAITS),
        mood=mood_now(state, own, settings),
        usual_mood=mood_of(own),
        emotions=tuple(sorted(state.emotions.items(), key=lambda each: (-each[1], each[0]))),
        stage=state.stage,
        bond=state.bond,
        interactions=state.interactions,
        progress=_progress(state, settings),
        healing_until=datetime.fromtimestamp(state.therapy_until_s, UTC) if is_healing else None,
    )


def traits_of(state: State, own: Mapping[str, float], settings: Settings) -> dict[str, float]:
    """Every trait of a state, 0..1, for somebody whose own traits are these."""
    return {trait: seen(own[trait], state.moved[trait], bound=settings.bound) for trait in TRAITS}


def mood_now(state: State, own: Mapping[str, float], settings: Settings) -> Pad:
    """The mood of a state: the one that follows from the traits as they are, and what has moved it."""
    return mood_of(traits_of(state, own, settings)).plus(state.mood)


def _progress(state: State, settings: Settings) -> Progress:
    target = following(state.stage)
    left = max(0, settings.least_interactions - state.interactions)
    if target is None:
        return Progress(left, None, 0, 0.0, 1.0)
    mark = UPWARD[target]
    messages_left = max(0, mark.interactions - state.interactions)
    bond_left = max(0.0, mark.bond - state.bond)
    lowest = 0.0 if mark.bond > 0 else -1.0
    warmed = (max(lowest, min(state.bond, mark.bond)) - lowest) / (mark.bond - lowest)
    share = min(1 - messages_left / mark.interactions, warmed)
    return Progress(left, target, messages_left, bond_left, share)
