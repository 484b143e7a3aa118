"""Bring the database's tables to this version of the code."""

import re
from pathlib import Path

from sqlalchemy import inspect, text

from personae.platform.db.engine import Database

MIGRATIONS = Path(__file__).parent / "migrations"
NAMES = {name: re.compile(rf'^{name} = "(\w+)"$', re.MULTILINE) for name in ("revision", "down_revision")}


def newest_revision() -> str:
    """The name of the migration that none comes after, whatever its file's number.

    Read from the files' text: loading them all would load Alembic.
    """
    texts = [path.read_text(encoding="utf-8") for path in (MIGRATIONS / "versions").glob("m*.py")]
    made, followed = (set(NAMES[key].findall("\n".join(texts))) for key in ("revision", "down_revision"))
    [newest] = made - followed
    return str(newest)


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
