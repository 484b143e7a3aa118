"""All that is somebody's, gathered from the rooms for one file."""

from collections.abc import AsyncIterator

from personae import accounts, library
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.platform.files import FileMissing
from personae.platform.logs import get_logger

log = get_logger(__name__)


def archive_of(services: Services, actor: Actor) -> AsyncIterator[bytes]:
    """The ZIP file in pieces."""
    return accounts.takeout(services.database.begin, actor, _originals(services, actor))


async def _originals(services: Services, actor: Actor) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
    """Every uploaded file of a person, by the document's id; documents.json has its own name."""
    before: str | None = None
    while True:
        async with services.database.begin(write=False) as tx:
            documents, before = await library.list_documents(tx, actor, before=before)
        for each in documents:
            chunks = services.files.stream(library.original_key(each.id))
            yield f"originals/{each.id}.{each.format}", _whole(chunks, each.id)
        if before is None:
            return


async def _whole(chunks: AsyncIterator[bytes], document_id: str) -> AsyncIterator[bytes]:
    """The bytes; none where the file is gone, for the rest of the archive is worth having."""
    try:
        async for chunk in chunks:
            yield chunk
    except FileMissing:
        log.warning("takeout.original_missing", document_id=document_id)
