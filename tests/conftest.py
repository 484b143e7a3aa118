"""What every test may ask for: a running studio, a transaction that is rolled back, people."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import httpx2
import hypothesis
import pytest
import uvicorn

from makers import ADMIN, PASSWORD, QUICK, STORY, Person, Receive, client_at, join, log_in, read_to_end
from personae import accounts, library
from personae.accounts import Actor
from personae.bootstrap import Services, build, prepare
from personae.library import Document, Received
from personae.llm import Breaker, Breakers, Limits, Queue
from personae.models import Chains
from personae.platform.db import Tx
from personae.platform.rates import Rate
from personae.platform.settings import Settings
from personae.web import create_app
from servers.postgres import postgres
from servers.process import free_ports
from servers.s3 import s3
from servers.valkey import valkey
from stage import Stage

# No example may fail for being slow, and the same examples come each time.
hypothesis.settings.register_profile("studio", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("studio")

ON_SERVERS = os.environ.get("PERSONAE_TEST_STACK") == "servers"
HAS_STACKLESS = os.environ.get("PERSONAE_TEST_STACKLESS", "no" if ON_SERVERS else "yes") == "yes"
# Nothing is asked twice and no vendor is left alone: one test's failures are nothing to the next.
UNDETERRED = Chains(
    breakers=Breakers(lambda: Breaker(limit=10**9)), queue=Queue(per_user=100), limits=Limits(tries=1)
)
UNHURRIED = ", ".join(f"{rate}:1000000/60" for rate in Rate)  # tests click faster than anybody
HIDDEN = ("DATABASE_URL", "REDIS_URL", "S3_BUCKET", "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "SECRET_KEY")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what real servers cannot change, and open a test's transaction last.

    A test without the stack ends the same on both, and so does one that is marked `once`. The latter run on
    the embedded one alone, the former beside either: where both are tested, beside the one with less to do.
    SQLite has one writer, and a transaction's test has other fixtures that write. Tests without the studio
    come first, so that its connections never lie idle for minutes.
    """
    config.hook.pytest_deselected(items=[item for item in items if not _is_ours(item)])
    items[:] = [item for item in items if _is_ours(item)]
    items.sort(key=lambda item: "services" in getattr(item, "fixturenames", []))
    for item in items:
        names = getattr(item, "fixturenames", [])
        if "tx" in names:
            names.remove("tx")
            names.append("tx")


def _is_ours(item: pytest.Item) -> bool:
    if "stack" not in getattr(item, "fixturenames", []):
        return HAS_STACKLESS
    return not ON_SERVERS or item.get_closest_marker("once") is None


@pytest.fixture(scope="session")
def stack() -> Iterator[dict[str, str]]:
    """Settings for this run's stack: none for the embedded parts, else those of real servers."""
    for name in HIDDEN:
        os.environ.pop(name, None)
    with ExitStack() as servers:
        if not ON_SERVERS:
            yield {}
            return
        database = servers.enter_context(postgres())
        redis = servers.enter_context(valkey())
        files = servers.enter_context(s3())
        yield {
            "DATABASE_URL": database.url,
            "REDIS_URL": redis.url,
            "S3_BUCKET": files.bucket,
            "S3_ENDPOINT": files.url,
            "S3_REGION": files.region,
            "S3_ACCESS_KEY_ID": files.access_key,
            "S3_SECRET_ACCESS_KEY": files.secret_key,
        }


@pytest.fixture(scope="session")
def settings(stack: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the studio under test, with a small upload limit."""
    [port] = free_ports(1)
    home = tmp_path_factory.mktemp("home")
    return Settings.model_validate(
        {
            **stack,
            "PERSONAE_HOME": home,
            "PERSONAE_PORT": port,
            "UPLOAD_MAX_SIZE": "3MB",
            "RATE_LIMITS": UNHURRIED,
        }
    )


@pytest.fixture(scope="session")
def stage() -> Stage:
    """Who answers: the quotation provider, until a test puts somebody else on."""
    return Stage()


@pytest.fixture(scope="session")
async def services(settings: Settings, stage: Stage) -> AsyncIterator[Services]:
    """A studio that serves on a real port, its jobs at work."""
    prepare(settings)
    made = build(settings, provider=stage, chains=UNDETERRED)
    config = uvicorn.Config(
        create_app(made),
        port=settings.port,
        log_config=None,
        ws="websockets-sansio",
        lifespan="on",
        timeout_keep_alive=3600,  # a client that was idle would meet a connection that is just being closed
        timeout_graceful_shutdown=10,  # whatever a test has left open must not hold up the whole run
    )
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[method-assign, attr-defined]
    serving = asyncio.create_task(server.serve())
    while not server.started:
        if serving.done():
            await serving
        await asyncio.sleep(0.01)
    # Who comes first looks after the studio; whoever tests make are members.
    await accounts.register(
        made.database.begin, QUICK, email=ADMIN, password=PASSWORD, name="Admin", session_days=1
    )
    yield made
    server.should_exit = True
    await serving


@pytest.fixture
async def tx(services: Services) -> AsyncIterator[Tx]:
    """A transaction that leaves nothing behind."""
    async with services.database.begin() as tx:
        yield tx
        await tx.rollback()


@pytest.fixture
def base_url(services: Services) -> str:
    """The address of the studio under test."""
    return f"http://127.0.0.1:{services.settings.port}"


@pytest.fixture
async def visitor(base_url: str) -> AsyncIterator[httpx2.AsyncClient]:
    """Somebody who is not signed in."""
    async with client_at(base_url) as client:
        yield client


@pytest.fixture
async def ada(services: Services) -> AsyncIterator[Person]:
    """A person with an account, signed in."""
    async with join(services, "Ada") as person:
        yield person


@pytest.fixture
async def ben(services: Services) -> AsyncIterator[Person]:
    """Somebody else."""
    async with join(services, "Ben") as person:
        yield person


@pytest.fixture(scope="session")
async def admin(services: Services) -> AsyncIterator[Person]:
    """Who looks after the studio."""
    async with log_in(f"http://127.0.0.1:{services.settings.port}", ADMIN) as person:
        yield person


@pytest.fixture
def actor(ada: Person) -> Actor:
    """Ada, as the rooms know her."""
    return ada.actor


@pytest.fixture(scope="session")
async def reader(services: Services) -> AsyncIterator[Person]:
    """Somebody who owns a document that has been read."""
    async with join(services, "Reader") as person:
        yield person


@pytest.fixture(scope="session")
def receive(services: Services) -> Receive:
    """Receives a text as if it were uploaded."""

    @asynccontextmanager
    async def received(text: str) -> AsyncIterator[Received]:
        async def chunks() -> AsyncIterator[bytes]:
            yield text.encode()

        async with library.receive(
            chunks(), filename="the_lamp.txt", spool=services.settings.spool, limit_bytes=10**8
        ) as found:
            yield found

    return received


@pytest.fixture(scope="session")
async def story(services: Services, reader: Person, receive: Receive) -> Document:
    """The reader's document, ready."""
    async with receive(STORY) as received:
        added = await library.add(services.database.begin, services.files, reader.actor, received)
    return await read_to_end(services, reader.actor, added.document.id)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 2 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid():
        pytest.skip("not run: a full disk is tried on one of 2 MB, which only root may mount")
    if refusal := subprocess.run(mount, capture_output=True, text=True, check=False).stderr:
        pytest.skip(
            f"not run: a full disk is tried on one of 2 MB, and mounting it failed: {refusal.strip()}"
        )
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def shared() -> Path:
    """The folder of measuring sets beside the project; skips where it is missing."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.exists():
        pytest.skip("the measuring sets beside the project are not on this machine")
    return folder
