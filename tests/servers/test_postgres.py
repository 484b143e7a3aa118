"""A real PostgreSQL for the tests."""

import asyncpg
import psutil
import psycopg
import pytest

from servers.postgres import postgres

pytestmark = pytest.mark.servers


class TestPostgres:
    async def test_keeps_what_it_is_told(self) -> None:
        with postgres() as server:
            connection = await asyncpg.connect(server.url)
            await connection.execute("create table tide (height real); insert into tide values (4.5)")
            assert await connection.fetchval("select height from tide") == 4.5
            await connection.close()

    def test_finds_neighbours_of_a_vector(self) -> None:
        with postgres() as server, psycopg.connect(server.url) as connection:
            connection.execute("create extension vector")
            [distance] = connection.execute("select '[3,0]'::vector <-> '[0,4]'::vector").fetchone() or [None]
            assert distance == 5

    def test_keeps_committed_rows_when_killed(self) -> None:
        with postgres() as server:
            with psycopg.connect(server.url) as connection:
                connection.execute("create table tide as select 4.5::real as height")
            server.kill()
            server.start()
            with psycopg.connect(server.url) as connection:
                assert connection.execute("select height from tide").fetchall() == [(4.5,)]

    def test_refuses_a_wrong_password(self) -> None:
        with postgres() as server, pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(server.url.replace("personae:", "personae:x"))

    def test_leaves_nothing_behind(self) -> None:
        with postgres() as server:
            family = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
        assert all(has_ended(process) for process in family)
        assert not server.folder.exists()


def has_ended(process: psutil.Process) -> bool:
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True
