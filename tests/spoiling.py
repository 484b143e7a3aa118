"""Changes all that stands behind a point in a book, so that whoever looks behind it says something else."""

from sqlalchemy import select, update

from personae.characters import Character, CharacterKind, Mention, Quotation
from personae.characters.tables import Fact, Tie
from personae.library import Passage
from personae.platform.db import Tx

SPOILER = "SPOILER"
MANY = 9999


async def spoil(tx: Tx, document_id: str, *, until: int) -> None:
    """Rewrite every row, and every figure that counts the whole document, as if another book followed.

    The titles of chapters stay: the table of contents stands at the beginning of a book.
    """
    await _spoil_text(tx, document_id, until)
    everybody = select(Character).where(Character.document_id == document_id)
    cast = list(await tx.scalars(everybody.order_by(Character.id.desc())))  # the most important first
    for character in cast:
        kept = {"updated_at": Character.updated_at}  # no more than a stamp, and nobody is told
        values = {**_spoiled(character, until), **kept}
        await tx.execute(update(Character).where(Character.id == character.id).values(values))
    for table, values in (
        (Fact, {"character_id": cast[0].id, "text": SPOILER, "confidence": 0.99}),
        (Tie, {"source_id": cast[0].id, "detail": "spoiler", "affinity": 1.0, "confidence": 0.99}),
        (Mention, {"character_id": cast[-1].id, "alias": 0}),
        (
            Quotation,
            {"character_id": cast[0].id, "addressee_id": cast[-1].id, "text": SPOILER, "confidence": 0.01},
        ),
    ):
        await tx.execute(
            update(table).where(table.document_id == document_id, table.end > until).values(**values)
        )


async def _spoil_text(tx: Tx, document_id: str, until: int) -> None:
    later = select(Passage).where(Passage.document_id == document_id, Passage.end > until)
    for passage in await tx.scalars(later):
        kept = max(until - passage.start, 0)
        passage.text = passage.text[:kept] + (SPOILER * len(passage.text))[: len(passage.text) - kept]


def _spoiled(character: Character, until: int) -> dict[str, object]:
    later = [
        {**alias, "mentions": MANY, **({"name": SPOILER} if int(alias["end"]) > until else {})}
        for alias in character.aliases
    ]
    return {
        "lines": MANY,
        "mentions": MANY,
        "rank": MANY - character.rank,
        "presence": [MANY] * len(character.presence),
        "aliases": later,
        "baseline": [{"name": "humor", "value": 1.0, "confidence": 1.0, "evidence": []}],
        "name": SPOILER if character.kind == CharacterKind.PERSON else character.name,
    }
