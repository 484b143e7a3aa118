"""The page Models: who answers, in which order, and with whose keys; and the same for one character."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import characters, models
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.models import VENDORS, Trial, Wish
from personae.platform.errors import PersonaeError
from personae.web.board import board_of, wish_of
from personae.web.deps import ActorDep, ServicesDep, WriteTx
from personae.web.errors import STATUS
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.typed import FormText

router = APIRouter()

BLANK: Mapping[str, str] = {"vendor": "openai", "base_url": "", "name": ""}


@router.get("/models")
async def show(request: Request, actor: ActorDep, services: ServicesDep) -> Response:
    """Who answers, and the keys there are."""
    return await _page(request, actor, services)


@router.post("/models/keys")
async def add_key(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    vendor: FormText = "",
    secret: FormText = "",
    base_url: FormText = "",
    name: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Keep a key. What was typed comes back with an error, but for the key itself."""
    wish = {"vendor": vendor, "base_url": base_url, "name": name}
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        key = await services.models.keys.add(actor, secret=secret, **wish)
    except PersonaeError as error:
        return await _page(request, actor, services, error=error, wish=wish)
    return RedirectResponse(f"/models#key-{key.id}", status_code=303)


@router.post("/models/keys/{key_id}/replace", dependencies=[FORM])
async def replace_key(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    key_id: str,
    secret: FormText = "",
    base_url: FormText = "",
    name: FormText = "",
) -> Response:
    """Put another key in the place of one."""
    await services.models.keys.find(actor, key_id)
    try:
        await services.models.keys.replace(actor, key_id, secret=secret, base_url=base_url, name=name)
    except PersonaeError as error:
        return await _page(request, actor, services, error=error, error_at=key_id)
    return RedirectResponse(f"/models#key-{key_id}", status_code=303)


@router.post("/models/keys/{key_id}/delete", dependencies=[FORM])
async def delete_key(tx: WriteTx, actor: ActorDep, services: ServicesDep, key_id: str) -> Response:
    """Remove a key and the models that are asked with it."""
    await services.models.keys.delete(tx, actor, key_id)
    return RedirectResponse("/models#keys", status_code=303)


@router.post("/models/keys/{key_id}/test", dependencies=[FORM])
async def try_key(request: Request, actor: ActorDep, services: ServicesDep, key_id: str) -> Response:
    """Ask the vendor which models the key may use. With scripts only the answer comes, else the page."""
    trial = await models.try_key(services.models.keys, actor, key_id)
    if "hx-request" in request.headers:
        return render(request, "parts/trial_alone.html", actor=actor, trial=trial, key_id=key_id)
    return await _page(request, actor, services, trials={key_id: trial})


@router.post("/models/order")
async def add_choice(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    pick: FormText = "",
    key_id: FormText = "",
    model: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Have a model asked after those there are: one of a list (`pick`), or any by its name."""
    try:
        check_token(request, services.settings, csrf)
        async with services.database.begin() as tx:
            await services.models.orders.add(tx, actor, _wish(pick, key_id, model))
    except PersonaeError as error:
        return await _page(request, actor, services, error=error, error_at="order")
    return RedirectResponse("/models#order", status_code=303)


@router.post("/characters/{character_id}/models", dependencies=[FORM])
async def add_choice_of_character(
    tx: WriteTx,
    actor: ActorDep,
    services: ServicesDep,
    character_id: str,
    pick: FormText = "",
    key_id: FormText = "",
    model: FormText = "",
) -> Response:
    """Have a model asked for one character, after those there are."""
    await characters.check_talk(tx, actor, character_id)
    wish = _wish(pick, key_id, model)
    await services.models.orders.add(tx, actor, wish, character_id=character_id)
    return RedirectResponse(f"/characters/{character_id}#who-answers", status_code=303)


@router.post("/models/order/{choice_id}/move", dependencies=[FORM])
async def move_choice(
    tx: WriteTx, actor: ActorDep, services: ServicesDep, choice_id: str, to: FormText = "up"
) -> Response:
    """Have a model asked earlier, or later."""
    choice = await services.models.orders.move(tx, actor, choice_id, by=1 if to == "down" else -1)
    return RedirectResponse(_home(choice.character_id), status_code=303)


@router.post("/models/order/{choice_id}/remove", dependencies=[FORM])
async def remove_choice(tx: WriteTx, actor: ActorDep, services: ServicesDep, choice_id: str) -> Response:
    """Take a model out of its order."""
    choice = await services.models.orders.remove(tx, actor, choice_id)
    return RedirectResponse(_home(choice.character_id), status_code=303)


def _wish(pick: str, key_id: str, model: str) -> Wish:
    return Wish("", model, key_id) if key_id else wish_of(pick)


def _home(character_id: str | None) -> str:
    return f"/characters/{character_id}#who-answers" if character_id else "/models#order"


async def _page(
    request: Request,
    actor: Actor,
    services: Services,
    *,
    error: PersonaeError | None = None,
    error_at: str = "new",
    wish: Mapping[str, str] = BLANK,
    trials: Mapping[str, Trial] | None = None,
) -> Response:
    """The page. error_at: beside which form an error stands, "new", "order" or a key's id."""
    async with services.database.begin(write=False) as tx:
        board = await board_of(tx, actor, services.models)
    return render(
        request,
        "models.html",
        actor=actor,
        status=STATUS[error.kind] if error else 200,
        board=board,
        vendors=VENDORS,
        error=error.sentence if error else None,
        error_at=error_at,
        wish=wish,
        trials=trials or {},
    )
