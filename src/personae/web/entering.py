"""Coming in over HTTP: what a browser keeps after it, and what it brought before."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from personae import accounts
from personae.accounts import Device, SignedIn
from personae.bootstrap import Services
from personae.web.cookies import DEVICE_DAYS, drop_cookie, read_cookie, session_cookie, set_cookie, sign_in

DEVICE = "device"
STEP = "step"


def device_of(request: Request, services: Services) -> Device | None:
    """The account that this browser has been in before, when it brings our sign of it."""
    return accounts.read_device(services.settings.secret, read_cookie(request, services.settings, DEVICE))


async def let_in(request: Request, response: Response, services: Services, signed_in: SignedIn) -> None:
    """Hand a new session to the browser, and end the one it had before."""
    settings = services.settings
    if before := session_cookie(request, settings):
        async with services.database.begin() as tx:
            await accounts.end_session_of_secret(tx, before)
    sign_in(response, settings, signed_in)
    sign = accounts.device_sign(settings.secret, signed_in.actor.user_id)
    set_cookie(response, settings, DEVICE, sign, days=DEVICE_DAYS)
    if read_cookie(request, settings, STEP):
        drop_cookie(response, settings, STEP)


def way_to(target: str) -> RedirectResponse:
    """Where a person wanted to be, if that is a page of ours; else their library."""
    # Browsers read "/\\" as "//", and leave out control characters.
    is_ours = target.startswith("/") and target[1:2] not in ("/", "\\") and target.isprintable()
    return RedirectResponse(target if is_ours else "/library", status_code=303)
