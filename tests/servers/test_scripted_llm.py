"""A model server that answers by script, asked with the vendors' own clients."""

import asyncio
import json

import anthropic
import httpx2
import openai
import pytest

from servers import scripted_replies as replies
from servers.asking import anthropic_stream, ask_anthropic, openai_stream, openai_whole, post
from servers.scripted_llm import scripted_llm
from servers.scripted_protocols import Request

TEXT = "The tide is out."


class TestGoodReplies:
    async def test_streams_in_the_protocol_of_openai(self) -> None:
        async with scripted_llm([replies.ok(TEXT)]) as server:
            assert await openai_stream(server) == (TEXT, "stop", 4)

    async def test_streams_in_the_protocol_of_anthropic(self) -> None:
        async with scripted_llm([replies.ok(TEXT)]) as server:
            assert await anthropic_stream(server) == (TEXT, "end_turn", 4)

    async def test_answers_whole_in_the_protocol_of_openai(self) -> None:
        async with scripted_llm([replies.ok(TEXT)]) as server:
            assert await openai_whole(server) == (TEXT, "stop")

    async def test_answers_whole_in_the_protocol_of_anthropic(self) -> None:
        async with scripted_llm([replies.ok(TEXT)]) as server, ask_anthropic(server) as client:
            reply = await client.messages.create(
                model="m", max_tokens=64, messages=[{"role": "user", "content": "How is the sea?"}]
            )
        assert [block.text for block in reply.content if block.type == "text"] == [TEXT]
        assert (reply.stop_reason, reply.usage.output_tokens) == ("end_turn", 4)

    async def test_keeps_its_text_when_slow(self) -> None:
        async with scripted_llm([replies.slow(0.001, TEXT)]) as server:
            assert await openai_stream(server) == (TEXT, "stop", 4)

    @pytest.mark.parametrize(
        ("reply", "expected"),
        [
            (replies.empty(), ("", "stop", 0)),
            (replies.filtered("The"), ("The", "content_filter", 1)),
            (replies.length(TEXT), (TEXT, "length", 4)),
            (replies.usage_missing(TEXT), (TEXT, "stop", None)),
        ],
    )
    async def test_ends_as_openai_does(
        self, reply: replies.Reply, expected: tuple[str, str, int | None]
    ) -> None:
        async with scripted_llm([reply]) as server:
            assert await openai_stream(server) == expected

    @pytest.mark.parametrize(
        ("reply", "expected"),
        [
            (replies.empty(), ("", "end_turn", 0)),
            (replies.filtered("The"), ("The", "refusal", 1)),
            (replies.length(TEXT), (TEXT, "max_tokens", 4)),
            (replies.usage_missing(TEXT), (TEXT, "end_turn", None)),
        ],
    )
    async def test_ends_as_anthropic_does(
        self, reply: replies.Reply, expected: tuple[str, str, int | None]
    ) -> None:
        async with scripted_llm([reply]) as server:
            assert await anthropic_stream(server) == expected


class TestRefusals:
    @pytest.mark.parametrize(
        ("reply", "error"),
        [
            (replies.rate_limited(), openai.RateLimitError),
            (replies.server_error(), openai.InternalServerError),
            (replies.overloaded(), openai.InternalServerError),
            (replies.unauthorized(), openai.AuthenticationError),
            (replies.html_error(), openai.InternalServerError),
        ],
    )
    async def test_are_errors_to_openai(
        self, reply: replies.Reply, error: type[openai.APIStatusError]
    ) -> None:
        async with scripted_llm([reply]) as server:
            with pytest.raises(error) as raised:
                await openai_stream(server)
        assert raised.value.status_code == reply.status

    async def test_carry_the_kind_that_anthropic_names(self) -> None:
        async with scripted_llm([replies.overloaded()]) as server:
            with pytest.raises(anthropic.APIStatusError) as raised:
                await anthropic_stream(server)
        assert raised.value.status_code == 529
        assert raised.value.body == {
            "type": "error",
            "error": {"type": "overloaded_error", "message": "scripted refusal"},
        }

    @pytest.mark.parametrize(("seconds", "header"), [(None, None), (2, "2"), (0.5, "0.5")])
    async def test_say_when_to_try_again(self, seconds: float | None, header: str | None) -> None:
        async with scripted_llm([replies.rate_limited(seconds)]) as server:
            with pytest.raises(openai.RateLimitError) as raised:
                await openai_whole(server)
        assert raised.value.response.headers.get("retry-after") == header


class TestBrokenReplies:
    @pytest.mark.parametrize("after", [0, 1, 4])
    async def test_end_in_silence_when_cut(self, after: int) -> None:
        async with scripted_llm([replies.cut(after, TEXT), replies.cut(after, TEXT)]) as server:
            said = " ".join(TEXT.split()[:after])
            assert await openai_stream(server) == (said, None, None)
            assert await anthropic_stream(server) == (said, None, None)

    async def test_end_in_an_error_when_cut_within_chunks(self) -> None:
        line = replies.cut(2, TEXT, is_chunked=True)
        async with scripted_llm([line, line]) as server:
            with pytest.raises(openai.APIConnectionError):
                await openai_stream(server)
            with pytest.raises((anthropic.APIConnectionError, httpx2.HTTPError)):
                await anthropic_stream(server)

    async def test_hold_a_malformed_event(self) -> None:
        seen: list[str] = []
        async with scripted_llm([replies.malformed_chunk(2, TEXT)]) as server:
            with pytest.raises(ValueError, match=r"utf-8|JSON|delimiter|value"):
                await openai_stream(server, seen=seen)
        assert "".join(seen) == "The tide"

    @pytest.mark.parametrize("reply", [replies.bad_json(), replies.malformed_chunk(1, TEXT)])
    async def test_are_half_a_document(self, reply: replies.Reply) -> None:
        async with scripted_llm([reply]) as server:
            answer = await post(server)
        assert answer.status_code == 200
        with pytest.raises(json.JSONDecodeError):
            answer.json()

    async def test_promise_more_than_comes(self) -> None:
        async with scripted_llm([replies.cut(1, TEXT)]) as server:
            with pytest.raises(httpx2.RemoteProtocolError):
                await post(server)

    async def test_stall_until_the_client_leaves(self) -> None:
        seen: list[str] = []
        async with scripted_llm([replies.stall(2, TEXT), replies.ok(TEXT)]) as server:
            asking = asyncio.create_task(openai_stream(server, seen=seen))
            while "".join(seen) != "The tide":
                await asyncio.sleep(0)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            assert await openai_whole(server) == (TEXT, "stop")

    async def test_do_not_hold_up_the_end_of_the_server(self) -> None:
        seen: list[str] = []
        async with scripted_llm([replies.stall(1, TEXT)]) as server:
            asking = asyncio.create_task(openai_stream(server, seen=seen))
            while "".join(seen) != "The":
                await asyncio.sleep(0)
        with pytest.raises(openai.APIConnectionError):
            await asking


class TestScript:
    async def test_goes_line_by_line_and_then_otherwise(self) -> None:
        async with scripted_llm(
            [replies.ok("one"), replies.ok("two")], otherwise=replies.ok("more")
        ) as server:
            said = [await openai_whole(server) for _ in range(4)]
        assert [text for text, _ in said] == ["one", "two", "more", "more"]

    async def test_may_be_lengthened_while_it_runs(self) -> None:
        async with scripted_llm() as server:
            server.script.append(replies.ok("late"))
            assert await openai_whole(server) == ("late", "stop")

    async def test_may_work_out_an_answer(self) -> None:
        def answer(request: Request) -> replies.Reply:
            return replies.ok(f"model {request.body['model']}")

        async with scripted_llm([answer]) as server:
            assert await openai_whole(server) == ("model m", "stop")

    async def test_is_not_used_up_by_an_unknown_path(self) -> None:
        async with scripted_llm([replies.ok(TEXT)]) as server, httpx2.AsyncClient() as client:
            answer = await client.post(f"{server.url}/v2/elsewhere", json={})
            assert answer.status_code == 404
            assert await openai_whole(server) == (TEXT, "stop")
        assert len(server.requests) == 1


class TestRequests:
    async def test_are_kept_as_they_came(self) -> None:
        async with scripted_llm() as server:
            await openai_whole(server)
            await anthropic_stream(server)
        first, second = server.requests
        assert first.path == "/v1/chat/completions"
        assert first.headers["authorization"] == "Bearer key"
        assert first.body["messages"] == [{"role": "user", "content": "How is the sea?"}]
        assert (second.path, second.is_streamed) == ("/v1/messages", True)
        assert second.headers["anthropic-version"]
