"""Stages between a person and a character: each can be reached by talking, up and down, and back."""

from datetime import timedelta

import pytest

from evolution.talks import CRUEL, PLAIN, WARM, Feeling, Talk
from personae.evolution import Stage
from personae.evolution.relationship import SLACK, UPWARD, brought, stage_of

UP = [Stage.STRANGER, Stage.ACQUAINTANCE, Stage.COMPANION, Stage.FRIEND, Stage.CLOSE]


async def stages(talk: Talk, feeling: Feeling, *, messages: int) -> list[Stage]:
    """The stages that some messages lead through, in order."""
    found = [(await talk.mind()).stage]
    for _ in range(messages):
        await talk.say(feeling)
        stage = (await talk.mind()).stage
        if stage is not found[-1]:
            found.append(stage)
    return found


class TestStages:
    async def test_are_all_reached_by_talking(self, talk: Talk) -> None:
        assert await stages(talk, WARM, messages=120) == UP
        down = await stages(talk, CRUEL, messages=40)
        assert down == [*UP[:0:-1], Stage.WARY, Stage.ESTRANGED]
        back = await stages(talk, WARM, messages=60)
        assert back == [Stage.ESTRANGED, Stage.WARY, *UP[1:]]

    async def test_need_warmth_and_not_only_words(self, talk: Talk) -> None:
        assert await stages(talk, PLAIN, messages=150) == UP[:2]

    async def test_cool_down_while_nobody_talks(self, talk: Talk) -> None:
        await stages(talk, WARM, messages=120)
        later = [(await talk.mind(later=timedelta(days=days))).stage for days in (1, 120, 360, 3_000)]
        assert later == [Stage.CLOSE, Stage.FRIEND, Stage.COMPANION, Stage.ACQUAINTANCE]

    async def test_tell_what_is_missing_until_the_next(self, talk: Talk) -> None:
        shares = []
        for _ in range(19):
            await talk.say(WARM)
            progress = (await talk.mind()).progress
            shares.append(progress.share)
        assert progress.next_stage is Stage.COMPANION
        assert (progress.messages_left, progress.bond_left) == (1, 0.0)
        assert shares[4:] == sorted(shares[4:])


class TestBrought:
    def test_counts_harm_twice(self) -> None:
        assert brought(0.0, -0.5) == pytest.approx(-2 * brought(0.0, 0.5))

    def test_stays_within_the_scale(self) -> None:
        assert brought(1.0, 1.0) == 1.0
        assert brought(-1.0, -1.0) == -1.0


class TestStageOf:
    def test_does_not_flicker_at_its_mark(self) -> None:
        mark = UPWARD[Stage.FRIEND]
        below = mark.bond - SLACK / 2
        assert stage_of(100, below) is Stage.COMPANION
        assert stage_of(100, below, was=Stage.FRIEND) is Stage.FRIEND
        assert stage_of(100, mark.bond - 2 * SLACK, was=Stage.FRIEND) is Stage.COMPANION
