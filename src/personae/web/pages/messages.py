"""What leads to one message, and what may be done with it."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from personae import conversations
from personae.web.deps import ActorDep, ReadTx

router = APIRouter(prefix="/conversations/{conversation_id}")

AROUND = 20  # messages behind the one that a link leads to


@router.get("/at/{message_id}")
async def find(tx: ReadTx, actor: ActorDep, conversation_id: str, message_id: str) -> Response:
    """Lead to a message, on a page that shows it."""
    message = await conversations.get_message(tx, actor, conversation_id, message_id)
    latest, _ = await conversations.messages(tx, actor, conversation_id)
    is_there = not latest or message.depth >= latest[0].depth
    query = "" if is_there else f"?before={message.depth + AROUND}"
    return RedirectResponse(f"/conversations/{conversation_id}{query}#m-{message.id}", status_code=303)
