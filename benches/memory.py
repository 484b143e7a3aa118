"""How much memory a reading takes as texts grow from 1 MB to 50 MB, and whether others notice it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import httpx2
import psutil  # type: ignore[import-untyped]

from benches.figures import Report, share
from benches.studio import MB, Json, Studio, empty_home, read_to_end, serving, upload, visitor
from benches.texts import write_long_text

SIZES_MB = (1, 5, 20, 50)
TARGET_RATIO = 1.5
TARGET_ANSWER_S = 0.25
LOOK_S = 0.025
ASK_S = 0.05
PARTS = {"child.py": "extract child", "personae.cast": "cast child"}


@dataclass(slots=True)
class Course:
    """What was seen while one text was read."""

    peaks_mb: dict[str, float] = field(default_factory=dict)
    answers_s: list[float] = field(default_factory=list)
    took_s: float = 0.0
    cpu_s: float = 0.0
    document: Json = field(default_factory=dict)


Watch = Callable[[Studio, Course, threading.Event], None]


def main() -> None:
    """Read texts of growing size, each on a studio of its own, and compare the largest with the smallest."""
    report = Report("memory", __doc__)
    courses = {}
    for size_mb in SIZES_MB:
        courses[size_mb] = _read(size_mb)
        _tell(report, size_mb, courses[size_mb])
    _compare(report, courses[SIZES_MB[0]], courses[SIZES_MB[-1]])
    report.end()


def _tell(report: Report, size_mb: int, course: Course) -> None:
    found, answers_s = course.document, course.answers_s
    report.note(
        f"{size_mb} MB: {found['words']:,} words, {found['quotations']:,} quotations, {found['status']}. "
        f"{found['error'] or ''}"
    )
    for part, peak_mb in sorted(course.peaks_mb.items()):
        report.add(f"{size_mb} MB: peak RSS, {part}", peak_mb, "MB")
    report.add(f"{size_mb} MB: seconds per MB", course.took_s / size_mb, "s")
    report.add(f"{size_mb} MB: processor seconds per MB", course.cpu_s / size_mb, "s")
    slowly_s = share(answers_s, 99)
    report.add(f"{size_mb} MB: /healthz, p99 of {len(answers_s):,}", slowly_s, "s", target=TARGET_ANSWER_S)
    report.add(f"{size_mb} MB: /healthz, slowest", max(answers_s), "s")


def _compare(report: Report, small: Course, large: Course) -> None:
    ends = f"{SIZES_MB[-1]} MB to {SIZES_MB[0]} MB"
    for part, peak_mb in sorted(large.peaks_mb.items()):
        if part in small.peaks_mb:
            report.add(f"{ends}: {part}", peak_mb / small.peaks_mb[part], "×", target=TARGET_RATIO)
    growth = (large.cpu_s / SIZES_MB[-1]) / (small.cpu_s / SIZES_MB[0])
    report.add(f"{ends}: processor seconds per MB", growth, "×")


def _read(size_mb: int) -> Course:
    course = Course()
    with (
        empty_home() as home,
        serving(home, UPLOAD_MAX_SIZE="64MB") as studio,
        visitor(studio) as client,
    ):
        path = home / f"text-{size_mb}.txt"
        write_long_text(path, size_bytes=size_mb * MB)
        with _meanwhile(_look, studio, course), _meanwhile(_ask, studio, course):
            began, used_s = time.perf_counter(), studio.cpu_s()
            course.document = read_to_end(client, upload(client, path))
            course.took_s, course.cpu_s = time.perf_counter() - began, studio.cpu_s() - used_s
    return course


@contextmanager
def _meanwhile(watch: Watch, studio: Studio, course: Course) -> Iterator[None]:
    ended = threading.Event()
    thread = threading.Thread(target=watch, args=(studio, course, ended))
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _look(studio: Studio, course: Course, ended: threading.Event) -> None:
    """Note the greatest resident memory of every part of the studio."""
    while not ended.wait(LOOK_S):
        for process in [studio.process, *studio.process.children()]:
            with suppress(psutil.NoSuchProcess):
                part = "server" if process == studio.process else _part(process)
                peak_mb = process.memory_info().rss / MB
                if part:  # a child that has just been forked is still the server by another name
                    course.peaks_mb[part] = max(peak_mb, course.peaks_mb.get(part, 0))


def _part(process: psutil.Process) -> str:
    words = " ".join(process.cmdline())
    return next((part for mark, part in PARTS.items() if mark in words), "")


def _ask(studio: Studio, course: Course, ended: threading.Event) -> None:
    """Be somebody else, who wants a quick answer."""
    with httpx2.Client(base_url=studio.url, timeout=60) as client, suppress(httpx2.TransportError):
        while not ended.wait(ASK_S):
            began = time.perf_counter()
            client.get("/healthz").raise_for_status()
            course.answers_s.append(time.perf_counter() - began)


if __name__ == "__main__":
    main()
