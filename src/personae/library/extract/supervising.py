"""Runs the child that reads a document, and turns whatever becomes of it into a result or an error."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from personae.library.extract.contract import Extraction, Limits
from personae.library.extract.errors import BY_CODE, CorruptFile, ExtractError, TooComplex
from personae.library.extract.sniffing import HEAD_BYTES, sniff
from personae.platform.files import StorageFull

_CHILD: Final = Path(__file__).with_name("child.py")
_PASSED_ON: Final = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT")
# A parser that is refused memory ends itself in one of several ways; a wild pointer is SIGSEGV or SIGBUS.
_BROKEN: Final = tuple(getattr(signal, name, None) for name in ("SIGSEGV", "SIGBUS", "SIGFPE"))

_Answer = dict[str, Any]


async def extract(
    source: Path,
    *,
    filename: str,
    out: Path,
    limits: Limits | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Extraction:
    """Read a document in a child process and write its chapters and passages to `out`, a line each.

    filename: the name its owner gave it; only the extension counts. on_progress: called with 0..1.
    `out` appears when it is complete, never before. Cancelling kills the child.

    Raises the errors of `personae.library.extract.errors`, StorageFull, and RuntimeError where a parser
    is not installed.
    """
    limits = limits or Limits()
    format_ = sniff(await asyncio.to_thread(_head, source), filename=filename)
    part = out.with_name(out.name + ".part")
    request = {
        "format": format_,
        "filename": filename,
        "source": str(source),
        "out": str(part),
        "limits": asdict(limits),
        "parent": os.getpid(),
    }
    try:
        result = await _ask_child(request, wall_s=limits.wall_s, on_progress=on_progress)
        await asyncio.to_thread(part.replace, out)
    finally:
        part.unlink(missing_ok=True)
    return Extraction(format=format_, **(result | {"notices": tuple(result["notices"])}))


def _head(source: Path) -> bytes:
    with source.open("rb") as file:
        return file.read(HEAD_BYTES)


async def _ask_child(
    request: _Answer, *, wall_s: float, on_progress: Callable[[float], None] | None
) -> _Answer:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-B",
        str(_CHILD),
        json.dumps(request),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
    )
    try:
        async with asyncio.timeout(wall_s):
            answer = await _listen(child, on_progress)
            status = await child.wait()
    except TimeoutError:
        raise TooComplex from None
    finally:
        await _end(child)
    return _judge(answer, status)


async def _listen(
    child: asyncio.subprocess.Process, on_progress: Callable[[float], None] | None
) -> _Answer | None:
    """Pass progress on until the child gives its answer; None when it ends without one."""
    assert child.stdout is not None
    while True:
        try:
            line = await child.stdout.readline()
            said = json.loads(line) if line else None
        except ValueError:
            return None
        if not isinstance(said, dict) or "progress" not in said:
            return said if isinstance(said, dict) else None
        if on_progress is not None:
            on_progress(float(said["progress"]))


async def _end(child: asyncio.subprocess.Process) -> None:
    if child.returncode is None:
        child.kill()
        await child.wait()


def _judge(answer: _Answer | None, status: int) -> _Answer:
    """The result in the child's answer, or the error that its words or its way of dying mean."""
    if answer is not None and isinstance(answer.get("result"), dict):
        result: _Answer = answer["result"]
        return result
    if answer is not None and "fault" in answer:
        raise RuntimeError(f"the document reader could not start: {answer['fault']}")
    if answer is not None and "full" in answer:
        raise StorageFull
    if answer is not None:
        raise _refusal(answer)
    if status < 0 and -status not in _BROKEN:
        raise TooComplex
    raise CorruptFile


def _refusal(answer: _Answer) -> ExtractError:
    kind = BY_CODE.get(str(answer.get("error")), CorruptFile)
    facts = answer.get("facts")
    return kind(**facts) if isinstance(facts, dict) else kind()
