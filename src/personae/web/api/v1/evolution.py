"""How characters change, over the API."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from personae import conversations, evolution
from personae.accounts import Actor
from personae.platform.db import Tx
from personae.web.api.v1.evolution_shapes import (
    ActOut,
    MindOut,
    MomentOut,
    MoodOut,
    MoodPage,
    RecordOut,
    RecordPage,
    SettingsOut,
    SettingsWish,
    TherapyWish,
    Timeline,
    TrendOut,
    TrendsOut,
    UndoWish,
    WhyPage,
)
from personae.web.deps import ActorDep, ReadTx, WriteTx
from personae.web.point import PointDep, until_for
from personae.web.problems import documented
from personae.web.tags import Matching, Telling, tag_of
from personae.web.typed import Seq

router = APIRouter(tags=["evolution"])
CHARACTER = "/characters/{character_id}/evolution"

Days = Annotated[int, Query(ge=1, le=3660, description="How many days back from now.")]
Limit = Annotated[int, Query(ge=1, le=200)]
Place = Annotated[int, Query(ge=0, le=2**62, description="From `next` of the page before.")]


async def known_until(tx: ReadTx, actor: ActorDep, character_id: str, point: PointDep) -> int | None:
    """The point up to which the character is known, None for the whole document."""
    return await until_for(tx, actor, character_id, point)


UntilDep = Annotated[int | None, Depends(known_until)]


@router.get(CHARACTER)
async def state(tx: ReadTx, actor: ActorDep, character_id: str, until: UntilDep) -> MindOut:
    """How the character is now, beside how it is by itself."""
    return MindOut.of(await evolution.state(tx, actor, character_id, until=until), until)


@router.get(f"{CHARACTER}/records")
async def records(
    tx: ReadTx,
    actor: ActorDep,
    character_id: str,
    until: UntilDep,
    days: Days | None = None,
    trait: str | None = None,
    after: Place | None = None,
    limit: Limit = 50,
) -> RecordPage:
    """What changed which trait, the latest first."""
    rows, next_page = await evolution.records(
        tx, actor, character_id, trait=trait, days=days, before=after, limit=limit, until=until
    )
    return RecordPage(items=[RecordOut.of(row) for row in rows], next=next_page, until=until)


@router.get(f"{CHARACTER}/trends")
async def trends(
    tx: ReadTx, actor: ActorDep, character_id: str, until: UntilDep, days: Days = 30
) -> TrendsOut:
    """How each trait went over some days."""
    found = await evolution.trends(tx, actor, character_id, days=days, until=until)
    items = [TrendOut.of(trait, trend) for trait, trend in found.items()]
    return TrendsOut(days=days, items=items, until=until)


@router.get(f"{CHARACTER}/timeline")
async def timeline(
    tx: ReadTx,
    actor: ActorDep,
    character_id: str,
    until: UntilDep,
    after: Place | None = None,
    limit: Limit = 50,
) -> Timeline:
    """All that happened to the character, the latest first. What was undone is left out."""
    rows, next_page = await evolution.timeline(
        tx, actor, character_id, before=after, limit=limit, until=until
    )
    return Timeline(items=[MomentOut.of_moment(row) for row in rows], next=next_page, until=until)


@router.get(f"{CHARACTER}/why/{{trait}}", responses=documented(404))
async def why(
    tx: ReadTx,
    actor: ActorDep,
    character_id: str,
    trait: str,
    until: UntilDep,
    after: Annotated[Seq, Query(ge=0)] = 0,
    limit: Limit = 50,
) -> WhyPage:
    """Which messages and acts moved a trait, the biggest change first."""
    rows, next_page = await evolution.why(
        tx, actor, character_id, trait, after=after, limit=limit, until=until
    )
    return WhyPage(items=[RecordOut.of(row) for row in rows], next=next_page, until=until)


@router.get(f"{CHARACTER}/settings")
async def settings(tx: ReadTx, actor: ActorDep, character_id: str, tags: Telling) -> SettingsOut:
    """How much the character may change."""
    found, version = await evolution.settings(tx, actor, character_id)
    tags.tell(tag_of(character_id, version))
    return SettingsOut.of(found, version)


@router.put(f"{CHARACTER}/settings", responses=documented(409))
async def change_settings(
    tx: WriteTx, actor: ActorDep, character_id: str, wish: SettingsWish, tags: Matching
) -> SettingsOut:
    """Replace how much the character may change, from its first message on.

    `version` is the one that was read. Where somebody has saved another since, the answer is 409, with what
    is saved (`saved_…`) and what was wanted (`wanted_…`).
    """
    await tags.check(partial(_tag, tx, actor, character_id))
    wanted = evolution.Settings(**wish.model_dump(exclude={"version"}))
    version = await evolution.change_settings(tx, actor, character_id, wanted, version=wish.version)
    tags.tell(tag_of(character_id, version))
    return SettingsOut.of(wanted, version)


@router.post(f"{CHARACTER}/therapy", status_code=201)
async def heal(tx: WriteTx, actor: ActorDep, character_id: str, wish: TherapyWish) -> ActOut:
    """Let the traits return to the character's own baseline faster for some days."""
    return ActOut(seq=await evolution.heal(tx, actor, character_id, days=wish.days, factor=wish.factor))


@router.post(f"{CHARACTER}/reset", status_code=201)
async def reset(tx: WriteTx, actor: ActorDep, character_id: str) -> ActOut:
    """Take the character back to how its document has it."""
    return ActOut(seq=await evolution.reset(tx, actor, character_id))


@router.post(f"{CHARACTER}/undo", status_code=201, responses=documented(404, 409))
async def undo(tx: WriteTx, actor: ActorDep, character_id: str, wish: UndoWish) -> ActOut:
    """Take back a therapy, a reset, or an undoing."""
    return ActOut(seq=await evolution.undo(tx, actor, character_id, seq=wish.seq))


@router.get("/conversations/{conversation_id}/moods", tags=["conversations"])
async def moods(
    tx: ReadTx,
    actor: ActorDep,
    conversation_id: str,
    after: Place = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> MoodPage:
    """The mood after each message on the branch that the conversation shows, in order."""
    talk, character = await conversations.get(tx, actor, conversation_id)
    rows, next_page = await evolution.moods(
        tx, actor, character.id, conversation_id, after=after, limit=limit, until=talk.until
    )
    return MoodPage(items=[MoodOut.of(row) for row in rows], next=next_page)


async def _tag(tx: Tx, actor: Actor, character_id: str) -> str:
    _, version = await evolution.settings(tx, actor, character_id)
    return tag_of(character_id, version)
