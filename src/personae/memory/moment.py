"""What a memory is made of: one message, and what it feels like."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from personae.memory.tables import Speaker


class Felt(Protocol):
    """What a text feels like. emotions: GoEmotions labels, the strongest first, 0..1; intensity: 0..1;
    valence, arousal, dominance: -1..1."""

    @property
    def emotions(self) -> Mapping[str, float]: ...
    @property
    def emotion(self) -> str: ...
    @property
    def valence(self) -> float: ...
    @property
    def arousal(self) -> float: ...
    @property
    def dominance(self) -> float: ...
    @property
    def intensity(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Feeling:
    """What a text feels like: by itself, nothing."""

    emotions: Mapping[str, float]
    emotion: str = "neutral"
    valence: float = 0.0
    arousal: float = 0.0
    dominance: float = 0.0
    intensity: float = 0.0


CALM = Feeling({})


@dataclass(frozen=True, slots=True)
class Moment:
    """One message, as a character may remember it. Nothing else is ever learnt.

    appraisal: None where nothing could be said of what it feels like.  recalled: the ids of the memories
    that a reply was given, so that what it merely repeats of them is not learnt again.
    """

    message_id: str
    conversation_id: str
    speaker: Speaker
    text: str
    appraisal: Felt | None
    at: datetime
    recalled: Collection[str] = ()
