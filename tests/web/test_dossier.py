"""A character's page: every claim leads to its place in the book."""

import httpx2
import pytest
from selectolax.lexbor import LexborHTMLParser

from makers import TALE, Person, cast_of, ended, upload
from personae.platform.ids import new_id
from web.browser import browser_of, parsed

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
async def document(other: Person) -> dict[str, str]:
    """A longer story of somebody's, read."""
    found: dict[str, str] = await ended(other, (await upload(other, TALE, filename="tale.txt")).json()["id"])
    return found


@pytest.fixture
async def dossiers(
    other: Person, other_tab: httpx2.AsyncClient, document: dict[str, str]
) -> list[LexborHTMLParser]:
    """The pages of the most important characters."""
    cast = await cast_of(other, document)
    return [parsed(await other_tab.get(f"/characters/{each['id']}")) for each in cast[:6]]


def links(pages: list[LexborHTMLParser], selector: str) -> list[str]:
    return [str(each.attributes["href"]) for page in pages for each in page.css(selector)]


class TestDossier:
    async def test_cites_places_in_the_reader(
        self, other_tab: httpx2.AsyncClient, document: dict[str, str], dossiers: list[LexborHTMLParser]
    ) -> None:
        cited = links(dossiers, ".cites a")
        assert cited
        for href in cited[:5]:
            assert href.startswith(f"/documents/{document['id']}/at/")
            answer = await other_tab.get(href)
            assert answer.status_code == 303
            path, _, anchor = answer.headers["location"].partition("#")
            passage = parsed(await other_tab.get(path)).css_first(f"#{anchor}")
            offset = int(href.rpartition("/")[2])
            words = TALE[offset : offset + 40].split("\n")[0].split()[:2]
            assert all(word in passage.text() for word in words)

    async def test_shows_the_lines_that_moved_a_trait(self, dossiers: list[LexborHTMLParser]) -> None:
        told = " ".join(TALE.split())
        shown = [each.text() for page in dossiers for each in page.css("details.why q")]
        assert len(shown) > 20
        assert all(text.removesuffix("…") in told for text in shown if "_" not in text)

    async def test_leads_to_each_chapter(
        self, other: Person, document: dict[str, str], dossiers: list[LexborHTMLParser]
    ) -> None:
        answer = await other.client.get(f"/api/v1/documents/{document['id']}/chapters")
        there = [f"/documents/{document['id']}/read/{each['seq']}" for each in answer.json()]
        assert links(dossiers[:1], ".spark a") == there

    async def test_names_whom_somebody_speaks_with(
        self, other: Person, document: dict[str, str], dossiers: list[LexborHTMLParser]
    ) -> None:
        cast = {f"/characters/{each['id']}" for each in await cast_of(other, document)}
        named = links(dossiers, "a.named")
        assert len(named) > 6
        assert set(named) <= cast

    async def test_of_somebody_made_by_hand_claims_nothing_of_a_book(
        self, other: Person, address: str
    ) -> None:
        name = f"Nell {new_id()}"
        wish = {"name": name, "description": "A miller.", "sayings": "Grain first, then talk."}
        made = (await other.client.post("/api/v1/characters", json=wish)).raise_for_status().json()
        async with browser_of(other, address) as tab:
            page = parsed(await tab.get(f"/characters/{made['id']}"))
        assert not page.css(".cites a, a.named, .spark, select[name=chapter]")
