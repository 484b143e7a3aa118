"""A studio of its own to measure: the real server as a process, and people who use its API."""

import http.client
import os
import random
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx2
import psutil  # type: ignore[import-untyped]

from personae.platform.rates import Rate

ROOT = Path(__file__).resolve().parents[1]
MB = 1024**2
READY_LIMIT_S = 60
STOP_LIMIT_S = 30
ASK_AGAIN_S = 0.005

Json = dict[str, Any]


class Studio:
    """A server process and its address."""

    def __init__(self, home: Path, *, settings: dict[str, str], cores: Sequence[int] | None) -> None:
        """Spawn it and return at once.  cores: where it may run, with all that it starts."""
        self._port = port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        env = environment() | {"PERSONAE_HOME": str(home), "PERSONAE_PORT": str(port)} | settings
        self._log = (home / "bench.log").open("ab")
        command = [sys.executable, "-m", "personae.cli", "serve"]
        self.spawned = time.perf_counter()
        # In the home's folder, where no .env of the person who measures is found.
        self._process = subprocess.Popen(command, cwd=home, env=env, stdout=self._log, stderr=self._log)
        self.process = psutil.Process(self._process.pid)
        if cores is not None:
            self.process.cpu_affinity(list(cores))

    def first_200(self, path: str) -> float:
        """Ask until the answer is 200; return the seconds since the process was spawned."""
        while time.perf_counter() - self.spawned < READY_LIMIT_S:
            if self._process.poll() is not None:
                break
            if self._status(path) == 200:
                return time.perf_counter() - self.spawned
            time.sleep(ASK_AGAIN_S)
        raise SystemExit(f"The studio did not answer:\n{self.log()}")

    def _status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=READY_LIMIT_S)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    @property
    def exit_code(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.poll()

    def log(self) -> str:
        """The end of what it has said."""
        return Path(self._log.name).read_text(errors="replace")[-6000:]

    def memory_mb(self) -> tuple[float, float]:
        """Resident (RSS) and unshared (USS) memory of the server and all its children."""
        family = [self.process, *self.process.children(recursive=True)]
        found = [member.memory_full_info() for member in family]
        return sum(each.rss for each in found) / MB, sum(each.uss for each in found) / MB

    def cpu_s(self) -> float:
        """Seconds of processor time that the server and its ended children have used so far."""
        used = self.process.cpu_times()
        return float(used.user + used.system + used.children_user + used.children_system)

    def stop(self) -> None:
        """Shut it down in good order, or else by force."""
        self._process.terminate()
        try:
            self._process.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()


def environment() -> dict[str, str]:
    """This environment without settings of a studio, and with compiled Python kept as it is by default."""
    ours = ("PERSONAE_", "OPENAI_", "ANTHROPIC_", "S3_")
    others = ("DATABASE_URL", "REDIS_URL", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {name: value for name, value in kept.items() if name not in others} | {
        "PYTHONPATH": str(ROOT / "src"),
        "RATE_LIMITS": ", ".join(f"{rate}:1000000/60" for rate in Rate),  # counted, but never too often
    }


def free_port() -> int:
    """A port that nobody has, out of the range from which systems take ports for outgoing connections."""
    while True:
        port = random.randrange(20_000, 32_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


@contextmanager
def empty_home() -> Iterator[Path]:
    """A folder for a studio's data, which goes away."""
    with tempfile.TemporaryDirectory(prefix="personae-bench-") as folder:
        yield Path(folder)


@contextmanager
def serving(home: Path, *, cores: Sequence[int] | None = None, **settings: str) -> Iterator[Studio]:
    """A studio that answers while the context is open.  settings: by the names in the environment."""
    studio = Studio(home, settings=settings, cores=cores)
    try:
        studio.first_200("/healthz")
        yield studio
    except httpx2.TransportError as error:
        raise SystemExit(
            f"The studio went silent ({error}), with exit code {studio.exit_code}:\n{studio.log()}"
        ) from error
    finally:
        studio.stop()


@contextmanager
def visitor(studio: Studio) -> Iterator[httpx2.Client]:
    """Somebody with a new account, signed in."""
    wish = {"email": f"{secrets.token_hex(8)}@example.org", "password": secrets.token_hex(8), "name": "Ada"}
    with httpx2.Client(base_url=studio.url, timeout=600) as client:
        token = client.post("/api/v1/auth/register", json=wish).raise_for_status().json()["token"]
        client.headers["authorization"] = f"Bearer {token}"
        yield client


def upload(client: httpx2.Client, path: Path) -> str:
    """Send a file; return the document's id."""
    with path.open("rb") as file:
        answer = client.post("/api/v1/documents", files={"file": (path.name, file)})
    return str(answer.raise_for_status().json()["id"])


def read_to_end(
    client: httpx2.Client, document_id: str, *, see: Callable[[Json], None] = lambda _: None
) -> Json:
    """Wait for the end of a reading and return the document.  see: shown it every tenth of a second."""
    while True:
        found: Json = client.get(f"/api/v1/documents/{document_id}").raise_for_status().json()
        see(found)
        if found["status"] not in ("queued", "reading"):
            return found
        time.sleep(0.1)


def cast_of(client: httpx2.Client, document_id: str) -> list[Json]:
    """The characters of a document, the most important ones first."""
    answer = client.get(f"/api/v1/documents/{document_id}/characters").raise_for_status()
    items: list[Json] = answer.json()["items"]
    return items
