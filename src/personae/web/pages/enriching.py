"""The page on which a model may be asked to add to portraits, and what became of it."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import library
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.platform.errors import PersonaeError
from personae.web.deps import ActorDep, ServicesDep, WriteTx
from personae.web.errors import STATUS
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.typed import FormText

router = APIRouter()


@router.get("/documents/{document_id}/enrich")
async def show(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    document_id: str,
    character_id: str | None = None,
) -> Response:
    """Whom a model would be asked about, what that would take, and how it went before."""
    return await _page(request, actor, services, document_id, character_id)


@router.post("/documents/{document_id}/enrich")
async def start(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    document_id: str,
    character_id: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Ask the model."""
    one = character_id or None
    try:
        check_token(request, services.settings, csrf)
        await services.enriching.start(actor, document_id, one)
    except PersonaeError as error:
        return await _page(
            request, actor, services, document_id, one, error=error.sentence, status=STATUS[error.kind]
        )
    return RedirectResponse(
        f"/documents/{document_id}/enrich{f'?character_id={one}' if one else ''}", status_code=303
    )


@router.post("/characters/{character_id}/enrichment/delete", dependencies=[FORM])
async def remove(tx: WriteTx, actor: ActorDep, services: ServicesDep, character_id: str) -> Response:
    """Take back what a model has added to a portrait."""
    await services.enriching.remove(tx, actor, character_id)
    return RedirectResponse(f"/characters/{character_id}", status_code=303)


async def _page(
    request: Request,
    actor: Actor,
    services: Services,
    document_id: str,
    character_id: str | None,
    *,
    error: str | None = None,
    status: int = 200,
) -> Response:
    # While a model is at work the page looks every two seconds, and shows no offer.
    outlook = await services.enriching.look(actor, document_id, character_id, offers_if_busy=False)
    async with services.database.begin(write=False) as tx:
        document = await library.get_own(tx, actor, document_id)
    return render(
        request,
        "enrich.html",
        actor=actor,
        status=status,
        document=document,
        one=character_id,
        outlook=outlook,
        error=error,
    )
