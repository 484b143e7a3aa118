"""All that is somebody's, as one ZIP file that is written while it is sent."""

import io
import json
import zipfile
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from typing import Final

from personae.accounts import takeout_store
from personae.accounts.actor import Actor
from personae.accounts.audit import Act, note
from personae.platform.clock import now
from personae.platform.db import OpenTx

FORM: Final = 1
README: Final = (
    "This is all that Personae keeps of you: a JSON file for every kind of thing, and the files that\n"
    "you have uploaded. Times are in UTC. What opens your account is left out.\n"
)

Original = tuple[str, AsyncIterator[bytes]]


class Out(io.RawIOBase):
    """Where a ZIP file is written to: what has come since the last look is taken away. It cannot go back."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        """See io.RawIOBase."""
        return True

    def write(self, data: object) -> int:
        """See io.RawIOBase."""
        part = bytes(data)  # type: ignore[call-overload]
        self._parts.append(part)
        return len(part)

    def taken(self) -> bytes:
        """What was written since the last look."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


async def takeout(open_tx: OpenTx, actor: Actor, originals: AsyncIterator[Original]) -> AsyncIterator[bytes]:
    """The ZIP file in pieces. Each table is read a page at a time, in short transactions.

    originals: names and bytes of the files that are the person's.
    """
    async with open_tx() as tx:
        note(tx, Act.EXPORTED, by=actor, to=actor.user_id)
    out = Out()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        about = {"form": FORM, "made_at": now().isoformat(), "account": actor.user_id}
        archive.writestr("takeout.json", json.dumps(about, indent=1))
        for table in takeout_store.TABLES:
            with archive.open(_entry(f"{table}.json"), "w", force_zip64=True) as file:
                file.write(b"[")
                first = True
                async for page in _pages(open_tx, actor, table):
                    file.write(b"".join(_lines(page, first=first)))
                    first = False
                    yield out.taken()
                file.write(b"\n]\n")
            yield out.taken()
        async for name, chunks in originals:
            with archive.open(_entry(name), "w", force_zip64=True) as file:
                async for chunk in chunks:
                    file.write(chunk)
                    yield out.taken()
    yield out.taken()


async def _pages(open_tx: OpenTx, actor: Actor, table: str) -> AsyncIterator[list[dict[str, object]]]:
    after: tuple[object, ...] | None = None
    while True:
        async with open_tx(write=False) as tx:
            rows, after = await takeout_store.page(tx, table, owner_id=actor.user_id, after=after)
        if rows:
            yield rows
        if after is None:
            return


def _lines(rows: Iterable[dict[str, object]], *, first: bool) -> Iterable[bytes]:
    for row in rows:
        yield b"\n" if first else b",\n"
        first = False
        yield json.dumps(row, ensure_ascii=False, default=_written).encode("utf-8", "replace")


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value)


def _entry(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, date_time=now().timetuple()[:6])
    found.compress_type = zipfile.ZIP_DEFLATED
    return found
