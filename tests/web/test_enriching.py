"""The pages on which a model may be asked to add to portraits, over a scripted vendor."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from makers import STORY, Person, cast_of, read_story
from servers.scripted_llm import ScriptedLlm, scripted_llm
from servers.scripted_replies import Reply
from web.browser import alert, browser_of, parsed, send

pytestmark = pytest.mark.once

QUOTE = "I fear the stairs"
CLAIMS = [
    {"kind": "wish", "text": "She fears stairs.", "passage": f"p{n}", "quote": QUOTE, "confidence": 0.9}
    for n in range(1, 9)
]


@pytest.fixture
async def mine(ada: Person, address: str) -> AsyncIterator[httpx2.AsyncClient]:
    """Ada's browser."""
    async with browser_of(ada, address) as client:
        yield client


@pytest.fixture
async def vendor(ada: Person) -> AsyncIterator[ScriptedLlm]:
    """A model server that answers with claims, and that Ada has chosen."""
    async with scripted_llm(otherwise=Reply(text=json.dumps({"claims": CLAIMS}))) as server:
        wish = {"vendor": "compatible", "key": "sk-test", "base_url": f"{server.url}/v1", "name": "Home"}
        key = (await ada.client.post("/api/v1/models/keys", json=wish)).raise_for_status().json()
        chosen = {"items": [{"model": "large", "key_id": key["id"]}]}
        (await ada.client.put("/api/v1/models/order", json=chosen)).raise_for_status()
        yield server


async def mira_of(person: Person) -> tuple[str, str]:
    """A story just read, and Mira out of it."""
    document = await read_story(person)
    cast = await cast_of(person, document)
    return document["id"], next(each["id"] for each in cast if "Mira" in each["name"])


async def ended(person: Person, path: str) -> dict[str, Any]:
    """How an enrichment stands once it has ended."""
    for _ in range(200):
        found: dict[str, Any] = (await person.client.get(path)).raise_for_status().json()
        if all(each["state"] != "asked" for each in found["items"]):
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("still asked")


class TestPage:
    async def test_tells_the_cost_asks_shows_the_claims_and_takes_them_back(
        self, ada: Person, mine: httpx2.AsyncClient, vendor: ScriptedLlm
    ) -> None:
        document, mira = await mira_of(ada)
        dossier = f"/characters/{mira}"
        [path] = [
            str(link.attributes["href"])
            for link in parsed(await mine.get(dossier)).css("a")
            if "enrich" in str(link.attributes["href"])
        ]
        offer = parsed(await mine.get(path)).css_first("#enriching").text()
        assert "large would read about" in offer
        assert "the price of a model is not" in offer
        assert not vendor.requests
        answer = await send(mine, path, f"/documents/{document}/enrich", character_id=mira)
        assert answer.headers["location"] == path
        told = await ended(ada, f"/api/v1/documents/{document}/enrichment?character_id={mira}")
        [item] = told["items"]
        assert (item["state"], item["kept"], item["model"]) == ("done", 1, "large")
        assert (item["spent_micros"], item["unknown"]) == (0, 1)
        after = parsed(await mine.get(path)).css_first("#enriching").text()
        assert "1 claim added by large" in after
        assert "an amount that is not known" in after
        assert "answered all of this before" in after
        shown = parsed(await mine.get(dossier))
        assert "She fears stairs." in shown.css_first(".claims").text()
        place = str(shown.css_first(".claims a").attributes["href"])
        assert int(place.rpartition("/")[2]) == STORY.index(QUOTE)
        await send(mine, dossier, f"/characters/{mira}/enrichment/delete")
        assert parsed(await mine.get(dossier)).css_first(".claims") is None

    async def test_says_that_there_is_no_model(self, ada: Person, mine: httpx2.AsyncClient) -> None:
        document, _ = await mira_of(ada)
        page = await mine.get(f"/documents/{document}/enrich")
        assert "Only a language model can add" in parsed(page).css_first("#enriching").text()
        refused = await send(mine, "/library", f"/documents/{document}/enrich")
        assert refused.status_code == 409
        assert "Only a language model can add" in alert(refused)


class TestApi:
    async def test_tells_the_claims_and_takes_them_back(self, ada: Person, vendor: ScriptedLlm) -> None:
        document, mira = await mira_of(ada)
        path = f"/api/v1/documents/{document}/enrichment"
        answer = await ada.client.post(path)
        assert answer.status_code == 202
        assert mira in answer.json()["character_ids"]
        assert {each["state"] for each in (await ended(ada, path))["items"]} == {"done"}
        [added] = (await ada.client.get(f"/api/v1/characters/{mira}")).json()["added"]
        assert STORY[added["start"] : added["end"]] == QUOTE
        by = (await ada.client.get("/api/v1/usage/by/purpose")).json()
        assert [line["key"] for line in by["items"]] == ["portrait"]
        assert (await ada.client.delete(f"/api/v1/characters/{mira}/enrichment")).status_code == 204
        assert (await ada.client.get(f"/api/v1/characters/{mira}")).json()["added"] == []
