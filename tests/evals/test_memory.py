"""The evaluation of recall reads its file's form and ranks with the studio's own recall."""

import json
from pathlib import Path

import pytest

from evals import memory
from personae.encoder import Encoder

SAMPLE = {
    "sample_id": "conv-1",
    "conversation": {
        "speaker_a": "Maya",
        "speaker_b": "Tom",
        "session_1_date_time": "1:56 pm on 8 May, 2023",
        "session_1": [
            {"speaker": "Maya", "dia_id": "D1:1", "text": "Hey Tom! I adopted a greyhound called Biscuit."},
            {"speaker": "Tom", "dia_id": "D1:2", "text": "Lovely, Maya! I have started to learn the cello."},
        ],
        "session_2_date_time": "11:01 am on 17 December, 2023",
        "session_2": [{"speaker": "Maya", "dia_id": "D2:1", "text": "My brother moved to Oslo for his job."}],
    },
    "qa": [
        {"question": "What is Maya's dog called?", "evidence": ["D1:1"], "category": 4},
        {"question": "Which instrument does Tom play?", "evidence": ["D1:2"], "category": 4},
        {"question": "Where does Maya's brother work?", "evidence": ["D2:1"], "category": 1},
    ],
}


class TestTurnsOf:
    def test_are_in_order_with_their_times(self) -> None:
        turns = list(memory.turns_of(SAMPLE["conversation"]))  # type: ignore[arg-type]
        assert [turn.id for turn in turns] == ["D1:1", "D1:2", "D2:1"]
        assert (turns[1].at - turns[0].at) == memory.APART
        assert f"{turns[2].at:%Y-%m-%d %H:%M}" == "2023-12-17 11:01"


class TestRanking:
    def test_puts_the_turn_that_answers_first(self) -> None:
        found = memory.ranking(SAMPLE, Encoder())
        assert [found[str(number)][0] for number in range(3)] == ["D1:1", "D1:2", "D2:1"]


class TestMain:
    def test_writes_a_ranking_for_every_question(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        data, out = tmp_path / "talks.json", tmp_path / "ranking.json"
        data.write_text(json.dumps([SAMPLE]), encoding="utf-8")
        monkeypatch.setattr("sys.argv", ["memory", "--data", str(data), "--out", str(out)])
        memory.main()
        assert list(json.loads(out.read_text())["conv-1"]) == ["0", "1", "2"]
