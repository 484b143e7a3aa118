"""What fills the studio's disk over the API, for admins."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel

from personae.platform.errors import Fact
from personae.upkeep import FileCheck, Holder, Overview, holders, overview
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx

router = APIRouter(prefix="/admin/storage", tags=["admin"])


class CheckOut(BaseModel):
    """A check of the files. `figures`: counts and bytes by name.  `ended_at`: null while it goes on.

    `strays`: files without a row, with the moment at which they are removed; `missing`: documents without
    their file, or with another one (`is_there`). Of each the first hundred.
    """

    id: str
    created_at: datetime
    ended_at: datetime | None
    figures: dict[str, int]
    strays: list[dict[str, Fact]]
    missing: list[dict[str, Fact]]

    @classmethod
    def of(cls, check: FileCheck) -> Self:
        """The row as programs see it."""
        return cls(**{name: getattr(check, name) for name in cls.model_fields})


class LargeOut(BaseModel):
    """A document with a large file. What it is called is its owner's."""

    id: str
    owner_id: str
    format: str
    size_bytes: int


class StorageOut(BaseModel):
    """What everything takes, in bytes. `largest`: the twenty documents with the largest files."""

    documents: int
    originals_bytes: int
    documents_being_removed: int
    database_bytes: int
    spool_files: int
    spool_bytes: int
    disk_free: int
    disk_whole: int
    is_reserve_kept: bool
    largest: list[LargeOut]
    going: CheckOut | None
    last: CheckOut | None

    @classmethod
    def of(cls, found: Overview) -> Self:
        """The overview as programs see it."""
        room = found.room
        return cls(
            documents=found.originals.documents,
            originals_bytes=found.originals.bytes,
            documents_being_removed=found.leaving.documents,
            database_bytes=found.database_bytes,
            spool_files=room.spool_files,
            spool_bytes=room.spool_bytes,
            disk_free=room.free,
            disk_whole=room.whole,
            is_reserve_kept=room.is_reserve_kept,
            largest=[
                LargeOut(**{name: getattr(each, name) for name in LargeOut.model_fields})
                for each in found.largest
            ],
            going=CheckOut.of(found.going) if found.going else None,
            last=CheckOut.of(found.last) if found.last else None,
        )


class HolderOut(BaseModel):
    """What one person's documents take. `readings_bytes`: as the last check counted, null before it."""

    person_id: str
    name: str | None
    documents: int
    originals_bytes: int
    words: int
    readings_files: int | None
    readings_bytes: int | None

    @classmethod
    def of(cls, holder: Holder) -> Self:
        """The sums as programs see them."""
        size = holder.size
        return cls(
            person_id=holder.owner_id,
            name=holder.owner,
            documents=size.documents,
            originals_bytes=size.bytes,
            words=size.words,
            readings_files=holder.readings_files,
            readings_bytes=holder.readings_bytes,
        )


class HolderPage(BaseModel):
    """People, those whose uploads take most first. `next` goes into `after` for the next page."""

    items: list[HolderOut]
    next: str | None


@router.get("")
async def summary(tx: ReadTx, actor: ActorDep, services: ServicesDep) -> StorageOut:
    """What the uploads, the database and what lies ready take, and what the last check found."""
    settings = services.settings
    return StorageOut.of(await overview(tx, actor, home=settings.home, spool=settings.spool))


@router.get("/people")
async def list_holders(
    tx: ReadTx,
    actor: ActorDep,
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> HolderPage:
    """What each person's documents take, the most first."""
    rows, next_page = await holders(tx, actor, after=after, limit=limit)
    return HolderPage(items=[HolderOut.of(each) for each in rows], next=next_page)


@router.post("/check", status_code=202)
async def check(tx: WriteTx, actor: ActorDep, services: ServicesDep) -> CheckOut:
    """Compare files and rows, as a job; the one that goes on, where there is one."""
    return CheckOut.of(await services.checking.ask(tx, actor))
