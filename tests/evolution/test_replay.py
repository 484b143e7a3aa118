"""Checkpoints make folding cheap and change nothing: whatever is swiped, edited, deleted or undone."""

import random
from datetime import timedelta

import pytest

from evolution.conftest import new_talk
from evolution.talks import CRUEL, PLAIN, START, WARM, Feeling, Talk
from personae import evolution
from personae.accounts import Actor
from personae.evolution import USUAL, checkpoint_store, replay, store
from personae.evolution.fold import Happened, fold
from personae.evolution.mind import mind_of
from personae.evolution.replay import Ledger
from personae.evolution.standing import State
from personae.platform.db import Tx

KINDS = (WARM, CRUEL, PLAIN, Feeling({"curiosity": 0.9}, 0.1, 0.3, 0.0))


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checkpoints come every few events, and events are read a few at a time."""
    monkeypatch.setattr(replay, "EVERY", 5)
    monkeypatch.setattr(replay, "PAGE", 10)


async def every_event(talk: Talk) -> list[Happened]:
    """All that counts, read at once."""
    return await store.events(
        talk.tx, talk.character_id, owner_id=talk.actor.user_id, after=0, through=None, limit=10**6
    )


@pytest.mark.usefixtures("often")
class TestState:
    @pytest.mark.parametrize("seed", range(3))
    async def test_is_the_fold_of_what_counts_however_that_was_reached(
        self, actor: Actor, tx: Tx, talk: Talk, seed: int
    ) -> None:
        chance = random.Random(seed)
        other = await new_talk(tx, actor, talk.character_id)
        said: list[str] = []
        acts: list[int] = []
        for _ in range(120):
            speaking = chance.choice([talk, other])
            does = chance.random()
            if does < 0.6:
                said.append(await speaking.say(chance.choice(KINDS), by=chance.choice(["user", "character"])))
            elif does < 0.85 and said:
                some = chance.sample(said, min(len(said), chance.randint(1, 6)))
                await evolution.set_live(tx, actor, some, is_live=chance.random() < 0.5)
            elif does < 0.93:
                act = chance.choice([evolution.heal, evolution.reset])
                acts.append(await act(tx, actor, talk.character_id))
            elif acts:
                acts.append(
                    await evolution.undo(
                        tx, actor, talk.character_id, seq=acts.pop(chance.randrange(len(acts)))
                    )
                )
            state = State()
            for event in await every_event(talk):
                state, _ = fold(state, event, USUAL)
            at = START + timedelta(days=400)
            assert await evolution.state(tx, actor, talk.character_id, at=at) == mind_of(
                state, {}, USUAL, at=at
            )

    async def test_forgets_a_way_that_led_nowhere(self, actor: Actor, tx: Tx) -> None:
        straight, wandering = await new_talk(tx, actor), await new_talk(tx, actor)
        for n in range(40):
            feeling = KINDS[n % 4]
            await straight.say(feeling)
            astray = [await wandering.say(CRUEL, after=timedelta()) for _ in range(n % 3)]
            await evolution.set_live(tx, actor, astray, is_live=False)
            await wandering.say(feeling)
        assert await wandering.mind() == await straight.mind()

    async def test_counts_an_act_as_the_ledger_says(self, actor: Actor, tx: Tx, talk: Talk) -> None:
        await talk.say()
        chance, acts = random.Random(5), list[int]()
        for _ in range(30):
            if acts and chance.random() < 0.7:
                seq = chance.choice(acts)
                row = await store.act(tx, seq, talk.character_id, owner_id=actor.user_id)
                if row is not None and row.is_live:
                    acts.append(await evolution.undo(tx, actor, talk.character_id, seq=seq))
            else:
                acts.append(await evolution.heal(tx, actor, talk.character_id))
        rows = [await store.act(tx, seq, talk.character_id, owner_id=actor.user_id) for seq in acts]
        undone: set[int] = set()
        for row in reversed(rows):  # the last word counts, and from there back
            assert row is not None
            if row.kind == "undone" and row.seq not in undone:
                undone.add(row.facts["seq"])
        assert {row.seq for row in rows if row is not None and not row.is_live} == undone


@pytest.mark.usefixtures("often")
class TestMoves:
    async def test_are_the_same_from_checkpoints_as_record_by_record(
        self, actor: Actor, tx: Tx, talk: Talk
    ) -> None:
        for n in range(63):
            await talk.say(KINDS[n % 4], after=timedelta(hours=3))
        rows, _ = await evolution.records(tx, actor, talk.character_id, trait="neuroticism", limit=10**6)
        found, _ = await evolution.why(tx, actor, talk.character_id, "neuroticism", limit=500)
        assert {row.seq for row in rows} == {row.seq for row in found}
        assert [abs(row.applied) for row in found] == sorted(
            (abs(row.applied) for row in found), reverse=True
        )
        by_seq = {row.seq: row for row in rows}
        for row in found:
            same = by_seq[row.seq]
            assert (row.message_id, row.requested) == (same.message_id, same.requested)
            assert (row.before, row.after) == pytest.approx((same.before, same.after), abs=1e-6)
        trend = (await evolution.trends(tx, actor, talk.character_id, days=3, at=talk.now))["neuroticism"]
        recent = [row for row in rows if row.at >= talk.now - timedelta(days=3)]
        assert trend.count == len(recent) > 0


class TestCatchUp:
    async def test_keeps_a_checkpoint_every_hundred_events(self, actor: Actor, tx: Tx, talk: Talk) -> None:
        for _ in range(210):
            await talk.say(PLAIN)
        ledger = Ledger(actor.user_id, talk.character_id, USUAL)
        places = await checkpoint_store.seqs(
            tx,
            talk.character_id,
            owner_id=actor.user_id,
            first=0,
            last=2**31,
            number=ledger.settings.number,
        )
        counted = [event.seq for event in await every_event(talk)]
        assert places == [counted[99], counted[199]]

    @pytest.mark.usefixtures("often")
    async def test_makes_no_more_at_once_than_others_can_wait_for(
        self, actor: Actor, tx: Tx, talk: Talk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(replay, "MOST", 2)
        first, *_ = [await talk.say(KINDS[n % 4]) for n in range(40)]
        mind = await talk.mind()
        for is_live in (False, True):
            await evolution.set_live(tx, actor, [first], is_live=is_live)
        kept = []
        for _ in range(5):
            assert await talk.mind() == mind
            await talk.say(PLAIN)
            mind = await talk.mind()
            ledger = Ledger(actor.user_id, talk.character_id, USUAL)
            whose = {"owner_id": actor.user_id, "first": 0, "last": 2**31, "number": ledger.settings.number}
            kept.append(len(await checkpoint_store.seqs(tx, talk.character_id, **whose)))
        assert kept == [2, 4, 6, 8, 9]
