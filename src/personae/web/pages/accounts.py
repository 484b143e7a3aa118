"""Welcome, register, log in, log out."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import accounts
from personae.accounts import SignedIn
from personae.platform.errors import PersonaeError
from personae.web.cookies import sign_in, sign_out
from personae.web.deps import ActorDep, MaybeActor, ServicesDep, SettingsDep, WriteTx
from personae.web.errors import STATUS
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.typed import FormText

router = APIRouter()


@router.get("/")
async def welcome(request: Request, actor: MaybeActor) -> Response:
    """The first page for a stranger; the library for everybody else."""
    if actor is not None:
        return RedirectResponse("/library", status_code=303)
    return render(request, "welcome.html")


@router.get("/register")
async def register_form(request: Request) -> Response:
    """The form to make an account."""
    return render(request, "register.html", error=None, email="", name="")


@router.post("/register")
async def register(
    request: Request,
    services: ServicesDep,
    email: FormText = "",
    password: FormText = "",
    name: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Make an account and go to its library."""
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        signed_in = await accounts.register(
            services.database.begin,
            services.passwords,
            email=email,
            password=password,
            name=name,
            session_days=services.settings.session_days,
        )
    except PersonaeError as error:
        status = STATUS[error.kind]
        return render(request, "register.html", status=status, error=error.sentence, email=email, name=name)
    return _enter(services.settings, signed_in, "/library")


@router.get("/login")
async def log_in_form(request: Request, next: str = "/library") -> Response:
    """The form to log in."""
    return render(request, "login.html", error=None, email="", next=next)


@router.post("/login")
async def log_in(
    request: Request,
    services: ServicesDep,
    email: FormText = "",
    password: FormText = "",
    next: FormText = "/library",
    csrf: FormText = "",
) -> Response:
    """Open a session and go where the person wanted to be."""
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        signed_in = await accounts.log_in(
            services.database.begin,
            services.passwords,
            email=email,
            password=password,
            session_days=services.settings.session_days,
        )
    except PersonaeError as error:
        status = STATUS[error.kind]
        return render(request, "login.html", status=status, error=error.sentence, email=email, next=next)
    return _enter(services.settings, signed_in, next)


@router.post("/logout", dependencies=[FORM])
async def log_out(tx: WriteTx, actor: ActorDep, settings: SettingsDep) -> Response:
    """End this session."""
    await accounts.log_out(tx, actor)
    response = RedirectResponse("/", status_code=303)
    sign_out(response, settings)
    return response


def _enter(settings: SettingsDep, signed_in: SignedIn, target: str) -> Response:
    # Browsers read "/\\" as "//", and leave out control characters.
    is_ours = target.startswith("/") and target[1:2] not in ("/", "\\") and target.isprintable()
    response = RedirectResponse(target if is_ours else "/library", status_code=303)
    sign_in(response, settings, signed_in)
    return response
