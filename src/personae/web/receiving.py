"""From a form's file to a document: shared by the page and the API."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from personae import library
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.library import Added
from personae.platform.files import StorageFull
from personae.web.uploads import FilePart

HEADROOM = 16 * 1024**2  # left for the database, which needs room to write even when it deletes


async def receive_document(services: Services, actor: Actor, part: FilePart) -> Added:
    """Keep an uploaded file and have it read. Raises what receiving and adding raise."""
    settings = services.settings
    chunks = _with_headroom(part.chunks, settings.spool)
    async with library.receive(
        chunks, filename=part.filename, spool=settings.spool, limit_bytes=settings.upload_max_size
    ) as received:
        return await library.add(services.database.begin, services.files, actor, received)


async def _with_headroom(chunks: AsyncIterator[bytes], folder: Path) -> AsyncIterator[bytes]:
    async for chunk in chunks:
        if shutil.disk_usage(folder).free < HEADROOM + len(chunk):
            raise StorageFull
        yield chunk
