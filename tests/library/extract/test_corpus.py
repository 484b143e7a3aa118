"""Hostile and broken documents of others: each must end in a result or a refusal, and the reader live on."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from library.extract.reader import reading_of
from personae.library.extract import ExtractError, extract

SAFETY = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "safety"
MADE, TAKEN, INJECTED = SAFETY / "documents_generated", SAFETY / "documents", SAFETY / "injected_books"

# Each start of a child costs a tenth of a second: the everyday run takes every eighth of the larger set.
EVERY = bool(os.environ.get("PERSONAE_TEST_EVERY_DOCUMENT"))

# Accepted by the list, but there is nothing in them that a person could read.
WORDLESS = {
    "pdf_empty_text_scan.pdf": "no_text",
    "html_mxss.html": "no_words",
    "txt_redos_quotes.txt": "no_words",
    "type_svg_as_html.html": "no_words",
}
# What is hidden so that no reader of the document would ever see it.
INVISIBLE = ("hidden_style", "comment", "alt_text", "tag_chars")


@dataclass(frozen=True)
class Case:
    path: Path
    expect: str


def cases() -> list[Case]:
    if not SAFETY.is_dir():
        return []
    made = json.loads((MADE / "manifest.json").read_text())
    taken = [json.loads(line) for line in (TAKEN / "manifest.jsonl").read_text().splitlines()]
    return [Case(MADE / row["file"], row["expect"]) for row in made] + [
        Case(TAKEN / row["file"], "accept_or_reject") for row in taken[:: 1 if EVERY else 8]
    ]


def canaries() -> list[tuple[Path, str]]:
    if not INJECTED.is_dir():
        return []
    rows = map(json.loads, (INJECTED / "truth.jsonl").read_text().splitlines())
    return [(INJECTED / row["file"], row["canary"]) for row in rows if row.get("hiding") in INVISIBLE]


CASES, CANARIES = cases(), canaries()
missing = pytest.mark.skipif(not CASES, reason="the collection of hostile documents is not here")


async def verdict(path: Path, out: Path) -> str:
    try:
        await extract(path, filename=path.name, out=out)
    except ExtractError as refusal:
        assert refusal.sentence
        return refusal.code
    return "read"


@missing
class TestExtract:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.name)
    async def test_ends_as_expected(self, case: Case, tmp_path: Path) -> None:
        out = tmp_path / "out"
        said = await verdict(case.path, out)
        if case.expect.startswith("accept") and case.expect != "accept_or_reject":
            assert said == WORDLESS.get(case.path.name, "read")
        elif case.expect == "reject":
            assert said != "read"
        assert [path.name for path in tmp_path.iterdir()] == (["out"] if said == "read" else [])

    @pytest.mark.parametrize(("path", "canary"), CANARIES, ids=lambda value: getattr(value, "name", ""))
    async def test_leaves_invisible_instructions_out(self, path: Path, canary: str, tmp_path: Path) -> None:
        out = tmp_path / "out"
        reading = reading_of(await extract(path, filename=path.name, out=out), out)
        assert reading.found.words > 200
        assert canary not in "".join(reading.texts)
