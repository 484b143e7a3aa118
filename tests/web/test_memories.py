"""The page of what a character remembers."""

import httpx2
import pytest

from makers import Person
from personae.bootstrap import Services
from personae.conversations import Message
from web.browser import alert, assert_inert, browser_of, parsed, send
from web.route_table import Ids, fresh_conversation
from web.test_messages import last, page_of, say, told

pytestmark = pytest.mark.once

TOLD = "My sister Cora keeps the bees behind the mill."


@pytest.fixture
async def kept(ada: Person, address: str) -> Ids:
    """A character of Ada's that was told one thing."""
    ids = await fresh_conversation(ada, {})
    async with browser_of(ada, address) as tab:
        here = f"/characters/{ids['character_id']}/memory"
        await send(tab, here, here, text=TOLD)
        card = parsed(await tab.get(here)).css_first(".memory")
    return {**ids, "memory_id": str(card.attributes["id"]).removeprefix("r-")}


def here(ids: Ids) -> str:
    """The page."""
    return f"/characters/{ids['character_id']}/memory"


class TestMemories:
    async def test_counts_them_on_its_tab(self, ada: Person, address: str, kept: Ids) -> None:
        async with browser_of(ada, address) as tab:
            page = parsed(await tab.get(f"/characters/{kept['character_id']}"))
        assert "Memory 1" in told(page, ".tabs a")

    async def test_keeps_what_was_typed_when_nothing_can_be_kept(
        self, tab: httpx2.AsyncClient, owned: Ids
    ) -> None:
        answer = await send(tab, here(owned), here(owned), text="x" * 2_001)
        assert answer.status_code == 422
        assert alert(answer).startswith("A memory has 1 to 2,000 characters.")
        assert parsed(answer).css_first(".stack textarea").text() == "x" * 2_001

    async def test_finds_by_words(self, ada: Person, address: str, kept: Ids) -> None:
        async with browser_of(ada, address) as tab:
            found = parsed(await tab.get(here(kept), params={"q": "bees"}))
            nothing = parsed(await tab.get(here(kept), params={"q": "zeppelin"}))
        assert told(found, ".memory .text") == [TOLD]
        assert told(nothing, ".memory .text") == []

    async def test_filters(self, ada: Person, address: str, kept: Ids) -> None:
        async with browser_of(ada, address) as tab:
            await send(tab, here(kept), f"{here(kept)}/{kept['memory_id']}/pin", pinned="yes")
            await send(tab, here(kept), f"{here(kept)}/{kept['memory_id']}/resolve", resolved="yes")
            shown = {}
            for only in ("pinned", "open", "resolved", "told", "gists", "nonsense"):
                page = parsed(await tab.get(here(kept), params={"only": only}))
                shown[only] = len(page.css(".memory"))
        assert shown == {"pinned": 1, "open": 0, "resolved": 1, "told": 1, "gists": 0, "nonsense": 1}

    async def test_shows_both_versions_where_another_tab_has_corrected_it(
        self, ada: Person, address: str, kept: Ids
    ) -> None:
        action = f"{here(kept)}/{kept['memory_id']}/correct"
        async with browser_of(ada, address) as tab:
            version = str(parsed(await tab.get(here(kept))).css_first("[name=version]").attributes["value"])
            await send(tab, here(kept), action, text="Theirs.", version=version)
            answer = await send(tab, here(kept), action, text="Mine.", version=version)
            assert answer.status_code == 409
            page = parsed(answer)
            assert told(page, ".theirs") == ["Theirs."]
            assert page.css_first(".correct textarea").text() == "Mine."
            again = str(page.css_first("[name=version]").attributes["value"])
            assert (await send(tab, here(kept), action, text="Mine.", version=again)).status_code == 303
            page = parsed(await tab.get(here(kept)))
        assert told(page, ".memory .text") == ["Mine."]
        assert TOLD in page.css_first(".memory details.why").text()

    async def test_shows_what_was_told_as_text(self, ada: Person, address: str, kept: Ids) -> None:
        async with browser_of(ada, address) as tab:
            await send(tab, here(kept), here(kept), text="<script>pwned()</script> <img onerror=pwned()>")
            page = await tab.get(here(kept))
        assert_inert(page.text)
        assert "<script>pwned()</script>" in told(parsed(page), ".memory .text")[0]

    async def test_forgets(self, ada: Person, address: str, kept: Ids) -> None:
        async with browser_of(ada, address) as tab:
            await send(tab, here(kept), f"{here(kept)}/{kept['memory_id']}/forget")
            assert parsed(await tab.get(here(kept))).css(".memory") == []


class TestUsed:
    async def test_stand_under_the_reply_and_beside_it_until_they_are_forgotten(
        self, ada: Person, address: str, kept: Ids, services: Services
    ) -> None:
        talk = kept["conversation_id"]
        await say(ada, talk)
        id = str(last(await page_of(ada, address, talk)).attributes["id"]).removeprefix("m-")
        async with services.database.begin() as tx:
            reply = await tx.get(Message, id)
            assert reply is not None
            reply.recalled = [{"memory_id": kept["memory_id"], "score": 0.9}]
        page = await page_of(ada, address, talk)
        assert told(last(page), ".used summary") == ["1 memory used"]
        assert told(page, "#mind blockquote p") == [TOLD]
        async with browser_of(ada, address) as tab:
            href = str(page.css_first(".used a").attributes["href"])
            assert told(parsed(await tab.get(href)), ".memory .text") == [TOLD]
            await send(tab, here(kept), f"{here(kept)}/{kept['memory_id']}/forget")
        assert told(last(await page_of(ada, address, talk)), ".used summary") == []
