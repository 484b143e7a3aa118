"""The pages that show how a character changes: every figure leads to the messages that made it."""

import httpx2
import pytest

from makers import Person
from personae import evolution
from web.browser import alert, browser_of, parsed, send
from web.route_table import EVOLUTION_FORM, Ids, fresh_conversation

pytestmark = pytest.mark.once

PRAISE = "Thank you so much, you are wonderful, and I love you for it."


@pytest.fixture
async def praised(ada: Person) -> Ids:
    """A character of Ada's to whom a kind word was said more often than it takes to move a trait."""
    ids = await fresh_conversation(ada, {})
    path = f"/api/v1/conversations/{ids['conversation_id']}/messages"
    for count in range(12):
        wish = {"text": f"{PRAISE} ({count})"}
        (await ada.client.post(path, json=wish)).raise_for_status()
    return ids


async def page(person: Person, address: str, path: str) -> str:
    """What a person reads on a page."""
    async with browser_of(person, address) as tab:
        return " ".join(parsed((await tab.get(path)).raise_for_status()).css_first("main").text().split())


class TestEvolution:
    async def test_shows_traits_beside_their_baseline_and_what_moved_them(
        self, ada: Person, address: str, praised: Ids
    ) -> None:
        text = await page(ada, address, f"/characters/{praised['character_id']}/evolution")
        assert "Extraversion" in text
        assert f"{PRAISE} (11)" in text
        assert "agreeableness +0.0" in text
        assert "they move" in text

    async def test_of_somebody_new_says_that_nothing_has_moved(
        self, tab: httpx2.AsyncClient, owned: Ids
    ) -> None:
        answer = await tab.get(f"/characters/{owned['character_id']}/evolution")
        assert "as ever" in answer.text
        assert "No trait has changed in the last 30 days." in answer.text

    async def test_leads_to_the_message_that_is_a_cause(
        self, ada: Person, address: str, praised: Ids
    ) -> None:
        async with browser_of(ada, address) as tab:
            shown = parsed(await tab.get(f"/characters/{praised['character_id']}/evolution"))
            [link] = [each for each in shown.css(".timeline a") if "(11)" in each.text()]
            href = str(link.attributes["href"])
            answer = await tab.get(href)
            path, _, anchor = answer.headers["location"].partition("#")
            found = parsed(await tab.get(path)).css_first(f"#{anchor}")
        assert found.css_first(".said").text() == f"{PRAISE} (11)"

    async def test_pages_through_what_happened(self, ada: Person, address: str, praised: Ids) -> None:
        here = f"/characters/{praised['character_id']}/evolution"
        async with browser_of(ada, address) as tab:
            first = parsed(await tab.get(here))
            more = str(first.css_first("#timeline .more a").attributes["href"])
            second = parsed(await tab.get(here + more))
        assert first.css_first(".timeline").text() != second.css_first(".timeline").text()
        assert (len(first.css(".timeline > li")), len(second.css(".timeline > li"))) == (10, 10)


class TestWhy:
    @pytest.mark.parametrize("of", ["agreeableness", "mood", "valence", "arousal", "dominance", "bond"])
    async def test_is_answered_with_messages(self, ada: Person, address: str, praised: Ids, of: str) -> None:
        text = await page(ada, address, f"/characters/{praised['character_id']}/evolution/why?of={of}")
        assert PRAISE in text

    @pytest.mark.parametrize(("of", "told"), [("mood", "valence +0."), ("bond", "bond +0.")])
    async def test_says_what_each_message_did(
        self, ada: Person, address: str, praised: Ids, of: str, told: str
    ) -> None:
        text = await page(ada, address, f"/characters/{praised['character_id']}/evolution/why?of={of}")
        assert told in text.split("latest messages first")[1]

    async def test_is_linked_from_every_figure(self, ada: Person, address: str, praised: Ids) -> None:
        here = f"/characters/{praised['character_id']}/evolution"
        async with browser_of(ada, address) as tab:
            shown = parsed(await tab.get(here))
            links = {str(each.attributes["href"]) for each in shown.css("a[href*='/why']")}
            for href in links:
                assert (await tab.get(href)).status_code == 200
        assert {f"{here}/why?of={trait}" for trait in evolution.TRAITS} <= links


class TestReset:
    async def test_stands_in_the_history_and_can_be_undone(
        self, ada: Person, address: str, praised: Ids
    ) -> None:
        here = f"/characters/{praised['character_id']}/evolution"
        before = await page(ada, address, here)
        async with browser_of(ada, address) as tab:
            assert (await send(tab, here, f"{here}/reset")).status_code == 303
            shown = parsed(await tab.get(here))
            assert "You reset the character." in shown.css_first(".timeline > li").text()
            assert {each.text() for each in shown.css(".change")} == {"as ever"}
            seq = str(shown.css_first("input[name=seq]").attributes["value"])
            await send(tab, here, f"{here}/undo", seq=seq)
        after = await page(ada, address, here)
        assert before.split("Over the last")[0] == after.split("Over the last")[0]


class TestTherapy:
    async def test_says_until_when(self, ada: Person, address: str, praised: Ids) -> None:
        here = f"/characters/{praised['character_id']}/evolution"
        async with browser_of(ada, address) as tab:
            await send(tab, here, f"{here}/therapy", days="7", factor="6")
        assert "is healing until" in await page(ada, address, here)


class TestSettings:
    async def test_can_switch_it_off(self, ada: Person, address: str, praised: Ids) -> None:
        here = f"/characters/{praised['character_id']}/evolution"
        wish = {name: value for name, value in EVOLUTION_FORM.items() if name != "is_on"}
        async with browser_of(ada, address) as tab:
            assert (await send(tab, here, f"{here}/settings", **wish)).status_code == 303
        assert "evolution is off" in await page(ada, address, here)

    @pytest.mark.parametrize("typed", ["nan", "much", "", "1e999"])
    async def test_that_cannot_be_taken_keep_what_was_typed(
        self, tab: httpx2.AsyncClient, owned: Ids, typed: str
    ) -> None:
        here = f"/characters/{owned['character_id']}/evolution"
        answer = await send(
            tab, here, f"{here}/settings", **{**EVOLUTION_FORM, "pace": typed, "bound": "0.3"}
        )
        assert answer.status_code == 422
        assert alert(answer).startswith("The pace goes from 0")
        shown = parsed(answer)
        assert shown.css_first("[name=pace]").attributes["value"] == typed
        assert shown.css_first("[name=bound]").attributes["value"] == "0.3"

    async def test_that_another_tab_has_changed_are_not_overwritten(
        self, ada: Person, address: str, praised: Ids
    ) -> None:
        here = f"/characters/{praised['character_id']}/evolution"
        async with browser_of(ada, address) as tab:
            await send(tab, here, f"{here}/settings", **EVOLUTION_FORM)
            answer = await send(tab, here, f"{here}/settings", **{**EVOLUTION_FORM, "pace": "2"})
            assert answer.status_code == 409
            assert "in another tab" in alert(answer)
            shown = parsed(answer)
            assert shown.css_first("[name=pace]").attributes["value"] == "2"
            version = str(shown.css_first("#settings [name=version]").attributes["value"])
            again = {**EVOLUTION_FORM, "pace": "2", "version": version}
            assert (await send(tab, here, f"{here}/settings", **again)).status_code == 303
