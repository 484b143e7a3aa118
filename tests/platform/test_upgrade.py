"""Migrations make the tables that the code describes, on whichever database this run has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from personae.bootstrap import prepare
from personae.platform.db import Base, Database, upgrade
from personae.platform.db.upgrade import MIGRATIONS, newest_revision
from personae.platform.settings import Settings
from servers.postgres import postgres

TABLES = set(Base.metadata.tables)


@pytest.fixture
def database(tmp_path: Path, stack: dict[str, str]) -> Iterator[Database]:
    """An empty database."""
    if not stack:
        yield Database(None, home=tmp_path)
        return
    with postgres() as server:
        yield Database(server.url, home=tmp_path)


def is_ours(_: object, name: str | None, kind: str, *__: object) -> bool:
    """False for the queue's own tables, which may stand beside ours."""
    return kind != "table" or name in TABLES


def differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "include_object": is_ours}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, Base.metadata))


def tables(database: Database) -> set[str]:
    engine = database.sync_engine()
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


class TestUpgrade:
    def test_makes_from_nothing_what_the_code_describes_and_may_be_run_again(
        self, database: Database
    ) -> None:
        assert upgrade(database)
        assert not upgrade(database)
        engine = database.sync_engine()
        with engine.connect() as connection:
            assert differences(connection) == []
        engine.dispose()
        assert tables(database) >= TABLES
        downgrade(database)
        assert not tables(database) & TABLES
        assert upgrade(database)
        assert tables(database) >= TABLES

    def test_leaves_nothing_half_done_when_it_fails(self, database: Database) -> None:
        engine = database.sync_engine()
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE mentions (in_the_way INTEGER)"))
        engine.dispose()
        with pytest.raises(Exception, match="mentions"):
            upgrade(database)
        assert tables(database) & TABLES == {"mentions"}


class TestNewestRevision:
    def test_is_the_one_end_of_the_chain(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        assert [newest_revision()] == list(ScriptDirectory.from_config(config).get_heads())


class TestPrepare:
    def test_says_whether_there_was_anything_to_do(self, tmp_path: Path) -> None:
        settings = Settings.model_validate({"PERSONAE_HOME": tmp_path / "home"})
        assert prepare(settings)
        assert not prepare(settings)
        assert settings.spool.is_dir()


def downgrade(database: Database) -> None:
    engine = database.sync_engine()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    command.downgrade(config, "base")
    engine.dispose()
