"""Run the tests on each stack, the embedded one and real servers; `./run test` calls this."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from servers import chromium

ROOT = Path(__file__).resolve().parents[2]
STACKS = ("embedded", "servers")
NOTHING_TO_TEST = 5  # pytest's status where a stack has none of the tests that were asked for
NO_CHROMIUM = "no Chromium found or fetched; install one, or name it in PERSONAE_CHROMIUM"


@dataclass(frozen=True)
class Count:
    """How many tests ended in which way."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def main(arguments: list[str]) -> int:
    """Test on the stacks asked for, close with one line that counts all, and return the exit status."""
    stacks, options = pick(arguments)
    # As the studio starts itself: further threads of numpy's only wait for each other.
    environment = {**os.environ, **browser_environment(), "OPENBLAS_NUM_THREADS": "1"}
    # It is how this module was found; the suite sets its own paths.
    environment.pop("PYTHONPATH", None)
    with tempfile.TemporaryDirectory() as folder:
        reports = {stack: Path(folder) / f"{stack}.xml" for stack in stacks}
        commands = {
            stack: (
                [sys.executable, "-m", "pytest", f"--junitxml={report}", *options],
                {**environment, "PERSONAE_TEST_STACK": stack, **stackless(stack, stacks)},
            )
            for stack, report in reports.items()
        }
        statuses = call(commands)
        total = sum(map(count, reports.values()), Count())
    sys.stdout.write(f"\n{total}\n")
    return 1 if total.failed or set(statuses) - {0, NOTHING_TO_TEST} else 0


def pick(arguments: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the stacks to test on, all unless --stack names one, and what is left for pytest."""
    parser = argparse.ArgumentParser(prog="./run test", add_help=False, allow_abbrev=False)
    parser.add_argument("--stack", choices=STACKS)
    known, left = parser.parse_known_args(arguments)
    return (known.stack,) if known.stack else STACKS, left


def stackless(stack: str, stacks: tuple[str, ...]) -> dict[str, str]:
    """Return which run has the tests that need no stack: of several the last, which has less to do."""
    return {"PERSONAE_TEST_STACKLESS": "yes" if stack == stacks[-1] else "no"} if len(stacks) > 1 else {}


def browser_environment() -> dict[str, str]:
    """Return PERSONAE_CHROMIUM for the browser tests, or PERSONAE_NO_CHROMIUM, why they cannot run."""
    found = chromium.find()
    if not found:
        say("Fetching a Chromium for the browser tests")
        found = chromium.fetch()
    if found:
        return {"PERSONAE_CHROMIUM": found}
    say(f"Browser tests will be skipped: {NO_CHROMIUM}")
    return {"PERSONAE_NO_CHROMIUM": NO_CHROMIUM}


def count(report: Path) -> Count:
    """Count the tests of a JUnit report; a report that pytest did not live to write is one failure."""
    if not report.exists():
        return Count(failed=1)
    total = Count()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        every, failed, broken, skipped = (
            int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")
        )
        total += Count(every - failed - broken - skipped, failed + broken, skipped)
    return total


def call(commands: Mapping[str, tuple[list[str], Mapping[str, str]]]) -> list[int]:
    """Run the stacks' commands in the checkout, side by side, and return their statuses.

    The first speaks as it goes, each other when its turn has come. An interrupt lets them finish, then ends
    us.
    """
    sys.stdout.flush()
    with ExitStack() as files:
        said = [None, *(files.enter_context(tempfile.TemporaryFile()) for _ in list(commands)[1:])]
        children = [
            subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file)
            for (command, environment), file in zip(commands.values(), said, strict=True)
        ]
        try:
            signal.signal(signal.SIGTERM, lambda *_: [child.terminate() for child in children])
            return [
                tell(stack, child, file) for stack, child, file in zip(commands, children, said, strict=True)
            ]
        except KeyboardInterrupt:
            # The terminal told the commands too; they have servers to stop.
            for child in children:
                child.wait()
            raise
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def tell(stack: str, child: "subprocess.Popen[bytes]", said: IO[bytes] | None) -> int:
    """Wait for a stack's tests, show what they said if that was kept, and return their status."""
    say(f"Tests on the {stack} stack")
    status = child.wait()
    if said is not None:
        said.seek(0)
        shutil.copyfileobj(said, sys.stdout.buffer)
        sys.stdout.flush()
    return status


def say(line: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(f"» {line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
