"""The reader as a child process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from personae.cast import MODES, Mode, blocks_of

SOURCE = Path(__file__).parents[2] / "src"
TALK = '"Come down, Tom," said Mrs. Hale.\n\n"I am quite safe up here," Tom replied.\n'


def write_passages(path: Path, text: str) -> None:
    records: list[dict[str, object]] = [{"kind": "chapter", "seq": 0, "title": "One", "start": 0}]
    for block in blocks_of(text):
        place = {"chapter": block.chapter, "start": block.start, "end": block.end}
        records.append({"kind": "passage", **place, "text": block.text})
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def child(*arguments: str, timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "personae.cast", *arguments]
    environment = {"PYTHONPATH": str(SOURCE), "PATH": ""}
    return subprocess.run(
        command, capture_output=True, text=True, timeout=timeout_s, env=environment, check=False
    )


class TestMain:
    def test_writes_what_it_found_and_the_cast_last(self, tmp_path: Path) -> None:
        write_passages(tmp_path / "in.jsonl", TALK)
        done = child(str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"))
        assert done.returncode == 0
        records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
        assert [record["kind"] for record in records].count("quotation") == 2
        assert [record["kind"] for record in records].count("mention") == 3
        assert records[-1]["kind"] == "cast"
        assert records[-1]["quotations"] == 2

    def test_says_how_each_speaker_was_found(self, tmp_path: Path) -> None:
        write_passages(tmp_path / "in.jsonl", TALK)
        child(str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"))
        records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
        assert {record["how"] for record in records if record["kind"] == "quotation"} == {"explicit"}

    def test_prints_growing_progress(self, tmp_path: Path) -> None:
        write_passages(tmp_path / "in.jsonl", TALK * 300)
        done = child(str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"))
        shares = [json.loads(line)["progress"] for line in done.stdout.splitlines()]
        assert shares == sorted(shares)
        assert shares[-1] == 1.0
        assert len(shares) <= 102

    @pytest.mark.parametrize("mode", MODES)
    def test_reads_in_the_mode_it_is_told(self, mode: Mode, tmp_path: Path) -> None:
        write_passages(tmp_path / "in.jsonl", TALK)
        child(str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"), "--mode", mode)
        records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
        assert records[-1]["mode"] == mode

    def test_leaves_no_reading_behind_when_it_fails(self, tmp_path: Path) -> None:
        (tmp_path / "in.jsonl").write_text("not json\n", encoding="utf-8")
        done = child(str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"))
        assert done.returncode != 0
        assert not (tmp_path / "out.jsonl").exists()


FLOODS = {
    "marks": '"' * 1_000_000,
    "curly marks": "“" * 1_000_000,
    "single marks": " '" * 500_000,
    "blanks": "a" + " " * 1_000_000 + "b",
    "capitals": "Aa " * 330_000,
    "initials": "A. " * 330_000,
    "dashes": "— " * 500_000,
    "one word": "A" * 1_000_000,
    "replies": '"Hi," said Tom. ' * 62_500,
}


class TestFloods:
    @pytest.mark.parametrize("name", FLOODS)
    def test_gets_through_a_megabyte_of_anything(self, name: str, tmp_path: Path) -> None:
        """The limit is far above what a linear reader needs and far below what a quadratic one would."""
        write_passages(tmp_path / "in.jsonl", FLOODS[name])
        done = child(str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"), timeout_s=150)
        assert done.returncode == 0
