"""Links out of letters: a new password, a confirmed address. Opening one changes nothing; its button does."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae.bootstrap import Services
from personae.platform.errors import PersonaeError
from personae.web.deps import ServicesDep
from personae.web.errors import STATUS, headers_of
from personae.web.render import render
from personae.web.security import check_token
from personae.web.typed import FormText

router = APIRouter()


@router.get("/forgot")
async def forgot_form(request: Request, services: ServicesDep) -> Response:
    """The form to ask for a new password."""
    return _page(request, services, "forgot.html", None, email="")


@router.post("/forgot")
async def forgot(
    request: Request, services: ServicesDep, email: FormText = "", csrf: FormText = ""
) -> Response:
    """Have a link sent, if there is such an account; the page does not tell."""
    try:
        check_token(request, services.settings, csrf)
        await services.accounts.door.forget_password(email)
    except PersonaeError as error:
        return _page(request, services, "forgot.html", error, email=email)
    return render(request, "letter_sent.html", email=email.strip(), what="reset")


@router.get("/reset")
async def reset_form(request: Request, services: ServicesDep, ticket: str = "") -> Response:
    """The form for a new password."""
    return _page(request, services, "reset.html", None, ticket=ticket)


@router.post("/reset")
async def reset(
    request: Request,
    services: ServicesDep,
    ticket: FormText = "",
    password: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Choose a new password; log in with it."""
    try:
        check_token(request, services.settings, csrf)
        await services.accounts.door.reset_password(ticket, password=password)
    except PersonaeError as error:
        return _page(request, services, "reset.html", error, ticket=ticket)
    return RedirectResponse("/login", status_code=303)


@router.get("/verify")
async def verify_form(request: Request, services: ServicesDep, ticket: str = "") -> Response:
    """The button that confirms an address: programs that look at letters open links, but press nothing."""
    return _page(request, services, "verify.html", None, ticket=ticket)


@router.post("/verify")
async def verify(
    request: Request, services: ServicesDep, ticket: FormText = "", csrf: FormText = ""
) -> Response:
    """Confirm an address."""
    try:
        check_token(request, services.settings, csrf)
        await services.accounts.door.verify(ticket)
    except PersonaeError as error:
        return _page(request, services, "verify.html", error, ticket=ticket)
    return RedirectResponse("/", status_code=303)


def _page(
    request: Request, services: Services, template: str, error: PersonaeError | None, **facts: object
) -> Response:
    said = {"error": error.sentence if error else None, "has_post": services.accounts.door.has_post}
    status = STATUS[error.kind] if error else 200
    page = render(request, template, actor=None, status=status, **said, **facts)
    page.headers.update(headers_of(error) if error else {})
    return page
