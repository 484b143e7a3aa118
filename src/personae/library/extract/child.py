"""The child process that reads one document: limits first, then the one parser that is needed.

It is started by its path, not by its name: importing the rooms above it would load the database and the
web before any limit holds.
"""

import errno
import json
import os
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

_HERE = Path(__file__).resolve().parent
_PROGRESS_STEP = 0.01


def _enter_by_the_side_door() -> None:
    """Make this package importable without running the front doors of the packages around it."""
    sys.path.insert(0, str(_HERE.parents[2]))
    for name, folder in (("personae.library", _HERE.parent), ("personae.library.extract", _HERE)):
        room = types.ModuleType(name)
        room.__path__ = [str(folder)]
        sys.modules[name] = room


def _say(**line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _progress() -> Callable[[float], None]:
    """A function that passes progress on, one step at a time."""
    last = 0.0

    def tell(share: float) -> None:
        nonlocal last
        if share - last >= _PROGRESS_STEP:
            last = share
            _say(progress=round(min(share, 1.0), 3))

    return tell


def main() -> None:
    """Read the request from the command line, answer on stdout with one line of JSON."""
    request = json.loads(sys.argv[1])
    _enter_by_the_side_door()
    from personae.platform import fence

    limits = request["limits"]
    fence.limit_costs(
        cpu_s=limits["cpu_s"], memory_mb=limits["memory_mb"], output_bytes=limits["chars"] * 8 + (64 << 20)
    )
    fence.die_with_parent(request["parent"])
    # Both files are opened before the fence closes: behind it nothing can be opened for writing, and a
    # file of another user not even for reading.
    with open(request["source"], "rb") as source, open(request["out"], "wb") as out:  # noqa: PTH123
        fence.leave_network()
        _say(**_answer(request, source, out))


def _answer(request: dict[str, object], source: BinaryIO, out: BinaryIO) -> dict[str, object]:
    from personae.library.extract import reading
    from personae.library.extract.errors import CorruptFile, ExtractError, TooComplex

    try:
        return {"result": reading.read(request, source, out, progress=_progress())}
    except ExtractError as refusal:
        return {"error": refusal.code, "facts": refusal.facts}
    except (MemoryError, RecursionError, OverflowError):
        return {"error": TooComplex.code, "facts": {}}
    except ImportError as fault:
        # Not the document's doing: a part of this program is missing.
        return {"fault": str(fault)}
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            return {"full": True}
        return {"error": CorruptFile.code, "facts": {"reason": type(fault).__name__}}
    # The rim of the child: parsers of strangers' files raise anything at all, and whatever it is, the
    # file could not be read.
    except Exception as surprise:
        return {"error": CorruptFile.code, "facts": {"reason": type(surprise).__name__}}


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    # Parsers in C can stumble over a damaged heap when they are taken down; the answer is given by now.
    os._exit(0)
