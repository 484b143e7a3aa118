"""A studio in a process of its own, which can be killed at any moment and started again on the same data."""

import http.client
import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from servers.process import Server, free_ports, new_folder, running

ROOT = Path(__file__).parents[1]
COUNTED = ("passages", "chapters", "quotations", "characters", "mentions")


@contextmanager
def studio(settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run `python -m personae.cli serve` with its data in a fresh folder of its own."""
    folder = new_folder("studio")
    [port] = free_ports(1)
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONWARNINGS": "default",
        "PERSONAE_HOME": str(folder / "home"),
        "PERSONAE_PORT": str(port),
        **(settings or {}),
    }
    command = [
        *("env", "-i"),
        *(f"{name}={value}" for name, value in environment.items()),
        *(sys.executable, "-m", "personae.cli", "serve"),
    ]
    server = Server(f"http://127.0.0.1:{port}", command, folder=folder, ready=lambda: _ask(port))
    with running(server) as started:
        yield started


def row_counts(studio: Server, database_url: str | None = None) -> dict[str, int]:
    """How many rows a studio's tables have."""
    queries = {table: f"SELECT count(*) FROM {table}" for table in COUNTED}
    if database_url is None:
        with closing(sqlite3.connect(studio.folder / "home" / "personae.db")) as connection:
            return {table: connection.execute(query).fetchone()[0] for table, query in queries.items()}
    with psycopg.connect(database_url) as postgres:
        return {
            table: (postgres.execute(query).fetchone() or (0,))[0]  # type: ignore[arg-type]
            for table, query in queries.items()
        }


def _ask(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/readyz")
        status = connection.getresponse().status
    except http.client.HTTPException as error:
        raise ConnectionError from error
    finally:
        connection.close()
    if status != http.client.OK:
        raise ConnectionError(f"the studio answers {status}")
