"""What a memory is made of: one message, and what it feels like."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from personae.cast import Appraisal
from personae.memory.tables import Speaker


class Felt(Protocol):
    """What a text feels like, as `cast.Appraisal` tells it."""

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


CALM: Final = Appraisal({"neutral": 1.0}, valence=0.0, arousal=0.0, dominance=0.0, intensity=0.0)


@dataclass(frozen=True, slots=True)
class Moment:
    """One message, as a character may remember it. Nothing else is ever learnt.

    appraisal: None where nothing could be said of what it feels like.  recalled: the ids of the memories
    that a reply was given, so that what it merely repeats of them is not learnt again.  given: what else a
    reply was made from (card, instructions, passages), of which nothing is learnt.  is_quoted: it is the
    document's words, so there is nothing to learn.
    """

    message_id: str
    conversation_id: str
    speaker: Speaker
    text: str
    appraisal: Felt | None
    at: datetime
    recalled: Collection[str] = ()
    given: str = ""
    is_quoted: bool = False


def felt(feeling: Felt) -> dict[str, Any]:
    """A feeling as a memory's columns."""
    return {
        "emotion": feeling.emotion,
        "emotions": dict(feeling.emotions),
        "valence": feeling.valence,
        "arousal": feeling.arousal,
        "dominance": feeling.dominance,
        "intensity": feeling.intensity,
    }
