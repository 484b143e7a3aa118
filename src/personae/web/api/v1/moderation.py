"""What was decided about words: one's own over `/moderation`, everybody's over `/admin/moderation`."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from personae import conversations, moderation
from personae.moderation import APPEAL_LIMIT, Decision, Shelf
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.problems import documented
from personae.web.typed import Text

router = APIRouter(tags=["moderation"])

Limit = Annotated[int, Query(ge=1, le=200)]


class DecisionOut(BaseModel):
    """A decision. `action`: flag, the words were noted; block, they were not sent or held back.

    `message_id`: null for what was not sent. `weighed_by`: studio, a vendor, or both with a comma.
    `outcome`: upheld or overturned, null until somebody looked.
    """

    id: str
    created_at: datetime
    what: str
    action: str
    category: str
    score: float
    scores: dict[str, float]
    weighed_by: str
    conversation_id: str | None
    message_id: str | None
    appeal: str
    appealed_at: datetime | None
    reviewed_at: datetime | None
    outcome: str | None

    @classmethod
    def of(cls, decision: Decision) -> Self:
        """The row as programs see it."""
        return cls(**{name: getattr(decision, name) for name in cls.model_fields})


class HelpOut(BaseModel):
    """Whom somebody can call who thinks of harming themself."""

    name: str
    contact: str


class DecisionPage(BaseModel):
    """Decisions, the latest first. `next` goes into `after` for the next page."""

    items: list[DecisionOut]
    next: str | None
    help_lines: list[HelpOut]


class QueuedOut(DecisionOut):
    """The same for admins: whose words, and which."""

    owner_id: str
    owner_name: str = ""
    text: str

    @classmethod
    def of_row(cls, decision: Decision, owner_name: str) -> Self:
        """The row as admins see it."""
        same = cls.model_fields.keys() - {"owner_name"}
        return cls(**{name: getattr(decision, name) for name in same}, owner_name=owner_name)


class QueuePage(BaseModel):
    """Decisions to be looked at, the latest first. `next` goes into `after` for the next page."""

    items: list[QueuedOut]
    next: str | None


class AppealWish(BaseModel):
    """What speaks against a decision; may be blank."""

    words: Text = Field("", max_length=APPEAL_LIMIT)


@router.get("/moderation")
async def list_decisions(
    tx: ReadTx, actor: ActorDep, services: ServicesDep, after: str | None = None, limit: Limit = 50
) -> DecisionPage:
    """What was decided about one's own words and the replies to them, and whom to call in need."""
    rows, next_page = await moderation.mine(tx, actor, before=after, limit=limit)
    lines = [HelpOut(name=each.name, contact=each.contact) for each in services.moderation.help_lines]
    return DecisionPage(items=[DecisionOut.of(each) for each in rows], next=next_page, help_lines=lines)


@router.post("/moderation/{decision_id}/appeal", responses=documented(409))
async def appeal(
    tx: WriteTx, actor: ActorDep, decision_id: str, wish: AppealWish | None = None
) -> DecisionOut:
    """Ask an admin to look at a decision."""
    words = wish.words if wish else ""
    return DecisionOut.of(await moderation.appeal(tx, actor, decision_id, words=words))


@router.get("/admin/moderation")
async def list_queue(
    tx: ReadTx,
    actor: ActorDep,
    shelf: Shelf = Shelf.OPEN,
    category: Text = "",
    after: str | None = None,
    limit: Limit = 50,
) -> QueuePage:
    """Everybody's decisions: open ones, those appealed against, or those reviewed."""
    rows, next_page = await moderation.queue(
        tx, actor, shelf=shelf, category=category, before=after, limit=limit
    )
    return QueuePage(items=[QueuedOut.of_row(*row) for row in rows], next=next_page)


@router.post("/admin/moderation/{decision_id}/uphold", responses=documented(409))
async def uphold(tx: WriteTx, actor: ActorDep, decision_id: str) -> DecisionOut:
    """Let a decision stand."""
    return DecisionOut.of(await conversations.uphold(tx, actor, decision_id))


@router.post("/admin/moderation/{decision_id}/overturn", responses=documented(409))
async def overturn(tx: WriteTx, actor: ActorDep, decision_id: str) -> DecisionOut:
    """Let the words pass: a reply that was held back is there again, a message can be sent."""
    return DecisionOut.of(await conversations.let_stand(tx, actor, decision_id))
