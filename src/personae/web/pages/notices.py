"""Pages about words that look as if they were written to instruct a model: a document's, and everybody's."""

from fastapi import APIRouter, Request, Response

from personae import library, moderation
from personae.web.deps import ActorDep, ReadTx
from personae.web.notice_words import WHERE, address_of, where_sentence
from personae.web.render import render
from personae.web.typed import Seq, Text

router = APIRouter()


@router.get("/documents/{document_id}/notices")
async def of_document(
    request: Request, tx: ReadTx, actor: ActorDep, document_id: str, after: Seq = -1
) -> Response:
    """The passages of a document that were noticed, with the way to each."""
    document = await library.get_own(tx, actor, document_id)
    rows, next_page = await moderation.of_document(tx, actor, document.id, after=after)
    return render(
        request,
        "document_notices.html",
        actor=actor,
        document=document,
        rows=rows,
        next_page=next_page,
        address_of=address_of,
    )


@router.get("/admin/notices")
async def everywhere(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    where: Text = "",
    after: str | None = None,
) -> Response:
    """What was noticed of everybody, without the words."""
    rows, next_page = await moderation.noticed_everywhere(tx, actor, where=where, before=after)
    return render(
        request,
        "notices.html",
        actor=actor,
        rows=rows,
        next_page=next_page,
        where=where,
        places=WHERE,
        where_sentence=where_sentence,
    )
