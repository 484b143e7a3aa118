"""What a message does to a character: found once, by our rules, when the message has been appraised."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from personae.cast import Appraisal
from personae.evolution.acts import FELT_AS, acts_of
from personae.evolution.emotions import EMOTIONS, TRAITS
from personae.evolution.pad import Pad, clamp

Speaker = Literal["user", "character"]
NUDGE = 0.005  # of a trait, by an emotion at its strongest that moves it fully
SHOWN = 0.5  # what a character shows itself moves it half as much as what it is told
LEAST = 0.05  # an emotion weaker than this is none
FELT_MOST = 5
ANSWERED = (
    -0.5
)  # dominance is answered with its opposite, and less: Kiesler 1983 (10.1037/0033-295X.90.3.185)
TABLE_SHARE = 0.6  # of the table's place of the emotions; the rest is the appraisal's own


@dataclass(frozen=True, slots=True)
class Impulse:
    """What a message does.

    said: the emotions that were found in it; acts: what was done by it.  felt: what it stirs in the
    character, by label, 0..1.  pad, force: where it pulls the mood, and how hard, 0..1.  nudges: by trait
    what it asks for, -NUDGE..NUDGE.  closeness: how it bears on the bond, -1..1.
    """

    speaker: Speaker
    said: Mapping[str, float]
    acts: tuple[str, ...]
    felt: Mapping[str, float]
    pad: Pad
    force: float
    nudges: Mapping[str, float]
    closeness: float

    @property
    def is_heard(self) -> bool:
        """True for a message of the person: an interaction."""
        return self.speaker == "user"


def impulse(appraisal: Appraisal | None, *, speaker: Speaker, text: str = "") -> Impulse:
    """Find what a message does to the character.

    appraisal: None where nothing could be said of it; it then counts as an interaction and moves nothing.
    Figures outside their range count as its end, and what is no number as 0.  text: the message, for what
    is done by saying it; "" where only the appraisal counts.
    """
    acts = sorted(acts_of(text)) if speaker == "user" else []
    said = _said(appraisal, acts)
    weight = 1.0 if speaker == "user" else SHOWN
    felt: dict[str, float] = {}
    for label, score in said.items():
        stirred = EMOTIONS[label].evokes if speaker == "user" else label
        felt[stirred] = max(felt.get(stirred, 0.0), score)
    return Impulse(
        speaker,
        said,
        tuple(acts),
        {label: round(weight * score, 4) for label, score in felt.items()},
        _pad(appraisal, felt, speaker),
        round(weight * _force(appraisal, felt), 4),
        _nudges(felt, weight),
        round(weight * _closeness(appraisal, said), 4),
    )


def to_json(impulse: Impulse) -> dict[str, Any]:
    """An impulse as an event's facts."""
    return {
        "speaker": impulse.speaker,
        "said": dict(impulse.said),
        "acts": list(impulse.acts),
        "felt": dict(impulse.felt),
        "pad": [round(value, 4) for value in impulse.pad.values],
        "force": impulse.force,
        "nudges": dict(impulse.nudges),
        "closeness": impulse.closeness,
    }


def from_json(facts: Mapping[str, Any]) -> Impulse:
    """The impulse that to_json has kept."""
    return Impulse(
        facts["speaker"],
        facts["said"],
        tuple(facts["acts"]),
        facts["felt"],
        Pad(*facts["pad"]),
        facts["force"],
        facts["nudges"],
        facts["closeness"],
    )


def _said(appraisal: Appraisal | None, acts: list[str]) -> dict[str, float]:
    """The strongest emotions of a message, the strongest first, together no more than 1.

    The intensity is the strongest one's; the others are weaker by as much as they are less sure.
    """
    scores = {} if appraisal is None else appraisal.emotions
    known = {
        label: max(0.0, clamp(score, 1.0))
        for label, score in scores.items()
        if label in EMOTIONS and label != "neutral"
    }
    surest = max(known.values(), default=0.0)
    strength = _intensity(appraisal) / max(1.0, sum(known.values()) / (surest or 1.0))
    found = {label: strength * score / surest for label, score in known.items() if surest}
    for act in acts:
        label, least = FELT_AS[act]
        found[label] = max(found.get(label, 0.0), least)
    strongest = sorted(found.items(), key=lambda each: (-each[1], each[0]))[:FELT_MOST]
    return {label: round(score, 4) for label, score in strongest if score >= LEAST}


def _intensity(appraisal: Appraisal | None) -> float:
    return 0.0 if appraisal is None else max(0.0, clamp(appraisal.intensity, 1.0))


def _own(appraisal: Appraisal | None, speaker: Speaker) -> Pad:
    if appraisal is None:
        return Pad()
    dominance = appraisal.dominance * (ANSWERED if speaker == "user" else 1.0)
    return Pad(clamp(appraisal.valence, 1.0), clamp(appraisal.arousal, 1.0), clamp(dominance, 1.0))


def _pad(appraisal: Appraisal | None, felt: Mapping[str, float], speaker: Speaker) -> Pad:
    """Where the mood is pulled: where the emotions stand in the table, and what the appraisal says itself."""
    total = sum(felt.values())
    own = _own(appraisal, speaker)
    if total == 0:
        return own
    place = Pad()
    for label, score in felt.items():
        place = place.plus(EMOTIONS[label].pad.times(score / total))
    return place.times(TABLE_SHARE).plus(own.times(1 - TABLE_SHARE))


def _force(appraisal: Appraisal | None, felt: Mapping[str, float]) -> float:
    return min(1.0, max(_intensity(appraisal), sum(felt.values())))


def _nudges(felt: Mapping[str, float], weight: float) -> dict[str, float]:
    asked = dict.fromkeys(TRAITS, 0.0)
    for label, score in felt.items():
        for trait, nudge in EMOTIONS[label].nudges.items():
            asked[trait] += score * nudge
    moved = {trait: round(NUDGE * weight * clamp(by, 1.0), 6) for trait, by in asked.items()}
    return {trait: by for trait, by in moved.items() if by}


def _closeness(appraisal: Appraisal | None, said: Mapping[str, float]) -> float:
    """What the emotions say of the bond, and half of how pleasant the message is, by its intensity."""
    bond = sum(score * EMOTIONS[label].bond for label, score in said.items())
    valence = 0.0 if appraisal is None else clamp(appraisal.valence, 1.0)
    return clamp(bond + 0.5 * valence * _intensity(appraisal), 1.0)
