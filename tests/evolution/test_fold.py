"""What holds of the fold whatever the ledger says."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evolution.events import FROM_S, YEAR_S, baselines, few, ledgers, settings
from evolution.talks import Feeling
from personae.evolution import OCTANTS, TRAITS, USUAL, Settings, Stage, describe, standing
from personae.evolution import impulse as impulses
from personae.evolution.fold import SHARES_MOST, Happened, fold, relax
from personae.evolution.mind import mind_of
from personae.evolution.standing import State
from personae.evolution.tables import EventKind


def folded(events: list[Happened], by: Settings = USUAL, start: State | None = None) -> State:
    """The state after all of some events."""
    state = start or State()
    for event in events:
        state, _ = fold(state, event, by)
    return state


def felt(feeling: Feeling, seq: int = 1, *, at_s: float = FROM_S, talk: str = "a") -> Happened:
    """A message of the person's."""
    facts = impulses.to_json(impulses.impulse(feeling, speaker="user"))
    return Happened(seq, EventKind.FELT, at_s, talk, f"m{seq}", facts, 1)


class TestFold:
    @few
    @given(ledgers(), settings(), baselines)
    def test_never_leads_outside_bounds(
        self, events: list[Happened], by: Settings, baseline: dict[str, float]
    ) -> None:
        state = State()
        for event in events:
            state, moves = fold(state, event, by)
            mind = mind_of(state, baseline, by, at=datetime.fromtimestamp(event.at_s, UTC))
            for trait in mind.traits:
                assert 0 <= trait.now <= 1
                assert abs(trait.change) <= by.bound + 1e-9
                assert 0 <= trait.toward <= 1
            assert all(-1 <= value <= 1 for value in mind.mood.values)
            assert all(0 <= strength <= 1 for _, strength in mind.emotions)
            assert -1 <= mind.bond <= 1
            assert 0 <= mind.progress.share <= 1
            assert len(state.shares) <= SHARES_MOST
            assert all(move.trait in TRAITS for move in moves)
            assert not any(letter.isdigit() for letter in describe(mind))

    @few
    @given(ledgers(), settings(), st.integers(0, 20))
    def test_counts_no_event_twice_where_it_goes_on_from_a_checkpoint(
        self, events: list[Happened], by: Settings, cut: int
    ) -> None:
        kept = json.loads(json.dumps(standing.to_json(folded(events[:cut], by))))
        assert folded(events[cut:], by, standing.from_json(kept)) == folded(events, by)

    @few
    @given(ledgers(), settings(), baselines)
    def test_lets_time_alone_bring_any_state_to_its_baseline(
        self, events: list[Happened], by: Settings, baseline: dict[str, float]
    ) -> None:
        state = folded(events, by)
        at = datetime.fromtimestamp((state.at_s or FROM_S) + 100 * YEAR_S, UTC)
        mind = mind_of(state, baseline, by, at=at)
        assert max(abs(trait.change) for trait in mind.traits) < 1e-6
        assert mind.mood.values == pytest.approx(mind.usual_mood.values, abs=1e-6)
        assert (mind.emotions, mind.healing_until) == ((), None)
        assert mind.stage in (Stage.STRANGER, Stage.ACQUAINTANCE)

    @few
    @given(ledgers(), st.floats(0, 50 * YEAR_S))
    def test_takes_nothing_away_when_the_clock_jumps_back(
        self, events: list[Happened], back_s: float
    ) -> None:
        state = folded(events)
        if state.at_s is not None:
            back = relax(state, state.at_s - back_s, USUAL)
            assert (back.moved, back.mood, back.emotions) == (state.moved, state.mood, state.emotions)
            assert back.at_s == state.at_s - back_s

    @few
    @given(ledgers(), settings())
    def test_lets_no_conversation_account_for_more_than_its_limit(
        self, events: list[Happened], by: Settings
    ) -> None:
        alone = [event for event in events if event.conversation_id == "a"]
        for trait, moved in folded(alone, by).moved.items():
            assert abs(moved) <= by.per_conversation + 1e-9, trait


class TestOneConversation:
    def test_moves_a_trait_no_further_than_its_limit(self) -> None:
        one = [felt(Feeling({"caring": 1.0}, intensity=1.0), seq) for seq in range(1, 400)]
        assert folded(one).moved["agreeableness"] == pytest.approx(0.05)

    def test_leaves_room_for_others(self) -> None:
        kind = Feeling({"caring": 1.0}, intensity=1.0)
        many = [felt(kind, n, talk=f"t{n // 50}") for n in range(1, 600)]
        assert 0.15 < folded(many).moved["agreeableness"] < 0.2


class TestOctants:
    @pytest.mark.parametrize(("signs", "name"), OCTANTS.items())
    def test_are_all_reached_from_neutral(self, signs: tuple[bool, bool, bool], name: str) -> None:
        towards = [0.7 if sign else -0.7 for sign in signs]
        # What is told with dominance is answered with less of it.
        feeling = Feeling({}, towards[0], towards[1], -towards[2], intensity=0.9)
        at = datetime.fromtimestamp(FROM_S, UTC)
        reached = []
        for count in range(1, 31):
            state = folded([felt(feeling, seq) for seq in range(count)])
            reached.append(mind_of(state, {}, USUAL, at=at).octant)
        assert reached[-1] == name

    @pytest.mark.parametrize(
        ("emotions", "name"),
        [
            ({"joy": 0.9}, "exuberant"),
            ({"caring": 0.9}, "dependent"),
            ({"remorse": 0.9}, "relaxed"),
            ({"anger": 0.9}, "anxious"),
        ],
    )
    def test_follow_from_what_is_said(self, emotions: dict[str, float], name: str) -> None:
        state = folded([felt(Feeling(emotions), seq) for seq in range(20)])
        assert mind_of(state, {}, USUAL, at=datetime.fromtimestamp(FROM_S, UTC)).octant == name
