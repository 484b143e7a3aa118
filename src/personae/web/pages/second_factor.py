"""On the page Account: the second factor, set up, confirmed and turned off."""

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import accounts
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.platform.errors import PersonaeError
from personae.web.deps import ActorDep, ReadTx, ServicesDep
from personae.web.errors import STATUS
from personae.web.pages.account import account_page, proven
from personae.web.render import render
from personae.web.security import check_token
from personae.web.typed import FormText

router = APIRouter(prefix="/account/second-factor")


@router.get("/picture.svg")
async def picture(tx: ReadTx, actor: ActorDep, services: ServicesDep) -> Response:
    """What an authenticator looks at, while it is set up."""
    setup = await services.accounts.second.setup(tx, actor)
    return Response(setup.picture, media_type="image/svg+xml; charset=utf-8")


@router.post("")
async def set_up(
    request: Request, actor: ActorDep, services: ServicesDep, present: FormText = "", csrf: FormText = ""
) -> Response:
    """Begin to set up a second factor."""
    try:
        async with proven(request, actor, services, present=present, csrf=csrf) as tx:
            await services.accounts.second.begin(tx, actor)
        return await _setup_page(request, actor, services)
    except PersonaeError as error:
        return await account_page(request, actor, services, error=error, error_at="second")


@router.post("/confirm")
async def confirm(
    request: Request, actor: ActorDep, services: ServicesDep, code: FormText = "", csrf: FormText = ""
) -> Response:
    """Turn the second factor on with a first code; the recovery codes are shown this once."""
    try:
        check_token(request, services.settings, csrf)
        return _codes_page(request, actor, await services.accounts.second.confirm(actor, code))
    except accounts.CodeWrong as error:
        return await _setup_page(request, actor, services, error=error)
    except PersonaeError as error:
        return await account_page(request, actor, services, error=error, error_at="second")


@router.post("/codes")
async def renew_codes(
    request: Request, actor: ActorDep, services: ServicesDep, present: FormText = "", csrf: FormText = ""
) -> Response:
    """Make new recovery codes."""
    try:
        async with proven(request, actor, services, present=present, csrf=csrf) as tx:
            made = await services.accounts.second.renew_codes(tx, actor)
    except PersonaeError as error:
        return await account_page(request, actor, services, error=error, error_at="second")
    return _codes_page(request, actor, made)


@router.post("/off")
async def turn_off(
    request: Request, actor: ActorDep, services: ServicesDep, present: FormText = "", csrf: FormText = ""
) -> Response:
    """Turn the second factor off."""
    try:
        async with proven(request, actor, services, present=present, csrf=csrf) as tx:
            await services.accounts.second.turn_off(tx, actor)
    except PersonaeError as error:
        return await account_page(request, actor, services, error=error, error_at="second")
    return RedirectResponse("/account#second", status_code=303)


async def _setup_page(
    request: Request, actor: Actor, services: Services, *, error: PersonaeError | None = None
) -> Response:
    async with services.database.begin(write=False) as tx:
        setup = await services.accounts.second.setup(tx, actor)
    return render(
        request,
        "second_factor.html",
        actor=actor,
        status=STATUS[error.kind] if error else 200,
        error=error.sentence if error else None,
        setup=setup,
    )


def _codes_page(request: Request, actor: Actor, codes: Sequence[str]) -> Response:
    return render(request, "recovery_codes.html", actor=actor, codes=codes)
