"""Anthropic's messages protocol."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any, Final

from anthropic import APIStatusError, AsyncAnthropic, DefaultAioHttpClient, Omit, omit
from anthropic.types import CacheControlEphemeralParam, MessageParam, TextBlockParam
from httpx2 import Timeout

from personae.llm.port import Chunk, Finish, Message, Prompt, Role, Usage
from personae.llm.providers.counts import count
from personae.llm.providers.events import Event, Events, SaidRefusal
from personae.llm.providers.relay import Patience, Relay
from personae.llm.providers.wire import client_of
from personae.llm.refusals import Refusal, seconds
from personae.platform.outbound import Reach

OFFICIAL_URL: Final = "https://api.anthropic.com"
_KEPT: Final[CacheControlEphemeralParam] = {"type": "ephemeral"}  # all that was sent up to here
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
        reach: Reach | None = None,
    ) -> None:
        self.model = model
        self.max_tokens = max_tokens
        # The relay's own limit comes first, and with it the knowledge that the request was sent.
        timeout = Timeout(patience.first_token_s + 5, connect=patience.connect_s)
        http = client_of(DefaultAioHttpClient, timeout, reach)
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

    async def _request(self, prompt: Prompt) -> Events:
        answer = await self._client.messages.with_raw_response.create(
            model=self.model,
            max_tokens=prompt.max_tokens or self.max_tokens,
            system=_system(prompt),
            messages=_messages(prompt),
            stream=True,
        )
        return Events(answer.http_response)

    async def close(self) -> None:
        """Close the connections that are kept open for the next request."""
        await self._client.close()


class _Reader:
    """Holds the stop reason back until message_stop, for only both together are the finish mark."""

    def __init__(self) -> None:
        self.finish: Finish | None = None
        self.usage: Usage | None = None
        self._reason: str | None = None

    def read(self, event: Event) -> str:
        kind = event.get("type")
        if kind == "content_block_delta":
            return str(event["delta"].get("text") or "")
        if kind == "message_start":
            self.usage = _usage(event["message"].get("usage"), None)
        elif kind == "message_delta":
            self._reason = event["delta"].get("stop_reason")
            self.usage = _usage(event.get("usage"), self.usage)
        elif kind == "message_stop" and self._reason:
            self.finish = _FINISHES.get(self._reason, Finish.DONE)
        elif kind == "error":
            raise SaidRefusal(_said(event.get("error")))
        return ""


def _system(prompt: Prompt) -> list[TextBlockParam] | Omit:
    """The same at each turn, and so marked as worth caching where no sheet follows that is the same too."""
    if not prompt.system:
        return omit
    block: TextBlockParam = {"type": "text", "text": prompt.system}
    return [block if prompt.sheet else {**block, "cache_control": _KEPT}]


def _messages(prompt: Prompt) -> list[MessageParam]:
    """A conversation must open with the person here, so a character's greeting gets a silent cue.

    The end is marked as worth caching: the next turn, two messages later, looks twenty blocks back and
    finds it. With notes, which the next turn does not have, that is the message before the last.
    A single message may never be followed by another, and writing costs more than sending. The sheet is a
    block of its own with a mark of its own: it is the same still when the first messages are left out.
    """
    turns = [message for message in replace(prompt, sheet="").spoken if message.text.strip()]
    if turns and turns[0].role is Role.CHARACTER:
        turns.insert(0, Message(Role.USER, "" if prompt.sheet else "…"))
    last = len(turns) - (2 if prompt.notes else 1)
    marked = last if len(turns) > 1 else None
    return [
        _message(turn, is_marked=place == marked, sheet="" if place else prompt.sheet)
        for place, turn in enumerate(turns)
    ]


def _message(turn: Message, *, is_marked: bool, sheet: str) -> MessageParam:
    """Blocks even where plain text would do, so that the mark's moving on changes nothing else."""
    blocks = [_block(sheet, is_marked=True)] if sheet else []
    if turn.text:
        blocks.append(_block(turn.text, is_marked=is_marked))
    if turn.role is Role.USER:
        return {"role": "user", "content": blocks}
    return {"role": "assistant", "content": blocks}


def _block(text: str, *, is_marked: bool) -> TextBlockParam:
    block: TextBlockParam = {"type": "text", "text": text}
    return {**block, "cache_control": _KEPT} if is_marked else block


def _usage(counts: dict[str, Any] | None, before: Usage | None) -> Usage | None:
    """Read cumulative counts; those that the vendor leaves out stand as they were before.

    What was written to the cache or read from it is counted apart: a whole prompt is all three together.
    """
    if counts is None:
        return before
    fresh, given = count(counts.get("input_tokens")), count(counts.get("output_tokens"))
    if fresh is None:
        return replace(before or Usage(None, None, None), output_tokens=given)
    cached = count(counts.get("cache_read_input_tokens")) or 0
    written = count(counts.get("cache_creation_input_tokens")) or 0
    return Usage(fresh + cached + written, cached, given, written)


def _said(error: object) -> Refusal:
    """A refusal out of the stream. It comes with the 200 of its answer: only its words count."""
    fields = error if isinstance(error, dict) else {}
    return Refusal(0, f"{fields.get('type')} {fields.get('message')}")


def _refusal(error: Exception) -> Refusal | None:
    if isinstance(error, SaidRefusal):
        return error.refusal
    if not isinstance(error, APIStatusError):
        return None
    wait_s = seconds(error.response.headers.get("retry-after"))
    return Refusal(error.status_code, f"{error.type} {error.message}", wait_s)
