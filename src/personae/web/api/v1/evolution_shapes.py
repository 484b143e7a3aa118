"""What the API tells and takes about how characters change."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, Field

from personae import evolution
from personae.evolution import RANGES, Mind, Moment, Pad, Record, Settings, TraitNow, Trend
from personae.web.typed import Flag, Number, Told, Whole


def _ranged(name: str) -> Told:
    _, least, most = RANGES[name]
    return Told(minimum=least, maximum=most)


class PadOut(BaseModel):
    """A mood: pleasure, arousal and dominance, each -1..1, and the name of the octant it lies in."""

    pleasure: float
    arousal: float
    dominance: float
    octant: str

    @classmethod
    def of(cls, pad: Pad) -> Self:
        """The mood as programs see it."""
        return cls(**asdict(pad), octant=pad.octant)


class TraitNowOut(BaseModel):
    """A trait now and by itself, 0..1. `toward`: how much of the way to the next noticeable step, 0..1."""

    name: str
    now: float
    baseline: float
    change: float
    toward: float

    @classmethod
    def of(cls, trait: TraitNow) -> Self:
        """The trait as programs see it."""
        return cls(**{name: getattr(trait, name) for name in cls.model_fields})


class EmotionOut(BaseModel):
    """An emotion that is felt, by its GoEmotions label. `intensity`: 0..1."""

    label: str
    intensity: float


class ProgressOut(BaseModel):
    """What is missing until something changes.

    `interactions_left`: the person's messages before traits move. `next_stage`: null at the last;
    `messages_left` and `bond_left`: what it takes; `share`: how much of it is there, 0..1.
    """

    interactions_left: int
    next_stage: str | None
    messages_left: int
    bond_left: float
    share: float


class MindOut(BaseModel):
    """How a character is. `until`: the point up to which it is known, null for the whole document.

    `stage`: what the person is to it: estranged, wary, stranger, acquaintance, companion, friend or close;
    `bond`: -1..1; `interactions`: the person's messages. `usual_mood`: by the character's own traits.
    `description`: in a few words. `healing_until`: while traits return faster.
    """

    until: int | None
    is_on: bool
    description: str
    traits: list[TraitNowOut]
    mood: PadOut
    usual_mood: PadOut
    emotions: list[EmotionOut]
    stage: str
    bond: float
    interactions: int
    progress: ProgressOut
    healing_until: datetime | None

    @classmethod
    def of(cls, mind: Mind, until: int | None) -> Self:
        """The mind as programs see it."""
        same = {name: getattr(mind, name) for name in ("is_on", "stage", "bond", "interactions")}
        return cls(
            **same,
            until=until,
            description=evolution.describe(mind),
            traits=[TraitNowOut.of(trait) for trait in mind.traits],
            mood=PadOut.of(mind.mood),
            usual_mood=PadOut.of(mind.usual_mood),
            emotions=[EmotionOut(label=label, intensity=strength) for label, strength in mind.emotions],
            progress=ProgressOut(**asdict(mind.progress)),
            healing_until=mind.healing_until,
        )


class RecordOut(BaseModel):
    """One change of one trait, 0..1, and its cause: a message that was felt, or an act of the person.

    `requested`: what the cause asked for; `applied`: what came of it. `kind`: felt, therapy, reset or undone.
    """

    seq: int
    at: datetime
    kind: str
    trait: str
    requested: float
    applied: float
    before: float
    after: float
    message_id: str | None
    conversation_id: str | None
    rule_version: int

    @classmethod
    def of(cls, record: Record) -> Self:
        """The record as programs see it."""
        return cls(**{name: getattr(record, name) for name in cls.model_fields})


class RecordPage(BaseModel):
    """Changes of traits, the latest first. `next` goes into `after` for the next page.

    A page may have fewer than were asked for and a `next` all the same, where little has moved for long.
    """

    items: list[RecordOut]
    next: int | None
    until: int | None


class WhyPage(RecordPage):
    """What moved a trait, the biggest change first. `next` goes into `after` for the next page."""


class TrendOut(BaseModel):
    """The changes of a trait over some days: how many, their sum, mean, least and most.

    `slope`: how much the trait itself went up or down a day.
    """

    trait: str
    count: int
    sum: float
    mean: float
    least: float
    most: float
    slope: float

    @classmethod
    def of(cls, trait: str, trend: Trend) -> Self:
        """The trend as programs see it."""
        return cls(trait=trait, **asdict(trend))


class TrendsOut(BaseModel):
    """Every trait over some days, until now."""

    days: int
    items: list[TrendOut]
    until: int | None


class MoodOut(BaseModel):
    """The mood after a message. `felt`: what the message stirred."""

    message_id: str | None
    seq: int
    at: datetime
    speaker: str | None
    mood: PadOut
    felt: list[EmotionOut]

    @classmethod
    def of(cls, moment: Moment) -> Self:
        """The moment as programs see it."""
        same = {name: getattr(moment, name) for name in ("message_id", "seq", "at", "speaker")}
        felt = [EmotionOut(label=label, intensity=strength) for label, strength in moment.felt]
        return cls(**same, mood=PadOut.of(moment.mood), felt=felt)


class MomentOut(MoodOut):
    """Something that happened, and all that it did: `records` of traits, and how the relationship went.

    `kind`: felt, therapy, reset or undone. `message_id` is null for an act of the person.
    """

    kind: str
    conversation_id: str | None
    stage_before: str
    stage: str
    records: list[RecordOut]

    @classmethod
    def of_moment(cls, moment: Moment) -> Self:
        """The moment as programs see it."""
        same = {name: getattr(moment, name) for name in ("kind", "conversation_id", "stage_before", "stage")}
        told = MoodOut.of(moment).model_dump()
        return cls(**told, **same, records=[RecordOut.of(record) for record in moment.records])


class Timeline(BaseModel):
    """All that happened, the latest first. `next` goes into `after` for the next page."""

    items: list[MomentOut]
    next: int | None
    until: int | None


class MoodPage(BaseModel):
    """Moods in the order of the conversation. `next` goes into `after` for the next page."""

    items: list[MoodOut]
    next: int | None


class SettingsWish(BaseModel):
    """How much a character may change. `version`: the one that was read, 0 for what nobody has set.

    `pace` multiplies every nudge. `bound`: how far a trait may be from its baseline. `per_conversation`: how
    much of that may come from one conversation. `least_interactions`: the person's messages before traits
    move. Half-lives: after which half of what moved is gone again.
    """

    version: Whole = 0
    is_on: Flag = True
    pace: Annotated[Number, _ranged("pace")] = evolution.USUAL.pace
    bound: Annotated[Number, _ranged("bound")] = evolution.USUAL.bound
    per_conversation: Annotated[Number, _ranged("per_conversation")] = evolution.USUAL.per_conversation
    least_interactions: Annotated[Whole, _ranged("least_interactions")] = evolution.USUAL.least_interactions
    half_life_days: Annotated[Number, _ranged("half_life_days")] = evolution.USUAL.half_life_days
    mood_half_life_hours: Annotated[Number, _ranged("mood_half_life_hours")] = (
        evolution.USUAL.mood_half_life_hours
    )


class SettingsOut(SettingsWish):
    """How much a character may change, and the version of that."""

    @classmethod
    def of(cls, settings: Settings, version: Whole) -> Self:
        """The settings as programs see them."""
        return cls(**asdict(settings), version=version)


class TherapyWish(BaseModel):
    """For how many days the traits return how much faster."""

    days: Annotated[Number, Told(minimum=1, maximum=evolution.HEALING_DAYS_MOST)] = evolution.HEALING_DAYS
    factor: Annotated[Number, Told(minimum=1, maximum=evolution.HEALING_FACTOR_MOST)] = (
        evolution.HEALING_FACTOR
    )


class UndoWish(BaseModel):
    """Which act to take back: the `seq` that it was answered with, or that its record has."""

    seq: Whole = Field(ge=0, le=2**53)


class ActOut(BaseModel):
    """What was done. `seq` takes it back."""

    seq: int
