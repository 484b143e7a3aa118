"""The pages People and Audit, for admins. To everybody else they are not there."""

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import accounts
from personae.accounts import Act, Actor, Filter, Role, audit
from personae.bootstrap import Services
from personae.platform.errors import PersonaeError
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.errors import STATUS
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.typed import FormText

router = APIRouter(prefix="/admin")
ELSEWHERE = {"api_key", "files", "job", "moderation", "setting", "share"}  # families of what other rooms note


@router.get("/people")
async def people(
    request: Request, actor: ActorDep, services: ServicesDep, like: str = "", after: str | None = None
) -> Response:
    """Everybody here, and the invitations that are open."""
    return await _people(request, actor, services, like=like, after=after)


@router.post("/people/{user_id}/role")
async def set_role(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    user_id: str,
    role: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Make somebody an admin or a member."""
    try:
        check_token(request, services.settings, csrf)
        async with services.database.begin() as tx:
            wish = Role.ADMIN if role == Role.ADMIN else Role.MEMBER
            await services.accounts.people.set_role(tx, actor, user_id, wish)
    except accounts.LastAdmin as error:
        return await _people(request, actor, services, error=error)
    return _back(user_id)


@router.post("/people/{user_id}/suspend")
async def suspend(
    request: Request, actor: ActorDep, services: ServicesDep, user_id: str, csrf: FormText = ""
) -> Response:
    """Shut somebody out at once."""
    try:
        check_token(request, services.settings, csrf)
        async with services.database.begin() as tx:
            await services.accounts.people.suspend(tx, actor, user_id)
    except accounts.LastAdmin as error:
        return await _people(request, actor, services, error=error)
    return _back(user_id)


@router.post("/people/{user_id}/unsuspend", dependencies=[FORM])
async def unsuspend(tx: WriteTx, actor: ActorDep, services: ServicesDep, user_id: str) -> Response:
    """Let somebody in again."""
    await services.accounts.people.unsuspend(tx, actor, user_id)
    return _back(user_id)


@router.post("/people/{user_id}/log-out", dependencies=[FORM])
async def log_out(tx: WriteTx, actor: ActorDep, services: ServicesDep, user_id: str) -> Response:
    """End every session of somebody."""
    await services.accounts.people.log_out(tx, actor, user_id)
    return _back(user_id)


@router.post("/people/{user_id}/reset-link", dependencies=[FORM])
async def reset_link(request: Request, actor: ActorDep, services: ServicesDep, user_id: str) -> Response:
    """Make a link for a new password, shown this once."""
    async with services.database.begin() as tx:
        user = await services.accounts.people.get(tx, actor, user_id)
        link = await services.accounts.people.reset_link(tx, actor, user_id)
    what = f"A new password for {user.name}. Hand this link over; it works once, and for an hour."
    return await _people(request, actor, services, link=link, link_for=what)


@router.post("/people/{user_id}/delete")
async def delete(
    request: Request, actor: ActorDep, services: ServicesDep, user_id: str, csrf: FormText = ""
) -> Response:
    """Delete somebody with all that is theirs."""
    try:
        check_token(request, services.settings, csrf)
        async with services.database.begin() as tx:
            await services.accounts.people.delete(tx, actor, user_id)
    except accounts.LastAdmin as error:
        return await _people(request, actor, services, error=error)
    return RedirectResponse("/admin/people", status_code=303)


@router.post("/invites")
async def invite(
    request: Request, actor: ActorDep, services: ServicesDep, email: FormText = "", csrf: FormText = ""
) -> Response:
    """Invite somebody; the link is shown this once."""
    try:
        check_token(request, services.settings, csrf)
        async with services.database.begin() as tx:
            made, link = await services.accounts.people.invite(tx, actor, email=email)
    except accounts.EmailInvalid as error:
        return await _people(request, actor, services, error=error)
    whom = f" for {made.email}" if made.email else ""
    what = f"An invitation{whom}. It is good for one account, and for two weeks."
    return await _people(request, actor, services, link=link, link_for=what)


@router.post("/invites/{invite_id}/delete", dependencies=[FORM])
async def take_invite_back(tx: WriteTx, actor: ActorDep, services: ServicesDep, invite_id: str) -> Response:
    """Let an invitation be good for nobody."""
    await services.accounts.people.take_invite_back(tx, actor, invite_id)
    return RedirectResponse("/admin/people#invites", status_code=303)


@router.get("/audit")
async def show_audit(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    act: str = "",
    person: str = "",
    since: str = "",
    until: str = "",
    after: str | None = None,
) -> Response:
    """Who did what to whom, the latest first."""
    await accounts.check_admin(tx, actor)
    end = _day(until)
    wish = Filter(act, person.strip(), _day(since), end + timedelta(days=1) if end else None)
    lines, next_page = await audit.lines(tx, wish, before=after)
    return render(
        request,
        "audit.html",
        actor=actor,
        lines=lines,
        next_page=next_page,
        act=act,
        person=person,
        since=since,
        until=until,
        families=sorted({each.partition(".")[0] for each in Act} | ELSEWHERE),
        is_filtered=bool(act or person or since or until),
    )


def _day(text: str) -> datetime | None:
    """Midnight UTC of a day such as 2026-11-26; None for what is no day, which filters nothing."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None


async def _people(
    request: Request,
    actor: Actor,
    services: Services,
    *,
    like: str = "",
    after: str | None = None,
    error: PersonaeError | None = None,
    link: str = "",
    link_for: str = "",
) -> Response:
    room = services.accounts.people
    async with services.database.begin(write=False) as tx:
        people, next_page = await room.page(tx, actor, like=like, after=after)
        invites = await room.invites(tx, actor)
    return render(
        request,
        "people.html",
        actor=actor,
        status=STATUS[error.kind] if error else 200,
        error=error.sentence if error else None,
        people=people,
        next_page=next_page,
        like=like,
        invites=invites,
        link=link,
        link_for=link_for,
        registers=services.settings.registers,
    )


def _back(user_id: str) -> Response:
    return RedirectResponse(f"/admin/people#person-{user_id}", status_code=303)
