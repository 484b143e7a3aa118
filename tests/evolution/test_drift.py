"""Steps, bounds and the way back."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personae.evolution.drift import kept, step, within
from personae.evolution.temperament import mood_of, seen, whole

unit = st.floats(0, 1)
bounds = st.floats(0.05, 0.5)


class TestStep:
    def test_shrinks_outward_as_the_bound_nears(self) -> None:
        assert step(0.0, 0.01, bound=0.2) == pytest.approx(0.01)
        assert step(0.1, 0.01, bound=0.2) == pytest.approx(0.105)
        assert step(-0.15, -0.01, bound=0.2) == pytest.approx(-0.1525)
        assert step(0.2, 0.01, bound=0.2) == 0.2

    def test_does_not_shrink_inward(self) -> None:
        assert step(0.2, -0.01, bound=0.2) == pytest.approx(0.19)

    def test_counts_as_outward_beyond_the_baseline(self) -> None:
        assert step(0.01, -0.03, bound=0.2) == pytest.approx(-0.02)

    @given(st.floats(-1, 1), st.floats(-1e9, 1e9), bounds)
    def test_never_leads_outside(self, moved: float, by: float, bound: float) -> None:
        assert -bound <= step(moved, by, bound=bound) <= bound


class TestWithin:
    def test_stops_at_the_limit_and_lets_back_in(self) -> None:
        assert within(0.04, 0.03, most=0.05) == pytest.approx(0.01)
        assert within(0.08, 0.03, most=0.05) == 0.0
        assert within(0.08, -0.03, most=0.05) == -0.03


class TestKept:
    def test_halves_with_each_half_life(self) -> None:
        assert kept(20.0, 10.0) == pytest.approx(0.25)

    def test_is_all_when_the_clock_jumped_back_and_nothing_after_ages(self) -> None:
        assert (kept(-5.0, 10.0), kept(1e12, 10.0)) == (1.0, 0.0)


class TestSeen:
    @given(unit, st.floats(-1, 1), bounds)
    def test_is_within_bounds_of_the_baseline_and_of_all(
        self, baseline: float, share: float, bound: float
    ) -> None:
        now = seen(baseline, share * bound, bound=bound)
        assert 0 <= now <= 1
        assert abs(now - baseline) <= bound + 1e-12

    def test_still_moves_where_little_room_is_left(self) -> None:
        steps = [seen(0.95, moved, bound=0.2) for moved in (0.0, 0.1, 0.2)]
        assert steps == pytest.approx([0.95, 0.975, 1.0])


class TestMoodOf:
    def test_of_the_middle_is_the_middle(self) -> None:
        assert mood_of(whole({})).values == (0.0, 0.0, 0.0)

    def test_takes_neuroticism_for_the_opposite_of_stability(self) -> None:
        nervous = mood_of(whole({"neuroticism": 1.0}))
        assert nervous.values == pytest.approx((-0.19, 0.57, 0.0))

    def test_follows_the_published_weights(self) -> None:
        kind = {"openness": 0.8, "conscientiousness": 0.3, "extraversion": 0.9, "agreeableness": 0.6}
        assert mood_of(whole(kind)).values == pytest.approx(
            (
                0.21 * 0.8 + 0.59 * 0.2,
                0.15 * 0.6 + 0.30 * 0.2,
                0.25 * 0.6 - 0.17 * 0.4 + 0.60 * 0.8 - 0.32 * 0.2,
            )
        )

    @given(st.fixed_dictionaries(dict.fromkeys(("extraversion", "agreeableness", "neuroticism"), unit)))
    def test_is_within_the_space(self, traits: dict[str, float]) -> None:
        assert all(math.fabs(value) <= 1 for value in mood_of(whole(traits)).values)
