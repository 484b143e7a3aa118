"""Scoring emotions and VAD on files of our own."""

import json
from pathlib import Path

import pytest

from evals import emotion, vad


class TestCount:
    def test_tells_right_from_wrong_and_missed(self) -> None:
        counted = emotion.count("joy", [{"joy"}, {"joy"}, set(), set()], [{"joy"}, set(), {"joy"}, {"fear"}])
        assert (counted.right, counted.wrong, counted.missed, counted.f1) == (1, 1, 1, 0.5)

    def test_gives_nothing_for_what_is_nowhere(self) -> None:
        assert emotion.count("joy", [set()], [set()]).f1 == 0


class TestEmotion:
    def test_scores_any_file_and_order_of_labels(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rows, labels = tmp_path / "rows.tsv", tmp_path / "labels.txt"
        labels.write_text("neutral\ngratitude\n", encoding="utf-8")
        rows.write_text("Thank you so much!\t1\tx\nThe train leaves at nine.\t0,1\ty\n", encoding="utf-8")
        emotion.run(["--data", str(rows), "--labels", str(labels), "--json"])
        told = json.loads(capsys.readouterr().out)
        assert told["labels"] == {"neutral": 1.0, "gratitude": 0.6667}
        assert told["macro_f1"] == 0.8333
        assert told["micro_f1"] == 0.8


class TestVad:
    ROWS = (
        "id,split,V,A,D,text\n1,dev,1,3,3,I hate you!\n2,dev,3,3,3,A chair.\n"
        '3,dev,5,3,3,"I love it, thanks"\n4,train,1,3,3,I love it\n'
    )

    def test_scores_the_dev_rows(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "rows.csv"
        path.write_text(self.ROWS, encoding="utf-8")
        vad.run(["--data", str(path), "--json"])
        told = json.loads(capsys.readouterr().out)
        assert told["valence_r"] > 0.9
        assert told["arousal_r"] is None
        assert told["texts"] == 3

    def test_takes_all_where_there_is_no_dev(self) -> None:
        rows = [{"text": "a"}, {"text": "b"}]
        assert vad.of_split(rows, None) == rows
        assert vad.of_split([{"split": "train"}, {"split": "dev"}], "all") == [
            {"split": "train"},
            {"split": "dev"},
        ]
        assert vad.of_split([{"split": "train"}, {"split": "dev"}], None) == [{"split": "dev"}]
        assert vad.of_split([{"split": "train"}], "test") == []
