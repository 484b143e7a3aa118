"""Connections and transactions, on SQLite in WAL mode or on PostgreSQL."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from personae.platform.db.faults import is_full, raise_if_expected
from personae.platform.reserve import Reserve

Tx = AsyncSession
BUSY_TIMEOUT_MS = 15_000


AFTER_COMMIT = "after_commit"


def after_commit(tx: Tx, act: Callable[[], Awaitable[None]]) -> None:
    """Have act done once this transaction is committed, and not at all when it is rolled back."""
    tx.info.setdefault(AFTER_COMMIT, []).append(act)


class OpenTx(Protocol):
    """Opens a short transaction of its own: what `Database.begin` does, as rooms are handed it."""

    def __call__(self, *, write: bool = True) -> AbstractAsyncContextManager[Tx]:
        """See Database.begin."""


Check = Callable[[Tx], Awaitable[None]]


async def unchecked(_: Tx) -> None:
    """Whoever asks for a change says nothing of what they have seen.

    A Check is called in the transaction of a change, and raises where the change may not be done any more.
    """


class Database:
    """One database. `begin()` is the only way to a transaction, and the only place that commits."""

    def __init__(self, url: str | None, *, home: Path) -> None:
        """url: None for the SQLite file in home, else postgresql://…"""
        self.url = make_url(url) if url else URL.create("sqlite", database=str(home / "personae.db"))
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            Path(str(self.url.database)).parent.mkdir(parents=True, exist_ok=True)
        driver = "sqlite+aiosqlite" if self.is_sqlite else "postgresql+asyncpg"
        self._engine = create_async_engine(self.url.set(drivername=driver), **self._pool())
        if self.is_sqlite:
            prepare_sqlite(self._engine.sync_engine)
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self.info: dict[str, Any] = {}
        self.reserve = Reserve(home)

    @property
    def sync_url(self) -> URL:
        """The same database for a driver that blocks (migrations, the job queue)."""
        return self.url.set(drivername="sqlite" if self.is_sqlite else "postgresql+psycopg")

    def sync_engine(self) -> Engine:
        """An engine that blocks, for the job queue and for migrations; the caller disposes of it."""
        engine = create_engine(self.sync_url, **self._pool())
        if self.is_sqlite:
            prepare_sqlite(engine)
        return engine

    def _pool(self) -> dict[str, Any]:
        # An error shows its statement but never what people wrote: errors end up in logs.
        pool = {"pool_size": 10, "max_overflow": 10, "hide_parameters": True}
        return pool if self.is_sqlite else {**pool, "pool_pre_ping": True, "pool_timeout": 10}

    @asynccontextmanager
    async def begin(self, *, write: bool = True) -> AsyncIterator[Tx]:
        """A transaction: committed when the block ends, rolled back when it raises.

        write=False takes no write lock; on SQLite a transaction that only reads must say so, since
        writers queue for the single lock from their first statement (a later upgrade would fail).
        Raises StorageFull, TextInvalid, GoneMeanwhile.
        """
        try:
            async with self._sessions(info=self.info) as session, session.begin():
                await session.connection(execution_options={"personae_write": write})
                yield session
            for act in session.info.get(AFTER_COMMIT, ()):
                await act()
        except DBAPIError as error:
            if self.is_sqlite and is_full(error):
                self.reserve.give_up()  # or not even a deletion would find room in the log of writes
            raise_if_expected(error)
            raise

    async def ping(self) -> None:
        """Return when the database answers; raise what it raises when it does not."""
        async with self.begin(write=False) as tx:
            await tx.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


def prepare_sqlite(engine: Engine) -> None:
    """Put an engine's connections in WAL mode, and start transactions with the lock they need."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver starts no transactions of its own
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("personae_write", True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
