"""Who is asked next after a failure, and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personae.llm import (
    Limits,
    ModelBusy,
    ModelEmpty,
    ModelFailed,
    ModelKeyRefused,
    ModelPromptTooLong,
    ModelQuota,
    ModelRefused,
    ModelResting,
    ModelUnknown,
    ModelUnreachable,
    ReplyInterrupted,
    Wait,
)
from personae.llm.resilience.tries import Course, Step, next_step
from personae.platform.errors import Kind, PersonaeError

FACTS = {"vendor": "v", "model": "m"}
BUSY = ModelBusy(vendor="v", model="m", retry_after_s=None)


class NothingLeft(PersonaeError):
    kind, code, message = Kind.INVALID, "nothing_left", "Nothing is left."


def after(
    error: PersonaeError, *, tries: int = 1, behind: int = 0, elapsed_s: float = 0.0, chance: float = 1.0
) -> Step | None:
    return next_step(error, Course(tries, tries, behind, elapsed_s), Limits(), chance=chance)


class TestNextStep:
    @pytest.mark.parametrize(
        "error",
        [
            BUSY,
            ModelUnreachable(**FACTS),
            *(ModelFailed(vendor="v", model="m", status=status) for status in (0, 408, 500, 502, 529)),
        ],
    )
    def test_asks_again_where_the_failure_may_pass(self, error: PersonaeError) -> None:
        assert after(error) == Step(Wait.RETRY, 0.5)

    @pytest.mark.parametrize(
        "error",
        [
            ModelEmpty(**FACTS),
            ModelFailed(vendor="v", model="m", status=400),
            ModelFailed(vendor="v", model="m", status=307),
            ModelKeyRefused(**FACTS),
            ModelPromptTooLong(**FACTS),
            ModelQuota(**FACTS),
            ModelResting(vendor="v", model="m", wait_s=9),
            ModelUnknown(**FACTS),
            ModelUnreachable(vendor="v", model="m", was_sent=True),
            ReplyInterrupted(**FACTS),
        ],
    )
    def test_goes_on_to_the_next_model_otherwise(self, error: PersonaeError) -> None:
        assert after(error) is None
        assert after(error, behind=1) == Step(Wait.FALLBACK)

    @pytest.mark.parametrize("error", [ModelRefused(**FACTS), NothingLeft()])
    def test_takes_a_refusal_to_nobody_else(self, error: PersonaeError) -> None:
        assert after(error, behind=1) is None

    def test_waits_longer_each_time(self) -> None:
        waits = [after(BUSY, tries=tries) for tries in (1, 2, 3)]
        assert waits == [Step(Wait.RETRY, wait_s) for wait_s in (0.5, 1.0, 2.0)]

    def test_leaves_the_wait_to_chance(self) -> None:
        assert after(BUSY, tries=2, chance=0.25) == Step(Wait.RETRY, 0.25)

    @pytest.mark.parametrize(("advice_s", "wait_s"), [(0.1, 0.5), (7.0, 7.0)])
    def test_waits_as_long_as_the_vendor_says(self, advice_s: float, wait_s: float) -> None:
        assert after(ModelBusy(vendor="v", model="m", retry_after_s=advice_s)) == Step(Wait.RETRY, wait_s)

    def test_waits_for_no_vendor_that_takes_too_long(self) -> None:
        slow = ModelBusy(vendor="v", model="m", retry_after_s=61.0)
        assert after(slow) is None
        assert after(slow, behind=1) == Step(Wait.FALLBACK)

    def test_gives_up_after_four_tries(self) -> None:
        assert after(BUSY, tries=3) is not None
        assert after(BUSY, tries=4) is None
        assert after(BUSY, tries=4, behind=1) is None

    def test_gives_up_after_a_minute(self) -> None:
        assert after(BUSY, elapsed_s=59.4) is not None
        assert after(BUSY, elapsed_s=59.6) is None
        assert after(BUSY, elapsed_s=60.0, behind=1) is None

    @pytest.mark.parametrize(("behind", "retries"), [(0, 3), (1, 2), (2, 1), (3, 0), (9, 0)])
    def test_keeps_a_try_for_every_model_behind(self, behind: int, retries: int) -> None:
        steps = [after(BUSY, tries=tries, behind=behind) for tries in (1, 2, 3)]
        assert [step.wait for step in steps if step].count(Wait.RETRY) == retries

    @given(st.integers(1, 9), st.integers(0, 9), st.floats(0, 100), st.floats(0, 1), st.floats(0, 100))
    def test_keeps_to_the_limits(
        self, tries: int, behind: int, elapsed_s: float, chance: float, advice_s: float
    ) -> None:
        error = ModelBusy(vendor="v", model="m", retry_after_s=advice_s)
        step = after(error, tries=tries, behind=behind, elapsed_s=elapsed_s, chance=chance)
        if step:
            assert tries < 4
            assert elapsed_s + step.wait_s < 60
            assert step.wait is Wait.FALLBACK or step.wait_s >= advice_s
