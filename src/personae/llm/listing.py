"""Asks a vendor which models a key may use: free of charge, so it is how a key is tried."""

import json
from collections.abc import Mapping
from typing import Final

from personae.llm.errors import ModelFailed, ModelUnreachable
from personae.llm.refusals import Refusal, meaning, seconds
from personae.platform.errors import PersonaeError
from personae.platform.outbound import Reach, fetch

WAIT_S: Final = 10.0
ANSWER_BYTES: Final = 4 * 1024**2
REFUSAL_BYTES: Final = 16 * 1024  # of a refusal, that are looked at
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
        url = (f"{base_url}/v1/models" if base_url else URLS[vendor]) + "?limit=1000"
        headers = {"x-api-key": key, "anthropic-version": "2023-06-01"}
    else:
        url = f"{base_url}/models" if base_url else URLS[vendor]
        headers = {"authorization": f"Bearer {key}"} if key else {}
    # The cause is dropped on purpose, here and below: it may repeat the key.
    try:
        answer = await fetch(
            "GET", url, headers=headers, limit_bytes=ANSWER_BYTES, wait_s=wait_s, reach=reach
        )
    except PersonaeError:
        raise ModelUnreachable(vendor=vendor, model="") from None
    if answer.status != 200:
        words = answer.body[:REFUSAL_BYTES].decode(errors="replace")
        wait = seconds(answer.headers.get("retry-after"))
        raise meaning(Refusal(answer.status, words, wait), vendor=vendor, model="")
    if not answer.is_whole:  # no list of models is as long as that
        raise ModelFailed(vendor=vendor, model="")
    return _names(answer.body, vendor)


def _names(body: bytes, vendor: str) -> list[str]:
    try:
        names = [str(each["id"]) for each in json.loads(body)["data"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ModelFailed(vendor=vendor, model="") from None
    return list(dict.fromkeys(names))
