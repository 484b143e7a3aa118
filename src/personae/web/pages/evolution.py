"""How a character changes: what it is today, what moved it, and what a person may do about it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from personae import evolution
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.evolution import EvolutionInvalid, Settings
from personae.platform.db import Tx
from personae.platform.errors import PersonaeError
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.dossier_view import WHOLE, dossier
from personae.web.errors import STATUS
from personae.web.growth_view import (
    ABOUT,
    SPANS,
    Cause,
    Span,
    field_ranges,
    wish_of,
    with_messages,
)
from personae.web.point import Point, PointDep
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.typed import FormText, Seq

router = APIRouter(prefix="/characters/{character_id}/evolution")

SHOWN = 10
Figure = Annotated[float, Form(ge=-1e9, le=1e9)]
Days = Literal[7, 30, 90]


@router.get("")
async def show(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    character_id: str,
    point: PointDep,
    before: Seq | None = None,
    days: Annotated[int, Query(ge=SPANS[0], le=SPANS[-1])] = 30,
) -> Response:
    """Traits beside their baseline, what moved them, mood, progress, and what may be done."""
    return await _page(request, tx, actor, character_id, point=point, before=before, days=days)


@router.get("/why")
async def why(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    character_id: str,
    point: PointDep,
    of: str = "mood",
    after: Seq = 0,
    before: Seq | None = None,
) -> Response:
    """The messages that made a figure what it is. Of a trait the biggest first, else the latest first."""
    causes: list[Cause]
    facts = await dossier(tx, actor, character_id, point)
    until = facts["reach"].until
    if of in ABOUT:
        moments, next_page = await evolution.timeline(
            tx, actor, character_id, before=before, limit=SHOWN, until=until
        )
        causes = await with_messages(tx, actor, moments)
    else:
        records, next_page = await evolution.why(
            tx, actor, character_id, of, after=after, limit=SHOWN, until=until
        )
        causes = await with_messages(tx, actor, records)
    return render(
        request,
        "why.html",
        actor=actor,
        of=of,
        about=ABOUT.get(of),
        causes=causes,
        next_page=next_page,
        mind=await evolution.state(tx, actor, character_id, until=until),
        **facts,
    )


@router.post("/therapy", dependencies=[FORM])
async def therapy(tx: WriteTx, actor: ActorDep, character_id: str, days: Figure, factor: Figure) -> Response:
    """Let traits return to their baseline faster for some days."""
    await evolution.heal(tx, actor, character_id, days=days, factor=factor)
    return _back(character_id)


@router.post("/reset", dependencies=[FORM])
async def reset(tx: WriteTx, actor: ActorDep, character_id: str) -> Response:
    """Take the character back to how the book has it."""
    await evolution.reset(tx, actor, character_id)
    return _back(character_id, "timeline")


@router.post("/undo", dependencies=[FORM])
async def undo(
    tx: WriteTx, actor: ActorDep, character_id: str, seq: Annotated[int, Form(ge=0, le=2**53)]
) -> Response:
    """Let a therapy, a reset or an undoing count no longer."""
    await evolution.undo(tx, actor, character_id, seq=seq)
    return _back(character_id, "timeline")


@router.post("/settings")
async def settings(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    character_id: str,
    pace: FormText = "",
    bound: FormText = "",
    per_conversation: FormText = "",
    least_interactions: FormText = "",
    half_life_days: FormText = "",
    mood_half_life_hours: FormText = "",
    is_on: FormText = "",
    version: FormText = "0",
    csrf: FormText = "",
) -> Response:
    """Set how much the character may change. What was typed stays where it cannot be taken."""
    typed = {
        "pace": pace,
        "bound": bound,
        "per_conversation": per_conversation,
        "least_interactions": least_interactions,
        "half_life_days": half_life_days,
        "mood_half_life_hours": mood_half_life_hours,
    }
    wish: dict[str, object] = {**typed, "is_on": bool(is_on), "version": version}
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        async with services.database.begin() as tx:
            await evolution.change_settings(
                tx, actor, character_id, _settings(typed, is_on=bool(is_on)), version=_whole(version)
            )
    except PersonaeError as error:
        return await _again(request, actor, services, character_id, wish, error)
    return _back(character_id, "settings")


async def _again(
    request: Request,
    actor: Actor,
    services: Services,
    character_id: str,
    wish: dict[str, object],
    error: PersonaeError,
) -> Response:
    if isinstance(error, evolution.EvolutionChanged):
        wish = {**wish, "version": error.facts["version"]}  # sent again, it wins knowingly
    async with services.database.begin(write=False) as tx:
        return await _page(
            request,
            tx,
            actor,
            character_id,
            wish=wish,
            settings_error=error.sentence,
            status=STATUS[error.kind],
        )


async def _page(
    request: Request,
    tx: Tx,
    actor: Actor,
    character_id: str,
    *,
    point: Point = WHOLE,
    before: int | None = None,
    days: int = 30,
    wish: dict[str, object] | None = None,
    settings_error: str | None = None,
    status: int = 200,
) -> Response:
    facts = await dossier(tx, actor, character_id, point)
    until = facts["reach"].until
    moments, next_page = await evolution.timeline(
        tx, actor, character_id, before=before, limit=SHOWN, until=until
    )
    saved, version = await evolution.settings(tx, actor, character_id)
    return render(
        request,
        "evolution.html",
        actor=actor,
        status=status,
        mind=await evolution.state(tx, actor, character_id, until=until),
        causes=await with_messages(tx, actor, moments),
        next_page=next_page,
        span=Span(days, await evolution.trends(tx, actor, character_id, days=days, until=until)),
        spans=SPANS,
        saved=saved,
        wish=wish or wish_of(saved, version),
        fields=field_ranges(),
        settings_error=settings_error,
        **facts,
    )


def _settings(typed: dict[str, str], *, is_on: bool) -> Settings:
    figures = {name: _figure(name, text) for name, text in typed.items()}
    return Settings(
        is_on=is_on,
        pace=figures["pace"],
        bound=figures["bound"],
        per_conversation=figures["per_conversation"],
        least_interactions=_whole(typed["least_interactions"]),
        half_life_days=figures["half_life_days"],
        mood_half_life_hours=figures["mood_half_life_hours"],
    )


def _figure(name: str, text: str) -> float:
    field, least, most = evolution.RANGES[name]
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise EvolutionInvalid(field=field, least=least, most=most) from error


def _whole(text: str) -> int:
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return -1  # in no range, so that it is refused


def _back(character_id: str, place: str = "") -> Response:
    path = f"/characters/{character_id}/evolution{'#' + place if place else ''}"
    return RedirectResponse(path, status_code=303)
