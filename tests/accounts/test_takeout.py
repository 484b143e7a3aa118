"""All that is somebody's, and nothing that is not."""

import io
import json
import zipfile
from collections.abc import AsyncIterator

import pytest

from makers import STORY, Person, cast_of, read_story, talk_with
from personae.accounts import takeout_store
from personae.accounts.takeout import takeout
from personae.bootstrap import Services
from personae.platform.db import Base
from web.route_table import fresh_share


async def nothing() -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
    for each in ():
        yield each


def read(raw: bytes) -> dict[str, object]:
    """Every JSON file of an archive."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
        return {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}


class TestTables:
    def test_are_all_taken_along_or_left_out_for_a_reason(self) -> None:
        known = set(takeout_store.TABLES) | set(takeout_store.LEFT_OUT)
        assert set(Base.metadata.tables) - known == set()

    def test_with_an_owner_are_all_taken_along(self) -> None:
        owned = {
            table.name
            for table in Base.metadata.tables.values()
            if {"owner_id", "user_id"} & set(table.columns.keys())
        }
        assert owned - set(takeout_store.LEFT_OUT) <= set(takeout_store.TABLES)

    def test_show_no_column_that_opens_anything(self) -> None:
        for name in takeout_store.TABLES:
            for column in Base.metadata.tables[name].columns:
                risky = any(word in column.name for word in ("hash", "secret", "seal", "password"))
                if risky and column.name not in ("sha256",):
                    assert column.name in takeout_store.HIDDEN, f"{name}.{column.name}"


class TestTakeout:
    async def test_holds_a_persons_things_and_nobody_elses(
        self, ada: Person, ben: Person, services: Services
    ) -> None:
        documents = {}
        for person in (ada, ben):
            document = await read_story(person)
            [first, *_] = await cast_of(person, document)
            talk = await talk_with(person, first)
            wish = {"text": f"I am {person.email}."}
            said = await person.client.post(f"/api/v1/conversations/{talk}/messages", json=wish)
            said.raise_for_status()
            documents[person.email] = document["id"]
        answer = (await ada.client.get("/api/v1/account/export")).raise_for_status()
        assert answer.headers["content-disposition"] == 'attachment; filename="personae.zip"'
        found = read(answer.content)
        assert {f"{name}.json" for name in takeout_store.TABLES} <= set(found)
        assert [row["email"] for row in found["users.json"]] == [ada.email]  # type: ignore[attr-defined]
        for name in ("documents", "characters", "quotations", "passages", "messages", "conversations"):
            assert found[f"{name}.json"], name
        text = json.dumps(found, ensure_ascii=False)
        assert ada.email in text and "I am " + ada.email in text
        for theirs in (ben.email, ben.actor.user_id, documents[ben.email], "argon2"):
            assert theirs not in text
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            original = archive.read(f"originals/{documents[ada.email]}.txt").decode()
        assert original.startswith(STORY[:200])

    async def test_tells_what_others_did_but_not_where_they_were(
        self, ada: Person, ben: Person, admin: Person
    ) -> None:
        shared = await fresh_share(ada, {})
        opened = await ben.client.post("/api/v1/shares/open", json={"link": shared["secret"]})
        opened.raise_for_status()
        answer = (await ada.client.get("/api/v1/account/export")).raise_for_status()
        noted = {row["act"]: row for row in read(answer.content)["audit_entries.json"]}  # type: ignore[attr-defined]
        assert noted["share.opened"]["actor_id"] == ben.actor.user_id
        assert (noted["share.opened"]["address"], noted["share.made"]["address"]) == ("", "127.0.0.1")

    async def test_reads_tables_page_by_page(
        self, ada: Person, services: Services, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        document = await read_story(ada)
        whole = read(
            b"".join([part async for part in takeout(services.database.begin, ada.actor, nothing())])
        )
        monkeypatch.setattr(takeout_store, "PAGE", 3)
        paged = read(
            b"".join([part async for part in takeout(services.database.begin, ada.actor, nothing())])
        )
        for name in ("quotations.json", "passages.json", "mentions.json", "characters.json"):
            assert paged[name] == whole[name]
        assert len(whole["passages.json"]) > 6  # type: ignore[arg-type]
        assert {row["document_id"] for row in whole["passages.json"]} == {document["id"]}  # type: ignore[attr-defined]
