"""The annotated stories of other languages agree with their texts."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).resolve().parents[2] / "evals" / "gold"
STORIES = sorted(GOLD.glob("*/*.gold.json"))


@pytest.fixture(params=STORIES, ids=[f"{path.parent.name}-{path.stem}" for path in STORIES])
def story(request: pytest.FixtureRequest) -> tuple[str, Mapping[str, Any]]:
    path: Path = request.param
    text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
    return text, json.loads(path.read_text(encoding="utf-8"))


class TestGold:
    def test_has_two_stories_in_each_language(self) -> None:
        assert [path.parent.name for path in STORIES] == [c for c in ("de", "es", "fr", "it") for _ in (1, 2)]

    def test_calls_people_by_names_that_occur(self, story: tuple[str, Mapping[str, Any]]) -> None:
        text, gold = story
        for person in gold["characters"]:
            assert person["name"] in person["aliases"]
            for alias in person["aliases"]:
                assert re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", text), alias

    def test_shares_no_name_between_two_people(self, story: tuple[str, Mapping[str, Any]]) -> None:
        names = [alias for person in story[1]["characters"] for alias in person["aliases"]]
        assert len(names) == len(set(names))

    def test_quotes_in_order_without_marks(self, story: tuple[str, Mapping[str, Any]]) -> None:
        text, gold = story
        ids = {person["id"] for person in gold["characters"]}
        behind = 0
        for quote in gold["quotes"]:
            said = text[quote["start"] : quote["end"]]
            assert behind <= quote["start"] < quote["end"]
            assert said == said.strip(" \n\u00a0„“”»—")
            assert quote["speaker"] in ids
            assert quote["type"] in ("explicit", "anaphoric", "implicit")
            behind = quote["end"]

    def test_leaves_no_opened_quotation_out(self, story: tuple[str, Mapping[str, Any]]) -> None:
        text, gold = story
        starts = {quote["start"] for quote in gold["quotes"]}
        held = [(quote["start"], quote["end"]) for quote in gold["quotes"]]
        opened = r"„\s?" if "„" in text else r"»\s?(?=\w)" if "»Stört" in text else r"«\s?(?=[\w¿¡])"
        for match in re.finditer(f"(?:{opened})|(?:^—\\s?)", text, re.MULTILINE):
            inside = any(start <= match.start() < end for start, end in held)
            assert inside or match.end() in starts, text[match.start() : match.start() + 40]
