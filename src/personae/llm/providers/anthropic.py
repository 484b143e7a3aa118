"""Anthropic's messages protocol."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Final

from anthropic import APIStatusError, AsyncAnthropic, AsyncStream, DefaultAsyncHttpxClient, Omit, omit
from anthropic.types import (
    MessageDeltaUsage,
    MessageParam,
    RawMessageStreamEvent,
    TextBlockParam,
)
from anthropic.types import Usage as StartUsage
from httpx2 import Timeout

from personae.llm.port import Chunk, Finish, Message, Prompt, Role, Usage
from personae.llm.providers.relay import Patience, Relay
from personae.llm.refusals import Refusal, seconds

OFFICIAL_URL: Final = "https://api.anthropic.com"
_FINISHES: Final = {
    "max_tokens": Finish.LENGTH,
    "model_context_window_exceeded": Finish.LENGTH,
    "refusal": Finish.FILTERED,
}


class AnthropicProvider:
    """Streams replies over the messages API. The key is handed to the SDK and kept nowhere else."""

    name = "anthropic"

    def __init__(
        self,
        *,
        key: str,
        model: str,
        base_url: str | None = None,
        max_tokens: int = 1024,
        patience: Patience = Patience(),  # noqa: B008 -- frozen
    ) -> None:
        self.model = model
        self.max_tokens = max_tokens
        # The relay's own limit comes first, and with it the knowledge that the request was sent.
        timeout = Timeout(patience.first_token_s + 5, connect=patience.connect_s)
        # No redirects: a request that follows one takes the key to another host.
        http = DefaultAsyncHttpxClient(timeout=timeout, follow_redirects=False)
        self._client = AsyncAnthropic(
            api_key=key,
            base_url=base_url or OFFICIAL_URL,
            timeout=timeout,
            max_retries=0,
            http_client=http,
        )
        self._relay = Relay(vendor=self.name, model=model, patience=patience, refusal=_refusal)

    def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Answer the last message; see Provider."""
        return self._relay.reply(lambda: self._request(prompt), _Reader())

    async def _request(self, prompt: Prompt) -> AsyncStream[RawMessageStreamEvent]:
        return await self._client.messages.create(
            model=self.model,
            max_tokens=self.max_tokens,
            system=_system(prompt),
            messages=_messages(prompt),
            stream=True,
        )

    async def close(self) -> None:
        """Close the connections that are kept open for the next request."""
        await self._client.close()


class _Reader:
    """Holds the stop reason back until message_stop, for only both together are the finish mark."""

    def __init__(self) -> None:
        self.finish: Finish | None = None
        self.usage: Usage | None = None
        self._reason: str | None = None

    def read(self, event: RawMessageStreamEvent) -> str:
        if event.type == "message_start":
            self.usage = _usage(event.message.usage, None)
        elif event.type == "content_block_delta" and event.delta.type == "text_delta":
            return event.delta.text
        elif event.type == "message_delta":
            self._reason = event.delta.stop_reason
            self.usage = _usage(event.usage, self.usage)
        elif event.type == "message_stop" and self._reason:
            self.finish = _FINISHES.get(self._reason, Finish.DONE)
        return ""


def _system(prompt: Prompt) -> list[TextBlockParam] | Omit:
    """The character's sheet is the same at each turn, so it is marked as worth caching."""
    if not prompt.system:
        return omit
    return [{"type": "text", "text": prompt.system, "cache_control": {"type": "ephemeral"}}]


def _messages(prompt: Prompt) -> list[MessageParam]:
    """A conversation must open with the person here, so a character's greeting gets a silent cue."""
    turns = [message for message in prompt.messages if message.text.strip()]
    if turns and turns[0].role is Role.CHARACTER:
        turns.insert(0, Message(Role.USER, "…"))
    messages: list[MessageParam] = []
    for turn in turns:
        if turn.role is Role.USER:
            messages.append({"role": "user", "content": turn.text})
        else:
            messages.append({"role": "assistant", "content": turn.text})
    return messages


def _usage(counts: StartUsage | MessageDeltaUsage | None, before: Usage | None) -> Usage | None:
    """Read cumulative counts; those that the vendor leaves out stand as they were before.

    What was written to the cache or read from it is counted apart: a whole prompt is all three together.
    """
    if counts is None:
        return before
    if counts.input_tokens is None:
        known = before or Usage(None, None, None)
        return replace(known, output_tokens=counts.output_tokens)
    cached = counts.cache_read_input_tokens or 0
    written = counts.cache_creation_input_tokens or 0
    return Usage(counts.input_tokens + cached + written, cached, counts.output_tokens, written)


def _refusal(error: Exception) -> Refusal | None:
    if not isinstance(error, APIStatusError):
        return None
    wait_s = seconds(error.response.headers.get("retry-after"))
    # An error said inside a stream comes with the 200 of its answer: only its words count.
    status = error.status_code if error.status_code >= 300 else 0
    return Refusal(status, f"{error.type} {error.message}", wait_s)
