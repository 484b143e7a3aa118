"""What a message feels like: emotions, valence, arousal, dominance and intensity."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from personae.cast.emotion.labels import LABELS, NEUTRAL


@dataclass(frozen=True, slots=True)
class Appraisal:
    """How a message feels.

    emotions: each label whose probability passes its threshold, with that probability, strongest first;
    {"neutral": p} where none does.  valence (unpleasant to pleasant), arousal (calm to excited) and
    dominance (controlled to in control): -1..1, 0 at rest.  intensity: 0..1, as `intensity_of`.
    """

    emotions: Mapping[str, float]
    valence: float
    arousal: float
    dominance: float
    intensity: float

    @property
    def emotion(self) -> str:
        """The strongest label."""
        return next(iter(self.emotions))

    def to_json(self) -> dict[str, object]:
        """Return it as a plain dict, for a column of JSON."""
        return {
            "emotions": dict(self.emotions),
            "valence": self.valence,
            "arousal": self.arousal,
            "dominance": self.dominance,
            "intensity": self.intensity,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> Self:
        """Return what `to_json` kept.  Raises ValueError for anything else."""
        try:
            emotions = _ordered(kept["emotions"])
            numbers = [float(kept[name]) for name in NUMBERS]  # type: ignore[arg-type]
        except (KeyError, TypeError, ValueError) as wrong:
            raise ValueError("This is no kept appraisal.") from wrong
        return cls(emotions, *numbers)


def _ordered(kept: object) -> dict[str, float]:
    """Return emotions strongest first again: a database may forget the order of a JSON object."""
    if not isinstance(kept, Mapping) or not kept or not set(kept) <= set(LABELS):
        raise ValueError("A kept appraisal names emotions that are in LABELS, one at least.")
    return dict(sorted(((str(label), float(p)) for label, p in kept.items()), key=_place))


def _place(felt: tuple[str, float]) -> tuple[float, int]:
    return -felt[1], LABELS.index(felt[0])


NUMBERS = ("valence", "arousal", "dominance", "intensity")
UNREAD = Appraisal({NEUTRAL: 1.0}, 0.0, 0.0, 0.0, 0.0)  # of a message of which nothing can be said
