"""As whom a person speaks: their personas, and which is the usual one."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import accounts
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.platform.errors import PersonaeError
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.errors import STATUS
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.typed import FormText

router = APIRouter(prefix="/personas")

BLANK = {"name": "", "address": "", "pronouns": "", "about": ""}


@router.get("")
async def show_all(request: Request, tx: ReadTx, actor: ActorDep, after: str | None = None) -> Response:
    """All of them, and the form for a new one."""
    found, next_page = await accounts.list_personas(tx, actor, after=after)
    return render(
        request,
        "personas.html",
        actor=actor,
        personas=found,
        next_page=next_page,
        wish=BLANK,
        blank=BLANK,
        changing=None,
        error=None,
        proposed=None,
    )


@router.post("")
async def create(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    name: FormText = "",
    address: FormText = "",
    pronouns: FormText = "",
    about: FormText = "",
    proposed: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Make one. proposed: the free name that was offered, where it was taken."""
    name = proposed or name
    wish = {"name": name, "address": address, "pronouns": pronouns, "about": about}
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        async with services.database.begin() as tx:
            await accounts.create_persona(
                tx, actor, name=name, address=address, pronouns=pronouns, about=about
            )
    except PersonaeError as error:
        return await _again(request, actor, services, wish, error)
    return RedirectResponse("/personas", status_code=303)


@router.post("/{persona_id}")
async def change(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    persona_id: str,
    name: FormText = "",
    address: FormText = "",
    pronouns: FormText = "",
    about: FormText = "",
    proposed: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Change one. proposed: as with a new one."""
    name = proposed or name
    wish = {"name": name, "address": address, "pronouns": pronouns, "about": about}
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        async with services.database.begin() as tx:
            await accounts.change_persona(
                tx, actor, persona_id, name=name, address=address, pronouns=pronouns, about=about
            )
    except accounts.PersonaNotFound:
        raise
    except PersonaeError as error:
        return await _again(request, actor, services, wish, error, changing=persona_id)
    return RedirectResponse(f"/personas#p-{persona_id}", status_code=303)


@router.post("/{persona_id}/usual", dependencies=[FORM])
async def make_usual(tx: WriteTx, actor: ActorDep, persona_id: str, usual: FormText = "") -> Response:
    """Take it for new conversations, or no longer."""
    await accounts.change_persona(tx, actor, persona_id, is_usual=bool(usual))
    return RedirectResponse(f"/personas#p-{persona_id}", status_code=303)


@router.post("/{persona_id}/delete", dependencies=[FORM])
async def delete(tx: WriteTx, actor: ActorDep, persona_id: str) -> Response:
    """Remove one."""
    await accounts.delete_persona(tx, actor, persona_id)
    return RedirectResponse("/personas", status_code=303)


async def _again(
    request: Request,
    actor: Actor,
    services: Services,
    wish: dict[str, str],
    error: PersonaeError,
    *,
    changing: str | None = None,
) -> Response:
    async with services.database.begin(write=False) as tx:
        found, next_page = await accounts.list_personas(tx, actor)
    return render(
        request,
        "personas.html",
        actor=actor,
        status=STATUS[error.kind],
        personas=found,
        next_page=next_page,
        wish=wish,
        blank=BLANK,
        changing=changing,
        error=error.sentence,
        proposed=error.facts.get("proposed"),
    )
