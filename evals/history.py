"""How the score has gone: a line for each change of the pipeline, and whether it has dropped since."""

import json
from datetime import UTC, datetime
from pathlib import Path

from evals.card import Card
from evals.scoring import Figures
from personae.cast import PIPELINE_VERSION, Mode

HISTORY = Path(__file__).with_name("history.jsonl")
KEPT = (
    *("accuracy", "explicit", "anaphoric", "implicit", "narrator", "split"),
    *("detection_f1", "mentions", "alias_f1", "gender", "seconds_per_100k_words"),
)
WATCHED = ("accuracy", "detection_f1", "alias_f1", "gender")  # of our own story
POINT = 0.01


def append(card: Card, *, why: str, path: Path = HISTORY) -> None:
    """Add a line: when, which pipeline and mode, the means over novels and our own story's figures."""
    line = {
        "at": f"{datetime.now(UTC):%Y-%m-%d}",
        "pipeline": PIPELINE_VERSION,
        "mode": card.mode,
        "why": why,
        "novels": len(card.rows),
        "mean": _kept(card.mean.figures),
        "own_story": _kept(card.own_story.figures),
    }
    with path.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line) + "\n")


def last(mode: Mode, path: Path = HISTORY) -> Figures | None:
    """The figures of our own story in the last line of a mode; None before the first."""
    if not path.exists():
        return None
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found: list[Figures] = [line["own_story"] for line in lines if line["mode"] == mode]
    return found[-1] if found else None


def drops(before: Figures, now: Figures, *, points: float = 1.0) -> dict[str, tuple[float, float]]:
    """Figures that fell by more than some points (hundredths), each with what it was and what it is."""
    return {name: (before[name], now[name]) for name in WATCHED if before[name] - now[name] > points * POINT}


def _kept(figures: Figures) -> Figures:
    return {name: round(figures[name], 4) for name in KEPT if name in figures}
