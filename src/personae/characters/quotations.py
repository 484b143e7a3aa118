"""What characters say, and what stands just before it."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from personae import library
from personae.accounts import Actor
from personae.characters import evidence, quotation_store
from personae.characters.access import open_to
from personae.characters.profile import Profile, Who, who
from personae.characters.tables import CharacterKind, Quotation
from personae.library import Passage
from personae.platform.db import Tx

PAGE = 100
LINES_MOST = 5000  # more lines of one character than this make no better answer
PASSAGES_MOST = 2000  # a document's own voice speaks from so many, spread over the whole text
BEFORE_CHARS = 240
STATEMENT_WORDS = 4
SENTENCE_ENDS = (".", "!", "?", "…")
EMPHASIS = re.compile(r"\b_([^_]{1,200})_\b")
SENTENCES = re.compile(
    r"(?:[^.!?…]{1,300}[.!?…]+[”’\"')]*\s*|[^.!?…]{1,300}){1,2}"
)  # one or two, as a breath


@dataclass(frozen=True, slots=True)
class Said:
    """One line. `before` is up to BEFORE_CHARS of what stands before it; `id` is its place in the book."""

    id: str
    text: str
    before: str
    chapter: int
    chapter_title: str
    passage: int
    start: int
    confidence: float


async def lines_of(tx: Tx, actor: Actor, character: Profile) -> Sequence[Said]:
    """What a character can say in its own words, in the order of the book: at most LINES_MOST lines.

    Nothing behind the point of the profile is among them.  Raises CharacterNotFound.
    """
    await open_to(tx, actor, character.id)
    return await lines_shown(tx, character)


async def lines_shown(tx: Tx, character: Profile) -> Sequence[Said]:
    """The same for who has just been let in to the character."""
    if character.kind == CharacterKind.VOICE:
        return await _passages_as_lines(tx, character)
    if character.kind == CharacterKind.HANDMADE:
        sayings = [line.strip() for line in character.sayings.splitlines() if line.strip()]
        return [Said(f"s{n}", text, "", 0, "", n, n, 1.0) for n, text in enumerate(sayings)]
    rows = await quotation_store.said_by(
        tx, character.id, owner_id=character.owner_id, until=character.until, limit=LINES_MOST
    )
    earlier = await quotation_store.texts_before(
        tx, character.id, owner_id=character.owner_id, until=character.until, limit=LINES_MOST
    )
    return [
        _line(list(parts), earlier.get(passage, ""))
        for passage, parts in groupby(rows, key=lambda row: row[0].passage)
    ]


def each_once(lines: Sequence[Said]) -> list[Said]:
    """The lines without those that repeat an earlier one letter for letter, in the same order."""
    found: dict[str, Said] = {}
    for line in lines:
        found.setdefault("".join(filter(str.isalnum, line.text.casefold())), line)
    return list(found.values())


async def quotations_of(
    tx: Tx,
    actor: Actor,
    character_id: str,
    *,
    until: int | None = None,
    after: int = -1,
    limit: int = PAGE,
) -> tuple[Sequence[tuple[Quotation, str]], int | None]:
    """A page of what a character says, with the titles of the chapters, and the `after` of the next page.

    Somebody of no document, or the voice of one, says nothing in quotation marks.  Raises CharacterNotFound.
    """
    owner_id = (await open_to(tx, actor, character_id)).owner_id
    rows = await quotation_store.page_of_quotations(
        tx, character_id, owner_id=owner_id, until=until, after=after, limit=limit + 1
    )
    return rows[:limit], rows[limit - 1][0].seq if len(rows) > limit else None


async def quotations_between(
    tx: Tx, actor: Actor, shown: Sequence[Passage], *, until: int | None = None
) -> Sequence[tuple[Quotation, Who | None]]:
    """The quotations in passages that follow one another, with their speakers as known at a point.

    Raises DocumentNotFound.
    """
    if not shown:
        return []
    owner_id = await library.owner_of(tx, actor, shown[0].document_id)
    rows = await quotation_store.quotations_between(
        tx,
        shown[0].document_id,
        owner_id=owner_id,
        first=shown[0].seq,
        last=shown[-1].seq,
        until=until,
    )
    ids = {character.id for _, character in rows if character is not None}
    counts = {} if until is None else await evidence.alias_counts(tx, ids, owner_id=owner_id, until=until)
    return [
        (quotation, who(character, until=until, counts=counts.get(character.id, {})) if character else None)
        for quotation, character in rows
    ]


async def _passages_as_lines(tx: Tx, character: Profile) -> Sequence[Said]:
    assert character.document_id is not None
    rows = await quotation_store.passages_spread(
        tx, character.document_id, owner_id=character.owner_id, until=character.until, limit=PASSAGES_MOST
    )
    return await asyncio.to_thread(_sentences, rows)


def _sentences(rows: Sequence[tuple[Passage, str]]) -> list[Said]:
    """A text's own words, a sentence or two at a time, each once; headings only for want of others."""
    found = each_once(_all_sentences(rows))
    lines = [line for line in found if _is_statement(line.text)] or found
    return lines[:: -(-len(lines) // LINES_MOST) or 1]


def _is_statement(text: str) -> bool:
    """True for what ends like a sentence and says something: no heading, no label, no lone word."""
    return text.rstrip("”’\"')»*_ ").endswith(SENTENCE_ENDS) and len(text.split()) >= STATEMENT_WORDS


def _all_sentences(rows: Sequence[tuple[Passage, str]]) -> list[Said]:
    return [
        Said(
            f"p{row.seq}.{row.start + found.start()}",
            _unwrapped(found.group()),
            "",
            row.chapter,
            title,
            row.seq,
            row.start + found.start(),
            1.0,
        )
        for row, title in rows
        for found in SENTENCES.finditer(row.text)
    ]


def _line(parts: list[tuple[Quotation, str, int, str]], previous: str) -> Said:
    """What is said in one passage, though narration may part it, as one line."""
    first, passage, start, title = parts[0]
    return Said(
        id=f"q{first.seq}",
        text=_joined([_unwrapped(part.text) for part, *_ in parts]),
        before=_before(previous, passage[: first.start - start]),
        chapter=first.chapter,
        chapter_title=title,
        passage=first.passage,
        start=first.start,
        confidence=min(part.confidence for part, *_ in parts),
    )


def _joined(parts: Sequence[str]) -> str:
    """Parts of one speech as if no narration stood between: “Well,” she said. “Go.” is “Well. Go.”

    A comma at the very end stood there for the narration too: “Well,” she said. is “Well.”
    """
    text = parts[0]
    for part in parts[1:]:
        if text.endswith(",") and part[:1].isupper():
            text = text[:-1] + "."
        text = f"{text} {part}"
    return text[:-1] + "." if text.endswith(",") else text


def _before(previous: str, lead: str) -> str:
    return _unwrapped(f"{previous}\n{lead}")[-BEFORE_CHARS:]


def _unwrapped(text: str) -> str:
    """One line of text, without the underscores that plain text has for emphasis."""
    return EMPHASIS.sub(r"\1", " ".join(text.split()))
