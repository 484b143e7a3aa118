"""The page about security says of each item of OWASP's lists how it stands, once, by tests that exist."""

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "admin" / "security.md"
LIST = ROOT.parent / "shared" / "data" / "safety" / "asvs5.csv"
VERDICTS = {"holds", "in part", "operator’s", "does not apply"}
TEST = re.compile(r"""\]\(\.\./\.\./(tests/[\w/]+\.py) "([\w:]+)"\)""")  # a link, with the test as its title
ITEM = re.compile(r"\| (?P<id>\d+\.\d+\.\d+|LLM\d\d) \|")


def rows() -> Iterator[list[str]]:
    """The items, each as id, level, name, verdict, how, test. Those about language models have no level."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if ITEM.match(line):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            yield cells if cells[0][0].isdigit() else [cells[0], "", *cells[1:]]


ROWS = list(rows())
ASVS = [row for row in ROWS if row[1]]


@cache
def names_in(path: Path) -> frozenset[str]:
    """The tests of a file, as pytest names them behind its path."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in tree.body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
        found += [
            f"{prefix}{each.name}"
            for each in inside
            if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)) and each.name.startswith("test")
        ]
    return frozenset(found)


def is_there(path: str, name: str) -> bool:
    """True for a test that a file has."""
    return (ROOT / path).exists() and name in names_in(ROOT / path)


class TestItems:
    def test_are_all_there_once(self) -> None:
        counts = Counter(row[0] for row in ROWS)
        assert [id for id, count in counts.items() if count > 1] == []
        assert len(ASVS) == 253
        assert [row[0] for row in ROWS if not row[1]] == [f"LLM{number:02}" for number in range(1, 11)]

    def test_are_those_of_the_standard_with_their_levels(self) -> None:
        if not LIST.exists():
            pytest.skip(f"no list of the standard's items beside the project: {LIST}")
        with LIST.open(encoding="utf-8", newline="") as file:
            wanted = {row["id"]: row["level"] for row in csv.DictReader(file) if row["level"] in ("1", "2")}
        assert {row[0]: row[1] for row in ASVS} == wanted

    def test_have_a_short_name_a_verdict_and_a_sentence(self) -> None:
        for id, _, name, verdict, how, _ in ROWS:
            assert name and len(name.split()) <= 6, id
            assert verdict in VERDICTS, id
            assert how.endswith("."), id
            assert verdict != "in part" or "Missing" in how, id

    def test_are_counted_as_the_page_says(self) -> None:
        said = Counter(row[3] for row in ASVS)
        numbers = [said[verdict] for verdict in ("holds", "in part", "operator’s", "does not apply")]
        text = PAGE.read_text(encoding="utf-8")
        [told] = re.findall(
            r"All (\d+) items.*?: (\d+) hold, (\d+) hold in part .*?, (\d+) are .*?, (\d+) do", text
        )
        assert [int(number) for number in told] == [len(ASVS), *numbers]


class TestTests:
    def test_are_named_where_something_holds_or_the_reason_why_there_is_none(self) -> None:
        for id, _, _, verdict, _, test in ROWS:
            is_told = bool(TEST.search(test)) or bool(re.match(r"none: \w+ .+", test))
            assert is_told or verdict in ("operator’s", "does not apply"), id
            if TEST.search(test):
                assert all(TEST.search(each) and each.startswith("[") for each in test.split("<br>")), id

    def test_exist(self) -> None:
        named = set(chain.from_iterable(TEST.findall(row[5]) for row in ROWS))
        assert len(named) > 150
        assert [each for each in sorted(named) if not is_there(*each)] == []
