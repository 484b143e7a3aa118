"""Every list comes in pages that lead on, or says why it is whole; every code is in the docs."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import httpx2
import pytest

from web.route_table import A

DOCS = Path(__file__).parents[3] / "docs"
ONE_A_TIME = "one for each day, model or purpose of the span that is asked for, `limit` at most"
WHOLE: Final[Mapping[str, str]] = {
    "/account/sessions": "the log-ins of one person that have not ended yet",
    "/keys": "50 at most",
    "/models": "what the operator offers",
    "/models/keys": "20 at most",
    "/models/order": "10 at most",
    "/characters/{character_id}/models/order": "10 at most",
    "/characters/{character_id}/evolution/trends": "one for each trait",
    "/documents/{document_id}/chapters": "2,000 at most",
    "/documents/{document_id}/enrichment": "the main characters of one document",
    "/admin/invites": "open ones, which end after two weeks",
    "/admin/settings": "as many as there are",
    "/admin/usage": "the limits there are",
    "/usage": "the limits there are",
    "/usage/by/{by}": ONE_A_TIME,
    "/admin/usage/by/{part}": ONE_A_TIME,
}


def lists(schema: dict[str, Any], parts: dict[str, Any]) -> tuple[bool, set[str]]:
    """Whether an answer holds a list at its top, and the names of its fields."""
    while "$ref" in schema:
        schema = parts[schema["$ref"].rpartition("/")[2]]
    fields = schema.get("properties", {})
    return schema.get("type") == "array" or "items" in fields, set(fields)


@pytest.fixture
async def answers(stranger: httpx2.AsyncClient) -> dict[str, tuple[bool, set[str]]]:
    """What each GET answers, by its address below /api/v1."""
    described = (await stranger.get(f"{A}/openapi.json")).json()
    found = {}
    for path, methods in described["paths"].items():
        content = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        if "application/json" in content:
            schema = content["application/json"]["schema"]
            found[path.removeprefix(A)] = lists(schema, described["components"]["schemas"])
    return found


class TestLists:
    async def test_lead_on_to_their_next_page(self, answers: dict[str, tuple[bool, set[str]]]) -> None:
        whole = {path for path, (is_list, fields) in answers.items() if is_list and "next" not in fields}
        assert whole <= set(WHOLE), "a list without `next` must say why it is whole"
        assert set(WHOLE) <= set(answers)


class TestCodes:
    def test_are_all_in_the_docs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "path", [str(DOCS), *sys.path])
        import codes

        names = [error.code for error in codes.errors()]
        assert len(names) == len(set(names)), "a code belongs to one failure"
        written = codes.TABLE.read_text(encoding="utf-8")
        assert written == codes.page(), "write it anew: .venv/bin/python docs/codes.py"
