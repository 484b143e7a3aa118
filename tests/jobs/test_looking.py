"""The queue's records as people read them."""

from types import SimpleNamespace

import pytest

from personae.jobs.looking import GIVEN_UP, STATES, State, failure_of, job_of
from personae.library import NothingToRetry


def record(**given: object) -> SimpleNamespace:
    usual = {
        **dict.fromkeys(("error", "dequeued_at", "completed_at", "recovery_attempts")),
        "workflow_id": "reading:a:1",
        "name": "reading",
        "status": "SUCCESS",
        "input": {"args": [{"document_id": "a", "attempt": "1"}], "kwargs": {}},
        "created_at": 1_795_000_000_123,
    }
    return SimpleNamespace(**{**usual, **given})


class TestJobOf:
    def test_tells_what_it_is_about_and_since_when(self) -> None:
        job = job_of(record())
        assert (job.kind, job.state, job.ids) == ("reading", State.DONE, {"document_id": "a", "attempt": "1"})
        assert job.place == (1_795_000_000_123, "reading:a:1")
        assert job.error is None

    @pytest.mark.parametrize("status", STATES)
    def test_knows_every_state_of_the_queue(self, status: str) -> None:
        assert job_of(record(status=status)).state is STATES[status]

    def test_has_a_sentence_for_what_failed(self) -> None:
        assert job_of(record(status="ERROR", error=Exception("It is a picture."))).error == "It is a picture."
        assert job_of(record(status="MAX_RECOVERY_ATTEMPTS_EXCEEDED")).error == GIVEN_UP


class TestFailureOf:
    def test_keeps_the_sentence_of_what_was_expected(self) -> None:
        assert str(failure_of(NothingToRetry())) == NothingToRetry.message

    def test_keeps_no_word_of_what_was_not(self) -> None:
        told = str(failure_of(ValueError("the text of a book")))
        assert "ValueError" in told and "book" not in told
