"""The page Account: name, address, password, other ways in, sessions, leaving."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import accounts
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.platform.db import Tx
from personae.platform.errors import PersonaeError
from personae.platform.limits import TooOften
from personae.web.cookies import sign_out
from personae.web.deps import ActorDep, ServicesDep, WriteTx
from personae.web.errors import STATUS, headers_of
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.typed import FormText

router = APIRouter(prefix="/account")


@router.get("")
async def show(request: Request, actor: ActorDep, services: ServicesDep) -> Response:
    """The account and its sessions."""
    return await account_page(request, actor, services)


@router.post("/name")
async def rename(
    request: Request, actor: ActorDep, services: ServicesDep, name: FormText = "", csrf: FormText = ""
) -> Response:
    """Change what characters call the person."""
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        async with services.database.begin() as tx:
            await services.accounts.keeping.rename(tx, actor, name=name)
    except PersonaeError as error:
        return await account_page(request, actor, services, error=error, error_at="name")
    return _back("name")


@router.post("/password")
async def change_password(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    present: FormText = "",
    password: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Choose another password. Every other session ends."""
    try:
        check_token(request, services.settings, csrf)
        await services.accounts.keeping.change_password(actor, present=present, password=password)
    except PersonaeError as error:
        return await account_page(request, actor, services, error=error, error_at="password")
    return await account_page(
        request, actor, services, done="Your password is changed, and every other session ended."
    )


@router.post("/email")
async def change_email(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    present: FormText = "",
    email: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Take another address, once it is confirmed."""
    try:
        check_token(request, services.settings, csrf)
        found = await services.accounts.keeping.change_email(actor, present=present, email=email)
    except PersonaeError as error:
        return await account_page(request, actor, services, error=error, error_at="email")
    if found is None:
        return _back("email")
    done = (
        f"We have written to {found.email}. The address is yours here once you open the link in that letter."
    )
    return await account_page(request, actor, services, done=done)


@router.post("/verify", dependencies=[FORM])
async def ask_to_verify(request: Request, actor: ActorDep, services: ServicesDep) -> Response:
    """Have the link sent that confirms the present address."""
    try:
        found = await services.accounts.keeping.ask_to_verify(actor)
    except PersonaeError as error:
        return await account_page(request, actor, services, error=error, error_at="email")
    done = f"We have written to {found.email}. Open the link in that letter."
    return await account_page(request, actor, services, done=done)


@router.post("/sessions/end", dependencies=[FORM])
async def end_sessions(tx: WriteTx, actor: ActorDep, services: ServicesDep) -> Response:
    """Log out everywhere, here too."""
    await services.accounts.keeping.end_sessions(tx, actor)
    response = RedirectResponse("/login", status_code=303)
    sign_out(response, services.settings)
    return response


@router.post("/sessions/{session_id}/end", dependencies=[FORM])
async def end_session(tx: WriteTx, actor: ActorDep, services: ServicesDep, session_id: str) -> Response:
    """End one session."""
    await services.accounts.keeping.end_session(tx, actor, session_id)
    return _back("sessions")


@router.post("/identities/{identity_id}/unlink", dependencies=[FORM])
async def unlink(
    request: Request, actor: ActorDep, services: ServicesDep, identity_id: str, present: FormText = ""
) -> Response:
    """Let a provider no longer open the account."""
    try:
        await services.accounts.keeping.unlink(actor, identity_id, present=present)
    except (accounts.PasswordWrong, accounts.SignInTooOld, TooOften) as error:
        return await account_page(request, actor, services, error=error, error_at="ways")
    return _back("ways")


@router.post("/delete")
async def delete(
    request: Request, actor: ActorDep, services: ServicesDep, present: FormText = "", csrf: FormText = ""
) -> Response:
    """Delete the account with all that is the person's."""
    try:
        async with proven(request, actor, services, present=present, csrf=csrf) as tx:
            await accounts.leave(tx, actor)
    except PersonaeError as error:
        return await account_page(request, actor, services, error=error, error_at="leave")
    response = RedirectResponse("/", status_code=303)
    sign_out(response, services.settings)
    return response


@asynccontextmanager
async def proven(
    request: Request, actor: Actor, services: Services, *, present: str, csrf: str
) -> AsyncIterator[Tx]:
    """A transaction for what only the person themself may do: their form, with the present password.

    Raises FormExpired and what `keeping.prove` raises.
    """
    check_token(request, services.settings, csrf)
    await services.accounts.keeping.prove(actor, present)
    async with services.database.begin() as tx:
        yield tx


async def account_page(
    request: Request,
    actor: Actor,
    services: Services,
    *,
    error: PersonaeError | None = None,
    error_at: str = "",
    done: str = "",
) -> Response:
    """The page. error_at: beside which form an error stands."""
    parts = services.accounts
    async with services.database.begin(write=False) as tx:
        user = await parts.keeping.account(tx, actor)
        facts = {
            "user": user,
            "standing": await parts.second.standing(tx, actor),
            "sessions": await parts.keeping.sessions(tx, actor),
            "identities": await parts.keeping.identities(tx, actor),
        }
    page = render(
        request,
        "account.html",
        actor=actor,
        status=STATUS[error.kind] if error else 200,
        error=error.sentence if error else None,
        error_at=error_at,
        done=done,
        in_words=accounts.in_words,
        has_post=parts.door.has_post,
        provider=parts.provider.name if parts.provider else None,
        **facts,
    )
    page.headers.update(headers_of(error) if error else {})
    return page


def _back(place: str) -> Response:
    return RedirectResponse(f"/account#{place}", status_code=303)
