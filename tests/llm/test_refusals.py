"""What vendors' refusals mean, in the words that vendors use for them."""

import pytest

from personae.llm import (
    ModelBusy,
    ModelFailed,
    ModelKeyRefused,
    ModelPromptTooLong,
    ModelQuota,
    ModelRefused,
    ModelUnknown,
)
from personae.llm.refusals import Refusal, meaning, seconds
from personae.platform.errors import PersonaeError


class TestMeaning:
    @pytest.mark.parametrize(
        ("status", "words", "kind"),
        [
            (429, "insufficient_quota insufficient_quota", ModelQuota),
            (400, "invalid_request_error Your credit balance is too low", ModelQuota),
            (402, "billing_error", ModelQuota),
            (400, "invalid_request_error context_length_exceeded", ModelPromptTooLong),
            (400, "invalid_request_error prompt is too long: 9 tokens > 8 maximum", ModelPromptTooLong),
            (413, "request_too_large", ModelPromptTooLong),
            (400, "the request exceeds the available context size", ModelPromptTooLong),
            (400, "content_filter", ModelRefused),
            (401, "", ModelKeyRefused),
            (403, "permission_error", ModelKeyRefused),
            (429, "rate_limit_exceeded", ModelBusy),
            (529, "", ModelBusy),
            (503, "", ModelBusy),
            (0, "overloaded_error", ModelBusy),
            (404, "model_not_found", ModelUnknown),
            (400, "invalid_request_error", ModelFailed),
            (500, "", ModelFailed),
            (0, "", ModelFailed),
        ],
    )
    def test_tells_failures_apart(self, status: int, words: str, kind: type[PersonaeError]) -> None:
        failure = meaning(Refusal(status, words), vendor="openai", model="m")
        assert type(failure) is kind
        assert failure.facts["status"] == status
        assert "{" not in failure.sentence

    def test_keeps_none_of_the_vendors_words(self) -> None:
        failure = meaning(Refusal(401, "no such key: sk-0451"), vendor="openai", model="m")
        assert "sk-0451" not in f"{failure} {failure!r} {failure.facts}"

    def test_passes_on_when_to_come_back(self) -> None:
        assert meaning(Refusal(429, "", 3.5), vendor="v", model="m").facts["retry_after_s"] == 3.5
        assert meaning(Refusal(429, ""), vendor="v", model="m").facts["retry_after_s"] is None


class TestSeconds:
    @pytest.mark.parametrize(
        ("header", "wait_s"),
        [("7", 7.0), ("0.5", 0.5), (None, None), ("", None), ("Wed, 21 Oct 2026 07:28:00 GMT", None)],
    )
    def test_reads_a_number_only(self, header: str | None, wait_s: float | None) -> None:
        assert seconds(header) == wait_s

    @pytest.mark.parametrize("header", ["-1", "inf", "nan"])
    def test_refuses_nonsense(self, header: str) -> None:
        assert seconds(header) is None
