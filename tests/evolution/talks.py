"""Conversations whose messages are felt, without a model: what each feels like is said by the test."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from personae import evolution
from personae.accounts import Actor
from personae.cast import Appraisal
from personae.conversations.tables import Author, Conversation, Message
from personae.evolution import Mind, Speaker
from personae.platform.db import Tx

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Feeling(Appraisal):
    """What a message feels like, of which only what matters is said."""

    emotions: Mapping[str, float] = field(default_factory=dict)
    valence: float = 0.0
    arousal: float = 0.0
    dominance: float = 0.0
    intensity: float = 0.8


WARM = Feeling({"gratitude": 0.8, "love": 0.3}, 0.6, 0.2, 0.1)
CRUEL = Feeling({"anger": 0.8, "disgust": 0.3}, -0.7, 0.6, 0.5, 0.9)
PLAIN = Feeling({"neutral": 0.95}, 0.0, 0.0, 0.0, 0.1)


@dataclass
class Talk:
    """One conversation, and its clock."""

    tx: Tx
    actor: Actor
    conversation: Conversation
    now: datetime = START
    depth: int = 0

    @property
    def character_id(self) -> str:
        """With whom it is."""
        return self.conversation.character_id

    async def say(
        self,
        feeling: Feeling | None = WARM,
        *,
        by: Speaker = "user",
        after: timedelta = timedelta(minutes=1),
        text: str = "",
    ) -> str:
        """A message that is felt. Returns its id."""
        self.now += after
        message = Message(
            conversation_id=self.conversation.id,
            depth=self.depth,
            author=Author.USER if by == "user" else Author.CHARACTER,
            text=text,
        )
        self.tx.add(message)
        await self.tx.flush()
        self.depth += 1
        await self.feel(message.id, feeling, by=by, text=text)
        return message.id

    async def feel(
        self, message_id: str, feeling: Feeling | None = WARM, *, by: Speaker = "user", text: str = ""
    ) -> bool:
        """Tell evolution of a message."""
        return await evolution.feel(
            self.tx,
            self.actor,
            self.character_id,
            conversation_id=self.conversation.id,
            message_id=message_id,
            speaker=by,
            appraisal=feeling,
            at=self.now,
            text=text,
        )

    async def mind(self, *, later: timedelta = timedelta(), through: str | None = None) -> Mind:
        """How the character is."""
        return await evolution.state(
            self.tx, self.actor, self.character_id, at=self.now + later, through=through
        )


def traits(mind: Mind) -> dict[str, float]:
    """Every trait as it is now."""
    return {trait.name: trait.now for trait in mind.traits}


def changes(mind: Mind) -> dict[str, float]:
    """How far every trait is from its baseline."""
    return {trait.name: trait.change for trait in mind.traits}
