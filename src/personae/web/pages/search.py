"""Looking for what was said, in all conversations."""

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response

from personae import conversations
from personae.conversations import Found, SearchInvalid
from personae.web.deps import ActorDep, ReadTx
from personae.web.errors import STATUS
from personae.web.render import render

router = APIRouter(prefix="/conversations/search")


@router.get("")
async def search(
    request: Request, tx: ReadTx, actor: ActorDep, q: str = "", before: str | None = None
) -> Response:
    """The messages that have all the words, the latest first, on whatever branch; without words, the form."""
    found: Sequence[Found] = []
    next_page = error = None
    try:
        if q.strip():
            found, next_page = await conversations.search(tx, actor, wanted=q, before=before)
    except SearchInvalid as refusal:
        error = refusal.sentence
    return render(
        request,
        "search.html",
        actor=actor,
        status=STATUS[SearchInvalid.kind] if error else 200,
        q=q,
        found=found,
        next_page=next_page,
        error=error,
    )
