"""Words that look as if they were written to instruct a model: signals, from which nothing follows."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel

from personae import library, moderation
from personae.moderation import Notice, Where
from personae.web.deps import ActorDep, ReadTx
from personae.web.typed import Seq

router = APIRouter(tags=["moderation"])

Limit = Annotated[int, Query(ge=1, le=200)]


class NoticeOut(BaseModel):
    """A notice. `where`: message, program, character, persona, document, or leak: a reply that gave its
    instructions away. `start`, `end`: the place in a document's text. `score`: 0 to 1.
    """

    id: str
    created_at: datetime
    where: str
    document_id: str | None
    character_id: str | None
    persona_id: str | None
    conversation_id: str | None
    message_id: str | None
    start: int
    end: int
    score: float
    reasons: list[str]

    @classmethod
    def of(cls, notice: Notice) -> Self:
        """The row as programs see it."""
        return cls(**{name: getattr(notice, name) for name in cls.model_fields})


class NoticePage(BaseModel):
    """Notices, the latest first. `next` goes into `after` for the next page."""

    items: list[NoticeOut]
    next: str | None


class PassageNoticePage(BaseModel):
    """A document's notices in the order of its text. `next` goes into `after` for the next page."""

    items: list[NoticeOut]
    next: int | None


class OwnedNoticeOut(NoticeOut):
    """The same for admins: of whose words."""

    owner_id: str
    owner_name: str = ""

    @classmethod
    def of_row(cls, notice: Notice, owner_name: str) -> Self:
        """The row as admins see it."""
        same = cls.model_fields.keys() - {"owner_name"}
        return cls(**{name: getattr(notice, name) for name in same}, owner_name=owner_name)


class OwnedNoticePage(BaseModel):
    """Everybody's notices, the latest first. `next` goes into `after` for the next page."""

    items: list[OwnedNoticeOut]
    next: str | None


@router.get("/notices")
async def list_notices(
    tx: ReadTx, actor: ActorDep, after: str | None = None, limit: Limit = 50
) -> NoticePage:
    """What was noticed in one's own messages, characters, personas and documents."""
    rows, next_page = await moderation.noticed(tx, actor, before=after, limit=limit)
    return NoticePage(items=[NoticeOut.of(each) for each in rows], next=next_page)


@router.get("/documents/{document_id}/notices")
async def list_document_notices(
    tx: ReadTx, actor: ActorDep, document_id: str, after: Seq = -1, limit: Limit = 50
) -> PassageNoticePage:
    """The passages of a document that look as if they were written to instruct a model."""
    document = await library.get_own(tx, actor, document_id)
    rows, next_page = await moderation.of_document(tx, actor, document.id, after=after, limit=limit)
    return PassageNoticePage(items=[NoticeOut.of(each) for each in rows], next=next_page)


@router.get("/admin/notices")
async def list_everybodys_notices(
    tx: ReadTx, actor: ActorDep, where: Where | None = None, after: str | None = None, limit: Limit = 50
) -> OwnedNoticePage:
    """What was noticed of everybody, without the words. For admins."""
    rows, next_page = await moderation.noticed_everywhere(
        tx, actor, where=where.value if where else "", before=after, limit=limit
    )
    return OwnedNoticePage(items=[OwnedNoticeOut.of_row(*row) for row in rows], next=next_page)
