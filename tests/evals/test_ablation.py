"""Reading with a part switched off."""

from pathlib import Path

import pytest

from evals.ablation import PARTS, run
from evals.cast import own_story
from evals.scoring import found_in


class TestPart:
    @pytest.mark.parametrize("name", PARTS)
    def test_can_be_switched_off_and_is_on_again_afterwards(self, name: str) -> None:
        text = own_story().text[:6_000]
        whole = found_in(text)
        with PARTS[name].off():
            found_in(text)
        assert found_in(text) == whole

    def test_makes_a_difference(self) -> None:
        text = own_story().text
        with PARTS["turn-taking"].off():
            bare = found_in(text)
        assert bare.quotations != found_in(text).quotations


class TestRun:
    def test_gives_points_and_seconds(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        rows = run(["--data", str(tmp_path), "--part", "turn-taking"])
        assert set(rows) == {"turn-taking"}
        assert rows["turn-taking"]["accuracy"] > 0
        assert "turn-taking" in capsys.readouterr().out
