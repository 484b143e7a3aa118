"""Transactions and column types, on whichever database this run has."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from personae.accounts import Persona, User
from personae.bootstrap import Services, prepare
from personae.platform.db import Database
from personae.platform.db.faults import GoneMeanwhile, TextInvalid
from personae.platform.files import StorageFull
from personae.platform.ids import new_id
from personae.platform.settings import Settings


def a_user(**fields: object) -> User:
    return User(**{"email": f"{new_id()}@example.org", "name": "Ada", "password_hash": "x", **fields})


async def is_kept(services: Services, user: User) -> bool:
    async with services.database.begin(write=False) as tx:
        return await tx.scalar(select(User.id).where(User.email == user.email)) is not None


class TestBegin:
    async def test_commits_when_the_block_ends(self, services: Services) -> None:
        user = a_user()
        async with services.database.begin() as tx:
            tx.add(user)
        assert await is_kept(services, user)

    async def test_rolls_back_when_the_block_raises(self, services: Services) -> None:
        user = a_user()
        with pytest.raises(ZeroDivisionError):
            async with services.database.begin() as tx:
                tx.add(user)
                await tx.flush()
                raise ZeroDivisionError
        assert not await is_kept(services, user)

    async def test_rolls_back_when_the_block_is_cancelled(self, services: Services) -> None:
        user, flushed = a_user(), asyncio.Event()

        async def work() -> None:
            async with services.database.begin() as tx:
                tx.add(user)
                await tx.flush()
                flushed.set()
                await asyncio.Event().wait()

        task = asyncio.create_task(work())
        await flushed.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert not await is_kept(services, user)

    async def test_lets_many_writers_through_one_after_another(self, services: Services) -> None:
        user = a_user(name="")
        async with services.database.begin() as tx:
            tx.add(user)

        async def write() -> None:
            async with services.database.begin() as tx:
                row = await tx.get(User, user.id, with_for_update=True)
                assert row is not None
                await asyncio.sleep(0)
                row.name += "x"

        await asyncio.gather(*(write() for _ in range(12)))
        async with services.database.begin(write=False) as tx:
            assert await tx.scalar(select(User.name).where(User.id == user.id)) == "x" * 12

    async def test_lets_readers_through_while_somebody_writes(self, services: Services) -> None:
        user = a_user()
        async with services.database.begin() as tx:
            tx.add(user)
            await tx.flush()
            assert not await is_kept(services, user)
        assert await is_kept(services, user)

    async def test_survives_the_cancelling_of_one_who_waits_for_the_lock(self, services: Services) -> None:
        async with services.database.begin() as tx:
            await tx.execute(text("SELECT 1"))
            waiting = [asyncio.create_task(is_written(services)) for _ in range(4)]
            await asyncio.sleep(0.05)
            for task in waiting:
                task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await is_written(services)

    async def test_says_when_what_a_new_row_leads_to_is_gone(self, services: Services) -> None:
        with pytest.raises(GoneMeanwhile):
            async with services.database.begin() as tx:
                tx.add(Persona(owner_id=new_id(), name="Nobody's"))

    async def test_says_that_text_with_a_nul_cannot_be_kept(self, services: Services) -> None:
        if services.database.is_sqlite:
            pytest.skip("SQLite keeps NUL characters")
        with pytest.raises(TextInvalid):
            async with services.database.begin() as tx:
                tx.add(a_user(name="A\0da"))

    async def test_says_that_the_storage_is_full(self, services: Services, tmp_path: Path) -> None:
        if not services.database.is_sqlite:
            pytest.skip("PostgreSQL's disk cannot be filled from here")
        database = await small_database(tmp_path)
        with pytest.raises(StorageFull):
            async with database.begin() as tx:
                await tx.execute(text("PRAGMA max_page_count = 1"))
                await tx.execute(text("INSERT INTO filling VALUES (zeroblob(1000000))"))
        async with database.begin(write=False) as tx:
            assert await tx.scalar(text("SELECT count(*) FROM filling")) == 0
        await database.close()

    async def test_keeps_what_people_wrote_out_of_its_errors(self, services: Services) -> None:
        user = a_user(name="a secret of Ada's")
        with pytest.raises(IntegrityError) as caught:
            async with services.database.begin() as tx:
                tx.add_all([user, a_user(email=user.email)])
        assert "a secret of Ada's" not in str(caught.value)


async def is_written(services: Services) -> None:
    async with services.database.begin() as tx:
        await tx.execute(text("SELECT 1"))


async def small_database(folder: Path) -> Database:
    database = Database(None, home=folder)
    async with database.begin() as tx:
        await tx.execute(text("CREATE TABLE filling (bytes BLOB)"))
    return database


class TestSqlite:
    async def test_is_in_wal_mode_with_foreign_keys_held(self, services: Services) -> None:
        if not services.database.is_sqlite:
            pytest.skip("this run is on PostgreSQL")
        async with services.database.begin(write=False) as tx:
            assert await tx.scalar(text("PRAGMA journal_mode")) == "wal"
            assert await tx.scalar(text("PRAGMA foreign_keys")) == 1

    async def test_is_in_wal_mode_from_the_first_start(self, tmp_path: Path) -> None:
        prepare(Settings.model_validate({"PERSONAE_HOME": tmp_path}))
        header = (tmp_path / "personae.db").read_bytes()[:20]
        assert (header[18], header[19]) == (2, 2)  # the file format's version for WAL


class TestUtcDateTime:
    async def test_hands_back_the_same_moment_aware_and_in_utc(self, services: Services) -> None:
        moment = datetime(2026, 7, 1, 14, 30, 15, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
        user = a_user(created_at=moment)
        async with services.database.begin() as tx:
            tx.add(user)
        async with services.database.begin(write=False) as tx:
            found = await tx.scalar(select(User.created_at).where(User.id == user.id))
        assert found == moment
        assert found is not None and found.tzinfo is UTC

    async def test_compares_moments_in_the_database(self, services: Services) -> None:
        early = a_user(created_at=datetime(2001, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=2))))
        async with services.database.begin() as tx:
            tx.add(early)
            await tx.flush()
            query = select(User.id).where(User.created_at < datetime(2001, 1, 1, tzinfo=UTC))
            assert early.id in set(await tx.scalars(query))

    async def test_refuses_a_moment_without_a_zone(self, services: Services) -> None:
        with pytest.raises(StatementError, match="without a zone"):
            async with services.database.begin() as tx:
                tx.add(a_user(created_at=datetime(2026, 7, 1)))
