"""Keep one server alive only as long as the tests that started it: a script, run by process.py.

Arguments: the server's folder, the user to run it as ("" for our own), the signal that stops it
politely, then its command line.  It prints the server's process id, then listens on standard input:
the word "stop" ends the server politely; an end of input without it means that the tests died, so
the server is killed and its folder removed.
"""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

STOP = b"stop"
POLITE_S = 15.0
PR_SET_PDEATHSIG = 1


def die_with_keeper() -> None:
    """Ask Linux to kill the server should this keeper be killed; other systems have no such call."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def start(folder: Path, user: str, command: list[str]) -> subprocess.Popen[bytes]:
    """Start the server in its folder and its own session, writing to the file `log` there."""
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_keeper,  # noqa: PLW1509 - safe here: no thread runs yet
            user=user or None,
            group=first_group(user) if user else None,
            extra_groups=[] if user else None,
        )


def first_group(user: str) -> int:
    """Return the id of a user's own group."""
    return pwd.getpwnam(user).pw_gid


def listen(server: subprocess.Popen[bytes], polite: signal.Signals, orphaned: threading.Event) -> None:
    """Wait for the tests' word, or their end, and end the server accordingly."""
    if os.read(sys.stdin.fileno(), len(STOP)) == STOP:
        server.send_signal(polite)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(POLITE_S)
            return
    else:
        orphaned.set()
    server.kill()


def main(folder: Path, user: str, polite: signal.Signals, command: list[str]) -> int:
    """Run the server until it ends, and leave nothing of it behind."""
    server = start(folder, user, command)
    sys.stdout.write(f"{server.pid}\n")
    sys.stdout.flush()
    orphaned = threading.Event()
    threading.Thread(target=listen, args=(server, polite, orphaned), daemon=True).start()
    status = server.wait()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(server.pid, signal.SIGKILL)
    if orphaned.is_set():
        shutil.rmtree(folder, ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], signal.Signals(int(sys.argv[3])), sys.argv[4:]))
