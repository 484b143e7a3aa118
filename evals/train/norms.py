"""Makes cast/portrait/norms.py: what is usual in speech, from the quotations of LitBank's whole novels.

LitBank (Bamman et al., https://github.com/dbamman/litbank) is CC BY 4.0; the novels are in the public
domain.  Only means and spreads over speakers are kept.  Nothing here is drawn at random.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from statistics import fmean, pstdev

from personae.cast import Quotation, blocks_of, read
from personae.cast.evidence.words import words_of
from personae.cast.files import decode
from personae.cast.model import Mention
from personae.cast.portrait.measures import NAMES, Measured, measure, rates
from personae.cast.portrait.vocabulary import mtld

ROOT = Path(__file__).resolve().parents[2]
NOVELS = ROOT.parent / "shared" / "data" / "litbank" / "original"
TARGET = ROOT / "src" / "personae" / "cast" / "portrait" / "norms.py"
SPEAKS = 300  # words by which a speaker counts
SURE = 0.5  # confidence from which a quotation counts
HEAD = '''"""What is usual in speech: mean and spread over {speakers} speakers of {novels} novels.

Made by `python -m evals.train.norms` from the quotations of LitBank's whole novels (CC BY 4.0).
"""

from collections.abc import Mapping

NORMS: Mapping[str, tuple[float, float]] = {{
'''


def main(argv: list[str] | None = None) -> int:
    """Read every novel and write the norms; return 1 where there are no novels."""
    parser = argparse.ArgumentParser(prog="python -m evals.train.norms", description=__doc__)
    parser.add_argument("--data", type=Path, default=NOVELS, help="folder of plain-text novels")
    parser.add_argument("--out", type=Path, default=TARGET)
    wish = parser.parse_args(argv)
    novels = sorted(wish.data.glob("*.txt"))
    if not novels:
        sys.stdout.write(f"No novels at {wish.data}.\n")
        return 1
    rows = [row for novel in novels for row in _speakers(novel)]
    wish.out.write_text(_module(rows, len(novels)), encoding="utf-8")
    sys.stdout.write(f"{len(rows)} speakers of {len(novels)} novels: {wish.out}\n")
    return 0


def _speakers(novel: Path) -> list[dict[str, float]]:
    text = decode(novel.read_bytes())
    said: dict[str, list[str]] = defaultdict(list)

    def keep(found: Quotation) -> None:
        if found.speaker is not None and found.confidence >= SURE:
            said[found.speaker].append(text[found.start : found.end])

    def skip(_: Mention) -> None:
        """Take a mention and do nothing."""

    read(lambda: blocks_of(text), on_quotation=keep, on_mention=skip)
    return [row for lines in said.values() if (row := _row(lines))]


def _row(lines: list[str]) -> dict[str, float]:
    words = [word for line in lines for word in words_of(line)]
    if len(words) < SPEAKS:
        return {}
    measured: list[Measured] = [measure(line) for line in lines]
    return rates(measured, varied=mtld(words))


def _module(rows: list[dict[str, float]], novels: int) -> str:
    lines = [HEAD.format(speakers=len(rows), novels=novels)]
    for name in NAMES:
        values = [row[name] for row in rows]
        lines.append(f'    "{name}": ({fmean(values):.5g}, {pstdev(values):.5g}),\n')
    return "".join([*lines, "}\n"])


if __name__ == "__main__":
    sys.exit(main())
