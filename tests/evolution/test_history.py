"""Every change with its cause: recent ones, sums over days, and why a trait is what it is."""

from datetime import timedelta

import pytest

from evolution.conftest import new_talk
from evolution.talks import CRUEL, PLAIN, WARM, Feeling, Talk, changes
from makers import Person
from personae import evolution
from personae.accounts import Actor
from personae.characters import CharacterNotFound
from personae.evolution import EventKind, TraitUnknown
from personae.platform.db import Tx

DAY = timedelta(days=1)


async def all_records(talk: Talk, *, limit: int, trait: str | None = None) -> list[evolution.Record]:
    """Every record, read in pages."""
    found: list[evolution.Record] = []
    before: int | None = None
    while True:
        page, before = await evolution.records(
            talk.tx, talk.actor, talk.character_id, trait=trait, before=before, limit=limit
        )
        found += page
        if before is None:
            return found


class TestRecords:
    async def test_add_up_to_where_the_traits_are(self, talk: Talk) -> None:
        for n in range(40):
            await talk.say(WARM if n % 3 else CRUEL, after=timedelta())
        sums = dict.fromkeys(evolution.TRAITS, 0.0)
        for record in await all_records(talk, limit=1000):
            sums[record.trait] += record.applied
        assert sums == pytest.approx(changes(await talk.mind()))

    async def test_come_each_once_page_by_page_the_latest_first(self, talk: Talk) -> None:
        said = [await talk.say() for _ in range(25)]
        whole, paged = await all_records(talk, limit=1000), await all_records(talk, limit=3)
        assert paged == whole
        assert [record.seq for record in whole] == sorted((record.seq for record in whole), reverse=True)
        assert {record.message_id for record in whole} == set(said[10:])

    async def test_say_what_was_asked_for_and_what_came_of_it(self, talk: Talk) -> None:
        for _ in range(100):
            await talk.say(after=timedelta())
        warmed = await all_records(talk, limit=100, trait="agreeableness")
        assert {record.kind for record in warmed} == {EventKind.FELT}
        assert all(0 < record.applied < record.requested + 1e-12 for record in warmed)
        assert warmed[0].after == pytest.approx(0.55)

    async def test_keep_to_some_days(self, talk: Talk) -> None:
        for _ in range(20):
            await talk.say(after=DAY)
        found, _ = await evolution.records(
            talk.tx, talk.actor, talk.character_id, days=3, at=talk.now, limit=1000
        )
        assert {record.at for record in found} == {talk.now - n * DAY for n in range(4)}

    async def test_tell_what_a_reset_took_back(self, talk: Talk) -> None:
        for _ in range(20):
            await talk.say(after=timedelta())
        before = changes(await talk.mind())
        await evolution.reset(talk.tx, talk.actor, talk.character_id)
        found, _ = await evolution.records(talk.tx, talk.actor, talk.character_id, limit=8)
        assert {record.kind for record in found[:3]} == {EventKind.RESET}
        assert abs(found[0].after - 0.5) < 1e-9
        assert before["agreeableness"] > 0

    async def test_hide_other_peoples(self, ben: Person, talk: Talk) -> None:
        with pytest.raises(CharacterNotFound):
            await evolution.records(talk.tx, ben.actor, talk.character_id)

    async def test_refuse_a_trait_that_there_is_not(self, talk: Talk) -> None:
        with pytest.raises(TraitUnknown):
            await evolution.records(talk.tx, talk.actor, talk.character_id, trait="luck")


class TestTrends:
    async def test_are_what_the_records_come_to(self, talk: Talk) -> None:
        for n in range(40):
            await talk.say(WARM if n % 4 else CRUEL, after=timedelta(hours=9))
        found = await evolution.trends(talk.tx, talk.actor, talk.character_id, days=7, at=talk.now)
        rows, _ = await evolution.records(
            talk.tx, talk.actor, talk.character_id, days=7, at=talk.now, trait="agreeableness", limit=500
        )
        applied, trend = [row.applied for row in rows], found["agreeableness"]
        assert (trend.count, trend.sum) == (len(applied), pytest.approx(sum(applied), abs=1e-5))
        assert trend.mean == pytest.approx(sum(applied) / len(applied), abs=1e-6)
        assert (trend.least, trend.most) == (
            pytest.approx(min(applied), abs=1e-6),
            pytest.approx(max(applied), abs=1e-6),
        )
        assert trend.slope == pytest.approx(
            slope([((row.at - talk.now) / DAY, row.after) for row in rows]), abs=1e-6
        )

    async def test_are_nothing_where_nothing_moved(self, talk: Talk) -> None:
        await talk.say(PLAIN)
        found = await evolution.trends(talk.tx, talk.actor, talk.character_id, days=30, at=talk.now)
        assert list(found) == list(evolution.TRAITS)
        assert set(found.values()) == {evolution.Trend()}


def slope(points: list[tuple[float, float]]) -> float:
    """The slope of the line that fits best, as the textbook has it."""
    n = len(points)
    x, y = sum(point[0] for point in points) / n, sum(point[1] for point in points) / n
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


class TestWhy:
    async def test_names_the_biggest_causes_first(self, talk: Talk) -> None:
        for _ in range(12):
            await talk.say(PLAIN, after=timedelta())
        told = {}
        for strength in (0.3, 0.9, 0.6, 0.75):
            told[await talk.say(Feeling({"caring": 0.9}, intensity=strength), after=timedelta())] = strength
        first, after = await evolution.why(talk.tx, talk.actor, talk.character_id, "agreeableness", limit=3)
        rest, end = await evolution.why(
            talk.tx, talk.actor, talk.character_id, "agreeableness", limit=3, after=after or 0
        )
        causes = [told[record.message_id or ""] for record in [*first, *rest]]
        assert (causes, end) == ([0.9, 0.75, 0.6, 0.3], None)

    async def test_forgets_what_is_no_longer_on_the_branch(self, talk: Talk) -> None:
        said = [await talk.say(after=timedelta()) for _ in range(14)]
        await evolution.set_live(talk.tx, talk.actor, said[12:], is_live=False)
        found, _ = await evolution.why(talk.tx, talk.actor, talk.character_id, "agreeableness")
        assert {record.message_id for record in found} == {said[10], said[11]}


class TestTimeline:
    async def test_tells_all_that_happened_the_latest_first(self, talk: Talk) -> None:
        said = [await talk.say() for _ in range(5)]
        await talk.say(by="character")
        healed = await evolution.heal(talk.tx, talk.actor, talk.character_id)
        found, after = await evolution.timeline(talk.tx, talk.actor, talk.character_id, limit=4)
        assert [moment.kind for moment in found] == ["therapy", "felt", "felt", "felt"]
        assert (found[0].seq, found[1].speaker, found[2].message_id) == (healed, "character", said[4])
        assert (found[2].stage_before, found[2].stage) == ("stranger", "acquaintance")
        rest, end = await evolution.timeline(talk.tx, talk.actor, talk.character_id, before=after)
        assert ([moment.message_id for moment in rest], end) == (said[2::-1], None)


class TestMoods:
    async def test_follow_a_conversation_among_others(self, tx: Tx, actor: Actor, talk: Talk) -> None:
        other = await new_talk(tx, actor, talk.character_id)
        said, wanted = [], []
        for n in range(260):
            await other.say(CRUEL if n % 2 else WARM)
            if n % 40 == 0:
                talk.now = other.now
                said.append(await talk.say(WARM, after=timedelta()))
                wanted.append((await talk.mind()).mood)
        found = []
        after: int | None = 0
        while after is not None:
            page, after = await evolution.moods(
                tx, actor, talk.character_id, talk.conversation.id, after=after, limit=3
            )
            found += page
        assert [moment.message_id for moment in found] == said
        assert [moment.mood for moment in found] == wanted
