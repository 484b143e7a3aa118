"""The reader as a child process: passages in, a reading out, progress on standard output."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from personae.cast.model import MODES, Block, Fact, Mention, Mode, Quotation, Tie
from personae.cast.read import read

PROGRESS_STEP = 0.01


def main(argv: list[str] | None = None) -> int:
    """Read PASSAGES.jsonl and write READING.jsonl; the file appears only when it is whole."""
    parser = argparse.ArgumentParser(prog="python -m personae.cast", description=__doc__)
    parser.add_argument("passages", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--mode", choices=MODES, default="quick")
    wish = parser.parse_args(argv)
    part = wish.out.with_name(wish.out.name + ".part")
    with part.open("w", encoding="utf-8") as out:
        _write_reading(wish.passages, out, wish.mode)
    part.replace(wish.out)
    return 0


def _write_reading(passages: Path, out: TextIO, mode: Mode) -> None:
    def quotation(found: Quotation) -> None:
        _line(out, {**asdict(found), "kind": "quotation", "how": found.kind})

    def mention(found: Mention) -> None:
        _line(out, {"kind": "mention", **asdict(found)})

    def fact(found: Fact) -> None:
        _line(out, {**asdict(found), "kind": "fact", "what": found.kind})

    def tie(found: Tie) -> None:
        _line(out, {**asdict(found), "kind": "tie", "what": found.kind})

    cast = read(
        lambda: _blocks(passages),
        on_quotation=quotation,
        on_mention=mention,
        on_fact=fact,
        on_tie=tie,
        on_progress=_Progress().report,
        mode=mode,
    )
    _line(out, {**asdict(cast), "kind": "cast", "what": cast.kind})


def _line(out: TextIO, record: dict[str, object]) -> None:
    out.write(json.dumps(record, ensure_ascii=False) + "\n")


def _blocks(passages: Path) -> Iterator[Block]:
    with passages.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["kind"] == "passage":
                yield Block(record["start"], record["end"], record["chapter"], record["text"])


class _Progress:
    """Prints a line of progress for every hundredth, once."""

    def __init__(self) -> None:
        self.printed = -1.0

    def report(self, share: float) -> None:
        """Print share, 0..1, unless it is hardly more than the last one printed."""
        if share - self.printed < PROGRESS_STEP and share < 1.0:
            return
        self.printed = share
        sys.stdout.write(json.dumps({"progress": round(share, 2)}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
