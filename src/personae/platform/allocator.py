"""What the C library keeps of memory that is no longer used: as little as it can."""

import ctypes
from contextlib import suppress

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8  # as <malloc.h> of glibc numbers them
KEPT_BYTES = 128 * 1024


def keep_little() -> None:
    """Give freed memory back to the system early. To be called before the first thread starts.

    By default glibc opens a heap for nearly every thread, of which a studio has dozens, and after one
    large block is freed (a password's hash takes 19 MiB) it keeps as much for the next. Other C
    libraries have no such call and go on as they are.
    """
    with suppress(OSError, AttributeError, TypeError):  # TypeError: Windows has no library named None
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(ARENA_MAX, 1)
        mallopt(TRIM_THRESHOLD, KEPT_BYTES)
        mallopt(MMAP_THRESHOLD, KEPT_BYTES)
