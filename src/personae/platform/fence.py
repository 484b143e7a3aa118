"""Closes every door that the reader of a document does not need, and caps what one document may cost.

A child process calls these on itself: whatever a hostile file does then harms only that child.
"""

import os
import sys
from contextlib import suppress
from typing import Final

_MB: Final = 1024 * 1024
_OPEN_FILES: Final = 64
_PR_SET_PDEATHSIG: Final = 1
_SIGKILL: Final = 9
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_OUTWARD: Final = (
    "socket.",
    "subprocess.",
    "pty.",
    "ftplib.",
    "smtplib.",
    "urllib.",
    "webbrowser.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "os.kill",
)
_FORBIDDEN: Final = (
    *_OUTWARD,
    "shutil.",
    "winreg.",
    "ctypes.dlopen",
    "os.chmod",
    "os.chown",
    "os.link",
    "os.symlink",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.truncate",
    "os.putenv",
)


def limit_costs(*, cpu_s: int, memory_mb: int, output_bytes: int) -> None:
    """Cap processor time, memory, file size and open files; systems that lack a cap go without it."""
    try:
        import resource
    except ImportError:
        return
    caps = (
        (resource.RLIMIT_CPU, cpu_s, cpu_s + 2),
        (resource.RLIMIT_AS, memory_mb * _MB, memory_mb * _MB),
        (resource.RLIMIT_FSIZE, output_bytes, output_bytes),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES, _OPEN_FILES),
    )
    for name, soft, hard in caps:
        with suppress(ValueError, OSError):
            resource.setrlimit(name, (soft, hard))


def die_with_parent(parent_pid: int) -> None:
    """Ask Linux to end this process when the one that started it ends."""
    if not sys.platform.startswith("linux"):
        return
    _libc_call("prctl", _PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
    if os.getppid() != parent_pid:
        os._exit(1)


def leave_network() -> None:
    """Move into a network of its own with nothing in it, where Linux lets an ordinary user do so."""
    if sys.platform.startswith("linux"):
        _libc_call("unshare", _CLONE_NEWUSER | _CLONE_NEWNET)


def _libc_call(name: str, *arguments: int) -> None:
    """Call the C library; a refusal leaves the other defences standing, so it is not an error."""
    import ctypes

    with suppress(OSError, AttributeError):
        getattr(ctypes.CDLL(None, use_errno=True), name)(*arguments)


def deny_going_out() -> None:
    """From now on refuse sockets and processes; files may still be written."""
    sys.addaudithook(_refuse_going_out)


def deny_side_effects() -> None:
    """From now on refuse sockets, processes and every change of a file not already open."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        flags = arguments[2]
        if isinstance(flags, int) and flags & _WRITING:
            raise PermissionError("a document may not write files")
        return
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a document may not use {event}")


def _refuse_going_out(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_OUTWARD):
        raise PermissionError(f"a document may not use {event}")
