"""How a character changes, as its pages show it: figures beside the messages that are their cause."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from personae import conversations, evolution
from personae.accounts import Actor
from personae.conversations import Message
from personae.evolution import EventKind, Moment, Record, Settings, Trend
from personae.platform.db import Tx

SPANS = (7, 30, 90)
# The fields of the settings' form: what each is called, in which unit, and its step.
FIELDS = (
    ("pace", "Pace", "times the usual; 0 leaves traits alone, 1 is as people change", "0.1"),
    ("bound", "Farthest a trait may go", "from its baseline; traits go from 0 to 1", "0.01"),
    ("per_conversation", "Most in one conversation", "how far it may move a trait", "0.01"),
    ("least_interactions", "Before traits move", "messages of yours", "1"),
    ("half_life_days", "Traits return", "days until half of a change is gone", "1"),
    ("mood_half_life_hours", "Moods return", "hours until half of a mood is gone", "0.25"),
)
SIGNED = ("valence", "arousal", "dominance")
ABOUT = {
    **dict.fromkeys(("mood", *SIGNED), "mood"),
    **dict.fromkeys(("bond", "relationship"), "bond"),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """What moved something, and the message it was, if it was one that is still there."""

    moment: Moment | None
    record: Record | None
    message: Message | None

    @property
    def at(self) -> datetime:
        """When it was."""
        found = self.moment or self.record
        assert found is not None
        return found.at

    @property
    def kind(self) -> EventKind:
        """What kind of event it was."""
        found = self.moment or self.record
        assert found is not None
        return found.kind

    @property
    def seq(self) -> int:
        """The event's place in the ledger."""
        found = self.moment or self.record
        assert found is not None
        return found.seq


@dataclass(frozen=True, slots=True)
class Span:
    """How traits went over some days."""

    days: int
    trends: Mapping[str, Trend]

    @property
    def moved(self) -> Sequence[tuple[str, Trend]]:
        """Those that changed at all."""
        return [(name, trend) for name, trend in self.trends.items() if trend.count]


def field_ranges() -> list[tuple[str, str, str, float, float, str]]:
    """The settings' fields with their ranges: name, label, unit, least, most, step."""
    return [(name, label, unit, *evolution.RANGES[name][1:], step) for name, label, unit, step in FIELDS]


def wish_of(settings: Settings, version: int) -> dict[str, float | bool | int]:
    """Settings as their form shows them."""
    return {**asdict(settings), "version": version}


async def with_messages(tx: Tx, actor: Actor, found: Sequence[Moment] | Sequence[Record]) -> list[Cause]:
    """Moments or records beside their messages."""
    ids = [each.message_id for each in found if each.message_id]
    messages = await conversations.these_messages(tx, actor, ids)
    return [
        Cause(
            each if isinstance(each, Moment) else None,
            each if isinstance(each, Record) else None,
            messages.get(each.message_id or ""),
        )
        for each in found
    ]
