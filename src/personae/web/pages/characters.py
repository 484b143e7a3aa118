"""All characters, one character's dossier, and the form to make one."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from personae import characters, conversations, memory, sharing
from personae.characters import CharacterUnseen
from personae.platform.errors import PersonaeError
from personae.sharing import Kind, Thing
from personae.web.board import board_of
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.dossier_view import document_of
from personae.web.errors import STATUS
from personae.web.point import Place, PointDep, reach_for
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.sharing_view import panel_of
from personae.web.typed import FormText

router = APIRouter(prefix="/characters")


@router.get("")
async def show_all(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    after: str | None = None,
    shared_after: str | None = None,
) -> Response:
    """Every character the person has, and those that others share with them."""
    found, next_page = await characters.list_characters(tx, actor, before=after)
    shared, more_shared = await characters.list_shared(tx, actor, before=shared_after)
    return render(
        request,
        "characters.html",
        actor=actor,
        characters=found,
        next_page=next_page,
        shared=shared,
        more_shared=more_shared,
        owners=await sharing.owners_named(tx, {each.owner_id for each in shared}),
    )


@router.get("/new")
async def new_form(request: Request, actor: ActorDep) -> Response:
    """The form to make a character by hand."""
    wish = {"name": "", "gender": "?", "description": "", "sayings": ""}
    return render(request, "character_new.html", actor=actor, error=None, proposed=None, wish=wish)


@router.post("/new")
async def create(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    name: FormText = "",
    gender: FormText = "?",
    description: FormText = "",
    sayings: FormText = "",
    proposed: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Make a character by hand. proposed: the free name that was offered, where it was taken."""
    wish = {"name": proposed or name, "gender": gender, "description": description, "sayings": sayings}
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        async with services.database.begin() as tx:
            made = await characters.create(tx, actor, **wish)
    except PersonaeError as error:
        status = STATUS[error.kind]
        return render(
            request,
            "character_new.html",
            actor=actor,
            status=status,
            error=error.sentence,
            proposed=error.facts.get("proposed"),
            wish=wish,
        )
    return RedirectResponse(f"/characters/{made.id}", status_code=303)


@router.get("/{character_id}")
async def show(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    services: ServicesDep,
    character_id: str,
    point: PointDep,
) -> Response:
    """A character's dossier, up to a point in their document."""
    document = await document_of(tx, actor, character_id)
    reach = await reach_for(tx, actor, character_id, point)
    try:
        portrait = await characters.portrait(tx, actor, character_id, until=reach.until)
    except CharacterUnseen:
        return render(request, "character_unseen.html", actor=actor, document=document, reach=reach)
    board = await board_of(tx, actor, services.models, character_id=character_id)
    panel = await panel_of(
        tx,
        actor,
        Thing(Kind.CHARACTER, character_id),
        owner_id=portrait.character.owner_id,
        document_id=portrait.character.document_id,
    )
    talks, _ = await conversations.list_conversations(tx, actor, character_id=character_id, limit=5)
    return render(
        request,
        "character.html",
        actor=actor,
        portrait=portrait,
        character=portrait.character,
        document=document,
        reach=reach,
        talks=talks,
        can_talk=bool(portrait.sayings) or board.order.first.name != "quotation",
        panel=panel,
        others=await conversations.others_talking(tx, actor, character_id=character_id)
        if panel.is_own
        else 0,
        board=board,
        memories=await memory.count(tx, actor, character_id),
    )


@router.post("/{character_id}/talk", dependencies=[FORM])
async def talk(
    tx: WriteTx, actor: ActorDep, character_id: str, until: Annotated[Place, Form()] = None
) -> Response:
    """Open a new conversation with the character as known at a point of the document."""
    conversation = await conversations.start(tx, actor, character_id, until=until)
    return RedirectResponse(f"/conversations/{conversation.id}", status_code=303)


@router.post("/{character_id}/delete", dependencies=[FORM])
async def delete(tx: WriteTx, actor: ActorDep, character_id: str) -> Response:
    """Remove a character and the conversations with it."""
    await characters.delete(tx, actor, character_id)
    return RedirectResponse("/characters", status_code=303)
