"""Whose a document is, for who may look at it: its owner, or whom they share it with."""

from personae import sharing
from personae.accounts import Actor
from personae.library import store
from personae.library.errors import DocumentNotFound
from personae.library.tables import Document
from personae.platform.db import Tx
from personae.sharing import Kind, Right, Thing


async def open_to(tx: Tx, actor: Actor, document_id: str, *, right: Right = Right.READ) -> Document:
    """A document that somebody may look at now, or (right) talk with. Raises DocumentNotFound."""
    document = await store.find_unscoped(tx, document_id)
    if document is None or not await sharing.may(
        tx, actor, [thing(document_id)], owner_id=document.owner_id, right=right
    ):
        raise DocumentNotFound
    return document


async def owner_of(tx: Tx, actor: Actor, document_id: str) -> str:
    """The same as the id of its owner, whose rows are to be read. Raises DocumentNotFound."""
    return (await open_to(tx, actor, document_id)).owner_id


def thing(document_id: str) -> Thing:
    """A document as what is shared."""
    return Thing(Kind.DOCUMENT, document_id)
