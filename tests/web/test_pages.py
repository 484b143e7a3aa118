"""What pages say in cases of their own."""

import httpx2
import pytest

from makers import Person, cast_of, ended, read_story, talk_with, upload
from personae.llm import ScriptedProvider
from stage import Stage
from web.browser import browser_of, parsed
from web.route_table import Ids

pytestmark = pytest.mark.once

SILENT = """“Where is Ambrose Thorne?” asked Mira Vale. “Has Ambrose Thorne gone to sea?”

“Ambrose Thorne went at noon,” said Tobias Finch. “Nobody ever heard Ambrose Thorne say a word.”
"""


async def text_of(page: httpx2.Response) -> str:
    """What a person reads on a page."""
    return " ".join(parsed(page.raise_for_status()).css_first("main").text().split())


class TestConversation:
    async def test_says_whose_words_answer(self, tab: httpx2.AsyncClient, owned: Ids) -> None:
        page = await text_of(await tab.get(f"/conversations/{owned['conversation_id']}"))
        assert "answers in her own words" in page or "answers in his own words" in page


class TestConversations:
    async def test_tells_two_that_began_alike_apart_by_their_time(
        self, owner: Person, owned: Ids, tab: httpx2.AsyncClient
    ) -> None:
        talk = await talk_with(owner, {"id": owned["character_id"]})
        kept = (await owner.client.get(f"/api/v1/conversations/{talk}")).json()
        at = kept["updated_at"][11:16]
        assert f"{at} UTC" in await text_of(await tab.get("/conversations"))


class TestCharacter:
    @pytest.fixture
    async def silent(self, ada: Person) -> dict[str, str]:
        """Somebody who is named but never speaks."""
        cast = await cast_of(ada, await read_story(ada, SILENT))
        return next(each for each in cast if "Ambrose" in each["name"] and each["lines"] == 0)

    async def test_without_a_line_says_so_and_what_to_do(
        self, ada: Person, address: str, silent: dict[str, str]
    ) -> None:
        async with browser_of(ada, address) as tab:
            page = await tab.get(f"/characters/{silent['id']}")
        assert parsed(page).css_first(".notice a[href='/models']") is not None
        assert parsed(page).css_first("form[action$='/talk']") is None

    async def test_without_a_line_talks_when_a_model_answers(
        self, ada: Person, address: str, silent: dict[str, str], stage: Stage
    ) -> None:
        with stage.playing(ScriptedProvider([])):
            async with browser_of(ada, address) as tab:
                page = await tab.get(f"/characters/{silent['id']}")
        assert parsed(page).css_first("form[action$='/talk']") is not None
        assert parsed(page).css_first(".notice a[href='/models']") is None

    async def test_of_a_voice_counts_no_lines(self, ada: Person, address: str) -> None:
        document = await read_story(ada, "On Bees\n\nBees keep better time than any of their keepers.\n")
        [voice] = await cast_of(ada, document)
        async with browser_of(ada, address) as tab:
            page = await tab.get(f"/characters/{voice['id']}")
        assert "0 lines" not in await text_of(page)
        assert parsed(page).css_first("form[action$='/talk']") is not None


class TestDocument:
    async def test_that_is_damaged_asks_for_another_file_first(self, ada: Person, address: str) -> None:
        sent = (await upload(ada, b"%PDF-1.7\nbroken", filename="a.pdf")).json()
        await ended(ada, sent["id"])
        async with browser_of(ada, address) as tab:
            page = parsed(await tab.get(f"/documents/{sent['id']}"))
        [first] = page.css("#progress .btn.primary")
        assert first.attributes["href"] == "/library"
        assert page.css_first("form[action$='/retry']") is not None

    async def test_that_was_cancelled_asks_to_be_read_again_first(self, ada: Person, address: str) -> None:
        sent = (await upload(ada, "“Well,” said Mira.\n\n" * 9000)).json()
        await ada.client.post(f"/api/v1/documents/{sent['id']}/cancel")
        async with browser_of(ada, address) as tab:
            page = parsed(await tab.get(f"/documents/{sent['id']}"))
        [first] = page.css("#progress .btn.primary")
        assert first.text() == "Read again"


class TestError:
    async def test_shows_the_way_on_to_who_is_signed_in(
        self, tab: httpx2.AsyncClient, stranger: httpx2.AsyncClient
    ) -> None:
        for path in ("/nowhere", "/documents/nothing"):
            page = parsed(await tab.get(path))
            assert [link.attributes["href"] for link in page.css("nav.rail > a:not(.brand)")] == [
                "/library",
                "/characters",
                "/conversations",
                "/models",
                "/usage",
            ]
        assert parsed(await stranger.get("/nowhere")).css_first("nav.rail") is None
