"""How fast the cast is read, how that grows with the text, and how much memory it takes."""

import argparse
import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from benches.figures import Report
from benches.studio import MB, empty_home, environment
from benches.texts import write_passages
from personae.cast import MODES

LOOK_S = 0.02
WORDS = (100_000, 1_000_000, 10_000_000)
TARGETS_S = {"quick": 10.0, "careful": 120.0}  # for 100,000 words
TARGET_MB = 400.0
TARGET_RATIO = 1.15


@dataclass(frozen=True, slots=True)
class Course:
    """words: how many were read.  cpu_s: processor time.  peak_mb: the most memory that was resident."""

    words: int
    cpu_s: float
    peak_mb: float

    @property
    def pace_s(self) -> float:
        """Processor seconds for 100,000 words."""
        return self.cpu_s / self.words * 100_000


def main() -> None:
    """Read our own story, told again and again with new names, in a child process as the studio does."""
    report = Report("reading", __doc__, options=_options)
    for mode in report.wish.mode or MODES:
        courses = {}
        with empty_home() as home:
            for words in report.wish.words or WORDS:
                courses[words] = _read(home, words, mode)
                _tell(report, f"{mode}, {words:,} words", courses[words], mode)
        _compare(report, mode, courses)
    report.note("Processor time of the reader alone, which uses one core; its start is part of it.")
    report.end()


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mode", choices=MODES, action="append", help="this mode only; may be repeated")
    parser.add_argument("--words", type=int, action="append", help="texts of this length; may be repeated")


def _read(home: Path, words: int, mode: str) -> Course:
    passages = home / "passages.jsonl"
    written = write_passages(passages, words=words)
    command = [sys.executable, "-m", "personae.cast", str(passages), "--mode", mode]
    process = subprocess.Popen(
        [*command, "--out", str(home / "reading.jsonl")], env=environment(), stdout=subprocess.DEVNULL
    )
    peak_mb, ended = 0.0, 0
    while not ended:  # the system's own account begins with what this process held when it started the other
        time.sleep(LOOK_S)
        peak_mb = max(peak_mb, _resident_mb(process.pid))
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"The reader ended with {process.returncode}.")
    return Course(written, used.ru_utime + used.ru_stime, peak_mb)


def _resident_mb(pid: int) -> float:
    with suppress(psutil.Error):
        return float(psutil.Process(pid).memory_info().rss) / MB
    return 0.0


def _tell(report: Report, what: str, course: Course, mode: str) -> None:
    report.add(f"{what}: seconds for 100,000", course.pace_s, "s", target=TARGETS_S[mode])
    report.add(f"{what}: peak RSS", course.peak_mb, "MB", target=TARGET_MB)


def _compare(report: Report, mode: str, courses: dict[int, Course]) -> None:
    """Hold the largest text against the one before it; a short one is mostly start-up."""
    if len(courses) < 2:
        return
    (fewer, small), (most, large) = sorted(courses.items())[-2:]
    ends = f"{mode}, {most:,} to {fewer:,} words"
    report.add(f"{ends}: seconds a word", large.pace_s / small.pace_s, "×", target=TARGET_RATIO)
    report.add(f"{ends}: peak RSS", large.peak_mb / small.peak_mb, "×", target=TARGET_RATIO)


if __name__ == "__main__":
    main()
