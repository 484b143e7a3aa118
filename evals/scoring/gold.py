"""What people have annotated: a novel of the Project Dialogism Novel Corpus, or a story of our own."""

import ast
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PSEUDO = ("_group", "_unknowable")  # speakers of the corpus who are nobody in particular
EDGE = " \t\r\n\"'`_“”‘’‚„«»‹›"
KINDS = ("explicit", "anaphoric", "implicit")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Person:
    """names: all that the annotation lists.  category: major, intermediate or minor."""

    name: str
    names: frozenset[str]
    gender: str
    category: str

    @property
    def is_narrator(self) -> bool:
        """True for who tells the story in the first person."""
        return "_narr" in self.names


@dataclass(frozen=True, slots=True)
class Quote:
    """What one speaker says in one go, in pieces; speaker is None for a group or nobody known.

    named: places where it names somebody by one of their own names, each with that person's id.
    """

    spans: tuple[Span, ...]
    speaker: str | None
    kind: str
    named: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """A text with its people by id and its quotations in order; spans are trimmed of marks."""

    text: str
    people: dict[str, Person]
    quotes: tuple[Quote, ...]


def trim(text: str, start: int, end: int) -> Span:
    """Leave out marks and blanks at both ends of a span."""
    start, end = max(start, 0), min(end, len(text))
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def load_novel(folder: Path) -> Gold:
    """Read novel_text.txt, character_info.csv and quotation_info.csv of the corpus' format."""
    csv.field_size_limit(10**9)
    text = (folder / "novel_text.txt").read_text(encoding="utf-8")
    people: dict[str, Person] = {}
    ids: dict[str, str] = {}
    for row in _rows(folder / "character_info.csv"):
        main, id = row["Main Name"].strip(), row["Character ID"]
        names = {main} | {alias.strip() for alias in ast.literal_eval(row["Aliases"])}
        ids |= {name: id for name in names if name not in ids}
        if main not in PSEUDO:
            people[id] = Person(main, frozenset(names), row["Gender"], row["Category"])
    quotes = []
    for row in _rows(folder / "quotation_info.csv"):
        spans = tuple(trim(text, *span) for span in ast.literal_eval(row["quoteByteSpans"]))
        speaker = ids[row["speaker"].strip()]
        named = tuple(_named(row, people, ids))
        quotes.append(
            Quote(spans, speaker if speaker in people else None, row["quoteType"].strip().lower(), named)
        )
    return Gold(text, people, tuple(quotes))


def load_story(text: Path, gold: Path) -> Gold:
    """Read a story and an annotation in our own format: see src/personae/demo/README.md."""
    known = json.loads(gold.read_text(encoding="utf-8"))
    told = text.read_text(encoding="utf-8")
    people = {
        each["id"]: Person(
            each["name"],
            frozenset([each["name"], *each["aliases"]]),
            each.get("gender", "?"),
            each.get("category", ""),
        )
        for each in known["characters"]
    }
    quotes = tuple(
        Quote((trim(told, each["start"], each["end"]),), each["speaker"], each.get("type", ""))
        for each in known["quotes"]
    )
    return Gold(told, people, quotes)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _named(row: dict[str, str], people: dict[str, Person], ids: dict[str, str]) -> Iterator[tuple[Span, str]]:
    """The mentions within a quotation that are names: a pronoun or "papa" is none."""
    columns = ("mentionTextsList", "mentionSpansList", "mentionEntitiesList")
    if any(not row.get(column) for column in columns):
        return
    pieces = zip(*(ast.literal_eval(row[column]) for column in columns), strict=False)
    for texts, spans, entities in pieces:
        for text, span, who in zip(texts, spans, entities, strict=False):  # some novels list too many
            id = ids.get(who[0].strip(), "") if len(who) == 1 else ""
            if id in people and " ".join(text.split()) in people[id].names:
                yield (span[0], span[1]), id
