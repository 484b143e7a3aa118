"""Who hears that a document has changed: its own pages, and every open library of its owner."""

from personae.library.tables import Document
from personae.platform.bus import Bus, News, publish_later
from personae.platform.db import Tx


def topic(document_id: str) -> str:
    """Where news of one document is published."""
    return f"document:{document_id}"


def shelf_topic(owner_id: str) -> str:
    """Where news of all documents of one person is published.

    Kind `changed` names a document that looks different now; `shelf` says that one came or went.
    """
    return f"shelf:{owner_id}"


async def tell(bus: Bus, document: Document) -> None:
    """Say that a document has changed, to whoever listens now."""
    for each in _topics(document):
        await bus.publish(each, _changed(document))


def tell_later(tx: Tx, document: Document) -> None:
    """The same, once the transaction is committed."""
    for each in _topics(document):
        publish_later(tx, each, _changed(document))


def tell_shelf_later(tx: Tx, document: Document) -> None:
    """Say that a document has come or gone, once the transaction is committed."""
    publish_later(tx, topic(document.id), _changed(document))
    publish_later(tx, shelf_topic(document.owner_id), {"kind": "shelf"})


def _topics(document: Document) -> tuple[str, str]:
    return topic(document.id), shelf_topic(document.owner_id)


def _changed(document: Document) -> News:
    return {"kind": "changed", "id": document.id}
