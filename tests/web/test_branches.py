"""What a conversation's page lets a person do with messages and branches, with and without scripts."""

import httpx2
import pytest
from selectolax.lexbor import LexborHTMLParser

from makers import Person
from personae.llm import ScriptedProvider, saying
from stage import Stage
from web.browser import alert, browser_of, parsed, send
from web.route_table import Ids, fresh_conversation
from web.test_messages import last, say, told

pytestmark = pytest.mark.once


@pytest.fixture
async def talk(ada: Person, stage: Stage) -> str:
    """A conversation of Ada's with one exchange."""
    id = (await fresh_conversation(ada, {}))["conversation_id"]
    with stage.playing(ScriptedProvider(saying("First."))):
        await say(ada, id, "Is it lit?")
    return id


async def until_complete(tab: httpx2.AsyncClient, talk: str) -> LexborHTMLParser:
    """The page once the last reply has ended."""
    for _ in range(200):
        page = parsed(await tab.get(f"/conversations/{talk}"))
        if last(page).attributes["data-state"] == "complete":
            return page
    raise AssertionError("the reply did not end")


def id_of(page: LexborHTMLParser, index: int) -> str:
    """The id of a message on the page."""
    return str(page.css(".msg")[index].attributes["id"]).removeprefix("m-")


def said(page: LexborHTMLParser) -> list[str]:
    """What all messages say."""
    return told(page.css_first("#thread"), ".said")


async def act(
    tab: httpx2.AsyncClient, talk: str, message_id: str, verb: str, **fields: str
) -> httpx2.Response:
    """Send a form about a message."""
    here = f"/conversations/{talk}"
    return await send(tab, here, f"{here}/messages/{message_id}/{verb}", **fields)


async def regenerated(tab: httpx2.AsyncClient, talk: str, stage: Stage) -> LexborHTMLParser:
    """The page with another reply beside the first."""
    reply = id_of(parsed(await tab.get(f"/conversations/{talk}")), 1)
    with stage.playing(ScriptedProvider(saying("Second."))):
        assert (await act(tab, talk, reply, "regenerate")).status_code == 303
        return await until_complete(tab, talk)


class TestRegenerate:
    async def test_puts_another_reply_beside_the_first_to_swipe_between(
        self, ada: Person, address: str, talk: str, stage: Stage
    ) -> None:
        async with browser_of(ada, address) as tab:
            page = await regenerated(tab, talk, stage)
            assert said(page) == ["Is it lit?", "Second."]
            assert told(last(page), ".swipe .figure") == ["2/2"]
            [form] = last(page).css(".swipe form")
            await send(tab, f"/conversations/{talk}", str(form.attributes["action"]))
            page = parsed(await tab.get(f"/conversations/{talk}"))
        assert said(page) == ["Is it lit?", "First."]
        assert told(last(page), ".swipe .figure") == ["1/2"]

    async def test_leaves_the_page_alone_where_a_script_has_asked(
        self, ada: Person, address: str, talk: str, stage: Stage
    ) -> None:
        async with browser_of(ada, address) as tab:
            page = await regenerated(tab, talk, stage)
            action = str(last(page).css_first(".swipe form").attributes["hx-post"])
            token = page.css_first("input[name=csrf]").attributes["value"]
            answer = await tab.post(action, data={"csrf": token}, headers={"hx-request": "true"})
        assert answer.status_code == 204


class TestEdit:
    async def test_of_a_question_is_a_form_in_its_place_and_is_answered(
        self, ada: Person, address: str, talk: str, stage: Stage
    ) -> None:
        async with browser_of(ada, address) as tab:
            question = id_of(parsed(await tab.get(f"/conversations/{talk}")), 0)
            page = parsed(await tab.get(f"/conversations/{talk}?edit={question}"))
            assert page.css_first(".edited textarea").text() == "Is it lit?"
            version = str(page.css_first(".edited [name=version]").attributes["value"])
            with stage.playing(ScriptedProvider(saying("It is dark."))):
                await act(tab, talk, question, "edit", text="Is it dark?", version=version)
                page = await until_complete(tab, talk)
        assert said(page) == ["Is it dark?", "It is dark."]

    async def test_of_a_reply_keeps_both(self, ada: Person, address: str, talk: str) -> None:
        async with browser_of(ada, address) as tab:
            reply = id_of(parsed(await tab.get(f"/conversations/{talk}")), 1)
            await act(tab, talk, reply, "edit", text="Hardly.", version="")
            page = parsed(await tab.get(f"/conversations/{talk}"))
        assert said(page) == ["Is it lit?", "Hardly."]
        assert told(last(page), ".swipe .figure") == ["2/2"]

    async def test_that_cannot_be_taken_keeps_what_was_typed(
        self, ada: Person, address: str, talk: str
    ) -> None:
        async with browser_of(ada, address) as tab:
            question = id_of(parsed(await tab.get(f"/conversations/{talk}")), 0)
            answer = await act(tab, talk, question, "edit", text="x" * 8001)
        assert answer.status_code == 422
        assert alert(answer).startswith("A message has 1 to")
        assert parsed(answer).css_first(".edited textarea").text() == "x" * 8001

    async def test_shows_both_versions_where_another_tab_was_faster(
        self, ada: Person, address: str, talk: str
    ) -> None:
        async with browser_of(ada, address) as tab:
            reply = id_of(parsed(await tab.get(f"/conversations/{talk}")), 1)
            form = parsed(await tab.get(f"/conversations/{talk}?edit={reply}"))
            version = str(form.css_first(".edited [name=version]").attributes["value"])
            await act(tab, talk, reply, "edit", text="Theirs.", version=version)
            answer = await act(tab, talk, reply, "edit", text="Mine.", version=version)
            assert answer.status_code == 409
            page = parsed(answer)
            assert told(page.css_first(".edited"), ".theirs") == ["Theirs."]
            assert page.css_first(".edited textarea").text() == "Mine."
            again = str(page.css_first(".edited [name=version]").attributes["value"])
            assert (await act(tab, talk, reply, "edit", text="Mine.", version=again)).status_code == 303
            page = parsed(await tab.get(f"/conversations/{talk}"))
        assert said(page) == ["Is it lit?", "Mine."]
        assert told(last(page), ".swipe .figure") == ["3/3"]


class TestBranch:
    async def test_begins_after_any_message(self, ada: Person, address: str, talk: str, stage: Stage) -> None:
        with stage.playing(ScriptedProvider(saying("Gone."))):
            await say(ada, talk, "And now?")
        async with browser_of(ada, address) as tab:
            reply = id_of(parsed(await tab.get(f"/conversations/{talk}")), 1)
            page = parsed(await tab.get(f"/conversations/{talk}?after={reply}"))
            assert said(page) == ["Is it lit?", "First."]
            assert page.css_first(".composer [name=after]").attributes["value"] == reply
            with stage.playing(ScriptedProvider(saying("Here."))):
                await send(
                    tab, f"/conversations/{talk}", f"/conversations/{talk}/messages", text="Or?", after=reply
                )
                page = await until_complete(tab, talk)
            assert said(page) == ["Is it lit?", "First.", "Or?", "Here."]
            listed = parsed(await tab.get(f"/conversations/{talk}/branches"))
        assert len(listed.css(".branch")) == 2

    async def test_is_jumped_to_and_pruned_from_the_list(
        self, ada: Person, address: str, talk: str, stage: Stage
    ) -> None:
        async with browser_of(ada, address) as tab:
            await regenerated(tab, talk, stage)
            here = f"/conversations/{talk}/branches"
            jump = str(parsed(await tab.get(here)).css_first("form[action$='/show']").attributes["action"])
            await send(tab, here, jump)
            assert said(parsed(await tab.get(f"/conversations/{talk}"))) == ["Is it lit?", "First."]
            answer = await send(tab, here, jump.replace("/show", "/prune"))
            page = parsed(await tab.get(answer.headers["location"].partition("#")[0]))
            assert said(page) == ["Is it lit?", "Second."]
            await send(tab, f"/conversations/{talk}", str(page.css_first(".undo form").attributes["action"]))
            assert len(parsed(await tab.get(here)).css(".branch")) == 2


class TestDelete:
    async def test_can_be_undone_at_once(self, ada: Person, address: str, talk: str) -> None:
        async with browser_of(ada, address) as tab:
            reply = id_of(parsed(await tab.get(f"/conversations/{talk}")), 1)
            answer = await act(tab, talk, reply, "delete")
            page = parsed(await tab.get(answer.headers["location"].partition("#")[0]))
            assert said(page) == ["Is it lit?"]
            assert "Deleted, with what follows it." in page.css_first(".undo").text()
            await send(tab, f"/conversations/{talk}", str(page.css_first(".undo form").attributes["action"]))
            assert said(parsed(await tab.get(f"/conversations/{talk}"))) == ["Is it lit?", "First."]

    async def test_of_a_conversation_can_be_undone_on_the_list(
        self, ada: Person, address: str, talk: str
    ) -> None:
        async with browser_of(ada, address) as tab:
            answer = await send(tab, f"/conversations/{talk}", f"/conversations/{talk}/delete")
            page = parsed(await tab.get(answer.headers["location"]))
            assert page.css(".talks li") == []
            await send(tab, "/conversations", str(page.css_first(".undo form").attributes["action"]))
            assert len(parsed(await tab.get("/conversations")).css(".talks li")) == 1


class TestFind:
    async def test_offers_the_branch_that_a_message_is_on(
        self, ada: Person, address: str, talk: str, stage: Stage
    ) -> None:
        async with browser_of(ada, address) as tab:
            first = id_of(parsed(await tab.get(f"/conversations/{talk}")), 1)
            await regenerated(tab, talk, stage)
            answer = await tab.get(f"/conversations/{talk}/at/{first}")
            page = parsed(await tab.get(answer.headers["location"]))
            offer = page.css_first(".undo form")
            assert offer.text(strip=True) == "Show it"
            await send(tab, f"/conversations/{talk}", str(offer.attributes["action"]))
            assert said(parsed(await tab.get(f"/conversations/{talk}"))) == ["Is it lit?", "First."]

    @pytest.mark.parametrize("name", ["deleted", "elsewhere", "edit", "after"])
    async def test_takes_nothing_from_a_link_but_an_id(
        self, tab: httpx2.AsyncClient, owned: Ids, name: str
    ) -> None:
        path = f"/conversations/{owned['conversation_id']}"
        assert (await tab.get(path, params={name: "../../../logout?"})).status_code == 422


class TestShelf:
    async def test_puts_the_pinned_first_and_the_archived_away(
        self, ada: Person, address: str, talk: str
    ) -> None:
        newer = (await fresh_conversation(ada, {}))["conversation_id"]
        async with browser_of(ada, address) as tab:
            await send(tab, f"/conversations/{talk}", f"/conversations/{talk}/pin", pinned="yes")
            first = parsed(await tab.get("/conversations")).css_first(".talks a")
            assert first.attributes["href"] == f"/conversations/{talk}"
            assert "pinned" in first.text()
            await send(tab, f"/conversations/{newer}", f"/conversations/{newer}/archive", archived="yes")
            assert len(parsed(await tab.get("/conversations")).css(".talks a")) == 1
            away = parsed(await tab.get("/conversations?archived=yes")).css(".talks a")
        assert [each.attributes["href"] for each in away] == [f"/conversations/{newer}"]

    async def test_tells_of_a_title_given_in_another_tab(self, ada: Person, address: str, talk: str) -> None:
        here = f"/conversations/{talk}"
        async with browser_of(ada, address) as tab:
            version = str(parsed(await tab.get(here)).css_first("[name=version]").attributes["value"])
            assert (
                await send(tab, here, f"{here}/title", title="Theirs", version=version)
            ).status_code == 303
            answer = await send(tab, here, f"{here}/title", title="Mine", version=version)
        assert answer.status_code == 409
        assert "“Theirs”" in alert(answer)
        assert parsed(answer).css_first("[name=title]").attributes["value"] == "Mine"

    async def test_lets_the_person_speak_as_somebody(self, ada: Person, address: str, talk: str) -> None:
        here = f"/conversations/{talk}"
        async with browser_of(ada, address) as tab:
            await send(tab, "/personas", "/personas", name="Captain <b>Nan</b>", pronouns="she/her")
            option = parsed(await tab.get(here)).css("select[name=persona_id] option")[1]
            assert option.text() == "Captain <b>Nan</b>"
            await send(tab, here, f"{here}/persona", persona_id=str(option.attributes["value"]))
            chosen = parsed(await tab.get(here)).css_first("select[name=persona_id] option[selected]")
        assert chosen is not None and chosen.text() == "Captain <b>Nan</b>"


class TestSearch:
    async def test_leads_to_the_message(self, ada: Person, address: str, talk: str) -> None:
        async with browser_of(ada, address) as tab:
            page = parsed(await tab.get("/conversations/search", params={"q": "LIT"}))
            [found] = page.css(".talks a")
            assert told(page.css_first(".talks"), "mark") == ["lit"]
            answer = await tab.get(str(found.attributes["href"]))
        assert answer.headers["location"].startswith(f"/conversations/{talk}#m-")

    async def test_says_what_it_cannot_search_for(self, tab: httpx2.AsyncClient) -> None:
        answer = await tab.get("/conversations/search", params={"q": "a b c d e f g h i j"})
        assert answer.status_code == 422
        assert alert(answer)


class TestPersonas:
    async def test_keep_what_was_typed_when_refused(self, ada: Person, address: str) -> None:
        async with browser_of(ada, address) as tab:
            await send(tab, "/personas", "/personas", name="Nan")
            action = str(parsed(await tab.get("/personas")).css_first(".change form").attributes["action"])
            answer = await send(tab, "/personas", action, name=" ", about="Sails.")
            assert (answer.status_code, bool(alert(answer))) == (422, True)
            page = parsed(answer)
            assert page.css_first(".change[open] textarea").text() == "Sails."
            usual = str(page.css_first("form[action$='/usual']").attributes["action"])
            await send(tab, "/personas", usual, usual="yes")
            assert "usual" in parsed(await tab.get("/personas")).css_first(".persona .tag").text()
            await send(tab, "/personas", usual.replace("/usual", "/delete"))
            assert parsed(await tab.get("/personas")).css(".persona") == []
