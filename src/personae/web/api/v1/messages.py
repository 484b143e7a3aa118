"""Messages as programs see them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from personae import conversations, moderation, usage
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import Author, Message, Siblings, State, Turn
from personae.moderation import Decision
from personae.platform.db import Tx
from personae.usage import Totals


class SourceOut(BaseModel):
    """A place in the document that a reply was taken from."""

    chapter: int
    chapter_title: str
    passage: int
    start: int


class SiblingsOut(BaseModel):
    """Which of its alternatives a message is: `index` of `count`, from 0; `previous` and `next` are ids."""

    index: int
    count: int
    previous: str | None
    next: str | None


class RecalledOut(BaseModel):
    """A memory that a reply was given."""

    model_config = ConfigDict(extra="ignore")

    memory_id: str
    score: float


class TakenOut(BaseModel):
    """What a reply took, all its tries together. `cost_micros`: in millionths of a dollar, null where no
    price is known; `is_estimate`: some tokens are our own count.
    """

    calls: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    cost_micros: int | None
    is_estimate: bool

    @classmethod
    def of(cls, totals: Totals) -> Self:
        """The sums as programs see them."""
        same = ("calls", "input_tokens", "cached_tokens", "output_tokens")
        return cls(
            **{name: getattr(totals, name) for name in same},
            cost_micros=None if totals.unknown else totals.micros,
            is_estimate=totals.estimates > 0,
        )


class DecidedOut(BaseModel):
    """What moderation made of a message: its words were noted (flag) or held back (block)."""

    decision_id: str
    action: str
    category: str
    outcome: str | None

    @classmethod
    def of(cls, decision: Decision) -> Self:
        """The decision as programs see it."""
        same = {name: getattr(decision, name) for name in ("action", "category", "outcome")}
        return cls(decision_id=decision.id, **same)


class MessageOut(BaseModel):
    """A message. `state` is complete only when the reply came to its own end; `reason` says why not.

    `model` is who answered. `instead_of`: the model that was asked first, where it was another, and
    `instead_code` why it did not answer. `usage`: null while a reply is written, or where nobody was asked.
    `is_edited`: a reply that the person wrote. `siblings`: null in the event `message` of a stream.
    `appraisal`: what it feels like, null until that is known. `recalled`: what the reply was reminded of.
    `truth`: what the studio itself says to who sincerely asks whether a person is there, null else.
    `moderation`: null for what nobody minds; whom to call about oneself is in `GET /moderation`.
    """

    id: str
    parent_id: str | None
    author: str
    text: str
    state: State
    reason: str | None
    provider: str | None
    model: str | None
    instead_of: str | None
    instead_code: str | None
    sources: list[SourceOut]
    usage: TakenOut | None
    is_edited: bool
    siblings: SiblingsOut | None
    appraisal: dict[str, Any] | None
    recalled: list[RecalledOut]
    moderation: DecidedOut | None
    truth: str | None
    created_at: datetime

    @classmethod
    def of(
        cls,
        message: Message,
        took: Totals | None = None,
        siblings: Siblings | None = None,
        decision: Decision | None = None,
    ) -> Self:
        """The row as programs see it. took: of a reply that has ended."""
        same = cls.model_fields.keys() - {"sources", "usage", "siblings", "recalled", "moderation", "truth"}
        return cls(
            **{name: getattr(message, name) for name in same},
            sources=[SourceOut.model_validate(source) for source in message.sources],
            siblings=SiblingsOut(**asdict(siblings)) if siblings else None,
            recalled=[RecalledOut.model_validate(memory) for memory in message.recalled],
            truth=_truth(message),
            moderation=DecidedOut.of(decision) if decision else None,
            usage=TakenOut.of(took) if took and message.state != State.WRITING else None,
        )


def _truth(message: Message) -> str | None:
    is_asked = message.author == Author.USER and conversations.is_truth_due(message.text)
    return conversations.TRUTH if is_asked else None


class Exchange(BaseModel):
    """What was said, and the reply as it ended."""

    message: MessageOut
    reply: MessageOut


async def messages_of(tx: Tx, actor: Actor, rows: Sequence[Message]) -> list[MessageOut]:
    """Some messages of one conversation in their order."""
    beside = await conversations.siblings_of(tx, actor, rows)
    took = await usage.of_messages(tx, actor, [row.id for row in rows if row.author == Author.CHARACTER])
    decided = await moderation.of_messages(tx, actor, [row.id for row in rows])
    return [MessageOut.of(row, took.get(row.id), beside[row.id], decided.get(row.id)) for row in rows]


async def message_of(services: Services, actor: Actor, conversation_id: str, message_id: str) -> MessageOut:
    """One message as it stands now. Raises MessageNotFound."""
    async with services.database.begin(write=False) as tx:
        row = await conversations.get_message(tx, actor, conversation_id, message_id)
        [found] = await messages_of(tx, actor, [row])
    return found


async def exchange_of(services: Services, actor: Actor, turn: Turn) -> Exchange:
    """A turn as it stands now."""
    async with services.database.begin(write=False) as tx:
        rows = [
            await conversations.get_message(tx, actor, each.conversation_id, each.id)
            for each in (turn.question, turn.reply)
        ]
        question, reply = await messages_of(tx, actor, rows)
    return Exchange(message=question, reply=reply)
