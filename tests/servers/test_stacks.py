"""Counting the tests of both stacks."""

from pathlib import Path

import pytest

from servers.stacks import STACKS, Count, count, pick, stackless

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites name="pytest tests">
  <testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="0.1"></testsuite>
</testsuites>
"""


class TestCount:
    def test_reads_a_report(self, tmp_path: Path) -> None:
        (tmp_path / "report.xml").write_text(REPORT)
        assert count(tmp_path / "report.xml") == Count(passed=4, failed=3, skipped=3)

    def test_takes_a_missing_report_for_a_failure(self, tmp_path: Path) -> None:
        assert count(tmp_path / "report.xml") == Count(failed=1)

    def test_adds_up_and_closes_with_one_line(self) -> None:
        assert str(Count(1, 0, 2) + Count(3, 1, 0)) == "4 passed, 1 failed, 2 skipped"


class TestPick:
    def test_takes_both_stacks_unless_one_is_named(self) -> None:
        assert pick(["tests/cast", "-k", "names"]) == (STACKS, ["tests/cast", "-k", "names"])

    @pytest.mark.parametrize("named", [["--stack", "servers"], ["--stack=servers"]])
    def test_takes_the_stack_that_is_named(self, named: list[str]) -> None:
        assert pick(["-x", *named, "tests/cast"]) == (("servers",), ["-x", "tests/cast"])

    def test_refuses_a_stack_there_is_not(self) -> None:
        with pytest.raises(SystemExit):
            pick(["--stack", "paper"])


class TestStackless:
    def test_gives_the_tests_without_a_stack_to_one_of_several(self) -> None:
        assert [stackless(stack, STACKS)["PERSONAE_TEST_STACKLESS"] for stack in STACKS] == ["no", "yes"]

    def test_leaves_it_to_a_stack_alone(self) -> None:
        assert stackless("embedded", ("embedded",)) == {}
