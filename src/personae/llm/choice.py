"""Builds what answers, by the name of its vendor."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from personae.llm.errors import ModelAddressMissing, ModelKeyRefused
from personae.llm.port import Provider
from personae.llm.providers.gguf import GgufProvider
from personae.llm.providers.quotation import QuotationProvider
from personae.llm.providers.relay import Patience
from personae.platform.outbound import Reach

OPENAI_MODEL: Final = "gpt-5.4-mini"
ANTHROPIC_MODEL: Final = "claude-haiku-4-5"
DEFAULT_MODELS: Final[Mapping[str, str]] = {"openai": OPENAI_MODEL, "anthropic": ANTHROPIC_MODEL}

Vendor = Literal["openai", "anthropic", "compatible", "gguf", "quotation"]

# A server at home may have to load many gigabytes before it says the first word.
_AT_HOME: Final = Patience(first_token_s=120)


def build_provider(
    vendor: Vendor,
    *,
    key: str | None = None,
    base_url: str | None = None,
    model: str | None = None,
    max_tokens: int = 1024,
    reach: Reach | None = None,
) -> Provider:
    """Return the provider of one vendor; blank arguments count as not given.

    `compatible` is any server that speaks OpenAI's protocol: it needs an address, may need a key, and goes
    by its host's name. `gguf` is a file whose path is the model; it is read at the first request. Without
    `model`, OpenAI and Anthropic answer with their entry in DEFAULT_MODELS. `reach` says to which number a
    host leads, where not any will do.
    Raises ModelKeyRefused or ModelAddressMissing when what a vendor needs is not given.
    """
    model = model or DEFAULT_MODELS.get(vendor, "")
    if vendor == "quotation":
        return QuotationProvider()
    if vendor == "compatible":
        return _compatible(key, base_url, model, max_tokens, reach)
    if vendor == "gguf":
        return GgufProvider(path=Path(model), max_tokens=max_tokens)
    if not key:
        raise ModelKeyRefused(vendor=vendor)
    return _official(vendor, key, base_url or None, model, max_tokens, reach)


def _official(
    vendor: Literal["openai", "anthropic"],
    key: str,
    base_url: str | None,
    model: str,
    max_tokens: int,
    reach: Reach | None,
) -> Provider:
    # Imported only now, here and below: a vendor's SDK takes most of a second to load.
    if vendor == "anthropic":
        from personae.llm.providers.anthropic import AnthropicProvider

        return AnthropicProvider(key=key, base_url=base_url, model=model, max_tokens=max_tokens, reach=reach)

    from personae.llm.providers.openai import OpenAIProvider

    return OpenAIProvider(key=key, base_url=base_url, model=model, max_tokens=max_tokens, reach=reach)


def _compatible(
    key: str | None, base_url: str | None, model: str, max_tokens: int, reach: Reach | None
) -> Provider:
    host = urlsplit(base_url or "").hostname
    if not host:
        raise ModelAddressMissing

    from personae.llm.providers.openai import OpenAIProvider

    return OpenAIProvider(
        name=host,
        key=key,
        base_url=base_url,
        model=model,
        max_tokens=max_tokens,
        patience=_AT_HOME,
        reach=reach,
    )
