"""The page API keys: what a person's programs may do in their place."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from personae import accounts
from personae.accounts import Actor, Made
from personae.bootstrap import Services
from personae.platform.clock import now
from personae.platform.errors import PersonaeError
from personae.web.deps import ActorDep, ServicesDep, WriteTx
from personae.web.errors import STATUS, headers_of
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.typed import FormText

router = APIRouter(prefix="/account/keys")

DAYS = {"30": "30 days", "90": "90 days", "365": "a year", "": "until I revoke it"}


@router.get("")
async def show(request: Request, actor: ActorDep, services: ServicesDep) -> Response:
    """The keys, and a form for another one."""
    return await _page(request, actor, services)


@router.post("")
async def make(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    scopes: Annotated[list[FormText] | None, Form()] = None,
    name: FormText = "",
    days: FormText = "",
    remembers: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Make a key; its secret stands on this page alone."""
    wish = {"name": name, "scopes": scopes or [], "days": days, "remembers": bool(remembers)}
    try:
        check_token(request, services.settings, csrf)
        async with services.database.begin() as tx:
            made = await services.accounts.keys.make(
                tx,
                actor,
                name=name,
                scopes=scopes or [],
                days=int(days) if days in DAYS and days else None,
                remembers=bool(remembers),
            )
    except PersonaeError as error:
        return await _page(request, actor, services, error=error, wish=wish)
    return await _page(request, actor, services, made=made)


@router.post("/{api_key_id}/revoke", dependencies=[FORM])
async def revoke(tx: WriteTx, actor: ActorDep, services: ServicesDep, api_key_id: str) -> Response:
    """End a key."""
    await services.accounts.keys.revoke(tx, actor, api_key_id)
    return RedirectResponse("/account/keys", status_code=303)


async def _page(
    request: Request,
    actor: Actor,
    services: Services,
    *,
    made: Made | None = None,
    error: PersonaeError | None = None,
    wish: dict[str, object] | None = None,
) -> Response:
    async with services.database.begin(write=False) as tx:
        keys = await services.accounts.keys.list_keys(tx, actor)
    at = now()
    page = render(
        request,
        "api_keys.html",
        actor=actor,
        status=STATUS[error.kind] if error else 200,
        error=error.sentence if error else None,
        made=made,
        rows=[(key, accounts.is_expired(key, at)) for key in keys],
        wish=wish or {"name": "", "scopes": ["chat"], "days": "90", "remembers": False},
        scopes=accounts.grantable(actor.role),
        days=DAYS,
        base_url=f"{services.settings.address}/v1",
    )
    page.headers.update(headers_of(error) if error else {})
    return page
