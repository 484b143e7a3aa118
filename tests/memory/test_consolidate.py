"""Which moments become one gist, and what it says."""

from datetime import timedelta

import numpy as np

from memory.conftest import BEGAN
from personae.memory.consolidate import LARGEST, LONGEST, Fading, gist_of, gists


def fading(
    number: int, *, kind: int | None = 0, talk: str = "one", speaker: str = "user", **more: object
) -> Fading:
    direction = np.zeros(8, np.float32)
    if kind is not None:
        direction[kind] = 1
    fields = {
        "id": f"{number:03}",
        "version": 1,
        "conversation_id": talk,
        "speaker": speaker,
        "text": f"The {number}th thing was said.",
        "importance": 0.4,
        "intensity": 0.5,
        "feeling": (0.5, 0.0, -0.5),
        "emotions": {"joy": 0.5},
        "happened_at": BEGAN + timedelta(minutes=number),
        "direction": direction,
    }
    return Fading(**{**fields, **more})


class TestGists:
    def test_gather_what_is_of_one_conversation_speaker_and_kind(self) -> None:
        moments = [
            *(fading(n, kind=n % 2) for n in range(8)),
            *(fading(n, kind=0, talk="two") for n in range(8, 12)),
            *(fading(n, kind=0, speaker="character") for n in range(12, 15)),
        ]
        found = gists(moments, fading=15)
        assert sorted(len(gist.moments) for gist in found) == [3, 4, 4, 4]
        for gist in found:
            kinds = {(m.conversation_id, m.speaker, int(m.direction.argmax())) for m in gist.moments}
            assert len(kinds) == 1
            assert gist.conversation_id == gist.moments[0].conversation_id

    def test_begin_with_the_least_important_and_stop_when_enough_has_faded(self) -> None:
        dear = [fading(n, kind=1, importance=0.9) for n in range(4)]
        dull = [fading(n, kind=2, importance=0.3) for n in range(4, 8)]
        [gist] = gists([*dear, *dull], fading=3)
        assert {moment.id for moment in gist.moments} == {moment.id for moment in dull}

    def test_hold_the_bound_where_nothing_is_alike(self) -> None:
        moments = [fading(n, kind=None, talk=f"talk {n}") for n in range(50)]
        found = gists(moments, fading=50)
        assert sum(len(gist.moments) for gist in found) == 50
        assert all(2 <= len(gist.moments) <= LARGEST and gist.conversation_id is None for gist in found)

    def test_take_no_moment_twice_and_are_the_same_each_time(self) -> None:
        moments = [fading(n, kind=n % 8, talk=f"talk {n % 3}") for n in range(100)]
        found = gists(moments, fading=100)
        ids = [moment.id for gist in found for moment in gist.moments]
        assert len(ids) == len(set(ids))
        assert gists(moments, fading=100) == found or [g.text for g in gists(moments, fading=100)] == [
            g.text for g in found
        ]

    def test_leave_one_alone_and_nothing_be(self) -> None:
        assert gists([fading(1)], fading=1) == gists([], fading=5) == []


class TestGistOf:
    def test_says_what_its_moments_have_said_and_felt(self) -> None:
        moments = [fading(n, intensity=n / 4, feeling=(n / 4, 0.0, 0.0)) for n in range(4)]
        gist = gist_of(moments)
        assert all(each.text in " ".join(m.text for m in moments) for each in moments)
        assert gist.text == " ".join(moment.text for moment in moments)
        assert 0.3 < gist.feeling[0] < 0.75  # nearer to what was felt more strongly
        assert gist.happened_at == moments[-1].happened_at and gist.emotions == {"joy": 0.5}

    def test_stays_short(self) -> None:
        gist = gist_of([fading(n, text=f"{n} " + "word " * 100) for n in range(6)])
        assert len(gist.text) <= LONGEST
