"""How much faster a library of eight novels is read by all cores than by one reader."""

import time
from pathlib import Path

from benches.figures import Report
from benches.studio import empty_home, read_to_end, serving, upload, visitor
from benches.texts import write_long_text
from personae.platform.settings import cores

BOOKS = 8
BOOK_BYTES = 600_000  # some 110,000 words


def main() -> None:
    """Upload all at once, each a text of its own, and wait for the last: one reader, then one a core."""
    report, there = Report("library", __doc__), cores()
    alone_s, alone_cpu_s = _read(1)
    report.add(f"{BOOKS} novels, 1 reader", alone_s, "s")
    report.add(f"{BOOKS} novels, 1 reader: processor time", alone_cpu_s, "s")
    together_s, together_cpu_s = _read(there)
    report.add(f"{BOOKS} novels, {there} readers", together_s, "s")
    report.add(f"{BOOKS} novels, {there} readers: processor time", together_cpu_s, "s")
    report.add("one reader's time to that", alone_s / together_s, "×")
    report.add(f"{there} readers: cores kept busy", together_cpu_s / together_s / there, "of 1")
    report.note("The studio's own work and whatever else the machine does share the same cores.")
    report.end()


def _read(readers: int) -> tuple[float, float]:
    """Seconds from the first upload to the last cast, and processor seconds of the studio and its readers."""
    with (
        empty_home() as home,
        serving(home, PERSONAE_READERS=str(readers), READING_MODE="quick") as studio,
        visitor(studio) as client,
    ):
        paths = [_book(home, number) for number in range(BOOKS)]
        began, used_s = time.perf_counter(), studio.cpu_s()
        for id in [upload(client, path) for path in paths]:
            document = read_to_end(client, id)
            if document["status"] != "ready":
                raise SystemExit(f"A novel was not read: {document['error']}")
        return time.perf_counter() - began, studio.cpu_s() - used_s


def _book(home: Path, number: int) -> Path:
    path = home / f"novel-{number}.txt"
    write_long_text(path, size_bytes=BOOK_BYTES - number)  # so that no two are the same content
    return path


if __name__ == "__main__":
    main()
