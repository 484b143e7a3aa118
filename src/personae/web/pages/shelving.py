"""How a person keeps a conversation: its title, pinned or put away, as whom they speak."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import conversations
from personae.conversations import TitleChanged
from personae.platform.errors import PersonaeError
from personae.web.deps import ActorDep, ServicesDep, WriteTx
from personae.web.errors import STATUS
from personae.web.security import FORM, check_token
from personae.web.talk_view import Look, talk_page
from personae.web.typed import FormText, version_of

router = APIRouter(prefix="/conversations/{conversation_id}")


@router.post("/title")
async def rename(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    conversation_id: str,
    title: FormText = "",
    version: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Give it a title; a blank one names it after its first message again."""
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        async with services.database.begin() as tx:
            await conversations.rename(tx, actor, conversation_id, title=title, seen=version_of(version))
    except PersonaeError as error:
        typed = title if not isinstance(error, TitleChanged) else str(error.facts["yours"])
        look = Look(title_error=error.sentence, title=typed, status=STATUS[error.kind])
        async with services.database.begin(write=False) as tx:
            return await talk_page(request, tx, actor, services, conversation_id, look)
    return _back(conversation_id)


@router.post("/pin", dependencies=[FORM])
async def pin(tx: WriteTx, actor: ActorDep, conversation_id: str, pinned: FormText = "") -> Response:
    """Keep it before all others, or no longer."""
    await conversations.pin(tx, actor, conversation_id, is_pinned=bool(pinned))
    return _back(conversation_id)


@router.post("/archive", dependencies=[FORM])
async def archive(tx: WriteTx, actor: ActorDep, conversation_id: str, archived: FormText = "") -> Response:
    """Put it away, or take it out again."""
    await conversations.archive(tx, actor, conversation_id, is_archived=bool(archived))
    return _back(conversation_id)


@router.post("/persona", dependencies=[FORM])
async def speak_as(tx: WriteTx, actor: ActorDep, conversation_id: str, persona_id: FormText = "") -> Response:
    """Choose as whom to speak from now on; blank for oneself."""
    await conversations.speak_as(tx, actor, conversation_id, persona_id=persona_id or None)
    return _back(conversation_id)


def _back(conversation_id: str) -> Response:
    return RedirectResponse(f"/conversations/{conversation_id}#latest", status_code=303)
