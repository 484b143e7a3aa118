"""What is said to OpenAI and to servers like it, and how their events are read."""

import json

import pytest

from llm.makers import KEY, everything, prompt
from personae.llm import Finish, ModelBusy, ReplyInterrupted, Usage
from personae.llm.providers.openai import OpenAIProvider
from servers.scripted_llm import scripted_llm
from servers.scripted_replies import Reply


def events(*data: object) -> Reply:
    body = "".join(f"data: {json.dumps(each)}\n\n" for each in data)
    return Reply(body=body.encode(), content_type="text/event-stream")


def piece(text: str, finish: str | None = None) -> dict[str, object]:
    return {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]}


class TestStream:
    async def test_sends_the_conversation_after_the_system_prompt(self) -> None:
        async with scripted_llm() as server:
            provider = OpenAIProvider(key=KEY, model="m-1", base_url=f"{server.url}/v1", max_tokens=77)
            await everything(provider.stream(prompt("Hail", "Well met.", "Who are you?", system="Be Pip.")))
            await provider.close()
        (request,) = server.requests
        assert request.body["messages"] == [
            {"role": "system", "content": "Be Pip."},
            {"role": "user", "content": "Hail"},
            {"role": "assistant", "content": "Well met."},
            {"role": "user", "content": "Who are you?"},
        ]
        assert request.body["model"] == "m-1"
        assert request.body["max_tokens"] == 77
        assert request.body["stream_options"] == {"include_usage": True}
        assert request.headers["authorization"] == f"Bearer {KEY}"

    async def test_sends_the_notes_before_the_words_of_the_last_message(self) -> None:
        async with scripted_llm() as server:
            provider = OpenAIProvider(key=KEY, model="m", base_url=f"{server.url}/v1")
            await everything(provider.stream(prompt("a", "b", "c", notes="It rains.")))
            await provider.close()
        said = server.requests[0].body["messages"]
        assert isinstance(said, list)
        assert [each["content"] for each in said] == ["a", "b", "It rains.\n\nc"]

    async def test_reads_cached_tokens(self) -> None:
        usage = {"prompt_tokens": 20, "completion_tokens": 2, "total_tokens": 22}
        usage["prompt_tokens_details"] = {"cached_tokens": 16, "cache_write_tokens": 3}  # type: ignore[assignment]
        async with scripted_llm([events(piece("Aye", "stop"), {"choices": [], "usage": usage})]) as server:
            provider = OpenAIProvider(key=KEY, model="m", base_url=f"{server.url}/v1")
            _, chunks = await everything(provider.stream(prompt("Hail")))
            await provider.close()
        assert chunks[-1].usage == Usage(20, 16, 2, cache_written_tokens=3)

    @pytest.mark.parametrize("odd", [{"choices": None}, {"choices": [{"index": 0}]}, {}])
    async def test_passes_over_events_with_nothing_in_them(self, odd: object) -> None:
        async with scripted_llm([events(odd, piece("Aye", "eos"))]) as server:
            provider = OpenAIProvider(key=KEY, model="m", base_url=f"{server.url}/v1")
            text, chunks = await everything(provider.stream(prompt("Hail")))
            await provider.close()
        assert text == "Aye"
        assert chunks[-1].finish is Finish.DONE

    async def test_names_an_error_said_before_the_first_word(self) -> None:
        error = {"error": {"type": "overloaded_error", "message": "too much"}}
        async with scripted_llm([events(error)]) as server:
            provider = OpenAIProvider(key=KEY, model="m", base_url=f"{server.url}/v1")
            with pytest.raises(ModelBusy):
                await everything(provider.stream(prompt("Hail")))
            await provider.close()

    async def test_calls_an_error_after_the_first_word_an_interruption(self) -> None:
        error = {"error": {"type": "overloaded_error", "message": "too much"}}
        async with scripted_llm([events(piece("Aye"), error)]) as server:
            provider = OpenAIProvider(key=KEY, model="m", base_url=f"{server.url}/v1")
            with pytest.raises(ReplyInterrupted):
                await everything(provider.stream(prompt("Hail")))
            await provider.close()

    async def test_counts_tokens_the_official_way_at_the_official_address(self) -> None:
        async with scripted_llm() as server:
            provider = OpenAIProvider(key=KEY, model="m", max_tokens=77)
            # The same request, but to the loopback.
            provider._client = provider._client.with_options(base_url=f"{server.url}/v1")
            await everything(provider.stream(prompt("Hail")))
            await provider.close()
        assert server.requests[0].body["max_completion_tokens"] == 77
        assert "max_tokens" not in server.requests[0].body
