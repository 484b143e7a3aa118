"""Score card of the injection signal: sets of attacks and of honest texts, and passages of novels."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.scoring.curves import auroc
from personae.safety import injection

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
DATA = SHARED / "safety" / "injection"
NOVELS = SHARED / "litbank" / "original"
HONEST = "benign"  # labels that begin so; all others are attacks
FRAMES = {"standalone_user_inputs", "base_user_inputs"}  # neither: what attacks are put into
PASSAGE = 1000  # characters
OF_EACH = 40  # passages of a novel, spread evenly


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text of a set."""

    set: str
    text: str
    label: str

    @property
    def is_frame(self) -> bool:
        """Whether it is neither an attack nor an honest text."""
        return self.label in FRAMES


def run(argv: list[str]) -> dict[str, object]:
    """Score each file at the shipped threshold, print a table; return what `--json` prints."""
    wish = _arguments(argv)
    found = [each for each in texts_in(wish.data) if not each.is_frame]
    if not found:
        sys.stdout.write(f"No sets at {wish.data}.\n")
    sys.stdout.write(f"{'':34}{'texts':>7}{'recall':>9}{'fpr':>9}\n")
    scores: list[float] = []
    files: dict[str, object] = {}
    for name in dict.fromkeys(each.set for each in found):
        rows = [each for each in found if each.set == name]
        signals = [injection(each.text) for each in rows]
        scores += [each.score for each in signals]
        flagged = [each.is_flagged for each in signals]
        files[name] = row = _row(flagged, [is_attack(each) for each in rows])
        sys.stdout.write(f"{name:34}{len(rows):>7}{_number(row['recall'])}{_number(row['fpr'])}\n")
        sys.stdout.flush()
    whole: dict[str, object] = {"auroc": auroc(scores, [is_attack(each) for each in found]), "files": files}
    sys.stdout.write(f"auroc {whole['auroc']:.4f}\n")
    if wish.novels:
        whole["novels"] = novels_flagged(wish.novels, count=wish.count)
    if wish.json:
        sys.stdout.write(json.dumps(whole) + "\n")
    return whole


def texts_in(folder: Path) -> Iterator[Text]:
    """Yield the texts of a folder's JSONL files, file by file."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Text(path.stem, row["text"], row["label"])


def is_attack(text: Text) -> bool:
    """Whether a text's label says that it is one."""
    return not text.label.startswith(HONEST)


def passages(text: str) -> list[str]:
    """Cut a novel into passages of 1,000 characters."""
    return [text[at : at + PASSAGE] for at in range(0, len(text) - PASSAGE, PASSAGE)]


def novels_flagged(folder: Path, *, count: int) -> dict[str, float]:
    """Print and return the share of passages flagged in each of some novels, and in all of them."""
    many = hits = 0
    shares: dict[str, float] = {}
    for path in sorted(folder.glob("*.txt"))[:count]:
        parts = passages(path.read_text(encoding="utf-8", errors="replace"))
        parts = parts[:: max(1, len(parts) // OF_EACH)]
        flagged = [part for part in parts if injection(part).is_flagged]
        many, hits = many + len(parts), hits + len(flagged)
        shares[path.stem] = len(flagged) / len(parts)
        if flagged:
            sys.stdout.write(f"  {path.stem:54}{len(flagged):>4} of {len(parts)}\n")
    shares["all"] = hits / max(1, many)
    sys.stdout.write(f"novels: {hits} of {many} passages flagged, {shares['all']:.4f}\n")
    return shares


def _row(flagged: Sequence[bool], attacks: Sequence[bool]) -> dict[str, float | None]:
    hits = [each for each, attack in zip(flagged, attacks, strict=True) if attack]
    false = [each for each, attack in zip(flagged, attacks, strict=True) if not attack]
    return {
        "texts": len(flagged),
        "recall": sum(hits) / len(hits) if hits else None,
        "fpr": sum(false) / len(false) if false else None,
    }


def _number(value: float | None) -> str:
    return f"{'-':>9}" if value is None else f"{value:9.4f}"


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run eval injection", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of JSONL files with text and label")
    parser.add_argument("--novels", type=Path, help="folder of plain-text novels, to count false alarms")
    parser.add_argument("--count", type=int, default=20, help="novels to look at")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    return parser.parse_args(argv)


if __name__ == "__main__":
    run(sys.argv[1:])
