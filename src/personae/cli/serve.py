"""Starting the studio in this process."""

import asyncio
import fcntl
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from personae.bootstrap import Services, build, prepare
from personae.cli.demo import add_demo
from personae.platform.allocator import keep_little
from personae.platform.errors import Kind, PersonaeError
from personae.platform.logs import configure
from personae.platform.settings import Settings
from personae.web import create_app

BACKLOG = 2048


class Server(uvicorn.Server):
    """uvicorn's server, which tells when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self.ready.set()


class AddressTaken(PersonaeError):
    """Nothing can be served at the address."""

    kind = Kind.CONFLICT
    code = "address_taken"
    message = "{where}: {why}. Stop what runs there, or set PERSONAE_PORT to another port."


class HomeTaken(PersonaeError):
    """Another studio works with the same data folder."""

    kind = Kind.CONFLICT
    code = "home_taken"
    message = (
        "Another studio is running on the data in {home}. Stop it, or set PERSONAE_HOME to another folder."
    )


def serve(settings: Settings, *, demo: bool = False) -> int:
    """Serve until interrupted. Returns the exit code. Raises AddressTaken, HomeTaken.

    From here on every file that this process and its children make is their owner's alone.
    """
    os.umask(0o077)
    keep_little()
    # The small models gain nothing by more threads, and each further one reserves memory.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with _listen(settings) as listener, _hold(settings):
        return _serve_on(listener, settings, demo=demo)


def _serve_on(listener: socket.socket, settings: Settings, *, demo: bool) -> int:
    configure(settings)
    prepare(settings)
    services = build(settings)
    services.sweeping.empty_spool()  # nobody else works with this folder while it is held
    address = settings.public_url or f"http://{settings.host}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        create_app(services),
        log_config=None,
        access_log=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        server_header=False,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=10,
    )
    server = Server(config)
    for each in (signal.SIGINT, signal.SIGTERM):
        # uvicorn ends on both in good order, then raises them again for whoever was there before.
        signal.signal(each, _ended)
    asyncio.run(_serve(server, listener, services, address=address, demo=demo))
    return 0


async def _serve(
    server: Server, listener: socket.socket, services: Services, *, address: str, demo: bool
) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    ready = asyncio.create_task(server.ready.wait())
    await asyncio.wait({serving, ready}, return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    if server.started:
        welcome = asyncio.create_task(_welcome(services, address=address, demo=demo))
        await asyncio.wait({serving, welcome}, return_when=asyncio.FIRST_COMPLETED)
        welcome.cancel()  # no longer of use, if the studio was stopped in the meantime
        [outcome] = await asyncio.gather(welcome, return_exceptions=True)
        if isinstance(outcome, Exception):
            server.should_exit = True
            await serving
            raise outcome
    await serving


async def _welcome(services: Services, *, address: str, demo: bool) -> None:
    entry = await add_demo(services) if demo else None
    print(f"Personae is at   {address}")
    print(f"Data lives in    {services.settings.home.resolve()}")
    if entry is not None:
        print(f"Demo account     {entry.email}, password: {entry.password or 'the one it was made with'}")
    print("Stop it with     Ctrl-C", flush=True)


def _ended(_number: int, _frame: object) -> None:
    """Nothing is left to do."""


@contextmanager
def _hold(settings: Settings) -> Iterator[None]:
    """Keep other studios off the data folder; the system lets go of it even when this one is killed."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise HomeTaken(home=str(settings.home.resolve())) from error
        yield


def _listen(settings: Settings) -> socket.socket:
    """The socket to serve on. Who comes before the studio is ready waits for a moment."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise AddressTaken(where=f"{settings.host}:{settings.port}", why=error.strerror) from error
    return listener
