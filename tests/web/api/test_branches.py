"""Branches over the API: other replies, edits, swiping, undoing, and two tabs."""

import asyncio
from typing import Any

import pytest

from makers import Person
from personae.llm import ScriptedProvider, saying
from stage import Stage
from web.live.listening import listening
from web.route_table import fresh_conversation

Json = dict[str, Any]


class Talk:
    """A conversation of Ada's, over the API."""

    def __init__(self, person: Person, id: str) -> None:
        self.person, self.id = person, id

    async def ask(self, method: str, path: str, status: int = 200, **body: object) -> Any:
        """One request under the conversation."""
        url = f"/api/v1/conversations/{self.id}{path}"
        answer = await self.person.client.request(method, url, json=body or None)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    async def say(self, text: str, **more: object) -> Json:
        """The exchange."""
        found: Json = await self.ask("POST", "/messages", text=text, **more)
        return found

    async def texts(self) -> list[str]:
        """What is shown."""
        return [each["text"] for each in (await self.ask("GET", "/messages"))["items"]]


@pytest.fixture
async def talk(ada: Person) -> Talk:
    """A new conversation."""
    return Talk(ada, (await fresh_conversation(ada, {}))["conversation_id"])


class TestRegenerate:
    async def test_puts_a_reply_beside_the_old_one_and_says_which_it_is(
        self, talk: Talk, stage: Stage
    ) -> None:
        first = await talk.say("Is it lit?")
        with stage.playing(ScriptedProvider(saying("It is."))):
            again = await talk.ask("POST", f"/messages/{first['reply']['id']}/regenerate")
        assert again["reply"]["siblings"] == {
            "index": 1,
            "count": 2,
            "previous": first["reply"]["id"],
            "next": None,
        }
        assert again["message"]["id"] == first["message"]["id"] == again["reply"]["parent_id"]
        assert (await talk.texts())[1] == "It is."

    async def test_streams_as_a_new_message_does(self, talk: Talk, stage: Stage) -> None:
        first = await talk.say("Is it lit?")
        path = f"/api/v1/conversations/{talk.id}/messages/{first['reply']['id']}/regenerate"
        with stage.playing(ScriptedProvider(saying("It is."))):
            answer = await talk.person.client.post(path, headers={"accept": "text/event-stream"})
        assert "event: done" in answer.text
        assert "It is." in answer.text


class TestEdit:
    async def test_refuses_what_another_tab_has_changed_and_tells_both(self, talk: Talk) -> None:
        first = await talk.say("Is it lit?")
        seen = (await talk.ask("GET", ""))["version"]
        path = f"/messages/{first['message']['id']}/edit"
        theirs = await talk.ask("POST", path, text="Is it out?", seen=seen)
        refused = await talk.ask("POST", path, 409, text="Is it red?", seen=seen)
        assert (refused["code"], refused["theirs"], refused["yours"]) == (
            "message_changed",
            "Is it out?",
            "Is it red?",
        )
        assert refused["theirs_id"] == theirs["id"]
        kept = await talk.ask("POST", path, text="Is it red?", seen=refused["version"])
        assert kept["siblings"]["count"] == 3

    async def test_asks_at_once_for_a_reply(self, talk: Talk) -> None:
        first = await talk.say("Is it lit?")
        again = await talk.ask("POST", f"/messages/{first['message']['id']}/ask", text="Is it out?")
        assert await talk.texts() == ["Is it out?", again["reply"]["text"]]

    async def test_marks_a_reply_that_the_person_wrote(self, talk: Talk) -> None:
        first = await talk.say("Is it lit?")
        assert not first["reply"]["is_edited"]
        edited = await talk.ask("POST", f"/messages/{first['reply']['id']}/edit", text="Yes.")
        assert (edited["is_edited"], edited["provider"], edited["author"]) == (True, None, "character")


class TestTree:
    async def test_is_walked_pruned_and_undone(self, talk: Talk) -> None:
        first = await talk.say("One?")
        await talk.say("Two?")
        aside = await talk.say("Three?", after=first["reply"]["id"])
        branches = (await talk.ask("GET", "/branches"))["items"]
        assert [(each["is_shown"], each["length"], each["begins"]) for each in branches] == [
            (True, 4, ""),
            (False, 2, "Two?"),
        ]
        shown = await talk.ask("POST", f"/messages/{branches[1]['leaf_id']}/show")
        assert (shown["leaf_id"], (await talk.texts())[2]) == (branches[1]["leaf_id"], "Two?")
        gone = await talk.ask("DELETE", f"/branches/{aside['reply']['id']}")
        assert gone["deleted_id"] == aside["message"]["id"]
        assert len((await talk.ask("GET", "/branches"))["items"]) == 1
        await talk.ask("POST", f"/messages/{gone['deleted_id']}/restore")
        assert len((await talk.ask("GET", "/branches"))["items"]) == 2
        assert (await talk.texts())[2] == "Two?"

    async def test_tells_what_a_message_feels_like(self, talk: Talk) -> None:
        said = await talk.say("I am so happy, thank you so much!")
        [question, _] = (await talk.ask("GET", "/messages"))["items"]
        assert question["appraisal"]["valence"] > 0
        assert said["message"] == question
        assert said["reply"]["recalled"] == []

    async def test_tells_which_memories_a_reply_was_given_and_feels_that_reply_too(
        self, talk: Talk, stage: Stage
    ) -> None:
        character = (await talk.ask("GET", ""))["character_id"]
        url = f"/api/v1/characters/{character}/memories"
        told = (await talk.person.client.post(url, json={"text": "My brother keeps bees."})).json()
        with stage.playing(ScriptedProvider(saying("I am so happy for him, and for you!"))):
            said = await talk.say("How are the bees of my brother?")
        assert [each["memory_id"] for each in said["reply"]["recalled"]] == [told["id"]]
        [_, reply] = (await talk.ask("GET", "/messages"))["items"]
        assert reply["recalled"] == said["reply"]["recalled"]
        assert reply["appraisal"]["valence"] > 0
        page = await talk.person.client.get(f"/conversations/{talk.id}")
        assert (page.status_code, "1 memory used" in page.text) == (200, True)


class TestConversation:
    async def test_is_named_pinned_and_put_away_at_once(self, talk: Talk, ada: Person) -> None:
        persona = (await ada.client.post("/api/v1/personas", json={"name": "Maya"})).json()["id"]
        changed = await talk.ask(
            "PATCH", "", title="Lamps", is_pinned=True, is_archived=True, persona_id=persona
        )
        assert (changed["title"], changed["has_own_title"]) == ("Lamps", True)
        assert changed["pinned_at"] and changed["archived_at"]
        listed = (await ada.client.get("/api/v1/conversations?shelf=archived")).json()["items"]
        assert [each["id"] for each in listed] == [talk.id]

    async def test_changes_nothing_when_one_wish_is_refused(self, talk: Talk) -> None:
        await talk.ask("PATCH", "", 404, title="Lamps", persona_id="nobody")
        assert not (await talk.ask("GET", ""))["has_own_title"]

    async def test_is_deleted_listed_and_restored(self, talk: Talk, ada: Person) -> None:
        await talk.say("One?")
        await talk.ask("DELETE", "", 204)
        await talk.ask("GET", "", 404)
        listed = (await ada.client.get("/api/v1/conversations?shelf=deleted")).json()["items"]
        assert [each["id"] for each in listed] == [talk.id]
        await talk.ask("POST", "/restore")
        assert (await talk.texts())[0] == "One?"


class TestSearch:
    async def test_leads_to_a_message_on_any_branch(self, talk: Talk, ada: Person) -> None:
        first = await talk.say("Où est l'ÉTÉ?")
        await talk.ask("POST", f"/messages/{first['message']['id']}/edit", text="Winter?")
        [found] = (await ada.client.get("/api/v1/search?q=ete")).json()["items"]
        assert (found["before"], found["match"], found["after"]) == ("Où est l'", "ÉTÉ", "?")
        assert (found["message_id"], found["is_shown"]) == (first["message"]["id"], False)


class TestLiveChannel:
    async def test_tells_both_tabs_that_another_branch_is_shown(
        self, talk: Talk, ada: Person, base_url: str
    ) -> None:
        first = await talk.say("One?")
        path = f"/live/conversations/{talk.id}"
        async with listening(base_url, path, ada.token) as one, listening(base_url, path, ada.token) as other:
            for tab in (one, other):
                await tab.until(lambda frames: any(f["kind"] == "upsert" for f in frames))
            edited = await talk.ask("POST", f"/messages/{first['message']['id']}/edit", text="Two?")
            await talk.ask("POST", f"/messages/{first['message']['id']}/show")
            version = (await talk.ask("GET", ""))["version"]
            for tab in (one, other):
                await asyncio.wait_for(
                    tab.until(lambda frames: {"kind": "branch", "version": version} in frames), 20
                )
        assert edited["siblings"]["count"] == 2
