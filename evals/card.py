"""A score card: a row for each text, the mean of them, and both as Markdown and JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evals.scoring import CAUSES, Figures
from personae.cast import PIPELINE_VERSION, Mode

STAGES = {
    "detection": ("detection_precision", "detection_recall", "detection_f1"),
    "mentions": ("mentions",),
    "aliases": ("alias_precision", "alias_recall", "alias_f1", "gender", "people"),
    "attribution": ("accuracy", "explicit", "anaphoric", "implicit", "narrator", "coverage", "split"),
}
COLUMNS = (
    *("accuracy", "explicit", "anaphoric", "implicit", "narrator", "coverage", "split"),
    *("detection_f1", "mentions", "alias_f1", "gender", "seconds_per_100k_words"),
)
TARGETS = {  # what is wanted of the mean; at most for split and seconds, at least for all else
    "detection_f1": 0.975,
    "alias_f1": 0.90,
    "gender": 0.92,
    "accuracy": 0.80,
    "implicit": 0.60,
    "narrator": 0.80,
    "split": 0.03,
}


@dataclass(frozen=True, slots=True)
class Row:
    """What was found of one text; shares, 0..1, and seconds."""

    figures: Figures
    causes: dict[str, float]


@dataclass(frozen=True, slots=True)
class Card:
    """rows: novel -> its row; they make the mean, of which our own story is no part."""

    mode: Mode
    rows: dict[str, Row]
    own_story: Row

    @property
    def mean(self) -> Row:
        """The mean over novels of each figure, taken over those that have it."""
        rows = list(self.rows.values())
        return Row(_mean([row.figures for row in rows]), _mean([row.causes for row in rows]))

    def as_json(self) -> dict[str, object]:
        """The card for programs: the mean's figures at the top, the rest below."""
        return {
            **_rounded(self.mean.figures),
            "pipeline": PIPELINE_VERSION,
            "mode": self.mode,
            "causes": _rounded(self.mean.causes),
            "novels": {name: _row_json(row) for name, row in self.rows.items()},
            "own_story": _row_json(self.own_story),
        }

    def write(self, folder: Path) -> None:
        """Write cast-MODE.md and cast-MODE.json."""
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.as_json(), indent=1)
        (folder / f"cast-{self.mode}.json").write_text(text + "\n", encoding="utf-8")
        (folder / f"cast-{self.mode}.md").write_text(self._markdown(), encoding="utf-8")

    def _markdown(self) -> str:
        rows = {
            **self.rows,
            **({"**mean**": self.mean} if self.rows else {}),
            "our own story": self.own_story,
        }
        parts = [
            f"# Score card of the cast: {self.mode}",
            f"Pipeline {PIPELINE_VERSION}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC. "
            "Shares of 1; what each figure means: evals/scoring/figures.py and causes.py.",
        ]
        for stage, columns in STAGES.items():
            table = _table({name: row.figures for name, row in rows.items()}, columns)
            parts += [f"## {stage.capitalize()}", table]
        table = _table({name: row.causes for name, row in rows.items()}, CAUSES)
        return "\n\n".join([*parts, "## Errors by cause, of all quotations", table]) + "\n"


def heading() -> str:
    """The head of the table for the terminal."""
    return f"{'':26}" + "".join(f"{name[:12]:>13}" for name in COLUMNS)


def line(name: str, figures: Figures) -> str:
    """A row of the table for the terminal."""
    cells = (f"{figures[column]:13.3f}" if column in figures else f"{'-':>13}" for column in COLUMNS)
    return f"{name[:25]:26}" + "".join(cells)


def _table(rows: dict[str, Figures], columns: Sequence[str]) -> str:
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name, figures in rows.items():
        cells = (f"{figures[column]:.3f}" if column in figures else "" for column in columns)
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    aims = [f"{TARGETS[column]:.3f}" if column in TARGETS else "" for column in columns]
    return "\n".join([*lines, *(["| wanted | " + " | ".join(aims) + " |"] if any(aims) else [])])


def _mean(rows: Sequence[Figures]) -> Figures:
    names = dict.fromkeys(name for row in rows for name in row)
    held = {name: [row[name] for row in rows if name in row] for name in names}
    return {name: sum(values) / len(values) for name, values in held.items()}


def _row_json(row: Row) -> dict[str, object]:
    return {**_rounded(row.figures), "causes": _rounded(row.causes)}


def _rounded(figures: Figures) -> Figures:
    return {name: round(value, 4) for name, value in figures.items()}
