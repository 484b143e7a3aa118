"""What a conversation's page shows of a reply beside its words: who wrote it, what it took, how to go on."""

import re

import httpx2
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from makers import Person
from personae.bootstrap import Services
from personae.llm import ANTHROPIC_MODEL as MODEL
from personae.llm import Chain, Chunk, Finish, ModelBusy, ModelQuota, ScriptedProvider, Usage, Wait, saying
from personae.llm import errors as failures
from personae.usage import Totals
from personae.web.wording import FAILINGS, REASONS, notice_sentence, taken_sentence
from stage import Stage
from web.browser import assert_inert, browser_of, parsed, send
from web.route_table import fresh_conversation

pytestmark = pytest.mark.once

BUSY = ModelBusy(vendor="v", retry_after_s=None)
USED = Usage(input_tokens=1204, cached_tokens=900, output_tokens=180)
DONE = Chunk(finish=Finish.DONE, usage=USED)


class Paid(ScriptedProvider):
    """A script in the name of a vendor whose prices are known."""

    name = "anthropic"


@pytest.fixture
async def talk(ada: Person) -> str:
    """A new conversation of Ada's."""
    return (await fresh_conversation(ada, {}))["conversation_id"]


async def say(person: Person, talk: str, text: str = "Is it lit?") -> None:
    """Say something, and wait for the reply's end."""
    path = f"/api/v1/conversations/{talk}/messages"
    (await person.client.post(path, json={"text": text})).raise_for_status()


async def page_of(person: Person, address: str, talk: str) -> LexborHTMLParser:
    """The conversation's page."""
    async with browser_of(person, address) as tab:
        return parsed(await tab.get(f"/conversations/{talk}"))


def last(page: LexborHTMLParser) -> LexborNode:
    """The last message."""
    return page.css(".msg")[-1]


def told(node: LexborNode, selector: str) -> list[str]:
    """What the elements say."""
    return [" ".join(each.text().split()) for each in node.css(selector)]


async def press(client: httpx2.AsyncClient, talk: str, label: str) -> httpx2.Response:
    """Press a button under the last message, and follow where it leads."""
    page = parsed(await client.get(f"/conversations/{talk}"))
    [form] = [each for each in last(page).css("form") if each.text(strip=True) == label]
    fields = {str(f.attributes["name"]): str(f.attributes["value"]) for f in form.css("input")}
    return await client.post(str(form.attributes["action"]), data=fields)


class TestTaken:
    async def test_stands_under_a_reply_in_tokens_and_money(
        self, ada: Person, address: str, talk: str, stage: Stage
    ) -> None:
        with stage.playing(Paid(["It is lit.", DONE], model=MODEL)):
            await say(ada, talk)
            page = await page_of(ada, address, talk)
        [facts] = told(last(page), ".facts")
        assert re.fullmatch(rf"{MODEL} · 1,204 tokens in \(900 cached\), 180 out · \$0\.00\d+", facts)

    async def test_is_told_of_a_model_without_a_known_price(
        self, ada: Person, address: str, talk: str, stage: Stage
    ) -> None:
        with stage.playing(ScriptedProvider(["It is li"])):
            await say(ada, talk)
            page = await page_of(ada, address, talk)
        [facts] = told(last(page), ".facts")
        assert facts.startswith("scripted · about ") and facts.endswith(" out · price unknown")

    async def test_is_not_told_of_what_is_free(self, ada: Person, address: str, talk: str) -> None:
        await say(ada, talk)
        assert told(last(await page_of(ada, address, talk)), ".facts") == []

    async def test_is_in_the_api(self, ada: Person, talk: str, stage: Stage) -> None:
        with stage.playing(Paid(["It is lit.", DONE], model=MODEL)):
            await say(ada, talk)
        found = (await ada.client.get(f"/api/v1/conversations/{talk}/messages")).json()["items"]
        took = found[1]["usage"]
        assert found[0]["usage"] is None
        assert took.pop("cost_micros") > 1000
        assert took == {
            "calls": 1, "input_tokens": 1204, "cached_tokens": 900, "output_tokens": 180, "is_estimate": False
        }  # fmt: skip


class TestTakenSentence:
    @pytest.mark.parametrize(
        ("totals", "sentence"),
        [
            (Totals(1, 0, 1204, 900, 180, 1230), "1,204 tokens in (900 cached), 180 out · $0.00123"),
            (Totals(1, 0, 1204, 0, 180, 1230), "1,204 tokens in, 180 out · $0.00123"),
            (Totals(1, 0, 10, 0, 8, 26_000, 0, 1), "about 10 tokens in, 8 out · $0.03"),
            (Totals(1, 0, 10, 0, 8, 0, 1), "10 tokens in, 8 out · price unknown"),
            (Totals(2, 0, 10, 0, 8, 26_000, 1), "10 tokens in, 8 out · $0.03 or more"),
            (Totals(1, 0, 10, 0, 8), ""),
            (Totals(1, 1, 0, 0, 0, 0, 1), ""),
        ],
    )
    def test_says(self, totals: Totals, sentence: str) -> None:
        assert taken_sentence(totals) == sentence


class TestFallback:
    async def test_is_told_with_its_reason(self, ada: Person, address: str, talk: str, stage: Stage) -> None:
        first = ScriptedProvider([ModelQuota(vendor="v")], model="large")
        second = ScriptedProvider(saying("It is lit."), model="small")
        with stage.playing(Chain([first, second])):
            await say(ada, talk)
            page = await page_of(ada, address, talk)
        [facts] = told(last(page), ".facts")
        assert facts.startswith("small in place of large, which has no credit left · 10 tokens in, 3 out")


class TestNoticeSentence:
    @pytest.mark.parametrize(
        ("wait", "wait_s", "vendor", "sentence"),
        [
            (Wait.RETRY, 2.2, "v", "large was busy: trying again in 3 s."),
            (Wait.RETRY, 0.0, "v", "large was busy: trying again now."),
            (Wait.FALLBACK, 0.0, "v", "large was busy. small answers in its place."),
            (Wait.FALLBACK, 0.0, "quotation", "large was busy. A quotation answers in its place."),
        ],
    )
    def test_says(self, wait: Wait, wait_s: float, vendor: str, sentence: str) -> None:
        said = notice_sentence(wait, "model_busy", asked="large", vendor=vendor, model="small", wait_s=wait_s)
        assert said == sentence

    def test_has_words_for_every_failure(self) -> None:
        kinds = [each for each in vars(failures).values() if isinstance(each, type)]
        codes = {each.code for each in kinds if each.__module__ == failures.__name__}
        assert codes | {code for code in REASONS if code.startswith("model_")} == set(FAILINGS)


class TestSaid:
    async def test_is_set_from_markdown_when_a_model_wrote_it(
        self, ada: Person, address: str, talk: str, stage: Stage
    ) -> None:
        reply = "*Smiles.* [Look](https://a.example/x) [out](/logout) ![](https://c.test/i)\n\n<b>Now</b>"
        with stage.playing(ScriptedProvider(saying(reply))):
            await say(ada, talk, "*Well*, <b>hm</b>?")
            page = await page_of(ada, address, talk)
        assert_inert(page.html.replace(' href="https://a.example/x"', ""))
        mine, theirs = page.css(".said")
        assert mine.text() == "*Well*, <b>hm</b>?"
        assert [each.text() for each in theirs.css("em, a, small")] == ["Smiles.", "Look", "a.example/x"]
        assert theirs.css_first("img") is None and theirs.css("p")[1].text() == "<b>Now</b>"

    async def test_stays_as_it_stands_in_the_book(self, ada: Person, address: str, talk: str) -> None:
        await say(ada, talk)
        said = (await page_of(ada, address, talk)).css(".said")[1]
        assert said.attributes["class"] == "said" and not said.css("p")


class TestContinue:
    async def test_goes_on_with_one_click(self, ada: Person, address: str, talk: str, stage: Stage) -> None:
        with stage.playing(ScriptedProvider(["The lamp is li"], saying("lit."))):
            await say(ada, talk)
            async with browser_of(ada, address) as tab:
                answer = await press(tab, talk, "Continue")
                assert (answer.status_code, answer.headers["location"]) == (
                    303,
                    f"/conversations/{talk}#latest",
                )
                for _ in range(100):
                    page = parsed(await tab.get(f"/conversations/{talk}"))
                    if last(page).attributes["data-state"] == "complete":
                        break
        assert told(last(page), ".said") == ["The lamp is lit."]
        assert last(page).css(".resume") == []

    async def test_is_offered_for_the_last_message_alone(
        self, ada: Person, address: str, talk: str, stage: Stage
    ) -> None:
        with stage.playing(ScriptedProvider(["The lamp is li"])):
            await say(ada, talk)
            await say(ada, talk, "Well?")
            page = await page_of(ada, address, talk)
        assert [told(each, ".resume button") for each in page.css(".msg")] == [[], [], [], ["Continue"]]

    async def test_says_so_when_somebody_has_gone_on_since(
        self, ada: Person, address: str, talk: str, stage: Stage
    ) -> None:
        with stage.playing(ScriptedProvider(["The lamp is li"])):
            await say(ada, talk)
            page = last(await page_of(ada, address, talk))
        action = str(page.css_first(".resume form").attributes["action"])
        await say(ada, talk, "Well?")
        async with browser_of(ada, address) as tab:
            answer = await send(tab, f"/conversations/{talk}", action)
        assert answer.status_code == 409
        assert "Only the last reply" in answer.text


class TestBudget:
    @pytest.fixture
    async def broke(self, ada: Person) -> Person:
        """Ada, who lets herself spend nothing but what is free."""
        wish = {"day": {"hard_micros": 1}, "month": {}}
        (await ada.client.put("/api/v1/usage/budget", json=wish)).raise_for_status()
        return ada

    async def test_refuses_with_a_sentence_and_offers_quotations_for_this_reply(
        self, broke: Person, address: str, talk: str, stage: Stage, services: Services
    ) -> None:
        model = Paid(["It is lit.", DONE], model=MODEL)
        with stage.playing(model):
            await say(broke, talk)
            async with browser_of(broke, address) as tab:
                refused = last(parsed(await tab.get(f"/conversations/{talk}")))
                assert told(refused, ".cut") == [REASONS["budget_reached"]]
                assert told(refused, ".resume a") == ["Usage and budgets"]
                await press(tab, talk, "Answer in quotations, free")
                id = str(refused.attributes["id"]).removeprefix("m-")
                await services.turns.ended(id)
                quoted = last(parsed(await tab.get(f"/conversations/{talk}")))
        assert told(quoted, ".said") == ["Grain first, then talk."]
        assert model.prompts == []

    async def test_is_warned_of_once_on_the_page_and_not_where_answers_are_free(
        self, ada: Person, address: str, talk: str, stage: Stage
    ) -> None:
        with stage.playing(Paid(["It is lit.", DONE], model=MODEL)):
            wish = {"day": {"soft_micros": 1}, "month": {}}
            (await ada.client.put("/api/v1/usage/budget", json=wish)).raise_for_status()
            await say(ada, talk)
            await say(ada, talk, "Still?")
            page = await page_of(ada, address, talk)
        [warning] = told(page.css_first("#budgets-near"), "p")
        assert warning.startswith("Your own daily budget is nearly used up. It is renewed on ")
        assert told((await page_of(ada, address, talk)).css_first("#budgets-near"), "p") == []
