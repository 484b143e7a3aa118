"""What is said to Anthropic, and how its events are read."""

import json
from typing import Any, cast

import pytest

from llm.makers import KEY, everything, prompt
from personae.llm import ModelBusy, Prompt, ReplyInterrupted, Usage
from personae.llm.providers.anthropic import AnthropicProvider
from servers.scripted_llm import scripted_llm
from servers.scripted_replies import Reply

WORD = {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Aye"}}
OVERLOADED = {"type": "error", "error": {"type": "overloaded_error", "message": "too much"}}


def start(**usage: int) -> dict[str, object]:
    named = {"id": "m", "type": "message", "role": "assistant", "model": "m", "content": []}
    return {"type": "message_start", "message": {**named, "stop_reason": None, "usage": usage}}


def delta(reason: str = "end_turn", **usage: int) -> dict[str, object]:
    return {"type": "message_delta", "delta": {"stop_reason": reason}, "usage": usage}


def events(*data: dict[str, object]) -> Reply:
    body = "".join(f"event: {each['type']}\ndata: {json.dumps(each)}\n\n" for each in data)
    return Reply(body=body.encode(), content_type="text/event-stream")


async def bodies(*prompts: Prompt) -> list[list[Any]]:
    """The messages of each request, as they were sent."""
    async with scripted_llm() as server:
        provider = AnthropicProvider(key=KEY, model="m", base_url=server.url)
        for each in prompts:
            await everything(provider.stream(each))
        await provider.close()
    return [cast(list[Any], request.body["messages"]) for request in server.requests]


def is_marked(message: Any) -> bool:
    return any("cache_control" in block for block in message["content"])


class TestStream:
    async def test_sends_the_system_prompt_apart_and_worth_caching(self) -> None:
        async with scripted_llm() as server:
            provider = AnthropicProvider(key=KEY, model="m-1", base_url=server.url, max_tokens=77)
            await everything(provider.stream(prompt("Hail", "Well met.", "Who are you?", system="Be Pip.")))
            await provider.close()
        (request,) = server.requests
        sheet = {"type": "text", "text": "Be Pip.", "cache_control": {"type": "ephemeral"}}
        assert request.body["system"] == [sheet]
        messages = request.body["messages"]
        assert isinstance(messages, list)
        assert [(each["role"], each["content"][0]["text"]) for each in messages] == [
            ("user", "Hail"),
            ("assistant", "Well met."),
            ("user", "Who are you?"),
        ]
        assert request.body["model"] == "m-1"
        assert request.body["max_tokens"] == 77
        assert request.headers["authorization"] == f"Bearer {KEY}"

    async def test_marks_the_end_of_a_conversation_as_worth_caching_and_nothing_else_in_it(self) -> None:
        first, later = await bodies(prompt("a", "b", "c"), prompt("a", "b", "c", "d", "e"))
        assert [is_marked(each) for each in first] == [False, False, True]
        assert [is_marked(each) for each in later] == [False, False, False, False, True]

    async def test_says_what_was_said_before_in_the_same_way_wherever_the_mark_is(self) -> None:
        first, later = await bodies(prompt("a", "b", "c"), prompt("a", "b", "c", "d", "e"))
        for each in (*first, *later):
            each["content"][0].pop("cache_control", None)
        assert json.dumps(later).startswith(json.dumps(first)[:-1])

    async def test_marks_the_message_before_the_notes_that_the_next_turn_does_not_have(self) -> None:
        first, later = await bodies(
            prompt("a", "b", "c", notes="It rains."), prompt("a", "b", "c", "d", "e", notes="It snows.")
        )
        assert [is_marked(each) for each in first] == [False, True, False]
        assert [is_marked(each) for each in later] == [False, False, False, True, False]
        assert first[-1]["content"][0]["text"] == "It rains.\n\nc"
        assert later[2]["content"][0]["text"] == "c"

    async def test_pays_for_no_writing_of_a_single_message_with_notes(self) -> None:
        ((only,),) = await bodies(prompt("Read this.", notes="It rains."))
        assert not is_marked(only)

    async def test_pays_for_no_writing_of_a_single_message(self) -> None:
        ((only,),) = await bodies(prompt("Read this."))
        assert not is_marked(only)

    async def test_sends_the_sheet_as_a_block_that_stays_when_messages_are_left_out(self) -> None:
        long, short = await bodies(prompt("a", "b", "c", sheet="Pip."), prompt("b", "c", sheet="Pip."))
        kept = {"type": "text", "text": "Pip.", "cache_control": {"type": "ephemeral"}}
        assert [each["content"][0] for each in (long[0], short[0])] == [kept, kept]
        assert [block["text"] for block in long[0]["content"]] == ["Pip.", "a"]
        assert [each["role"] for each in short] == ["user", "assistant", "user"]

    async def test_marks_the_last_message_that_has_words(self) -> None:
        (messages,) = await bodies(prompt("a", "b", " "))
        assert [is_marked(each) for each in messages] == [False, True]

    async def test_cues_a_character_who_speaks_first(self) -> None:
        async with scripted_llm() as server:
            provider = AnthropicProvider(key=KEY, model="m", base_url=server.url)
            await everything(provider.stream(prompt("Welcome.", "Hail")))
            await provider.close()
        messages = server.requests[0].body["messages"]
        assert isinstance(messages, list)
        assert [each["role"] for each in messages] == ["user", "assistant", "user"]

    async def test_counts_the_cached_part_into_the_prompt(self) -> None:
        counts = {"input_tokens": 5, "cache_read_input_tokens": 30, "cache_creation_input_tokens": 7}
        script = [
            events(start(**counts, output_tokens=1), WORD, delta(output_tokens=9), {"type": "message_stop"})
        ]
        async with scripted_llm(script) as server:
            provider = AnthropicProvider(key=KEY, model="m", base_url=server.url)
            _, chunks = await everything(provider.stream(prompt("Hail")))
            await provider.close()
        assert chunks[-1].usage == Usage(42, 30, 9, cache_written_tokens=7)

    async def test_takes_the_closing_counts_over_those_at_the_start(self) -> None:
        closing = delta(input_tokens=6, cache_read_input_tokens=4, output_tokens=9)
        script = [events(start(input_tokens=5, output_tokens=1), WORD, closing, {"type": "message_stop"})]
        async with scripted_llm(script) as server:
            provider = AnthropicProvider(key=KEY, model="m", base_url=server.url)
            _, chunks = await everything(provider.stream(prompt("Hail")))
            await provider.close()
        assert chunks[-1].usage == Usage(10, 4, 9, cache_written_tokens=0)

    async def test_is_not_done_before_message_stop(self) -> None:
        async with scripted_llm([events(start(input_tokens=5, output_tokens=1), WORD, delta())]) as server:
            provider = AnthropicProvider(key=KEY, model="m", base_url=server.url)
            with pytest.raises(ReplyInterrupted):
                await everything(provider.stream(prompt("Hail")))
            await provider.close()

    async def test_is_not_done_without_a_reason(self) -> None:
        async with scripted_llm([events(WORD, {"type": "message_stop"})]) as server:
            provider = AnthropicProvider(key=KEY, model="m", base_url=server.url)
            with pytest.raises(ReplyInterrupted):
                await everything(provider.stream(prompt("Hail")))
            await provider.close()

    async def test_names_an_error_said_before_the_first_word(self) -> None:
        async with scripted_llm([events(OVERLOADED)]) as server:
            provider = AnthropicProvider(key=KEY, model="m", base_url=server.url)
            with pytest.raises(ModelBusy):
                await everything(provider.stream(prompt("Hail")))
            await provider.close()

    async def test_calls_an_error_after_the_first_word_an_interruption(self) -> None:
        async with scripted_llm([events(WORD, OVERLOADED)]) as server:
            provider = AnthropicProvider(key=KEY, model="m", base_url=server.url)
            with pytest.raises(ReplyInterrupted):
                await everything(provider.stream(prompt("Hail")))
            await provider.close()
