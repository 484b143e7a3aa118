"""One real server in a process of its own, which can be stopped, killed and started again."""

import contextlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psutil

KEEPER = Path(__file__).with_name("keeper.py")
READY_LIMIT_S = 60.0
POLL_S = 0.02
# Below the range from which systems take ports for outgoing connections, so that a stopped server
# finds its port still free when it starts again.
PORTS = range(20_000, 32_000)


class ServerFailed(Exception):
    """A server ended, or stayed silent, where it should have become ready."""


class Server:
    """A server that answers at `url` between `start` and `stop`, with its data kept in `folder`.

    command: what to run.  ready: raises OSError until the server answers.  user: the account to run
    it as, "" for our own.  polite: the signal on which it shuts down in good order.
    """

    def __init__(
        self,
        url: str,
        command: Sequence[str],
        *,
        folder: Path,
        ready: Callable[[], None],
        user: str = "",
        polite: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.url = url
        self.folder = folder
        self.pid: int | None = None
        self._ready = ready
        self._keeper_command = [
            *(sys.executable, "-I", str(KEEPER), str(folder), user, str(int(polite))),
            *command,
        ]
        self._keeper: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and return once it answers.  Raises ServerFailed when it does not."""
        self._keeper = subprocess.Popen(
            self._keeper_command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Out of the terminal's reach: an interrupt is for the tests, which then stop the server.
            start_new_session=True,
        )
        self.pid = int(_open(self._keeper.stdout).readline() or 0) or None
        deadline = time.monotonic() + READY_LIMIT_S
        while not self._answers():
            if self._keeper.poll() is not None or time.monotonic() > deadline:
                self._end(b"")
                raise ServerFailed(f"{self._keeper_command[6:]} did not get ready:\n{self.log()[-4000:]}")
            time.sleep(POLL_S)

    def stop(self) -> None:
        """Shut the server down in good order; its data stays for the next start."""
        self._end(b"stop")

    def kill(self) -> None:
        """End the server and all its children at once, as a power cut would; its data stays."""
        if self.pid is None:
            return
        with contextlib.suppress(psutil.NoSuchProcess):
            process = psutil.Process(self.pid)
            family = [process, *process.children(recursive=True)]
            for member in family:
                with contextlib.suppress(psutil.NoSuchProcess):
                    member.kill()
            while not all(_is_dead(member) for member in family):
                time.sleep(POLL_S)
        self._end(b"stop")

    def log(self) -> str:
        """Return what the server has written so far."""
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def _answers(self) -> bool:
        with contextlib.suppress(OSError):
            self._ready()
            return True
        return False

    def _end(self, word: bytes) -> None:
        if self._keeper is None:
            return
        with contextlib.suppress(BrokenPipeError), _open(self._keeper.stdin) as stdin:
            stdin.write(word)
        self._keeper.wait()
        _open(self._keeper.stdout).close()
        self._keeper = self.pid = None


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Start a server, stop it whatever happens, and remove its folder."""
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


def new_folder(name: str, *, parent: Path | None = None) -> Path:
    """Make an empty folder for a server's data in the temporary folder, or in parent."""
    return Path(tempfile.mkdtemp(prefix=f"personae-{name}-", dir=parent))


def free_ports(count: int) -> list[int]:
    """Return different loopback ports that nothing listens on right now."""
    found: list[int] = []
    # Kept open together, so that no port is found twice.
    with contextlib.ExitStack() as probes:
        for port in random.sample(PORTS, len(PORTS)):
            if len(found) == count:
                break
            probe = probes.enter_context(socket.socket())
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                found.append(port)
    return found


def _is_dead(process: psutil.Process) -> bool:
    # A killed grandchild stays a zombie until the system's first process looks after it.
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None, "the keeper is started with pipes"
    return pipe
