"""From the reader's findings to rows: characters with hues, ranks and presence, and what shows them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from personae.characters.profile import PRESENCE_BINS
from personae.characters.tables import HUES, Character, CharacterKind, Fact, Mention, Quotation, Shown, Tie
from personae.library import Document
from personae.platform.ids import new_id

DRAFT_VERSION = "3"  # raise it when the same reading would become other rows
BATCH = 2000
CAST_MOST = 500
NAME_LIMIT = 200
LEAD_CHARS = 24
DETAIL_CHARS = 64
HUE_STEP = 7  # coprime to HUES, so that neighbours in rank look unlike


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reading found. `ids` maps the reader's names for characters to ours."""

    characters: list[Character]
    ids: dict[str, str]
    language: str
    quotations: int
    notices: tuple[str, ...]


@dataclass(slots=True)
class Batch:
    """Rows to write, and how many bytes of the reading they bring us to."""

    rows: dict[type[Shown], list[dict[str, object]]] = field(
        default_factory=lambda: {Quotation: [], Mention: [], Fact: [], Tie: []}
    )
    offset: int = 0


def read_drafts(reading: Path, document: Document) -> Draft:
    """The characters of a reading worth keeping: who speaks, or is named twice, at most CAST_MOST.

    A document in which nobody speaks keeps none: its one character is its own voice.
    """
    found, length = _ending(reading)
    kept = [person for person in found["characters"] if person["lines"] or person["mentions"] > 1]
    kept = kept[:CAST_MOST] if any(person["lines"] for person in kept) else []
    # All characters of an owner are listed by id, the greatest first: so a cast stays in its order there.
    falling = sorted((new_id() for _ in kept), reverse=True)
    ids = {person["id"]: id for person, id in zip(kept, falling, strict=True)}
    presence = _presence(reading, ids, length)
    characters = [
        _character(person, rank, document, ids[person["id"]], presence.get(person["id"], []))
        for rank, person in enumerate(kept)
    ]
    return Draft(characters, ids, found["language"], found["quotations"], tuple(found["notices"]))


def voice_of(document: Document) -> Character:
    """The one character of a document in which nobody speaks: its author, or else the text itself."""
    return Character(
        owner_id=document.owner_id,
        document_id=document.id,
        kind=CharacterKind.VOICE,
        name=(document.author or f"The voice of {document.title}")[:NAME_LIMIT],
        description="Nobody speaks in this document, so its own voice answers, from its passages.",
    )


def rows_of(reading: Path, passages: Path, draft: Draft, document_id: str) -> Iterator[Batch]:
    """Quotations, mentions, facts and ties as rows, in batches. The files are read side by side.

    Quotations come in order and so do mentions, but not the two together: each has its own place in
    the passages.
    """
    texts, told, names = _Passages(passages), _Passages(passages), _names(draft)
    batch, seq = Batch(), count()
    with reading.open("rb") as lines:
        for line in lines:
            batch.offset += len(line)
            row = json.loads(line)
            if row["kind"] == "quotation":
                batch.rows[Quotation].append(_quotation(row, texts, draft, document_id, next(seq)))
            elif row["kind"] == "mention" and row["character"] in draft.ids:
                batch.rows[Mention].append(_mention(row, told, draft, names, document_id, next(seq)))
            elif row["kind"] == "fact" and row["character"] in draft.ids:
                batch.rows[Fact].append(_fact(row, draft, document_id, next(seq)))
            elif row["kind"] == "tie" and {row["source"], row["target"]} <= draft.ids.keys():
                batch.rows[Tie].append(_tie(row, draft, document_id, next(seq)))
            if sum(map(len, batch.rows.values())) >= BATCH:
                yield batch
                batch = Batch(offset=batch.offset)
    yield batch


def _quotation(
    row: dict[str, Any], texts: "_Passages", draft: Draft, document_id: str, seq: int
) -> dict[str, object]:
    passage, text = texts.slice(row["start"], row["end"])
    return {
        "document_id": document_id,
        "seq": seq,
        "character_id": draft.ids.get(row["speaker"]),
        "addressee_id": draft.ids.get(row["addressee"]),
        "passage": passage,
        "chapter": row["chapter"],
        "start": row["start"],
        "end": row["end"],
        "text": text,
        "confidence": row["confidence"],
        "kind": row["how"],
    }


def _mention(
    row: dict[str, Any],
    texts: "_Passages",
    draft: Draft,
    names: Mapping[str, Mapping[str, int]],
    document_id: str,
    seq: int,
) -> dict[str, object]:
    id = draft.ids[row["character"]]
    _, text = texts.slice(row["start"], row["end"])
    spelt = spelling(text)
    after_the = f"the {spelt}" if texts.word_before(row["start"]) == "the" else spelt
    return {
        "document_id": document_id,
        "seq": seq,
        "start": row["start"],
        "end": row["end"],
        "chapter": row["chapter"],
        "character_id": id,
        "alias": names[id].get(after_the, names[id].get(spelt)),
    }


def _fact(row: dict[str, Any], draft: Draft, document_id: str, seq: int) -> dict[str, object]:
    return {
        "document_id": document_id,
        "seq": seq,
        "character_id": draft.ids[row["character"]],
        "kind": row["what"],
        **{name: row[name] for name in ("chapter", "start", "end", "text", "confidence")},
    }


def _tie(row: dict[str, Any], draft: Draft, document_id: str, seq: int) -> dict[str, object]:
    return {
        "document_id": document_id,
        "seq": seq,
        "source_id": draft.ids[row["source"]],
        "target_id": draft.ids[row["target"]],
        "kind": row["what"],
        "detail": row["detail"][:DETAIL_CHARS],
        **{name: row[name] for name in ("chapter", "start", "end", "affinity", "confidence")},
    }


def spelling(name: str) -> str:
    """A name without what changes from place to place: line breaks and full stops."""
    return " ".join(name.replace(".", "").split())


def _names(draft: Draft) -> Mapping[str, Mapping[str, int]]:
    """By character: the number of each alias by its spelling."""
    return {
        character.id: {
            spelling(str(alias["name"])): number
            for number, alias in reversed(list(enumerate(character.aliases)))  # the first of a kind stays
        }
        for character in draft.characters
    }


def _character(
    person: dict[str, Any], rank: int, document: Document, id: str, presence: list[int]
) -> Character:
    return Character(
        id=id,
        owner_id=document.owner_id,
        document_id=document.id,
        kind=CharacterKind.PERSON,
        name=person["name"][:NAME_LIMIT],
        aliases=person["aliases"],
        gender=person["gender"],
        is_narrator=person["is_narrator"],
        rank=rank,
        hue=rank * HUE_STEP % HUES,
        lines=person["lines"],
        mentions=person["mentions"],
        presence=presence,
    )


def _ending(reading: Path) -> tuple[dict[str, Any], int]:
    """The last row of a reading, which holds the cast, and where the last thing found in the text ends."""
    row: dict[str, Any] = {}
    length = 1
    with reading.open("rb") as lines:
        for line in lines:
            row = json.loads(line)
            length = max(length, row.get("end", 0))
    return row, length


def _presence(reading: Path, ids: dict[str, str], length: int) -> dict[str, list[int]]:
    """By the reader's name: how often a character is named or speaks in each PRESENCE_BINS-th of the text."""
    places: dict[str, list[int]] = {}
    with reading.open("rb") as lines:
        for line in lines:
            row = json.loads(line)
            who = row.get("speaker") or (row["kind"] == "mention" and row["character"])
            if who in ids:
                bins = places.setdefault(who, [0] * PRESENCE_BINS)
                bins[min(row["start"] * PRESENCE_BINS // length, PRESENCE_BINS - 1)] += 1
    return places


class _Passages:
    """A passages file read forwards beside a reading: finds the passage and text of a span."""

    def __init__(self, path: Path) -> None:
        self._rows = self._read(path)
        self._current: tuple[int, dict[str, Any]] | None = next(self._rows, None)

    @staticmethod
    def _read(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
        with path.open(encoding="utf-8") as lines:
            rows = (json.loads(line) for line in lines)
            yield from enumerate(row for row in rows if row["kind"] == "passage")

    def slice(self, start: int, end: int) -> tuple[int, str]:
        """The number of the passage that holds start, and the text from there to end or its own end."""
        while self._current is not None and self._current[1]["end"] <= start:
            self._current = next(self._rows, None)
        if self._current is None or self._current[1]["start"] > start:
            raise ValueError(f"no passage holds the span {start}..{end}")
        number, passage = self._current
        return number, passage["text"][start - passage["start"] : end - passage["start"]]

    def word_before(self, start: int) -> str:
        """The word that stands before start in the passage of the last slice, in small letters, or ''."""
        assert self._current is not None
        _, passage = self._current
        at = start - passage["start"]
        words = passage["text"][max(0, at - LEAD_CHARS) : at].split()
        return str(words[-1]).casefold() if words else ""
