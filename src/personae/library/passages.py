"""The text of a document as its reader turns the pages."""

from collections.abc import AsyncIterator, Sequence

from personae.accounts import Actor
from personae.library import store
from personae.library.access import owner_of
from personae.library.errors import ChapterNotFound
from personae.library.tables import Chapter, Passage
from personae.platform.db import OpenTx, Tx

PAGE = 200


async def chapters(tx: Tx, actor: Actor, document_id: str) -> Sequence[Chapter]:
    """Every chapter in order. Raises DocumentNotFound."""
    owner_id = await owner_of(tx, actor, document_id)
    return await store.chapters(tx, document_id, owner_id=owner_id)


async def chapters_of_owner(tx: Tx, document_id: str, *, owner_id: str) -> Sequence[Chapter]:
    """The same of an owner's document, for who may look at somebody in it but not at all of it."""
    return await store.chapters(tx, document_id, owner_id=owner_id)


def end_of_chapter(chapters: Sequence[Chapter], chapter: int) -> int | None:
    """The offset at which a chapter has been read to its end; None where that is all of the document.

    Raises ChapterNotFound.
    """
    starts = {each.seq: each.start for each in chapters}
    if chapter not in starts:
        raise ChapterNotFound
    return min((start for seq, start in starts.items() if seq > chapter), default=None)


async def passages(
    tx: Tx, actor: Actor, document_id: str, *, chapter: int, after: int = -1, limit: int = PAGE
) -> tuple[Sequence[Passage], int | None]:
    """A page of one chapter's passages, and the `after` of the next page (None at the end)."""
    owner_id = await owner_of(tx, actor, document_id)
    rows = await store.passages(
        tx, document_id, owner_id=owner_id, chapter=chapter, after=after, limit=limit + 1
    )
    return rows[:limit], rows[limit - 1].seq if len(rows) > limit else None


async def texts_unscoped(open_tx: OpenTx, document_id: str) -> AsyncIterator[Sequence[tuple[int, str]]]:
    """All of a document's passages, where each begins and its text, some at a time in short transactions."""
    after = -1
    while True:
        async with open_tx(write=False) as tx:
            rows = await store.texts_unscoped(tx, document_id, after=after, limit=PAGE)
        if not rows:
            return
        after = rows[-1][0]
        yield [(start, text) for _, start, text in rows]


async def passage_at(tx: Tx, actor: Actor, document_id: str, *, offset: int) -> tuple[Passage, str] | None:
    """The passage that holds the character at an offset, or the last before it, with its chapter's title.

    None for an offset before the first passage.  Raises DocumentNotFound.
    """
    owner_id = await owner_of(tx, actor, document_id)
    return await store.passage_at(tx, document_id, owner_id=owner_id, offset=offset)


async def page_before(tx: Tx, actor: Actor, document_id: str, *, chapter: int, at: int) -> int:
    """The `after` of the page of a chapter on which passage `at` stands, pages counted from its first."""
    owner_id = await owner_of(tx, actor, document_id)
    first = await store.first_seq(tx, document_id, owner_id=owner_id, chapter=chapter)
    return first + max(at - first, 0) // PAGE * PAGE - 1
