"""The vendors' own clients, asking the scripted model server."""

import anthropic
import httpx2
import openai

from servers.scripted_llm import ScriptedLlm


def ask_openai(server: ScriptedLlm) -> openai.AsyncOpenAI:
    """Return a client of OpenAI that never tries twice."""
    return openai.AsyncOpenAI(base_url=f"{server.url}/v1", api_key="key", max_retries=0)


def ask_anthropic(server: ScriptedLlm) -> anthropic.AsyncAnthropic:
    """Return a client of Anthropic that never tries twice."""
    return anthropic.AsyncAnthropic(base_url=server.url, api_key="key", max_retries=0)


async def openai_stream(
    server: ScriptedLlm, *, seen: list[str] | None = None
) -> tuple[str, str | None, int | None]:
    """Return the text, the finish reason and the tokens counted; `seen` fills up as pieces come."""
    pieces = [] if seen is None else seen
    finish, counted = None, None
    async with ask_openai(server) as client:
        stream = await client.chat.completions.create(
            model="m",
            messages=[{"role": "user", "content": "How is the sea?"}],
            stream=True,
            stream_options={"include_usage": True},
        )
        async for chunk in stream:
            counted = chunk.usage.completion_tokens if chunk.usage else counted
            for choice in chunk.choices:
                pieces.append(choice.delta.content or "")
                finish = choice.finish_reason or finish
    return "".join(pieces), finish, counted


async def anthropic_stream(server: ScriptedLlm) -> tuple[str, str | None, int | None]:
    """Return the text, the stop reason and the tokens counted."""
    pieces, stop, counted = [], None, None
    async with ask_anthropic(server) as client:
        stream = await client.messages.create(
            model="m", max_tokens=64, messages=[{"role": "user", "content": "How is the sea?"}], stream=True
        )
        async for event in stream:
            if event.type == "content_block_delta" and event.delta.type == "text_delta":
                pieces.append(event.delta.text)
            if event.type == "message_delta":
                stop = event.delta.stop_reason
                counted = event.usage.output_tokens if event.usage else None
    return "".join(pieces), stop, counted


async def openai_whole(server: ScriptedLlm) -> tuple[str | None, str]:
    """Return the text and the finish reason of a reply that is not streamed."""
    async with ask_openai(server) as client:
        reply = await client.chat.completions.create(
            model="m", messages=[{"role": "user", "content": "How is the sea?"}]
        )
    return reply.choices[0].message.content, reply.choices[0].finish_reason


async def post(server: ScriptedLlm) -> httpx2.Response:
    """Return the plain answer to a question in OpenAI's protocol."""
    async with httpx2.AsyncClient(verify=False) as client:
        return await client.post(f"{server.url}/v1/chat/completions", json={"model": "m", "messages": []})
