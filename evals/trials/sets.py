"""The folders of strangers' data that trials are made with, and what their lists say."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "safety"
SOME = 8  # of each set, where only a part is taken


@dataclass(frozen=True, slots=True)
class Case:
    """A document and what its list says should become of it; encoding: of a text, "" for any."""

    path: Path
    expect: str
    encoding: str = ""

    @property
    def name(self) -> str:
        """Set and file, as a person would look for it."""
        return f"{self.path.parent.name}/{self.path.name}"


@dataclass(frozen=True, slots=True)
class Payload:
    """A string that some program somewhere took for more than a string."""

    id: str
    text: str
    set: str


@dataclass(frozen=True, slots=True)
class Injected:
    """A book with an order hidden in it; canary is "" in clean ones."""

    path: Path
    family: str
    hiding: str
    canary: str


def documents_in(folder: Path) -> list[Case]:
    """Every document of `documents_generated` and `documents`."""
    made, taken = folder / "documents_generated", folder / "documents"
    generated = json.loads(_there(made / "manifest.json").read_text(encoding="utf-8"))
    return [Case(made / row["file"], row["expect"]) for row in generated] + [
        Case(taken / row["file"], row.get("expect") or "", row.get("encoding") or "")
        for row in _rows(taken / "manifest.jsonl")
    ]


def payloads_in(folder: Path, *, every: int = 1) -> list[Payload]:
    """Every string of `strings` and `payloads` but addresses, which are tried elsewhere.

    every: take one of so many from each set, evenly spread, but SOME of each at least.
    """
    paths = [*sorted((folder / "strings").glob("*.jsonl")), *sorted((folder / "payloads").glob("*.jsonl"))]
    if not paths:
        sys.exit(f"There is no data at {folder}. Name its folder with --data.")
    return [
        Payload(row["id"], row["text"], path.stem)
        for path in paths
        if path.stem != "ssrf_hosts"
        for row in _spread(list(_rows(path)), every)
    ]


def books_in(folder: Path) -> list[Injected]:
    """Every book of `injected_books`."""
    books = folder / "injected_books"
    return [
        Injected(books / row["file"], row["family"], row["hiding"], row["canary"] or "")
        for row in _rows(books / "truth.jsonl")
    ]


def arguments(name: str, about: str | None, argv: Sequence[str], **flags: str) -> argparse.Namespace:
    """What a trial is asked for.  flags: more options and their help; none has a value but `every`."""
    parser = argparse.ArgumentParser(prog=f"./run eval {name}", description=about)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the safety data")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    for flag, told in flags.items():
        if flag == "every":
            parser.add_argument("--every", type=int, default=1, metavar="N", help=told)
        else:
            parser.add_argument(f"--{flag}", action="store_true", help=told)
    return parser.parse_args(argv)


def _spread(rows: list[dict[str, str]], every: int) -> list[dict[str, str]]:
    wanted = min(len(rows), max(SOME, len(rows) // every))
    return [rows[number * len(rows) // wanted] for number in range(wanted)]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with _there(path).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _there(path: Path) -> Path:
    if not path.exists():
        sys.exit(f"There is no data at {path}. Name the folder of the safety data with --data.")
    return path
