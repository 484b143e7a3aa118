"""What messages do to a character, once each, and what it is then like."""

from datetime import timedelta

import pytest

from evolution.conftest import new_talk
from evolution.talks import CRUEL, WARM, Feeling, Talk, changes, traits
from makers import Person
from personae import evolution
from personae.accounts import Actor
from personae.characters import Character, CharacterNotFound
from personae.evolution import TRAITS, EvolutionChanged, EvolutionInvalid, Settings, Stage
from personae.platform.db import Tx


async def make_nervous(tx: Tx, character_id: str) -> None:
    """Give a character a trait of its own."""
    character = await tx.get(Character, character_id)
    assert character is not None
    character.baseline = [{"name": "neuroticism", "value": 0.9, "confidence": 1.0, "evidence": []}]
    await tx.flush()


class TestFeel:
    async def test_counts_a_message_once(self, talk: Talk) -> None:
        said = await talk.say()
        before = await talk.mind()
        assert await talk.feel(said, CRUEL) is False
        assert await talk.mind() == before
        assert before.interactions == 1

    async def test_moves_more_by_what_is_said_than_by_what_is_shown(self, tx: Tx, actor: Actor) -> None:
        amused = Feeling({"amusement": 0.9}, 0.5, 0.4, 0.0)
        heard, shown = await new_talk(tx, actor), await new_talk(tx, actor)
        await heard.say(amused)
        await shown.say(amused, by="character")
        one, other = await heard.mind(), await shown.mind()
        assert dict(one.emotions)["amusement"] == pytest.approx(2 * dict(other.emotions)["amusement"])
        assert (one.interactions, other.interactions) == (1, 0)

    async def test_leaves_traits_alone_before_the_tenth_interaction(self, talk: Talk) -> None:
        for _ in range(10):
            await talk.say()
            await talk.say(by="character")
            mind = await talk.mind()
            moved = {name for name, change in changes(mind).items() if change}
            assert bool(moved) == (mind.interactions > 10 or mind.progress.interactions_left == 0)
        await talk.say()
        assert changes(await talk.mind())["agreeableness"] > 0

    async def test_takes_a_message_of_which_nothing_could_be_said(self, talk: Talk) -> None:
        await talk.say(None)
        mind = await talk.mind()
        assert (mind.interactions, mind.emotions, mind.bond) == (1, (), 0.0)

    async def test_hears_thanks_where_no_emotion_was_found(self, talk: Talk) -> None:
        await talk.say(None, text="Well then: thank you.")
        assert [name for name, _ in (await talk.mind()).emotions] == ["joy"]

    async def test_notes_nothing_while_switched_off(self, tx: Tx, actor: Actor, talk: Talk) -> None:
        await evolution.change_settings(tx, actor, talk.character_id, Settings(is_on=False), version=0)
        await talk.say()
        off = await talk.mind()
        assert (off.is_on, off.interactions, off.emotions) == (False, 0, ())
        await evolution.change_settings(tx, actor, talk.character_id, Settings(), version=1)
        assert (await talk.mind()).interactions == 0

    async def test_hides_other_peoples_characters(self, ben: Person, talk: Talk) -> None:
        talk.actor = ben.actor
        with pytest.raises(CharacterNotFound):
            await talk.feel("nobody", WARM)


class TestState:
    async def test_of_somebody_new_is_its_baseline(self, tx: Tx, talk: Talk) -> None:
        await make_nervous(tx, talk.character_id)
        mind = await talk.mind()
        assert traits(mind) == {**dict.fromkeys(TRAITS, 0.5), "neuroticism": 0.9}
        assert mind.mood == mind.usual_mood
        assert mind.mood.values == pytest.approx((-0.152, 0.456, 0.0))
        assert mind.stage is Stage.STRANGER

    async def test_knows_no_baseline_before_the_end_of_the_book(self, tx: Tx, talk: Talk) -> None:
        await make_nervous(tx, talk.character_id)
        mind = await evolution.state(tx, talk.actor, talk.character_id, at=talk.now, until=1)
        assert traits(mind) == dict.fromkeys(TRAITS, 0.5)

    async def test_goes_as_far_as_a_message(self, talk: Talk) -> None:
        first = await talk.say()
        wanted = await talk.mind()
        await talk.say(CRUEL, after=timedelta(hours=5))
        assert await evolution.state(talk.tx, talk.actor, talk.character_id, through=first) == wanted

    async def test_takes_a_message_that_was_never_felt_for_the_latest(self, talk: Talk) -> None:
        await talk.say()
        assert await talk.mind(through="never") == await talk.mind()

    async def test_is_one_for_all_conversations_of_a_person(self, tx: Tx, actor: Actor, talk: Talk) -> None:
        other = await new_talk(tx, actor, talk.character_id)
        await talk.say()
        await other.say()
        assert (await talk.mind()).interactions == 2

    async def test_returns_to_the_baseline_by_time_alone(self, talk: Talk) -> None:
        for _ in range(30):
            await talk.say(CRUEL)
        moved, later = await talk.mind(), await talk.mind(later=timedelta(days=2_000))
        assert max(map(abs, changes(moved).values())) > 0.01
        assert max(map(abs, changes(later).values())) < 1e-6
        assert later.mood.values == pytest.approx(later.usual_mood.values, abs=1e-6)
        assert (later.emotions, later.stage) == ((), Stage.ACQUAINTANCE)

    async def test_moves_in_minutes_hours_and_weeks(self, talk: Talk) -> None:
        for _ in range(30):
            await talk.say(WARM)
        now, soon = await talk.mind(), await talk.mind(later=timedelta(hours=1))
        assert now.emotions
        assert soon.emotions == ()
        assert soon.mood.pleasure > now.mood.pleasure / 2
        tomorrow = await talk.mind(later=timedelta(days=1))
        assert abs(tomorrow.mood.pleasure - tomorrow.usual_mood.pleasure) < now.mood.pleasure / 4
        assert changes(tomorrow)["agreeableness"] > 0.9 * changes(now)["agreeableness"]


class TestSetLive:
    async def test_leaves_what_would_have_been(self, tx: Tx, actor: Actor, talk: Talk) -> None:
        for _ in range(12):
            await talk.say()
        wanted = await talk.mind()
        swiped = [await talk.say(CRUEL, by="character", after=timedelta()) for _ in range(3)]
        assert await talk.mind() != wanted
        await evolution.set_live(tx, actor, swiped, is_live=False)
        assert await talk.mind() == wanted

    async def test_brings_back_what_was_away(self, tx: Tx, actor: Actor, talk: Talk) -> None:
        said = [await talk.say(CRUEL) for _ in range(14)]
        wanted = await talk.mind()
        for is_live in (False, True):
            await evolution.set_live(tx, actor, said[3:9], is_live=is_live)
        assert await talk.mind() == wanted

    async def test_does_nothing_to_other_people(self, tx: Tx, ben: Person, talk: Talk) -> None:
        said = await talk.say()
        await evolution.set_live(tx, ben.actor, [said], is_live=False)
        assert (await talk.mind()).interactions == 1


class TestTwoPeople:
    async def test_have_ledgers_of_their_own(self, tx: Tx, actor: Actor, ben: Person) -> None:
        hers, his = await new_talk(tx, actor), await new_talk(tx, ben.actor)
        await hers.say(CRUEL)
        assert (await his.mind()).interactions == 0
        assert (await hers.mind()).interactions == 1


class TestChangeSettings:
    async def test_holds_from_the_first_message_on(self, tx: Tx, actor: Actor, talk: Talk) -> None:
        for _ in range(20):
            await talk.say()
        still = Settings(pace=0.0)
        assert await evolution.change_settings(tx, actor, talk.character_id, still, version=0) == 1
        assert set(changes(await talk.mind()).values()) == {0.0}
        assert await evolution.settings(tx, actor, talk.character_id) == (still, 1)

    async def test_tells_who_saves_second_what_both_wanted(self, tx: Tx, actor: Actor, talk: Talk) -> None:
        await evolution.change_settings(tx, actor, talk.character_id, Settings(pace=2.0), version=0)
        with pytest.raises(EvolutionChanged) as caught:
            await evolution.change_settings(tx, actor, talk.character_id, Settings(pace=0.5), version=0)
        facts = caught.value.facts
        assert (facts["version"], facts["saved_pace"], facts["wanted_pace"]) == (1, 2.0, 0.5)

    @pytest.mark.parametrize(
        "wish", [Settings(bound=0.0), Settings(pace=float("nan")), Settings(half_life_days=-1.0)]
    )
    async def test_refuses_what_is_out_of_range(
        self, tx: Tx, actor: Actor, talk: Talk, wish: Settings
    ) -> None:
        with pytest.raises(EvolutionInvalid):
            await evolution.change_settings(tx, actor, talk.character_id, wish, version=0)
