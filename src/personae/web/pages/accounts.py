"""Welcome, register, log in in one step or two, log out."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import accounts
from personae.accounts import Awaiting, SecondStep, SignedIn
from personae.bootstrap import Services
from personae.platform.errors import PersonaeError
from personae.web.cookies import STEP_DAYS, read_cookie, set_cookie, sign_out
from personae.web.deps import ActorDep, MaybeActor, ServicesDep, SettingsDep, WriteTx
from personae.web.entering import STEP, device_of, let_in, way_to
from personae.web.errors import STATUS, headers_of
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.typed import FormText

router = APIRouter()


@router.get("/")
async def welcome(request: Request, actor: MaybeActor, services: ServicesDep) -> Response:
    """The first page for a stranger; the library for everybody else."""
    if actor is not None:
        return RedirectResponse("/library", status_code=303)
    return render(request, "welcome.html", is_open=await services.accounts.door.is_open())


@router.get("/register")
async def register_form(
    request: Request, services: ServicesDep, invite: str = "", next: str = "/library"
) -> Response:
    """The form to make an account."""
    return await _register(request, services, invite=invite, next=next)


@router.post("/register")
async def register(
    request: Request,
    services: ServicesDep,
    email: FormText = "",
    password: FormText = "",
    name: FormText = "",
    invite: FormText = "",
    next: FormText = "/library",
    csrf: FormText = "",
) -> Response:
    """Make an account and go where the person wanted to be, or be told that a letter is on its way."""
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        found = await services.accounts.door.register(
            email=email, password=password, name=name, invite=invite
        )
    except PersonaeError as error:
        return await _register(
            request, services, invite=invite, next=next, error=error, email=email, name=name
        )
    if isinstance(found, Awaiting):
        return render(request, "letter_sent.html", email=found.email, what="confirm")
    return await entered(request, services, found, next)


@router.get("/login")
async def log_in_form(request: Request, services: ServicesDep, next: str = "/library") -> Response:
    """The form to log in."""
    return _log_in(request, services, next=next)


@router.post("/login")
async def log_in(
    request: Request,
    services: ServicesDep,
    email: FormText = "",
    password: FormText = "",
    next: FormText = "/library",
    csrf: FormText = "",
) -> Response:
    """Open a session and go where the person wanted to be, by way of a second step where there is one."""
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        found = await services.accounts.door.log_in(
            email=email, password=password, device=device_of(request, services)
        )
    except PersonaeError as error:
        return _log_in(request, services, next=next, error=error, email=email)
    return await entered(request, services, found, next)


@router.get("/login/second")
async def second_form(request: Request, next: str = "/library") -> Response:
    """The form for a code."""
    return render(request, "second_step.html", error=None, next=next)


@router.post("/login/second")
async def second_step(
    request: Request,
    services: ServicesDep,
    code: FormText = "",
    next: FormText = "/library",
    csrf: FormText = "",
) -> Response:
    """Open the session that a password alone did not."""
    try:
        check_token(request, services.settings, csrf)
        ticket = read_cookie(request, services.settings, STEP)
        signed_in = await services.accounts.second.enter(ticket, code)
    except PersonaeError as error:
        page = render(request, "second_step.html", status=STATUS[error.kind], error=error.sentence, next=next)
        page.headers.update(headers_of(error))
        return page
    return await entered(request, services, signed_in, next)


@router.post("/logout", dependencies=[FORM])
async def log_out(tx: WriteTx, actor: ActorDep, settings: SettingsDep) -> Response:
    """End this session."""
    await accounts.log_out(tx, actor)
    response = RedirectResponse("/", status_code=303)
    sign_out(response, settings)
    return response


async def entered(
    request: Request, services: Services, found: SignedIn | SecondStep, target: str
) -> Response:
    """On to where somebody wanted to be, or to the second step."""
    if isinstance(found, SignedIn):
        response = way_to(target)
        await let_in(request, response, services, found)
        return response
    step = RedirectResponse(f"/login/second?next={quote(target, safe='')}", status_code=303)
    set_cookie(step, services.settings, STEP, found.ticket, days=STEP_DAYS)
    return step


def _log_in(
    request: Request,
    services: Services,
    *,
    next: str,
    error: PersonaeError | None = None,
    email: str = "",
) -> Response:
    provider = services.accounts.provider
    page = render(
        request,
        "login.html",
        status=STATUS[error.kind] if error else 200,
        error=error.sentence if error else None,
        email=email,
        next=next,
        provider=provider.name if provider else None,
        has_post=services.accounts.door.has_post,
    )
    page.headers.update(headers_of(error) if error else {})
    return page


async def _register(
    request: Request,
    services: Services,
    *,
    invite: str,
    next: str,
    error: PersonaeError | None = None,
    email: str = "",
    name: str = "",
) -> Response:
    provider = services.accounts.provider
    page = render(
        request,
        "register.html",
        status=STATUS[error.kind] if error else 200,
        error=error.sentence if error else None,
        email=email,
        name=name,
        invite=invite,
        next=next,
        is_open=await services.accounts.door.is_open(invite),
        provider=provider.name if provider else None,
    )
    page.headers.update(headers_of(error) if error else {})
    return page
