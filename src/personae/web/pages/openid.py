"""Signing in by way of an OpenID provider: to it, and back."""

import dataclasses
import json
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from personae.accounts import Journey, Provider
from personae.bootstrap import Services
from personae.platform.errors import PersonaeError
from personae.platform.seal import SealBroken
from personae.web.cookies import drop_cookie, read_cookie, set_cookie
from personae.web.deps import ActorDep, MaybeActor, ServicesDep
from personae.web.entering import way_to
from personae.web.errors import STATUS
from personae.web.pages.account import account_page
from personae.web.pages.accounts import entered
from personae.web.render import render

router = APIRouter()

COOKIE: Final = "journey"
ABOUT: Final = "a sign-in under way"


@router.get("/login/oidc")
async def begin(request: Request, services: ServicesDep, next: str = "/library") -> Response:
    """Send the browser to the provider. Another site's link leads to the form: nobody else logs people in."""
    provider = _provider(services)
    if request.headers.get("sec-fetch-site") == "cross-site":
        return RedirectResponse(f"/login?next={quote(next, safe='')}", status_code=303)
    try:
        address, journey = await provider.begin(next=next)
    except PersonaeError as error:
        return _failed(request, services, error)
    return _on_the_way(services, address, journey)


@router.get("/account/identities/join")
async def begin_to_join(request: Request, actor: ActorDep, services: ServicesDep) -> Response:
    """Send the browser to the provider, to join it to the account of who has just signed in.

    A form with the password could not lead there: browsers hold `form-action` against redirects too.
    """
    provider = _provider(services)
    try:
        await services.accounts.keeping.prove_fresh(actor)
        address, journey = await provider.begin(next="/account#ways", user_id=actor.user_id)
    except PersonaeError as error:
        return await account_page(request, actor, services, error=error, error_at="ways")
    return _on_the_way(services, address, journey)


@router.get("/login/oidc/callback")
async def back(request: Request, services: ServicesDep, actor: MaybeActor) -> Response:
    """Take who comes back from the provider in."""
    provider, journey = _provider(services), _journey(request, services)
    if journey is None:
        return RedirectResponse("/login", status_code=303)
    try:
        guest = await provider.finish(journey, dict(request.query_params))
        if not journey.user_id:
            found = await services.accounts.guests.enter(guest)
            response = await entered(request, services, found, journey.next)
        elif actor is None or actor.user_id != journey.user_id:
            response = RedirectResponse(f"/login?next={quote('/account', safe='')}", status_code=303)
        else:
            async with services.database.begin() as tx:
                await services.accounts.guests.join(tx, actor, guest)
            response = way_to(journey.next)
    except PersonaeError as error:
        response = (
            await account_page(request, actor, services, error=error, error_at="ways")
            if actor is not None and journey.user_id
            else _failed(request, services, error)
        )
    drop_cookie(response, services.settings, COOKIE)
    return response


def _provider(services: Services) -> Provider:
    if services.accounts.provider is None:
        raise HTTPException(404)
    return services.accounts.provider


def _on_the_way(services: Services, address: str, journey: Journey) -> Response:
    response = RedirectResponse(address, status_code=303)
    sealed = services.seal.close(json.dumps(dataclasses.asdict(journey)), about=ABOUT).hex()
    set_cookie(response, services.settings, COOKIE, sealed, days=1)
    return response


def _journey(request: Request, services: Services) -> Journey | None:
    """What the browser was sent away with; None for what we have not sealed."""
    try:
        sealed = bytes.fromhex(read_cookie(request, services.settings, COOKIE))
        return Journey(**json.loads(services.seal.open(sealed, about=ABOUT)))
    except (ValueError, SealBroken):
        return None


def _failed(request: Request, services: Services, error: PersonaeError) -> Response:
    provider = services.accounts.provider
    return render(
        request,
        "login.html",
        status=STATUS[error.kind],
        error=error.sentence,
        email="",
        next="/library",
        provider=provider.name if provider else None,
        has_post=services.accounts.door.has_post,
    )
