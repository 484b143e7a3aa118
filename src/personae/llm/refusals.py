"""Turns what a vendor says when it refuses into the failure it means."""

from dataclasses import dataclass

from personae.llm import errors
from personae.platform.errors import Fact, PersonaeError

_QUOTA = ("insufficient_quota", "billing", "credit balance", "exceeded your current quota")
_KEY = ("authentication_error", "permission_error", "invalid_api_key")
_TOO_LONG = (
    "context_length_exceeded",
    "request_too_large",
    "prompt is too long",
    "context length",
    "context window",
    "context size",
    "too many tokens",
)
_FILTER = ("content_filter", "content_policy", "content management policy", "moderation_blocked")
_BUSY = ("rate_limit", "overloaded")
_UNKNOWN = ("model_not_found", "not_found_error")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A vendor's refusal: HTTP status (0 when said inside a stream), its words, seconds to wait."""

    status: int
    words: str
    retry_after_s: float | None = None


def meaning(refusal: Refusal, *, vendor: str, model: str) -> PersonaeError:
    """Return the failure that a refusal means.

    The vendor's own words are read but never kept: some of them repeat the key or the prompt.
    """
    facts: dict[str, Fact] = {"vendor": vendor, "model": model, "status": refusal.status}
    kind = _kind(refusal.status, refusal.words.lower())
    if kind is errors.ModelBusy:
        facts["retry_after_s"] = refusal.retry_after_s
    return kind(**facts)


def seconds(header: str | None) -> float | None:
    """Read a Retry-After header that holds seconds; a date or nonsense gives None."""
    try:
        wait_s = float(header or "")
    except ValueError:
        return None
    return wait_s if 0 <= wait_s < float("inf") else None


def _kind(status: int, words: str) -> type[PersonaeError]:
    """The order matters: vendors send used-up accounts as 429 and over-long prompts as 400."""
    rules: tuple[tuple[type[PersonaeError], tuple[int, ...], tuple[str, ...]], ...] = (
        (errors.ModelQuota, (402,), _QUOTA),
        (errors.ModelPromptTooLong, (413,), _TOO_LONG),
        (errors.ModelRefused, (451,), _FILTER),
        (errors.ModelKeyRefused, (401, 403), _KEY),
        (errors.ModelBusy, (429, 503, 529), _BUSY),
        (errors.ModelUnknown, (404,), _UNKNOWN),
    )
    for kind, statuses, marks in rules:
        if status in statuses or any(mark in words for mark in marks):
            return kind
    return errors.ModelFailed
