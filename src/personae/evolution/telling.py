"""How events are told: as changes of traits with their cause, and as moments with all that they did."""

from dataclasses import dataclass
from datetime import UTC, datetime

from personae.evolution.fold import Happened, relax
from personae.evolution.mind import mood_now
from personae.evolution.pad import Pad
from personae.evolution.relationship import Stage
from personae.evolution.replay import Ledger, Step
from personae.evolution.tables import EventKind
from personae.evolution.temperament import seen


@dataclass(frozen=True, slots=True)
class Record:
    """One change of one trait. before, after: 0..1.

    requested: what the cause asked for; applied: what came of it, by bounds and limits.  kind: what the cause
    is: a message was felt (then it has message_id and conversation_id), or an act of the person.
    """

    seq: int
    at: datetime
    kind: EventKind
    trait: str
    requested: float
    before: float
    after: float
    message_id: str | None
    conversation_id: str | None
    rule_version: int

    @property
    def applied(self) -> float:
        """The change as it took place."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Moment:
    """An event and all that it did.

    mood_before, mood: just before it and after.  bond_before, bond: likewise, -1..1.  felt: what it stirred,
    by label, 0..1.  stage_before, stage: what the person was to the character, and is.
    """

    seq: int
    at: datetime
    kind: EventKind
    message_id: str | None
    conversation_id: str | None
    speaker: str | None
    felt: tuple[tuple[str, float], ...]
    mood_before: Pad
    mood: Pad
    bond_before: float
    bond: float
    stage_before: Stage
    stage: Stage
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class View:
    """How a ledger's distances are seen as traits of a character whose own traits are these, 0..1."""

    ledger: Ledger
    own: dict[str, float]

    def records(self, step: Step, *, only: str | None = None) -> list[Record]:
        """How an event changed traits, those that really moved. only: one trait, None for all."""
        found = [
            self.record(step.event, move.trait, move.before, move.after)
            for move in step.moves
            if only in (None, move.trait)
        ]
        return [each for each in found if each.applied]

    def record(self, event: Happened, trait: str, before: float, after: float) -> Record:
        """How an event changed a trait. before, after: distances from the baseline."""
        nudge = event.facts.get("nudges", {}).get(trait, 0.0) * self.ledger.settings.pace
        return Record(
            event.seq,
            at_of(event),
            event.kind,
            trait,
            -before if event.kind is EventKind.RESET else nudge,
            self.trait(trait, before),
            self.trait(trait, after),
            event.message_id,
            event.conversation_id,
            event.rule_version,
        )

    def trait(self, name: str, moved: float) -> float:
        """A trait that is moved so far from its baseline."""
        return seen(self.own[name], moved, bound=self.ledger.settings.bound)

    def moment(self, step: Step) -> Moment:
        """An event with all that it did."""
        event, settings = step.event, self.ledger.settings
        felt = event.facts.get("felt", {})
        before, after = (relax(state, event.at_s, settings) for state in (step.before, step.state))
        return Moment(
            event.seq,
            at_of(event),
            event.kind,
            event.message_id,
            event.conversation_id,
            event.facts.get("speaker"),
            tuple(sorted(felt.items(), key=lambda each: (-each[1], each[0]))),
            mood_now(before, self.own, settings),
            mood_now(after, self.own, settings),
            before.bond,
            after.bond,
            step.before.stage,
            step.state.stage,
            tuple(self.records(step)),
        )


def at_of(event: Happened) -> datetime:
    """When an event took place."""
    return datetime.fromtimestamp(event.at_s, UTC)
