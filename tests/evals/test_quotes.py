"""Scoring quotations in every convention."""

import json
from pathlib import Path

import pytest

from evals import quotes
from evals.cast import own_story
from evals.scoring import found_in

OWN = sorted(quotes.OWN.glob("*.txt"))


class TestQuotationsIn:
    def test_finds_what_the_whole_reader_does(self) -> None:
        text = own_story().text
        assert quotes.quotations_in(text) == [(each.start, each.end) for each in found_in(text).quotations]


class TestOwnText:
    @pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
    def test_has_the_words_of_every_quotation(self, path: Path) -> None:
        text, spans = quotes.own_text(path)
        assert len(spans) >= 10
        assert all(text[start:end].strip() == text[start:end] for start, end in spans)

    def test_takes_words_that_come_twice_in_their_order(self, tmp_path: Path) -> None:
        (tmp_path / "talk.txt").write_text('"No." "No."', encoding="utf-8")
        (tmp_path / "talk.json").write_text(json.dumps(["No.", "No."]), encoding="utf-8")
        assert quotes.own_text(tmp_path / "talk.txt")[1] == [(1, 4), (7, 10)]


class TestRun:
    def test_scores_our_own_texts_where_there_are_no_novels(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rows = quotes.run(["--data", str(tmp_path), "--json"])
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].startswith("No annotated novels at ")
        assert list(rows) == [f"our own {path.stem}" for path in OWN]
        assert json.loads(lines[-1]) == rows
