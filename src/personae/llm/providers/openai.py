"""OpenAI, and every server that speaks its chat completions protocol."""

from collections.abc import AsyncGenerator
from typing import Final

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

from personae.llm.port import Chunk, Prompt
from personae.llm.providers.chat import ChatReader, chat_messages
from personae.llm.providers.events import Events, SaidRefusal
from personae.llm.providers.relay import Patience, Relay
from personae.llm.providers.wire import client_of
from personae.llm.refusals import Refusal, seconds
from personae.platform.outbound import Reach

OFFICIAL_URL: Final = "https://api.openai.com/v1"
_NO_KEY: Final = "none"  # what servers that ask for no key are sent, since the SDK insists on one


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
        reach: Reach | None = None,
    ) -> None:
        self.name, self.model = name, model
        url = base_url or OFFICIAL_URL
        self._official = url.rstrip("/") == OFFICIAL_URL
        self.max_tokens = max_tokens
        # The relay's own limit comes first, and with it the knowledge that the request was sent.
        timeout = Timeout(patience.first_token_s + 5, connect=patience.connect_s)
        http = client_of(DefaultAioHttpClient, timeout, reach)
        self._client = AsyncOpenAI(
            api_key=key or _NO_KEY, base_url=url, timeout=timeout, max_retries=0, http_client=http
        )
        self._relay = Relay(vendor=self.name, model=model, patience=patience, refusal=_refusal)

    def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Answer the last message; see Provider."""
        return self._relay.reply(lambda: self._request(prompt), ChatReader())

    async def _request(self, prompt: Prompt) -> Events:
        # Newer official models refuse `max_tokens`; many compatible servers know nothing else.
        limit = "max_completion_tokens" if self._official else "max_tokens"
        body = {
            "model": self.model,
            "messages": chat_messages(prompt),
            "stream": True,
            "stream_options": {"include_usage": True},
            limit: prompt.max_tokens or self.max_tokens,
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


def _refusal(error: Exception) -> Refusal | None:
    if isinstance(error, SaidRefusal):
        return error.refusal
    if isinstance(error, APIConnectionError) or not isinstance(error, APIError):
        return None
    words = f"{error.type} {error.code} {error.message}"
    if isinstance(error, APIStatusError):
        return Refusal(error.status_code, words, seconds(error.response.headers.get("retry-after")))
    return Refusal(0, words)
