"""What a person can ask about notices on their words, and admins on everybody's."""

from collections.abc import Sequence

from personae.accounts import Actor, check_admin
from personae.moderation import notice_store
from personae.moderation.service import PAGE
from personae.moderation.tables import Notice
from personae.platform.db import Tx


async def of_document(
    tx: Tx, actor: Actor, document_id: str, *, after: int = -1, limit: int = PAGE
) -> tuple[Sequence[Notice], int | None]:
    """The passages of a document that were noticed, in their order, and the `after` of the next page.

    None for a document that is not one's own, and for one that was not weighed yet.
    """
    rows = await notice_store.of_document(
        tx, document_id, owner_id=actor.user_id, after=after, limit=limit + 1
    )
    return rows[:limit], rows[limit - 1].start if len(rows) > limit else None


async def count_of_document(tx: Tx, actor: Actor, document_id: str, *, until: int | None = None) -> int:
    """How many passages of a document, or of it up to an offset, look as if they were to instruct a model."""
    return await notice_store.count_of_document(tx, document_id, owner_id=actor.user_id, until=until)


async def noticed(
    tx: Tx, actor: Actor, *, before: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Notice], str | None]:
    """A page of what was noticed in one's own words, the latest first, and the `before` of the next."""
    rows = await notice_store.page(tx, owner_id=actor.user_id, before=before, limit=limit + 1)
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


async def noticed_everywhere(
    tx: Tx, actor: Actor, *, where: str = "", before: str | None = None, limit: int = PAGE
) -> tuple[Sequence[tuple[Notice, str]], str | None]:
    """A page of what was noticed of everybody, each with whose it is. Raises AdminNeeded."""
    await check_admin(tx, actor)
    rows = await notice_store.page_unscoped(tx, where=where, before=before, limit=limit + 1)
    return rows[:limit], rows[limit - 1][0].id if len(rows) > limit else None
