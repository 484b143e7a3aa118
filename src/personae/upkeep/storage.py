"""What fills the studio's disk, for admins: sums, sizes and ids, never what a document is called."""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from personae import accounts
from personae.accounts import Actor, check_admin
from personae.library import Document, Size, sizes
from personae.platform import ranked
from personae.platform.db import Tx
from personae.upkeep import store
from personae.upkeep.errors import StoragePageUnknown
from personae.upkeep.tables import FileCheck

PAGE: Final = 50
LARGEST: Final = 20


@dataclass(frozen=True, slots=True)
class Room:
    """A disk and what lies ready on it. Bytes; free and whole of the disk that the data folder is on.

    is_reserve_kept: is there the little space that lets things be deleted when it is full?
    """

    free: int
    whole: int
    is_reserve_kept: bool
    spool_files: int
    spool_bytes: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole of it. going: the check that goes on.  last: the last that has ended."""

    originals: Size
    leaving: Size
    database_bytes: int
    room: Room
    largest: Sequence[Document]
    owners: dict[str, str]
    going: FileCheck | None
    last: FileCheck | None


@dataclass(frozen=True, slots=True)
class Holder:
    """What one person's documents take. readings_bytes: as the last check counted; None before the first."""

    owner_id: str
    owner: str | None
    size: Size
    readings_files: int | None
    readings_bytes: int | None


async def overview(tx: Tx, actor: Actor, *, home: Path, spool: Path) -> Overview:
    """Sums of everything, and the largest documents. Raises AdminNeeded."""
    await check_admin(tx, actor)
    asked, last = await store.last_check_unscoped(tx), await store.last_check_unscoped(tx, ended=True)
    largest = await sizes.largest_unscoped(tx, limit=LARGEST)
    return Overview(
        originals=await sizes.size_unscoped(tx),
        leaving=await sizes.size_unscoped(tx, deleted=True),
        database_bytes=await store.database_bytes_unscoped(tx),
        room=await asyncio.to_thread(_room, home, spool),
        largest=largest,
        owners=await accounts.names_unscoped(tx, {each.owner_id for each in largest}),
        going=asked if asked and asked.ended_at is None else None,
        last=last,
    )


async def holders(
    tx: Tx, actor: Actor, *, after: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Holder], str | None]:
    """A page of people by what their uploads take, and the `after` of the next.

    Raises AdminNeeded, StoragePageUnknown.
    """
    await check_admin(tx, actor)
    place = ranked.read(after, digits=18, unknown=StoragePageUnknown)
    rows = await sizes.by_owner_unscoped(tx, after=place, limit=limit + 1)
    ids = [owner_id for owner_id, _ in rows[:limit]]
    names, held = await accounts.names_unscoped(tx, ids), await store.holdings_unscoped(tx, ids)
    is_counted = await store.last_check_unscoped(tx, ended=True) is not None
    found = []
    for owner_id, size in rows[:limit]:
        readings = held.get(owner_id)
        counts = (readings.files, readings.bytes) if readings else (0, 0) if is_counted else (None, None)
        found.append(Holder(owner_id, names.get(owner_id), size, *counts))
    return found, ranked.written(found[-1].size.bytes, found[-1].owner_id) if len(rows) > limit else None


def _room(home: Path, spool: Path) -> Room:
    disk, files = shutil.disk_usage(home), [path for path in spool.rglob("*") if path.is_file()]
    return Room(disk.free, disk.total, (home / "reserve").exists(), len(files), sum(map(_bytes, files)))


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # whoever works there was quicker
        return 0
