"""Score card of moderation: sets of harmful and harmless texts, and passages of novels."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evals.injection import NOVELS, passages
from evals.scoring.curves import auroc
from personae.safety import CATEGORIES, Category, Verdict, moderate

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "safety" / "moderation"
HARMLESS = {"ok", "non-hateful", "neither", "nontoxic", "safe", "harm<0.5"}  # labels; all others are harmful
HARM: tuple[Category, ...] = tuple(each for each in CATEGORIES if each != "profanity")
# Sets that label one thing are scored by the categories that mean it; any other by all that can do harm.
MEANT: Mapping[str, tuple[Category, ...]] = {
    "hateful": ("hate",),
    "toxic": ("hate", "harassment"),
    "offensive": ("hate", "harassment", "profanity"),
}
OF_EACH = 20  # passages of a novel, spread evenly


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text of a set. more: what else its line says."""

    set: str
    text: str
    label: str
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_harmful(self) -> bool:
        """Whether its label says so."""
        return self.label not in HARMLESS


def run(argv: list[str]) -> dict[str, object]:
    """Score each file, print a table; return what `--json` prints.

    auroc: by score.  recall, fpr: of harmful and of harmless texts, what is flagged at the shipped
    thresholds, by the same categories.
    """
    wish = _arguments(argv)
    found = list(texts_in(wish.data))
    if not found:
        sys.stdout.write(f"No sets at {wish.data}.\n")
    sys.stdout.write(f"{'':34}{'texts':>7}{'auroc':>9}{'recall':>9}{'fpr':>9}\n")
    files: dict[str, object] = {}
    areas: dict[str, float] = {}
    for name in dict.fromkeys(each.set for each in found):
        rows = [each for each in found if each.set == name]
        files[name] = row = score(rows)
        areas[name] = row["auroc"]
        numbers = "".join(f"{row[key]:9.4f}" for key in ("auroc", "recall", "fpr"))
        sys.stdout.write(f"{name:34}{len(rows):>7}{numbers}\n")
        sys.stdout.flush()
    whole: dict[str, object] = {"auroc": areas, "files": files}
    if wish.novels:
        whole["novels"] = novels_flagged(wish.novels, count=wish.count)
    if wish.json:
        sys.stdout.write(json.dumps(whole) + "\n")
    return whole


def score(rows: Sequence[Text]) -> dict[str, float]:
    """Return the figures of one set's texts."""
    meant = meant_by(rows)
    verdicts = [moderate(each.text) for each in rows]
    scores = [each.score_of(meant) for each in verdicts]
    flagged = [any(each.by_category[name].is_flagged for name in meant) for each in verdicts]
    harmful = [each.is_harmful for each in rows]
    return {
        "texts": len(rows),
        "auroc": auroc(scores, harmful),
        "recall": _share([hit for hit, harm in zip(flagged, harmful, strict=True) if harm]),
        "fpr": _share([hit for hit, harm in zip(flagged, harmful, strict=True) if not harm]),
    }


def meant_by(rows: Sequence[Text]) -> tuple[Category, ...]:
    """Return the categories that a set's labels mean."""
    return next((MEANT[label] for label in MEANT if any(each.label == label for each in rows)), HARM)


def texts_in(folder: Path) -> Iterator[Text]:
    """Yield the texts of a folder's JSONL files, file by file."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Text(path.stem, row["text"], row["label"], row)


def novels_flagged(folder: Path, *, count: int) -> dict[str, float]:
    """Print and return the share of passages of some novels that each category flags."""
    found: list[Verdict] = []
    for path in sorted(folder.glob("*.txt"))[:count]:
        parts = passages(path.read_text(encoding="utf-8", errors="replace"))
        found += [moderate(part) for part in parts[:: max(1, len(parts) // OF_EACH)]]
    shares: dict[str, float] = {
        each: _share([verdict.by_category[each].is_flagged for verdict in found]) for each in CATEGORIES
    }
    shares["any harm"] = _share([verdict.is_flagged for verdict in found])
    told = ", ".join(f"{name} {share:.4f}" for name, share in shares.items())
    sys.stdout.write(f"novels, {len(found)} passages: {told}\n")
    return shares


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run eval moderation", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of JSONL files with text and label")
    parser.add_argument("--novels", type=Path, help=f"folder of plain-text novels, such as {NOVELS.name}")
    parser.add_argument("--count", type=int, default=20, help="novels to look at")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    return parser.parse_args(argv)


if __name__ == "__main__":
    run(sys.argv[1:])
