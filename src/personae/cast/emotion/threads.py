"""Keeps numpy on one core for a while: of work this small, further threads mostly wait, and burn a core."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock

import numpy as np

NAMES = ("scipy_openblas_{}_num_threads64_", "openblas_{}_num_threads64_", "openblas_{}_num_threads")
_lock = Lock()
_inside = 0
_before = 1


@contextmanager
def one_core() -> Iterator[None]:
    """Have numpy's OpenBLAS use one thread until the last who asked for that is done.

    Does nothing where numpy brings another library.  Measured on 2026-11-26 with two busy cores: a
    message costs a sixth of the processor time.
    """
    found = _openblas()
    if found is None:
        yield
        return
    _enter(*found)
    try:
        yield
    finally:
        _leave(found[1])


def _enter(get: Callable[[], int], put: Callable[[int], None]) -> None:
    global _inside, _before  # noqa: PLW0603 - the library has one number of threads for the whole process
    with _lock:
        if not _inside:
            _before = get()
            put(1)
        _inside += 1


def _leave(put: Callable[[int], None]) -> None:
    global _inside  # noqa: PLW0603
    with _lock:
        _inside -= 1
        if not _inside:
            put(_before)


@cache
def _openblas() -> tuple[Callable[[], int], Callable[[int], None]] | None:
    """Return how to get and set the threads of the OpenBLAS that numpy's wheel brings; None without one."""
    package = Path(np.__file__).parent
    for folder in (package.with_name("numpy.libs"), package / ".libs", package / ".dylibs"):
        for path in sorted(folder.glob("*openblas*")):
            library = ctypes.CDLL(str(path))  # numpy has loaded it: this finds the same one
            for name in NAMES:
                if hasattr(library, name.format("set")):
                    return getattr(library, name.format("get")), getattr(library, name.format("set"))
    return None
