"""What a character remembers of the person: to read, search, correct, pin, resolve, forget, write down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import memory
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.memory import Filter, Memory, MemoryChanged, MemoryKind, MemoryNotFound
from personae.platform.db import Tx
from personae.platform.errors import PersonaeError
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.dossier_view import WHOLE, dossier
from personae.web.errors import STATUS
from personae.web.point import Point, PointDep
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.typed import FormText, IdQuery, version_of

router = APIRouter(prefix="/characters/{character_id}/memory")

PAGE = 20
FOUND = 20
WORDS_MOST = 200  # characters of what is searched for
FILTERS: Mapping[str, tuple[str, Filter]] = {
    "": ("all", Filter()),
    "pinned": ("pinned", Filter(is_pinned=True)),
    "open": ("not resolved", Filter(is_resolved=False)),
    "resolved": ("resolved", Filter(is_resolved=True)),
    "yours": ("what you said", Filter(speaker=memory.Speaker.USER)),
    "told": ("written down by you", Filter(kind=MemoryKind.TOLD)),
    "gists": ("gists of many", Filter(kind=MemoryKind.GIST)),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A memory on the page. moments: what a gist was made of.

    typed, version, error, theirs: of a correction that was not taken, what was typed, what it is sent again
    for, why, and what another tab has made of the memory.
    """

    memory: Memory
    version: int
    moments: Sequence[Memory] = ()
    typed: str | None = None
    error: str | None = None
    theirs: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What is asked of the page, and what was typed and not taken."""

    q: str = ""
    only: str = ""
    before: str | None = None
    show: str | None = None
    point: Point = WHOLE
    told: str = ""
    told_error: str | None = None
    refused: Card | None = None
    status: int = 200


@router.get("")
async def show_all(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    services: ServicesDep,
    character_id: str,
    point: PointDep,
    q: str = "",
    only: str = "",
    before: str | None = None,
    show: IdQuery = None,
) -> Response:
    """The latest memories, those that fit some words, or one."""
    return await _page(request, tx, actor, services, character_id, Look(q.strip(), only, before, show, point))


@router.post("")
async def tell(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    character_id: str,
    text: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Write something down for the character to remember."""
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        async with services.database.begin() as tx:
            await memory.tell(tx, actor, character_id, text=text)
    except PersonaeError as error:
        look = Look(told=text, told_error=error.sentence, status=STATUS[error.kind])
        async with services.database.begin(write=False) as tx:
            return await _page(request, tx, actor, services, character_id, look)
    return _back(character_id)


@router.post("/{memory_id}/correct")
async def correct(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    character_id: str,
    memory_id: str,
    text: FormText = "",
    version: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Put it right. Where another tab has changed it, both versions are shown."""
    try:
        check_token(request, services.settings, csrf)  # here, so that an old form keeps what was typed
        async with services.database.begin() as tx:
            await memory.correct(tx, actor, character_id, memory_id, text=text, version=version_of(version))
    except MemoryNotFound:
        raise
    except PersonaeError as error:
        async with services.database.begin(write=False) as tx:
            found = await memory.get(tx, actor, character_id, memory_id)
            theirs = found.text if isinstance(error, MemoryChanged) else None
            card = Card(found, found.version, typed=text, error=error.sentence, theirs=theirs)
            look = Look(refused=card, status=STATUS[error.kind])
            return await _page(request, tx, actor, services, character_id, look)
    return _back(character_id, memory_id)


@router.post("/{memory_id}/pin", dependencies=[FORM])
async def pin(
    tx: WriteTx, actor: ActorDep, character_id: str, memory_id: str, pinned: FormText = ""
) -> Response:
    """Have it come to mind before others, or no longer."""
    await memory.pin(tx, actor, character_id, memory_id, is_pinned=bool(pinned))
    return _back(character_id, memory_id)


@router.post("/{memory_id}/resolve", dependencies=[FORM])
async def resolve(
    tx: WriteTx, actor: ActorDep, character_id: str, memory_id: str, resolved: FormText = ""
) -> Response:
    """Say that it is settled, or open again."""
    await memory.resolve(tx, actor, character_id, memory_id, is_resolved=bool(resolved))
    return _back(character_id, memory_id)


@router.post("/{memory_id}/forget", dependencies=[FORM])
async def forget(tx: WriteTx, actor: ActorDep, character_id: str, memory_id: str) -> Response:
    """Remove it for good."""
    await memory.forget(tx, actor, character_id, memory_id)
    return _back(character_id)


async def _page(
    request: Request, tx: Tx, actor: Actor, services: Services, character_id: str, look: Look
) -> Response:
    found, next_page = await _found(tx, actor, services, character_id, look)
    cards = [await _card(tx, actor, each, look.refused) for each in found]
    return render(
        request,
        "memories.html",
        actor=actor,
        status=look.status,
        cards=cards,
        next_page=next_page,
        look=look,
        keep=urlencode({"only": look.only}) if look.only else "",
        filters=[(name, label) for name, (label, _) in FILTERS.items()],
        **await dossier(tx, actor, character_id, look.point),
    )


async def _found(
    tx: Tx, actor: Actor, services: Services, character_id: str, look: Look
) -> tuple[Sequence[Memory], str | None]:
    if look.refused:
        return [look.refused.memory], None
    if look.show:
        return [await memory.get(tx, actor, character_id, look.show)], None
    if look.q:
        words = look.q[:WORDS_MOST]
        recalled = await services.recalling.search(actor, character_id, words=words, limit=FOUND)
        return [each.memory for each in recalled], None
    _, wish = FILTERS.get(look.only, FILTERS[""])
    return await memory.list_memories(tx, actor, character_id, wish=wish, before=look.before, limit=PAGE)


async def _card(tx: Tx, actor: Actor, found: Memory, refused: Card | None) -> Card:
    moments = await memory.sources_of(tx, actor, found)
    if refused and refused.memory.id == found.id:
        return replace(refused, moments=moments)
    return Card(found, found.version, moments)


def _back(character_id: str, memory_id: str = "") -> Response:
    query = f"?show={memory_id}" if memory_id else ""
    return RedirectResponse(f"/characters/{character_id}/memory{query}", status_code=303)
