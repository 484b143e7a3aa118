"""Reading a document again: what runs again, and what stays of what a person has."""

from typing import Any

import pytest

from makers import Person, cast_of, ended, read_story, talk_with
from personae.bootstrap import Services
from personae.characters.rereading import same_people
from personae.characters.tables import Character, CharacterKind
from personae.library import Document

FACT, PASSAGES = "facts.json", "passages.jsonl"


def person(id: str, name: str, *aliases: str, rank: int = 0, **fields: Any) -> Character:
    named = [{"name": alias, "mentions": 1, "start": 0, "end": 1} for alias in (name, *aliases)]
    kind = CharacterKind.PERSON
    return Character(**{"id": id, "name": name, "rank": rank, "kind": kind, "aliases": named, **fields})


class TestSamePeople:
    def test_are_known_by_their_name(self) -> None:
        new = [person("n1", "Ann Hale"), person("n2", "Tom")]
        assert same_people(new, [person("o1", "Tom"), person("o2", "Ann Hale")]) == {"n1": "o2", "n2": "o1"}

    def test_are_known_by_a_name_they_share(self) -> None:
        assert same_people([person("n", "Ann Hale", "Ann")], [person("o", "Miss Hale", "Ann")]) == {"n": "o"}

    def test_prefer_the_same_name_to_many_shared_ones(self) -> None:
        old = [person("o1", "Miss Hale", "Ann", "Annie"), person("o2", "Ann Hale")]
        assert same_people([person("n", "Ann Hale", "Ann", "Annie")], old) == {"n": "o2"}

    def test_are_never_two_for_one(self) -> None:
        new = [person("n1", "Ann"), person("n2", "Ann", rank=1)]
        assert same_people(new, [person("o", "Ann")]) == {"n1": "o"}

    def test_are_nobody_without_a_name_in_common(self) -> None:
        assert same_people([person("n", "Ann")], [person("o", "Tom")]) == {}

    def test_let_a_narrator_who_got_a_name_stay_the_narrator(self) -> None:
        nameless = person("o", "Narrator", is_narrator=True)
        nameless.aliases = [{"name": "Narrator", "mentions": 0, "start": 0, "end": 0}]
        assert same_people([person("n", "Ann", is_narrator=True)], [nameless]) == {"n": "o"}

    def test_never_take_a_voice_for_a_person(self) -> None:
        assert same_people([person("n", "Ann")], [person("o", "Ann", kind=CharacterKind.VOICE)]) == {}


def bump(monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    """Let a stage have a version nobody has read with."""
    if stage == "extract":
        monkeypatch.setattr("personae.characters.stages.EXTRACT_VERSION", "new")
        monkeypatch.setattr("personae.library.reading.VERSION", "new")
    elif stage == "read":
        monkeypatch.setattr("personae.characters.stages.PIPELINE_VERSION", "new")
    else:
        monkeypatch.setattr("personae.characters.stages.DRAFT_VERSION", "new")


async def kept(services: Services, document: dict[str, Any]) -> dict[str, Any]:
    """The results that are kept of a document's content, with when each was written."""
    async with services.database.begin(write=False) as tx:
        row = await tx.get(Document, document["id"])
    assert row is not None
    return {key: at async for key, at in services.files.list(f"readings/{row.sha256}/")}


async def read_again(person: Person, document: dict[str, Any]) -> dict[str, Any]:
    answer = await person.client.post(f"/api/v1/documents/{document['id']}/retry")
    return await ended(person, answer.raise_for_status().json()["id"])


class TestStages:
    @pytest.mark.parametrize(
        ("changed", "runs"),
        [("extract", [FACT, PASSAGES, "cast"]), ("read", ["cast"]), ("draft", [])],
    )
    async def test_run_again_from_the_one_that_changed(
        self, services: Services, ada: Person, changed: str, runs: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        document = await read_story(ada)
        before = await kept(services, document)
        bump(monkeypatch, changed)
        assert (await ada.client.get(f"/api/v1/documents/{document['id']}")).json()["newer_reading"]
        again = await read_again(ada, document)
        assert (again["status"], again["newer_reading"]) == ("ready", False)
        after = await kept(services, document)
        assert {key: after[key] for key in before} == before
        new = [key.rpartition("/")[2] for key in after if key not in before]
        assert sorted(name.partition("-")[0] for name in new) == sorted(runs)

    async def test_do_not_run_again_while_none_has_changed(self, ada: Person) -> None:
        document = await read_story(ada)
        assert not document["newer_reading"]
        refused = await ada.client.post(f"/api/v1/documents/{document['id']}/retry")
        assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_retry")


class TestSettle:
    async def test_lets_everybody_found_again_keep_their_conversations(
        self, ada: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        document = await read_story(ada)
        before = await cast_of(ada, document)
        talk = await talk_with(ada, before[0])
        bump(monkeypatch, "read")
        await read_again(ada, document)
        assert await cast_of(ada, document) == before
        found = (await ada.client.get(f"/api/v1/conversations/{talk}")).raise_for_status().json()
        assert found["character_id"] == before[0]["id"]

    async def test_keeps_whom_somebody_talks_with_and_lets_others_go(
        self, services: Services, ada: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        document = await read_story(ada)
        before = await cast_of(ada, document)
        talk = await talk_with(ada, before[0])
        async with services.database.begin() as tx:  # as an older pipeline might have called them
            for each in before:
                row = await tx.get(Character, each["id"])
                assert row is not None
                row.name, row.aliases = f"Old {row.name}", []
        bump(monkeypatch, "draft")
        await read_again(ada, document)
        after = await cast_of(ada, document)
        assert [each["name"] for each in after] == [
            *(each["name"] for each in before),
            f"Old {before[0]['name']}",
        ]
        assert (after[-1]["id"], after[-1]["lines"]) == (before[0]["id"], 0)
        assert (await ada.client.get(f"/api/v1/conversations/{talk}")).status_code == 200

    async def test_leaves_the_handmade_alone(self, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        wish = {"name": "Ned", "gender": "M", "description": "A ferryman.", "sayings": "Mind the gap."}
        made = (await ada.client.post("/api/v1/characters", json=wish)).raise_for_status().json()
        document = await read_story(ada)
        bump(monkeypatch, "draft")
        await read_again(ada, document)
        assert (await ada.client.get(f"/api/v1/characters/{made['id']}")).status_code == 200

    async def test_lets_a_document_without_speakers_keep_its_voice(
        self, ada: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        document = await read_story(ada, "Stir the flour into the milk and leave it to rest for an hour.")
        before = await cast_of(ada, document)
        talk = await talk_with(ada, before[0])
        bump(monkeypatch, "read")
        await read_again(ada, document)
        assert [each["id"] for each in await cast_of(ada, document)] == [before[0]["id"]]
        assert (await ada.client.get(f"/api/v1/conversations/{talk}")).status_code == 200
