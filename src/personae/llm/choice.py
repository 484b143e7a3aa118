"""Chooses who answers: a vendor that we have a key for, else the character's own quotations."""

from typing import Final, Literal

from personae.llm.errors import ModelKeyRefused
from personae.llm.port import Provider
from personae.llm.providers.quotation import QuotationProvider

OPENAI_MODEL: Final = "gpt-5.4-mini"
ANTHROPIC_MODEL: Final = "claude-haiku-4-5"

Preference = Literal["anthropic", "openai", "quotation"]


def choose(
    *,
    openai_key: str | None = None,
    openai_base_url: str | None = None,
    openai_model: str | None = None,
    anthropic_key: str | None = None,
    anthropic_base_url: str | None = None,
    anthropic_model: str | None = None,
    preferred: Preference | None = None,
    max_tokens: int = 1024,
) -> Provider:
    """Return the provider to answer with; blank settings count as not given.

    Without `preferred`: Anthropic when it has a key, else OpenAI when it has one, else quotations.
    Raises ModelKeyRefused when the preferred vendor has no key, for nobody's words should go to a
    vendor that was not asked for.
    """
    keys: dict[Preference, str | None] = {"anthropic": anthropic_key, "openai": openai_key}
    if preferred in keys and not keys[preferred]:
        raise ModelKeyRefused(vendor=preferred)
    chosen = preferred or next((vendor for vendor, key in keys.items() if key), "quotation")
    # Imported only now: a vendor's SDK takes most of a second to load.
    if chosen == "anthropic":
        from personae.llm.providers.anthropic import AnthropicProvider

        return AnthropicProvider(
            key=anthropic_key or "",
            base_url=anthropic_base_url,
            model=anthropic_model or ANTHROPIC_MODEL,
            max_tokens=max_tokens,
        )
    if chosen == "openai":
        from personae.llm.providers.openai import OpenAIProvider

        return OpenAIProvider(
            key=openai_key or "",
            base_url=openai_base_url,
            model=openai_model or OPENAI_MODEL,
            max_tokens=max_tokens,
        )
    return QuotationProvider()
