"""The reader of a cast as a child process: behind a fence, with limits that fit the document."""

import asyncio
import errno
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from personae.cast import Mode
from personae.characters.errors import CastFailed, CastTooCostly
from personae.platform.errors import PersonaeError
from personae.platform.files import StorageFull
from personae.platform.logs import get_logger

log = get_logger(__name__)

# A careful reading takes about 210 s per MB of text on one core; a slow machine may take thrice as long.
CPU_S, CPU_S_PER_MB = 60, 600
MEMORY_MB = 512
OUTPUT_BYTES = 64 * 1024**2
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # each further one reserves memory
NO_MEMORY = ("MemoryError", f"[Errno {errno.ENOMEM}]")
DISK_FULL = f"[Errno {errno.ENOSPC}]"


async def run_reader(
    passages: Path, out: Path, report: Callable[[float], None], *, mode: Mode = "quick"
) -> None:
    """Run `python -m personae.cast` on a passages file, behind the fence. Cancelling kills it.

    Raises CastFailed, CastTooCostly, StorageFull.
    """
    command = [sys.executable, "-m", "personae.platform.fenced", _limits(passages)]
    process = await asyncio.create_subprocess_exec(
        *(*command, "personae.cast", str(passages), "--out", str(out), "--mode", mode),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(sys.path), **ONE_THREAD},
    )
    assert process.stdout is not None and process.stderr is not None
    said = asyncio.ensure_future(process.stderr.read())
    try:
        async for line in process.stdout:
            report(json.loads(line)["progress"])
        await process.wait()
        if process.returncode != 0:
            last_words = (await said).decode(errors="replace")
            log.error("cast.failed", code=process.returncode, where=_places(last_words))
            raise _failure(process.returncode, last_words)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        await said


def _limits(passages: Path) -> str:
    """What reading a file may cost, as `platform.fenced` takes it."""
    size = passages.stat().st_size
    return json.dumps(
        {
            "cpu_s": CPU_S + CPU_S_PER_MB * size // 1024**2,
            "memory_mb": MEMORY_MB,
            "output_bytes": OUTPUT_BYTES + 16 * size,
            "parent": os.getpid(),
        }
    )


def _failure(code: int | None, last_words: str) -> PersonaeError:
    """What the end of a reader means. A negative code is the signal that ended it."""
    if DISK_FULL in last_words:
        return StorageFull()
    last_line = last_words.rstrip().rpartition("\n")[2]
    is_over = code in (-signal.SIGXCPU, -signal.SIGKILL) or any(word in last_line for word in NO_MEMORY)
    return CastTooCostly() if is_over else CastFailed()


def _places(traceback: str) -> list[str]:
    """Where an error came from, without its message, which may quote the document."""
    lines = traceback.splitlines()
    places = [line.strip() for line in lines if line.startswith('  File "')]
    return [*places[-3:], *(line.partition(":")[0] for line in lines[-1:])]
