"""The branches of a conversation: a list to jump from and to prune."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import conversations
from personae.web.deps import ActorDep, ReadTx, WriteTx
from personae.web.render import render
from personae.web.security import FORM

router = APIRouter(prefix="/conversations/{conversation_id}")


@router.get("/branches")
async def show_all(
    request: Request, tx: ReadTx, actor: ActorDep, conversation_id: str, before: str | None = None
) -> Response:
    """Every way the conversation has gone, the newest first."""
    conversation, character = await conversations.get(tx, actor, conversation_id)
    found, next_page = await conversations.list_branches(tx, actor, conversation_id, before=before)
    return render(
        request,
        "branches.html",
        actor=actor,
        conversation=conversation,
        character=character,
        branches=found,
        next_page=next_page,
    )


@router.post("/messages/{message_id}/prune", dependencies=[FORM])
async def prune(tx: WriteTx, actor: ActorDep, conversation_id: str, message_id: str) -> Response:
    """Remove what only the branch of a message has, which can be undone for a while."""
    _, gone = await conversations.prune(tx, actor, conversation_id, message_id)
    return RedirectResponse(f"/conversations/{conversation_id}?deleted={gone}#latest", status_code=303)
