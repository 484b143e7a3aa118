"""Asks a vendor which models a key may use: free of charge, so it is how a key is tried."""

import asyncio
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from personae.llm.errors import ModelFailed, ModelUnreachable
from personae.llm.port import Reach
from personae.llm.refusals import Refusal, meaning, seconds

if TYPE_CHECKING:
    import httpx2

WAIT_S: Final = 10.0
ANSWER_BYTES: Final = 4 * 1024**2
URLS: Final[Mapping[str, str]] = {
    "openai": "https://api.openai.com/v1/models",
    "anthropic": "https://api.anthropic.com/v1/models",
}


async def models_of(
    vendor: str,
    *,
    key: str,
    base_url: str | None = None,
    wait_s: float = WAIT_S,
    reach: Reach | None = None,
) -> list[str]:
    """The names of the models, as the vendor orders them, each once.

    vendor: "anthropic", or any other for OpenAI's protocol, which needs a base_url unless it is "openai".
    reach: to which number a host leads, where not any will do.
    Raises ModelKeyRefused, ModelQuota, ModelBusy, ModelUnknown, ModelUnreachable, ModelFailed.
    """
    if vendor == "anthropic":
        url = f"{base_url}/v1/models" if base_url else URLS[vendor]
        headers = {"x-api-key": key, "anthropic-version": "2023-06-01"}
        params = {"limit": "1000"}
    else:
        url = f"{base_url}/models" if base_url else URLS[vendor]
        headers, params = ({"authorization": f"Bearer {key}"} if key else {}), {}
    # Imported only now: a studio whose characters quote themselves needs no client.
    import httpx2

    from personae.llm.providers.wire import hooks_of

    # The cause is dropped on purpose, here and below: it may repeat the key.
    try:
        async with (
            asyncio.timeout(wait_s),
            httpx2.AsyncClient(timeout=wait_s, follow_redirects=False, event_hooks=hooks_of(reach)) as client,
            client.stream("GET", url, headers=headers, params=params) as answer,
        ):
            body = await _read(answer)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError):  # TimeoutError is one of them
        raise ModelUnreachable(vendor=vendor, model="") from None
    if body is None:
        raise ModelFailed(vendor=vendor, model="")
    if answer.status_code != 200:
        words = body.decode(errors="replace")
        wait = seconds(answer.headers.get("retry-after"))
        raise meaning(Refusal(answer.status_code, words, wait), vendor=vendor, model="")
    return _names(body, vendor)


async def _read(answer: "httpx2.Response") -> bytes | None:
    """The body; None for one that no list of models is as long as."""
    body = b""
    async for piece in answer.aiter_bytes():
        body += piece
        if len(body) > ANSWER_BYTES:
            return None
    return body


def _names(body: bytes, vendor: str) -> list[str]:
    try:
        names = [str(each["id"]) for each in json.loads(body)["data"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ModelFailed(vendor=vendor, model="") from None
    return list(dict.fromkeys(names))
