"""What a person can do to a character's state, and take back."""

from datetime import timedelta

import pytest

from evolution.talks import CRUEL, Talk, changes, traits
from makers import Person
from personae import evolution
from personae.accounts import Actor
from personae.characters import Character, CharacterNotFound
from personae.evolution import ActNotFound, ActUndone, EvolutionInvalid, Mind
from personae.platform.clock import now
from personae.platform.db import Tx

WEEK = timedelta(days=7)


@pytest.fixture
async def hurt(talk: Talk) -> Talk:
    """A talk that has just moved its character."""
    talk.now = now() - timedelta(minutes=30)
    for _ in range(25):
        await talk.say(CRUEL)
    return talk


async def later(talk: Talk) -> Mind:
    """How the character is a week from now."""
    return await evolution.state(talk.tx, talk.actor, talk.character_id, at=talk.now + WEEK)


class TestHeal:
    async def test_brings_traits_back_faster(self, hurt: Talk) -> None:
        alone = changes(await later(hurt))
        await evolution.heal(hurt.tx, hurt.actor, hurt.character_id, days=7, factor=6)
        healed = changes(await later(hurt))
        assert 0 < healed["neuroticism"] < 0.5 * alone["neuroticism"]
        assert (await later(hurt)).healing_until is not None

    async def test_leads_to_the_characters_own_baseline(self, hurt: Talk) -> None:
        character = await hurt.tx.get(Character, hurt.character_id)
        assert character is not None
        character.baseline = [{"name": "neuroticism", "value": 0.2, "confidence": 1.0, "evidence": []}]
        await hurt.tx.flush()
        await evolution.heal(hurt.tx, hurt.actor, hurt.character_id, days=90, factor=50)
        after = await evolution.state(
            hurt.tx, hurt.actor, hurt.character_id, at=hurt.now + timedelta(days=60)
        )
        assert traits(after)["neuroticism"] == pytest.approx(0.2)

    async def test_ends_with_its_days(self, hurt: Talk) -> None:
        await evolution.heal(hurt.tx, hurt.actor, hurt.character_id, days=1, factor=2)
        at = now() + timedelta(days=2)
        one = await evolution.state(hurt.tx, hurt.actor, hurt.character_id, at=at)
        two = await evolution.state(hurt.tx, hurt.actor, hurt.character_id, at=at + timedelta(days=21))
        assert changes(two)["neuroticism"] == pytest.approx(changes(one)["neuroticism"] / 2)

    @pytest.mark.parametrize("wish", [{"days": 0}, {"days": 91}, {"factor": 0.5}, {"factor": float("nan")}])
    async def test_refuses_what_is_out_of_range(self, talk: Talk, wish: dict[str, float]) -> None:
        with pytest.raises(EvolutionInvalid):
            await evolution.heal(talk.tx, talk.actor, talk.character_id, **wish)


class TestReset:
    async def test_takes_the_character_back_to_its_document(self, hurt: Talk) -> None:
        await evolution.reset(hurt.tx, hurt.actor, hurt.character_id)
        mind = await evolution.state(hurt.tx, hurt.actor, hurt.character_id)
        assert set(changes(mind).values()) == {0.0}
        assert (mind.mood, mind.emotions, mind.stage, mind.interactions) == (
            mind.usual_mood,
            (),
            "stranger",
            0,
        )

    async def test_hides_other_peoples_characters(self, ben: Person, talk: Talk) -> None:
        with pytest.raises(CharacterNotFound):
            await evolution.reset(talk.tx, ben.actor, talk.character_id)


class TestUndo:
    @pytest.mark.parametrize("act", [evolution.heal, evolution.reset])
    async def test_takes_an_act_back_and_can_be_undone(self, hurt: Talk, act: object) -> None:
        async def undo(seq: int) -> int:
            return await evolution.undo(hurt.tx, hurt.actor, hurt.character_id, seq=seq)

        before = await later(hurt)
        done = await act(hurt.tx, hurt.actor, hurt.character_id)  # type: ignore[operator]
        after = await later(hurt)
        assert changes(after) != changes(before)
        undone = await undo(done)
        assert await later(hurt) == before
        redone = await undo(undone)
        assert await later(hurt) == after
        await undo(redone)
        assert await later(hurt) == before

    async def test_refuses_what_is_undone_already(self, hurt: Talk) -> None:
        done = await evolution.reset(hurt.tx, hurt.actor, hurt.character_id)
        await evolution.undo(hurt.tx, hurt.actor, hurt.character_id, seq=done)
        with pytest.raises(ActUndone):
            await evolution.undo(hurt.tx, hurt.actor, hurt.character_id, seq=done)

    async def test_knows_no_messages_and_nobody_elses_acts(
        self, tx: Tx, actor: Actor, ben: Person, hurt: Talk
    ) -> None:
        rows, _ = await evolution.timeline(tx, actor, hurt.character_id, limit=1)
        with pytest.raises(ActNotFound):
            await evolution.undo(tx, actor, hurt.character_id, seq=rows[0].seq)
        done = await evolution.reset(tx, actor, hurt.character_id)
        with pytest.raises(CharacterNotFound):
            await evolution.undo(tx, ben.actor, hurt.character_id, seq=done)
