"""A real language model for the tests."""

import anthropic
import openai
import psutil
import pytest

from servers.models import models

pytestmark = pytest.mark.servers
QUESTION = "Say one word about the sea."


class TestModels:
    async def test_speaks_the_protocol_of_openai(self) -> None:
        with models() as server:
            async with openai.AsyncOpenAI(base_url=f"{server.url}/v1", api_key="none") as client:
                reply = await client.chat.completions.create(
                    model="smollm2", max_tokens=8, messages=[{"role": "user", "content": QUESTION}]
                )
        assert reply.choices[0].message.content
        assert reply.usage is not None and reply.usage.completion_tokens > 0

    async def test_streams_in_the_protocol_of_anthropic(self) -> None:
        with models() as server:
            async with anthropic.AsyncAnthropic(base_url=server.url, api_key="none") as client:
                asked = client.messages.stream(
                    model="smollm2", max_tokens=8, messages=[{"role": "user", "content": QUESTION}]
                )
                async with asked as stream:
                    text = "".join([piece async for piece in stream.text_stream])
                    reply = await stream.get_final_message()
        assert text
        assert reply.stop_reason in {"max_tokens", "end_turn"}

    def test_leaves_nothing_behind(self) -> None:
        with models() as server:
            pid = server.pid
        assert pid is not None
        assert not psutil.pid_exists(pid)
        assert not server.folder.exists()
