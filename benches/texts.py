"""Long texts to read: a real novel where one is at hand, else our own story told again and again."""

import json
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from benches.studio import ROOT
from personae.cast import blocks_of

NOVEL = ROOT.parent / "shared" / "data" / "pdnc" / "PrideAndPrejudice" / "novel_text.txt"
STORY = ROOT / "src" / "personae" / "demo" / "story.txt"
GOLD = STORY.with_name("story.gold.json")
NOVEL_WORDS = 120_000
TELLINGS = 5  # of the story to one book of a long text: some 150 kB with a dozen names of its own
TITLES = {"Captain", "Miss"}
HEADS = [first + rest for first in "BCDFGHJKLMNPRSTV" for rest in ("al", "en", "il", "or")]
TAILS = ("as", "beth", "din", "dra", "gan", "ley", "mar", "mond", "na", "ric", "shaw", "ton", "vey", "wyn")


def write_novel(path: Path) -> str:
    """Write a novel of about 120,000 words in one cast of characters; return what it is, for the report."""
    if NOVEL.exists():
        path.write_bytes(NOVEL.read_bytes())
        return "Pride and Prejudice"
    story = STORY.read_text(encoding="utf-8")
    tellings = NOVEL_WORDS // len(story.split()) + 1
    path.write_text("\n\n".join([story] * tellings), encoding="utf-8")
    return "our own story, told again and again"


def write_long_text(path: Path, *, size_bytes: int) -> None:
    """Write a text of very nearly a size, in which a new set of names turns up every TELLINGS-th story."""
    written = 0
    with path.open("wb") as out:
        for telling in _tellings():
            written += out.write(telling[: size_bytes - written])
            if written >= size_bytes:
                return


def write_passages(path: Path, *, words: int) -> int:
    """Write the same text as passages, as extraction does, until it has a number of words; return them."""
    start = written = chapter = 0
    with path.open("w", encoding="utf-8") as out:
        for text in map(bytes.decode, _tellings()):
            for block in blocks_of(text):
                place = {
                    "chapter": chapter + block.chapter,
                    "start": start + block.start,
                    "end": start + block.end,
                }
                out.write(json.dumps({"kind": "passage", **place, "text": block.text}) + "\n")
            start, written, chapter = (
                start + len(text),
                written + len(text.split()),
                chapter + block.chapter + 1,
            )
            if written >= words:
                return written
    raise AssertionError("tellings never end")


def _tellings() -> Iterator[bytes]:
    story, named = STORY.read_text(encoding="utf-8"), _names_in_story()
    places = re.compile(rf"\b({'|'.join(named)})\b")
    for book in count():
        names = {name: _name(book * len(named) + place) for place, name in enumerate(named)}
        pieces = places.split(story)
        telling = "".join(names.get(piece, piece) for piece in pieces)
        yield from [f"{telling}\n\n".encode()] * TELLINGS


def _names_in_story() -> list[str]:
    people = json.loads(GOLD.read_text(encoding="utf-8"))["characters"]
    words = {word for person in people for alias in person["aliases"] for word in alias.split()}
    return sorted(word for word in words if word.isalpha() and word.istitle() and word not in TITLES)


def _name(number: int) -> str:
    """A name that no other number below 12,000 has."""
    number, head = divmod(number, len(HEADS))
    number, tail = divmod(number, len(TAILS))
    middle = TAILS[number % len(TAILS)] if number else ""
    return f"{HEADS[head]}{middle}{TAILS[tail]}"
