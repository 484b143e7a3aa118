"""Bring the database's tables to this version of the code."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from sqlalchemy import inspect, text

from personae.platform.db.engine import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def newest_revision() -> str:
    """The name of the last migration; files are numbered in order."""
    names = sorted(module.name for module in iter_modules([str(MIGRATIONS / "versions")]))
    return str(import_module(f"personae.platform.db.migrations.versions.{names[-1]}").revision)


def upgrade(database: Database) -> bool:
    """Run the migrations that are missing. Returns True when there were any.

    A database that is already there is left without loading Alembic, which start-up would feel.
    """
    engine = database.sync_engine()
    try:
        with engine.begin() as connection:
            if inspect(connection).has_table("alembic_version"):
                found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
                if found == newest_revision():
                    return False
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["engine"] = engine
        command.upgrade(config, "head")
        return True
    finally:
        engine.dispose()
