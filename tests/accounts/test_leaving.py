"""Leaving: gone at once, then removed to the last row and file; the log stays."""

import asyncio

import pytest
from sqlalchemy import select

from makers import PASSWORD, Person, cast_of, read_story, talk_with
from personae.accounts import Act, AuditEntry, Filter, User, audit
from personae.accounts.takeout_store import TABLES, page
from personae.bootstrap import Services
from personae.library import original_key
from personae.platform.db import Tx


async def rows_left(tx: Tx, user_id: str) -> dict[str, int]:
    """What is still somebody's, by table."""
    found = {name: len((await page(tx, name, owner_id=user_id, after=None))[0]) for name in TABLES}
    return {name: count for name, count in found.items() if count}


async def until_gone(services: Services, user_id: str) -> None:
    for _ in range(400):
        async with services.database.begin(write=False) as tx:
            if await tx.scalar(select(User.id).where(User.id == user_id)) is None:
                return
        await asyncio.sleep(0.05)
    raise AssertionError("still there")


class TestLeave:
    async def test_removes_every_row_and_file_but_the_log(
        self, ada: Person, ben: Person, services: Services
    ) -> None:
        document, kept = await read_story(ada), await read_story(ben)
        [first, *_] = await cast_of(ada, document)
        talk = await talk_with(ada, first)
        await ada.client.post(f"/api/v1/conversations/{talk}/messages", json={"text": "Farewell."})
        answer = await ada.client.post("/api/v1/account/delete", json={"present": PASSWORD})
        assert answer.status_code == 202
        assert (await ada.client.get("/api/v1/auth/me")).status_code == 401
        await until_gone(services, ada.actor.user_id)
        async with services.database.begin(write=False) as tx:
            assert set(await rows_left(tx, ada.actor.user_id)) == {"audit_entries"}
            lines, _ = await audit.lines(tx, Filter(person_id=ada.actor.user_id))
            assert Act.LEFT in {line.entry.act for line in lines}
            assert {line.subject_name for line in lines} == {None}
            said = await tx.scalars(select(AuditEntry.facts).where(AuditEntry.actor_id == ada.actor.user_id))
            assert ada.email not in str(said.all())
        for _ in range(100):
            if not await services.files.exists(original_key(document["id"])):
                break
            await asyncio.sleep(0.05)
        assert not await services.files.exists(original_key(document["id"]))
        assert await services.files.exists(original_key(kept["id"]))
        assert (await ben.client.get(f"/api/v1/documents/{kept['id']}")).status_code == 200

    async def test_lets_the_address_go_at_once(self, ada: Person) -> None:
        await ada.client.post("/api/v1/account/delete", json={"present": PASSWORD})
        again = {"email": ada.email, "password": PASSWORD}
        assert (await ada.client.post("/api/v1/auth/login", json=again)).status_code == 401
        assert (await ada.client.post("/api/v1/auth/register", json=again)).status_code == 201

    async def test_needs_the_present_password(self, ada: Person) -> None:
        answer = await ada.client.post("/api/v1/account/delete", json={"present": "guess"})
        assert (answer.status_code, answer.json()["code"]) == (403, "password_wrong")
        assert (await ada.client.get("/api/v1/auth/me")).status_code == 200


class TestDelete:
    async def test_by_an_admin_does_the_same(self, ada: Person, admin: Person, services: Services) -> None:
        await read_story(ada)
        answer = await admin.client.delete(f"/api/v1/admin/people/{ada.actor.user_id}")
        assert answer.status_code == 202
        assert (await ada.client.get("/api/v1/auth/me")).status_code == 401
        await until_gone(services, ada.actor.user_id)
        async with services.database.begin(write=False) as tx:
            assert set(await rows_left(tx, ada.actor.user_id)) == {"audit_entries"}

    @pytest.mark.parametrize("deed", ["suspend", "unsuspend", "log-out"])
    async def test_leaves_nobody_to_do_anything_with(self, ada: Person, admin: Person, deed: str) -> None:
        await admin.client.delete(f"/api/v1/admin/people/{ada.actor.user_id}")
        answer = await admin.client.post(f"/api/v1/admin/people/{ada.actor.user_id}/{deed}")
        assert answer.status_code == 404
