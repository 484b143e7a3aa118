"""Receiving a file: bytes go to disk as they come, counted, hashed and looked at on the way."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from personae.library.errors import UploadTooLarge
from personae.library.extract import Format, sniff
from personae.platform import metrics
from personae.platform.files import raise_if_full
from personae.platform.ids import new_id

HEAD_BYTES = 64 * 1024
FILENAME_LIMIT = 255


@dataclass(frozen=True, slots=True)
class Received:
    """A whole file on local disk. `filename` is what the person calls it, never a path of ours."""

    path: Path
    filename: str
    format: Format
    size_bytes: int
    sha256: str


@asynccontextmanager
async def receive(
    chunks: AsyncIterator[bytes], *, filename: str, spool: Path, limit_bytes: int
) -> AsyncIterator[Received]:
    """Write chunks to a file under spool; the file is gone when the context ends.

    Memory stays at one chunk. Raises UploadTooLarge as soon as one byte too many arrives, whatever
    was promised, StorageFull, and what `sniff` raises once the head is there (see extract/errors.py).
    """
    filename = plain_filename(filename)
    path = spool / f"upload-{new_id()}"
    digest, size, head, kind = hashlib.sha256(), 0, bytearray(), None
    try:
        with path.open("wb") as file:
            async for chunk in chunks:
                size += len(chunk)
                if size > limit_bytes:
                    raise UploadTooLarge(limit_mb=round(limit_bytes / 1024**2, 1))
                if kind is None:
                    head += chunk[: HEAD_BYTES - len(head)]
                    if len(head) >= HEAD_BYTES:
                        kind = sniff(bytes(head), filename=filename)
                digest.update(chunk)
                await asyncio.to_thread(file.write, chunk)
        kind = kind or sniff(bytes(head), filename=filename)
        metrics.UPLOAD_BYTES.inc(size)
        yield Received(path, filename, kind, size, digest.hexdigest())
    except OSError as error:
        raise_if_full(error)
        raise
    finally:
        path.unlink(missing_ok=True)


def plain_filename(name: str) -> str:
    """A file's name without folders, control characters or surprising length; never empty."""
    name = name.replace("\\", "/").rpartition("/")[2]
    name = "".join(character for character in name if character.isprintable()).strip(" .")
    return name[-FILENAME_LIMIT:] or "document"
