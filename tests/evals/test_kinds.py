"""Scoring kinds on our own samples."""

import json
from pathlib import Path

from evals import kinds

TALK = "ANNA. Come in.\n\nBERT. Not I.\n\nANNA. It rains.\n\nBERT. So it does.\n"


def sample(folder: Path, kind: str, quotes: list[list[str]]) -> Path:
    """A small play, annotated."""
    (folder / "talk.txt").write_text(TALK, encoding="utf-8")
    gold = folder / "talk.json"
    gold.write_text(json.dumps({"kind": kind, "quotes": quotes}), encoding="utf-8")
    return gold


class TestScore:
    def test_counts_what_is_met_and_who_says_it(self, tmp_path: Path) -> None:
        gold = [["Anna", "Come in."], ["Anna", "Not I."], ["Anna", "It rains."], ["Bert", "So it does."]]
        row = kinds.score(sample(tmp_path, "play", gold))
        assert (row["found"], row["detection_f1"], row["accuracy"]) == ("play", 1.0, 0.75)


class TestRun:
    def test_scores_every_sample_of_a_folder(self, tmp_path: Path) -> None:
        sample(tmp_path, "essay", [])
        assert kinds.run(["--data", str(tmp_path)])["kind_accuracy"] == 0.0

    def test_finds_our_own_samples(self) -> None:
        assert len(list(kinds.GOLD.glob("*.json"))) >= 10
