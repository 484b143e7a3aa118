"""How long a novel of 120,000 words takes from its upload to its cast, on one core."""

import os
import time
from itertools import pairwise

import httpx2

from benches.figures import Report
from benches.studio import Json, empty_home, read_to_end, serving, upload, visitor
from benches.texts import write_novel

TARGET_S = 60.0
CORE = min(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0


class Stages:
    """Notes when each stage of a reading is first seen."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}

    def see(self, document: Json) -> None:
        """Look at the document as it is now."""
        stage = document["stage"] if document["status"] in ("queued", "reading") else document["status"]
        self._seen.setdefault(stage, time.perf_counter())

    def seconds(self) -> dict[str, float]:
        """How long each stage took, in order, to the tenth of a second."""
        places = pairwise(self._seen.items())
        return {stage: after - began for (stage, began), (_, after) in places}


def main() -> None:
    """Read a novel with the server and all its children on one core, then the same for somebody else."""
    report = Report("novel", __doc__)
    with empty_home() as home, serving(home, cores=[CORE]) as studio:
        path = home / "novel.txt"
        what = write_novel(path)
        stages = Stages()
        with visitor(studio) as first, visitor(studio) as second:
            began, used_s = time.perf_counter(), studio.cpu_s()
            document = _read(first, upload(first, path), stages)
            took_s, cpu_s = time.perf_counter() - began, studio.cpu_s() - used_s
            began = time.perf_counter()
            again = _read(second, upload(second, path), Stages())
            again_s = time.perf_counter() - began
    report.note(f"{what}: {document['words']:,} words, {document['quotations']:,} quotations")
    for stage, stage_s in stages.seconds().items():
        report.add(f"stage: {stage}", stage_s, "s")
    report.add("from upload to cast", took_s, "s", target=TARGET_S)
    report.add("processor time of it, server and children", cpu_s, "s")
    report.add("the same content for another person", again_s, "s")
    if again["quotations"] != document["quotations"]:
        report.note("The second reading differs from the first.")
    report.end()


def _read(client: httpx2.Client, document_id: str, stages: Stages) -> Json:
    document = read_to_end(client, document_id, see=stages.see)
    if document["status"] != "ready":
        raise SystemExit(f"The novel was not read: {document['error']}")
    return document


if __name__ == "__main__":
    main()
