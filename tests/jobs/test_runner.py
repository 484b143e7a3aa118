"""The durable queue. Each test has a process of its own to run it in: there is one queue in a process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from servers.postgres import postgres

PROGRAM = Path(__file__).with_name("program.py")
ROOT = Path(__file__).parents[2]
KILLED = -9


@pytest.fixture(scope="module")
def database_url(stack: dict[str, str]) -> Iterator[str]:
    """A PostgreSQL of these tests' own on the servers stack, else nothing."""
    if not stack:
        yield ""
        return
    with postgres() as server:
        yield server.url


@pytest.fixture
def home(tmp_path: Path, database_url: str) -> Path:
    """A data folder; with PostgreSQL, in an emptied database."""
    if database_url:
        run(tmp_path, database_url, "empty", expect=0)
    return tmp_path


def run(home: Path, database_url: str, scene: str, *, expect: int) -> list[str]:
    """Play a scene of program.py to its end. Returns what has happened so far on this data, in order."""
    done = subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", str(PROGRAM), scene, str(home), database_url],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == expect, done.stderr[-3000:]
    happened = home / "happened"
    return [json.loads(line) for line in happened.read_text().splitlines()] if happened.exists() else []


class TestAnnounce:
    def test_starts_its_reactions_after_the_commit_and_never_after_a_rollback(
        self, home: Path, database_url: str
    ) -> None:
        happened = run(home, database_url, "announce", expect=0)
        assert happened == ["committing", "first kept", "second kept", "third kept"]

    def test_starts_them_once_however_often_the_same_is_announced(
        self, home: Path, database_url: str
    ) -> None:
        happened = run(home, database_url, "announce_often", expect=0)
        assert happened.count("first same") == 1
        assert happened.count("first other") == 1


class TestWorkflow:
    def test_ends_early_when_a_step_says_so(self, home: Path, database_url: str) -> None:
        happened = run(home, database_url, "end_early", expect=0)
        assert happened == ["first early", "first next", "second next", "third next"]

    def test_tries_thrice_then_tells_its_failure_once_and_does_not_go_on(
        self, home: Path, database_url: str
    ) -> None:
        happened = run(home, database_url, "fail", expect=0)
        assert happened == ["first broken"] * 3 + ["failed broken ZeroDivisionError"]

    def test_goes_on_after_a_kill_with_the_step_that_had_not_finished(
        self, home: Path, database_url: str
    ) -> None:
        before = run(home, database_url, "be_killed", expect=KILLED)
        assert before == ["first killed", "second killed"]
        after = run(home, database_url, "go_on", expect=0)
        assert after == [*before, "second killed", "third killed"]

    def test_goes_on_after_a_stop_with_the_step_that_was_cut_off(self, home: Path, database_url: str) -> None:
        before = run(home, database_url, "be_stopped", expect=0)
        assert before == ["first stopped", "second stopped", "cut off"]
        after = run(home, database_url, "go_on", expect=0)
        assert after == [*before, "second stopped", "third stopped"]


class TestSchedule:
    def test_ticks(self, home: Path, database_url: str) -> None:
        assert "tick" in run(home, database_url, "tick", expect=0)


class TestSweep:
    def test_removes_the_records_of_jobs_that_have_ended_and_no_others(
        self, home: Path, database_url: str
    ) -> None:
        happened = run(home, database_url, "sweep", expect=0)
        assert happened[-2:] == ["swept 1, then 0", "third waiting"]
