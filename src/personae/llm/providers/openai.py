"""OpenAI, and every server that speaks its chat completions protocol."""

from collections.abc import AsyncGenerator
from typing import Any, Final

from httpx2 import Timeout
from openai import (
    APIConnectionError,
    APIError,
    APIStatusError,
    AsyncOpenAI,
    AsyncStream,
    DefaultAioHttpClient,
)
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from personae.llm.port import Chunk, Finish, Prompt, Role, Usage
from personae.llm.providers.events import Event, Events, SaidRefusal
from personae.llm.providers.relay import Patience, Relay
from personae.llm.refusals import Refusal, seconds

OFFICIAL_URL: Final = "https://api.openai.com/v1"
_ROLES: Final = {Role.USER: "user", Role.CHARACTER: "assistant"}
_NO_KEY: Final = "none"  # what servers that ask for no key are sent, since the SDK insists on one
_FINISHES = {"length": Finish.LENGTH, "content_filter": Finish.FILTERED}


class OpenAIProvider:
    """Streams replies over chat completions. The key is handed to the SDK and kept nowhere else.

    `name` is the vendor's, where it is another than OpenAI.
    """

    def __init__(
        self,
        *,
        key: str | None,
        model: str,
        name: str = "openai",
        base_url: str | None = None,
        max_tokens: int = 1024,
        patience: Patience = Patience(),  # noqa: B008 -- frozen
    ) -> None:
        self.name, self.model = name, model
        url = base_url or OFFICIAL_URL
        self._official = url.rstrip("/") == OFFICIAL_URL
        self.max_tokens = max_tokens
        # The relay's own limit comes first, and with it the knowledge that the request was sent.
        timeout = Timeout(patience.first_token_s + 5, connect=patience.connect_s)
        # No redirects: a request that follows one takes the key to another host.
        http = DefaultAioHttpClient(timeout=timeout, follow_redirects=False)
        self._client = AsyncOpenAI(
            api_key=key or _NO_KEY, base_url=url, timeout=timeout, max_retries=0, http_client=http
        )
        self._relay = Relay(vendor=self.name, model=model, patience=patience, refusal=_refusal)

    def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Answer the last message; see Provider."""
        return self._relay.reply(lambda: self._request(prompt), _Reader())

    async def _request(self, prompt: Prompt) -> Events:
        # Newer official models refuse `max_tokens`; many compatible servers know nothing else.
        limit = "max_completion_tokens" if self._official else "max_tokens"
        body = {
            "model": self.model,
            "messages": _messages(prompt),
            "stream": True,
            "stream_options": {"include_usage": True},
            limit: self.max_tokens,
        }
        # Not by `chat.completions.create`, which looks into every message for what it could rewrite.
        answer = await self._client.post(
            "/chat/completions",
            body=body,
            cast_to=ChatCompletion,
            stream=True,
            stream_cls=AsyncStream[ChatCompletionChunk],
        )
        return Events(answer.response)

    async def close(self) -> None:
        """Close the connections that are kept open for the next request."""
        await self._client.close()


class _Reader:
    """Keeps the finish reason, and the usage that comes in an event of its own after it."""

    def __init__(self) -> None:
        self.finish: Finish | None = None
        self.usage: Usage | None = None

    def read(self, event: Event) -> str:
        if event.get("error"):
            raise SaidRefusal(_said(event["error"]))
        if event.get("usage"):
            self.usage = _usage(event["usage"])
        text = ""
        for choice in event.get("choices") or ():
            if choice.get("finish_reason"):
                self.finish = _FINISHES.get(choice["finish_reason"], Finish.DONE)
            delta = choice.get("delta") or {}
            text += delta.get("content") or delta.get("refusal") or ""
        return text


def _messages(prompt: Prompt) -> list[dict[str, str]]:
    sheet = [{"role": "system", "content": prompt.system}] if prompt.system else []
    return sheet + [{"role": _ROLES[each.role], "content": each.text} for each in prompt.messages]


def _usage(usage: dict[str, Any]) -> Usage:
    details = usage.get("prompt_tokens_details") or {}
    return Usage(
        input_tokens=usage.get("prompt_tokens"),
        cached_tokens=details.get("cached_tokens"),
        output_tokens=usage.get("completion_tokens"),
        cache_written_tokens=details.get("cache_write_tokens"),
    )


def _said(error: object) -> Refusal:
    """A refusal out of the stream: an object with type, code and message, or only words."""
    fields = error if isinstance(error, dict) else {"message": error}
    return Refusal(0, " ".join(str(fields.get(name)) for name in ("type", "code", "message")))


def _refusal(error: Exception) -> Refusal | None:
    if isinstance(error, SaidRefusal):
        return error.refusal
    if isinstance(error, APIConnectionError) or not isinstance(error, APIError):
        return None
    words = f"{error.type} {error.code} {error.message}"
    if isinstance(error, APIStatusError):
        return Refusal(error.status_code, words, seconds(error.response.headers.get("retry-after")))
    return Refusal(0, words)
