"""Replies over the API as server-sent events: in pieces, to their end, whoever listens."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from makers import Person
from personae.llm import Chunk, Notice, Pause, ScriptedProvider, Wait, saying
from stage import Stage
from web.browser import problem
from web.route_table import Ids, fresh_conversation
from web.slow import WHOLE, Slow

STREAM = {"accept": "text/event-stream"}
Event = tuple[str, dict[str, Any]]


@pytest.fixture
async def messages(owner: Person) -> str:
    """Where a new conversation's messages are sent."""
    return f"/api/v1/conversations/{(await fresh_conversation(owner, {}))['conversation_id']}/messages"


async def events(answer: httpx2.Response) -> AsyncIterator[Event]:
    """The events of a stream."""
    name = ""
    async for line in answer.aiter_lines():
        if line.startswith("event: "):
            name = line[7:]
        if line.startswith("data: "):
            yield name, json.loads(line[6:])


class TestStream:
    async def test_tells_the_message_the_pieces_and_last_the_exchange(
        self, owner: Person, messages: str, slow: Slow
    ) -> None:
        slow.finish()
        async with owner.client.stream("POST", messages, json={"text": "Lit?"}, headers=STREAM) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert answer.headers["cache-control"] == "no-store"
            found = [event async for event in events(answer)]
        assert [name for name, _ in found] == ["message", *["piece"] * (len(found) - 2), "done"]
        assert found[0][1]["text"] == "Lit?"
        assert "".join(data["text"] for name, data in found if name == "piece") == WHOLE
        reply = found[-1][1]["reply"]
        assert (reply["state"], reply["text"]) == ("complete", WHOLE)
        assert {data["id"] for name, data in found if name == "piece"} == {reply["id"]}

    async def test_hands_over_each_piece_while_the_next_is_not_there(
        self, owner: Person, messages: str, slow: Slow
    ) -> None:
        async with owner.client.stream("POST", messages, json={"text": "Lit?"}, headers=STREAM) as answer:
            coming = events(answer)
            assert (await anext(coming))[0] == "message"
            for word in ("The", " lamp"):
                slow.go(1)
                assert (await anext(coming))[1]["text"] == word
            slow.finish()
            assert [event async for event in coming][-1][0] == "done"

    async def test_that_is_hung_up_on_is_written_to_its_end(
        self, owner: Person, messages: str, slow: Slow
    ) -> None:
        async with owner.client.stream("POST", messages, json={"text": "Lit?"}, headers=STREAM) as answer:
            coming = events(answer)
            await anext(coming)
            slow.go(1)
            await anext(coming)
        slow.finish()
        reply = await self._last(owner, messages)
        assert (reply["state"], reply["text"]) == ("complete", WHOLE)

    @pytest.mark.parametrize(
        ("path", "text", "status", "code"),
        [
            ("/api/v1/conversations/nothing/messages", "Lit?", 404, "conversation_not_found"),
            ("", " ", 422, "message_invalid"),
            ("", "x" * 8001, 422, "message_invalid"),
        ],
    )
    async def test_that_is_refused_has_its_own_status(
        self, owner: Person, messages: str, path: str, text: str, status: int, code: str
    ) -> None:
        answer = await owner.client.post(path or messages, json={"text": text}, headers=STREAM)
        assert (answer.status_code, problem(answer)["code"]) == (status, code)

    async def test_is_refused_to_others(self, other: Person, owned: Ids) -> None:
        path = f"/api/v1/conversations/{owned['conversation_id']}/messages"
        answer = await other.client.post(path, json={"text": "Lit?"}, headers=STREAM)
        assert (answer.status_code, problem(answer)["code"]) == (404, "conversation_not_found")

    async def test_waits_for_the_reply_before(self, owner: Person, messages: str, slow: Slow) -> None:
        async with owner.client.stream("POST", messages, json={"text": "Lit?"}, headers=STREAM) as answer:
            await anext(events(answer))
            second = await owner.client.post(messages, json={"text": "And now?"}, headers=STREAM)
            assert (second.status_code, problem(second)["code"]) == (409, "reply_going_on")
            slow.finish()

    async def _last(self, owner: Person, messages: str) -> dict[str, Any]:
        for _ in range(500):
            reply: dict[str, Any] = (await owner.client.get(messages)).json()["items"][-1]
            if reply["state"] != "writing":
                return reply
            await asyncio.sleep(0.02)
        raise AssertionError("the reply does not end")


class TestNotice:
    async def test_comes_before_the_words_that_are_late(
        self, owner: Person, messages: str, stage: Stage
    ) -> None:
        late = Chunk(notice=Notice(Wait.RETRY, "v", "large", "model_busy", 0.4))
        # The same is told again while the wait lasts, to pages that come late.
        steps = [late, Pause(1.5), *saying("It is lit.")]
        with stage.playing(ScriptedProvider(steps, model="large")):
            async with owner.client.stream("POST", messages, json={"text": "Lit?"}, headers=STREAM) as answer:
                found = [event async for event in events(answer)]
        names = [name for name, _ in found]
        assert names == ["message", "notice", *["piece"] * (len(names) - 3), "done"]
        notice = found[1][1]
        assert notice.pop("id") == found[-1][1]["reply"]["id"]
        assert 0.3 < notice.pop("wait_s") <= 0.4
        assert notice == {
            "wait": "retry",
            "code": "model_busy",
            "vendor": "v",
            "model": "large",
            "sentence": "large was busy: trying again in 1 s.",
        }


class TestContinue:
    async def test_sends_what_is_added_and_last_the_whole(
        self, owner: Person, messages: str, stage: Stage
    ) -> None:
        with stage.playing(ScriptedProvider(["The lamp is li"], saying("lit, Sir."))):
            broken = (await owner.client.post(messages, json={"text": "Lit?"})).json()["reply"]
            path = f"{messages}/{broken['id']}/continue"
            async with owner.client.stream("POST", path, headers=STREAM) as answer:
                found = [event async for event in events(answer)]
        assert found[0][1]["text"] == "Lit?"
        assert "".join(data["text"] for name, data in found if name == "piece") == "lit, Sir."
        whole = found[-1][1]["reply"]
        assert (whole["id"], whole["text"], whole["state"]) == (
            broken["id"],
            "The lamp is lit, Sir.",
            "complete",
        )

    async def test_is_refused_for_a_whole_reply(self, owner: Person, owned: Ids) -> None:
        path = f"/api/v1/conversations/{owned['conversation_id']}/messages/{owned['message_id']}/continue"
        for headers in (STREAM, {}):
            answer = await owner.client.post(path, headers=headers)
            assert (answer.status_code, problem(answer)["code"]) == (409, "reply_not_continuable")

    async def test_gives_quotations_when_asked_to(self, owner: Person, messages: str, stage: Stage) -> None:
        with stage.playing(ScriptedProvider([])):
            broken = (await owner.client.post(messages, json={"text": "Lit?"})).json()["reply"]
            path = f"{messages}/{broken['id']}/continue"
            reply = (await owner.client.post(path, json={"quotations": True})).json()["reply"]
        assert (reply["provider"], reply["text"]) == ("quotation", "Grain first, then talk.")


class TestStop:
    async def test_keeps_what_was_said(self, owner: Person, messages: str, slow: Slow) -> None:
        async with owner.client.stream("POST", messages, json={"text": "Lit?"}, headers=STREAM) as answer:
            coming = events(answer)
            await anext(coming)
            slow.go(2)
            piece = (await anext(coming))[1]
            said = piece["text"]
            while said != "The lamp":  # in one piece or in two
                said += (await anext(coming))[1]["text"]
            stopped = await owner.client.post(f"{messages}/{piece['id']}/stop")
            last = [event async for event in coming][-1]
        assert stopped.status_code == 202
        assert (stopped.json()["state"], stopped.json()["text"]) == ("interrupted", "The lamp")
        assert (last[0], last[1]["reply"]["reason"]) == ("done", "stopped")

    async def test_changes_nothing_about_a_reply_that_has_ended(self, owner: Person, owned: Ids) -> None:
        path = f"/api/v1/conversations/{owned['conversation_id']}/messages/{owned['message_id']}/stop"
        answer = await owner.client.post(path)
        assert (answer.status_code, answer.json()["state"]) == (202, "complete")

    async def test_ties_the_message_to_its_conversation(
        self, owner: Person, owned: Ids, messages: str
    ) -> None:
        answer = await owner.client.post(f"{messages}/{owned['message_id']}/stop")
        assert (answer.status_code, problem(answer)["code"]) == (404, "message_not_found")


class TestAtOnce:
    async def test_gives_one_reply_when_the_same_is_sent_ten_times(
        self, owner: Person, messages: str, slow: Slow
    ) -> None:
        sending = [owner.client.post(messages, json={"text": "Lit?"}) for _ in range(10)]
        tasks = [asyncio.ensure_future(each) for each in sending]
        while sum(task.done() for task in tasks) < 9:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED, timeout=0.1)
        slow.finish()
        answers = await asyncio.gather(*tasks)
        assert sorted(answer.status_code for answer in answers) == [200] + [409] * 9
        assert len((await owner.client.get(messages)).json()["items"]) == 2
