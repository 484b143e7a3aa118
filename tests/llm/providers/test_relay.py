"""Both vendors' streams, passed on from a server that fails in every known way."""

import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from llm.makers import KEY, everything, prompt
from personae.llm import (
    Chunk,
    Finish,
    ModelBusy,
    ModelEmpty,
    ModelFailed,
    ModelKeyRefused,
    ModelUnreachable,
    Patience,
    Provider,
    ReplyInterrupted,
    Usage,
)
from personae.llm.providers import relay
from personae.llm.providers.anthropic import AnthropicProvider
from personae.llm.providers.openai import OpenAIProvider
from personae.platform.errors import PersonaeError
from servers import scripted_replies as replies
from servers.scripted_llm import scripted_llm
from servers.scripted_replies import Reply

Maker = Callable[..., Provider]
UNHURRIED = Patience()
HASTY = Patience(connect_s=5, first_token_s=0.3, between_tokens_s=0.3)


def openai(url: str, *, patience: Patience = UNHURRIED) -> Provider:
    return OpenAIProvider(key=KEY, model="m", base_url=f"{url}/v1", patience=patience)


def anthropic(url: str, *, patience: Patience = UNHURRIED) -> Provider:
    return AnthropicProvider(key=KEY, model="m", base_url=url, patience=patience)


@pytest.fixture(params=[openai, anthropic])
def make(request: pytest.FixtureRequest) -> Maker:
    maker: Maker = request.param
    return maker


async def failure(make: Maker, reply: Reply, **options: object) -> tuple[str, PersonaeError]:
    """Return what arrived before the failure, and the failure."""
    arrived = ""
    async with scripted_llm([reply]) as server:
        provider = make(server.url, **options)
        with pytest.raises(PersonaeError) as caught:
            async for chunk in provider.stream(prompt("Hello")):
                assert chunk.finish is None
                arrived += chunk.text
        await provider.close()
    return arrived, caught.value


async def reply(make: Maker, scripted: Reply) -> tuple[str, list[Chunk]]:
    async with scripted_llm([scripted]) as server:
        provider = make(server.url)
        found = await everything(provider.stream(prompt("Hello")))
        await provider.close()
    return found


@asynccontextmanager
async def attentive_server() -> AsyncIterator[tuple[str, asyncio.Event]]:
    """A server that opens a reply with one word, then only waits for the client to hang up."""
    gone = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0]))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
        writer.write(
            b'data: {"id":"c","object":"chat.completion.chunk","created":0,"model":"m",'
            b'"choices":[{"index":0,"delta":{"content":"Hm"},"finish_reason":null}]}\n\n'
            if b"/chat/completions" in head
            else b'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,'
            b'"delta":{"type":"text_delta","text":"Hm"}}\n\n'
        )
        assert await reader.read() == b""
        gone.set()
        writer.close()

    listener = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listener:
        yield f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}", gone


class TestReply:
    async def test_passes_every_word_on_and_finishes_once(self, make: Maker) -> None:
        text, chunks = await reply(make, replies.ok("The tide is out."))
        assert text == "The tide is out."
        assert [chunk.finish for chunk in chunks[:-1]] == [None] * 4
        assert chunks[-1].finish is Finish.DONE

    async def test_tells_what_was_used(self, make: Maker) -> None:
        _, chunks = await reply(make, replies.ok("The tide is out."))
        usage = chunks[-1].usage
        assert usage is not None
        assert usage.input_tokens
        assert usage.output_tokens == 4

    async def test_finishes_without_usage_when_the_vendor_gives_none(self, make: Maker) -> None:
        text, chunks = await reply(make, replies.usage_missing("The tide is out."))
        assert text == "The tide is out."
        assert chunks[-1] == Chunk(finish=Finish.DONE, usage=None)

    async def test_says_when_the_limit_of_tokens_ended_it(self, make: Maker) -> None:
        _, chunks = await reply(make, replies.length("The tide"))
        assert chunks[-1].finish is Finish.LENGTH

    @pytest.mark.parametrize("text", ["", "The tide"])
    async def test_says_when_a_filter_ended_it(self, make: Maker, text: str) -> None:
        found, chunks = await reply(make, replies.filtered(text))
        assert found == text
        assert chunks[-1].finish is Finish.FILTERED

    @pytest.mark.parametrize("is_chunked", [False, True])
    @pytest.mark.parametrize("after", range(6))
    async def test_calls_a_cut_reply_interrupted(self, make: Maker, after: int, is_chunked: bool) -> None:
        arrived, error = await failure(make, replies.cut(after, "a b c d e f g", is_chunked=is_chunked))
        assert isinstance(error, ReplyInterrupted)
        assert arrived == "a b c d e f g"[: max(0, 2 * after - 1)]

    @pytest.mark.parametrize("after", [0, 2])
    async def test_calls_a_stalled_reply_interrupted(self, make: Maker, after: int) -> None:
        arrived, error = await failure(make, replies.stall(after, "a b c"), patience=HASTY)
        assert isinstance(error, ReplyInterrupted)
        assert arrived == ("a b" if after else "")

    @pytest.mark.parametrize("after", [0, 2])
    async def test_calls_a_garbled_reply_interrupted(self, make: Maker, after: int) -> None:
        _, error = await failure(make, replies.malformed_chunk(after))
        assert isinstance(error, ReplyInterrupted)

    async def test_calls_a_body_that_is_no_stream_interrupted(self, make: Maker) -> None:
        _, error = await failure(make, replies.bad_json())
        assert isinstance(error, ReplyInterrupted)

    @pytest.mark.parametrize(
        ("scripted", "kind"),
        [
            (replies.unauthorized(), ModelKeyRefused),
            (replies.rate_limited(), ModelBusy),
            (replies.overloaded(), ModelBusy),
            (replies.server_error(), ModelFailed),
            (replies.html_error(), ModelFailed),
            (replies.empty(), ModelEmpty),
            (replies.ok(" "), ModelEmpty),
        ],
    )
    async def test_names_the_failure(self, make: Maker, scripted: Reply, kind: type[PersonaeError]) -> None:
        _, error = await failure(make, scripted)
        assert type(error) is kind
        assert error.sentence.endswith(".")

    async def test_keeps_the_advice_when_to_come_back(self, make: Maker) -> None:
        _, error = await failure(make, replies.rate_limited(7))
        assert error.facts["retry_after_s"] == 7

    async def test_says_when_nobody_is_there(self, make: Maker) -> None:
        async with scripted_llm() as server:
            url = server.url
        provider = make(url)
        with pytest.raises(ModelUnreachable):
            await anext(provider.stream(prompt("Hello")))
        await provider.close()

    async def test_gives_up_when_no_answer_begins_in_time(self, make: Maker) -> None:
        async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            writer.close()

        async with await asyncio.start_server(silent, "127.0.0.1", 0) as listener:
            provider = make(f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}", patience=HASTY)
            with pytest.raises(ModelUnreachable):
                await anext(provider.stream(prompt("Hello")))
            await provider.close()

    @pytest.mark.parametrize(
        "scripted", [replies.server_error(), replies.cut(0, is_chunked=True), replies.cut(2)]
    )
    async def test_never_asks_twice_by_itself(self, make: Maker, scripted: Reply) -> None:
        async with scripted_llm([scripted]) as server:
            provider = make(server.url)
            with pytest.raises(PersonaeError):
                await everything(provider.stream(prompt("Hello")))
            await provider.close()
        assert len(server.requests) == 1

    async def test_hangs_up_when_it_is_closed(self, make: Maker) -> None:
        async with attentive_server() as (url, gone), asyncio.timeout(20):
            provider = make(url)
            stream = provider.stream(prompt("Hello"))
            assert (await anext(stream)).text == "Hm"
            assert not gone.is_set()
            await stream.aclose()
            await gone.wait()
            await provider.close()

    async def test_hangs_up_when_its_reader_is_cancelled(self, make: Maker) -> None:
        async with attentive_server() as (url, gone), asyncio.timeout(20):
            provider = make(url)
            began = asyncio.Event()

            async def read() -> None:
                async for _ in provider.stream(prompt("Hello")):
                    began.set()

            reader = asyncio.create_task(read())
            await began.wait()
            reader.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reader
            await gone.wait()
            await provider.close()

    async def test_gives_up_a_reply_without_an_end(
        self, make: Maker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(relay, "LONGEST", 100)
        arrived, error = await failure(make, Reply(text="word " * 1_000))
        assert isinstance(error, ReplyInterrupted)
        assert arrived == ("word " * 20).rstrip()

    async def test_counts_itself_where_a_vendor_tells_nonsense(self, make: Maker) -> None:
        """A number below 0 would make a budget grow, and one above all bounds breaks the books."""
        nonsense = {"prompt_tokens": -9, "completion_tokens": 1e30, "input_tokens": -9, "output_tokens": 1e30}
        usage = {"usage": nonsense}
        said = [
            {"type": "message_start", "message": usage, "choices": []},
            {
                "type": "content_block_delta",
                "delta": {"text": "Aye"},
                "choices": [{"delta": {"content": "Aye"}}],
            },
            {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, **usage, "choices": []},
            {"type": "message_stop", "choices": [{"finish_reason": "stop"}]},
        ]
        body = b"".join(f"data: {json.dumps(each)}\n\n".encode() for each in said)
        async with scripted_llm([Reply(body=body, content_type="text/event-stream")]) as server:
            provider = make(server.url)
            text, chunks = await everything(provider.stream(prompt("Hello")))
            await provider.close()
        assert text == "Aye"
        assert chunks[-1].usage == Usage(None, None, None)

    async def test_never_follows_a_redirect_with_the_key(self, make: Maker) -> None:
        async with scripted_llm() as elsewhere:
            moved = Reply(status=307, body=b"", headers={"location": f"{elsewhere.url}/v1/messages"})
            _, error = await failure(make, moved)
        assert isinstance(error, ModelFailed)
        assert elsewhere.requests == []

    async def test_keeps_the_key_to_itself(self, make: Maker, caplog: pytest.LogCaptureFixture) -> None:
        body = f'{{"error": {{"type": "authentication_error", "message": "no such key: {KEY}"}}}}'
        with caplog.at_level(logging.DEBUG):
            _, error = await failure(make, Reply(status=401, body=body.encode()))
        told = "".join(traceback.format_exception(error)) + str(error) + repr(error)
        provider = make("http://127.0.0.1:9")
        assert KEY not in told + repr(provider) + repr(vars(provider)) + caplog.text
        await provider.close()
