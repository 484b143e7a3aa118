"""Who watches while strangers' documents are read: memory, doors to the network, files that appear."""

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]

LOOK_EVERY_S = 0.005
KB = 1024


class Peaks:
    """What each process under `root` that reads a document takes, by its source: memory and time.

    networks: those that such processes were seen in.
    """

    def __init__(self, root: int) -> None:
        self.mb: dict[str, float] = {}
        self.cpu_s: dict[str, float] = {}
        self.networks: set[str] = set()
        self._root = psutil.Process(root)

    def forget(self) -> None:
        """Begin anew."""
        self.mb, self.cpu_s = {}, {}

    @property
    def greatest_mb(self) -> float:
        """Of all since it was begun; 0 where nothing was seen."""
        return max(self.mb.values(), default=0.0)

    @property
    def all_cpu_s(self) -> float:
        """Processor seconds of all since it was begun."""
        return sum(self.cpu_s.values())

    def look(self) -> None:
        """Note what can be seen now."""
        for child in self._root.children(recursive=True):
            with suppress(psutil.Error, OSError, ValueError, IndexError):
                words = child.cmdline()
                if any(word.endswith(("extract/child.py", "personae.platform.fenced")) for word in words):
                    name = _source_of(words)
                    self.mb[name] = max(self.mb.get(name, 0.0), _peak_mb(child.pid))
                    used = child.cpu_times()
                    self.cpu_s[name] = used.user + used.system
                    self.networks.add(_network_of(child.pid))


def _source_of(words: list[str]) -> str:
    found = json.loads(words[-1]) if words[-1].startswith("{") else {}
    return str(found.get("source", "cast"))


def _peak_mb(pid: int) -> float:
    """What Linux calls the high-water mark; elsewhere what it holds right now."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float(psutil.Process(pid).memory_info().rss) / KB**2
    marks = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
    return float(marks[0].split()[1]) / KB if marks else 0.0


def _network_of(pid: int) -> str:
    return str(Path(f"/proc/{pid}/ns/net").readlink())


@contextmanager
def watched(root: int) -> Iterator[Peaks]:
    """Look at the processes under root every few milliseconds while the context is open."""
    peaks, ended = Peaks(root), threading.Event()

    def go_on() -> None:
        while not ended.wait(LOOK_EVERY_S):
            peaks.look()

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield peaks
    finally:
        ended.set()
        thread.join()


class Ears:
    """Listeners on loopback ports; `heard` are the first bytes of whatever we or our children sent.

    Others on this machine may call the same ports; what they say is not kept.
    """

    def __init__(self, ports: tuple[int, ...]) -> None:
        self.heard: list[str] = []
        self.ports: list[int] = []
        self._open = True
        self._sockets: list[socket.socket] = []
        for port in ports:
            with suppress(OSError):  # of ports that are not ours to have, or that somebody has
                self._sockets.append(socket.create_server(("127.0.0.1", port)))
                self.ports.append(self._sockets[-1].getsockname()[1])
        for each in self._sockets:
            each.settimeout(0.2)
        self._threads = [threading.Thread(target=self._listen, args=(each,)) for each in self._sockets]
        for thread in self._threads:
            thread.start()

    def _listen(self, listener: socket.socket) -> None:
        while self._open:
            with suppress(OSError):
                caller, address = listener.accept()
                with caller:
                    if _is_anothers(address[1]):
                        continue
                    caller.settimeout(0.5)
                    said = b""
                    with suppress(OSError):
                        said = caller.recv(400)
                    self.heard.append(said.decode("latin-1"))

    def tried(self) -> bool:
        """True when they hear us: whether a trial could fail at all.  What we said is forgotten."""
        for port in self.ports:
            with socket.create_connection(("127.0.0.1", port)) as call:
                call.sendall(b"control")
        until = time.monotonic() + 5
        while len([each for each in self.heard if each == "control"]) < len(self.ports):
            if time.monotonic() > until:
                return False
            time.sleep(0.01)
        self.heard = [each for each in self.heard if each != "control"]
        return bool(self.ports)

    def close(self) -> None:
        """Hear nothing more."""
        self._open = False
        for thread in self._threads:
            thread.join()
        for each in self._sockets:
            each.close()


def _is_anothers(port: int) -> bool:
    """Whether the socket at a port belongs to a process that we neither are nor started."""
    me = psutil.Process()
    ours = {me.pid, *(child.pid for child in me.children(recursive=True))}
    with suppress(psutil.Error):
        for each in psutil.net_connections("tcp"):
            if each.laddr and each.laddr.port == port and each.pid:
                return each.pid not in ours
    return False


@contextmanager
def listening(*ports: int) -> Iterator[Ears]:
    """Listen where payloads would like to call.  Port 0 is any free one."""
    ears = Ears(ports)
    try:
        yield ears
    finally:
        ears.close()


def files_under(*folders: Path) -> set[str]:
    """Every file and link below some folders."""
    return {
        str(Path(where) / name) for folder in folders for where, _, names in os.walk(folder) for name in names
    }
