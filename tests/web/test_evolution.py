"""How characters change, as programs see it."""

import pytest

from makers import Person, talk_with

pytestmark = pytest.mark.once

A = "/api/v1"
WISH = {"name": "Nell", "gender": "F", "description": "A miller.", "sayings": "Grain first."}


async def nell(person: Person) -> str:
    """The address of how a new character changes."""
    made = (await person.client.post(f"{A}/characters", json=WISH)).raise_for_status().json()
    return f"{A}/characters/{made['id']}/evolution"


class TestSettings:
    async def test_show_who_saves_second_both_versions(self, ada: Person) -> None:
        here = f"{await nell(ada)}/settings"
        first = await ada.client.put(here, json={"version": 0, "pace": 2.0})
        assert (first.status_code, first.json()["version"]) == (200, 1)
        second = await ada.client.put(here, json={"version": 0, "pace": 0.5})
        told = second.json()
        assert (second.status_code, told["code"]) == (409, "evolution_changed")
        assert (told["version"], told["saved_pace"], told["wanted_pace"]) == (1, 2.0, 0.5)
        third = await ada.client.put(here, json={"version": told["version"], "pace": 0.5})
        assert third.status_code == 200
        assert (await ada.client.get(here)).json()["pace"] == 0.5


class TestActs:
    async def test_stand_in_the_timeline_until_they_are_undone(self, ada: Person) -> None:
        here = await nell(ada)
        healed = (await ada.client.post(f"{here}/therapy", json={"days": 3})).json()["seq"]
        assert (await ada.client.get(here)).json()["healing_until"] is not None
        kinds = [each["kind"] for each in (await ada.client.get(f"{here}/timeline")).json()["items"]]
        assert kinds == ["therapy"]
        undone = await ada.client.post(f"{here}/undo", json={"seq": healed})
        assert undone.status_code == 201
        assert (await ada.client.get(here)).json()["healing_until"] is None
        again = await ada.client.post(f"{here}/undo", json={"seq": healed})
        assert (again.status_code, again.json()["code"]) == (409, "act_undone")


class TestState:
    async def test_of_somebody_new_is_a_strangers(self, ada: Person) -> None:
        told = (await ada.client.get(await nell(ada))).json()
        assert (told["stage"], told["mood"]["octant"], told["description"]) == ("stranger", "neutral", "")
        assert {trait["now"] for trait in told["traits"]} == {0.5}
        assert told["progress"]["next_stage"] == "acquaintance"


class TestMoods:
    async def test_of_a_conversation_without_messages_are_none(self, ada: Person) -> None:
        made = (await ada.client.post(f"{A}/characters", json=WISH)).json()
        talk = await talk_with(ada, made)
        told = (await ada.client.get(f"{A}/conversations/{talk}/moods")).json()
        assert told == {"items": [], "next": None}
