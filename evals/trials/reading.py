"""Documents read as a studio reads them: by the child alone, or sent to a studio that runs."""

import asyncio
import json
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import httpx2

from benches.studio import Studio, read_to_end, visitor
from evals.trials.sets import Case
from evals.trials.verdicts import READ, Fate
from evals.trials.watching import Peaks, files_under
from personae.library.extract import ExtractError, extract

AT_ONCE = 2
EVERY = 25  # documents, between which somebody else's is read
CRASH = re.compile(r"^Traceback|request\.crashed|\[error", re.MULTILINE)  # what was expected is a warning
# What a studio keeps in its home, and where. Nothing else may appear there.
KEPT = re.compile(
    r"(personae\.db|jobs\.db|[a-z_]+\.db)(-wal|-shm)?|bench\.log|secret_key|metrics_token|worker_id"
    r"|lock|\.lock|reserve|logs/personae\.jsonl|files/[a-z]+/[0-9a-z/._-]+|spool/.*"
)
CONTROL = "“The lamp is lit,” said Mira Vale.\n\n“Then we are late, {}” said Tobias Finch.\n"


async def read_all(cases: Sequence[Case], folder: Path, peaks: Peaks) -> list[Fate]:
    """What becomes of each document, read by the child that a studio would start, two at a time."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(number: int, case: Case) -> Fate:
        async with turn:
            return await _read(case, folder / f"{number}.jsonl", peaks)

    return await asyncio.gather(*(one(number, case) for number, case in enumerate(cases)))


async def _read(case: Case, out: Path, peaks: Peaks) -> Fate:
    began = time.perf_counter()
    code, sentence, text = READ, "", ""
    notices: tuple[str, ...] = ()
    try:
        notices = (await extract(case.path, filename=case.path.name, out=out)).notices
    except ExtractError as refusal:
        code, sentence = refusal.code, refusal.sentence
    spent = time.perf_counter() - began
    if code == READ:
        with out.open(encoding="utf-8") as lines:
            rows = map(json.loads, lines)
            text = "\n".join(row.get("text") or row.get("title") or "" for row in rows)
        out.unlink()  # noqa: ASYNC240
    source = str(case.path)
    return Fate(code, sentence, notices, text, spent, peaks.cpu_s.get(source, 0.0), peaks.mb.get(source, 0.0))


class Uploads:
    """A studio that is sent documents one after the other, while somebody else's are read as ever."""

    def __init__(self, studio: Studio, home: Path, scratch: Path, peaks: Peaks) -> None:
        """scratch: where the studio would put what is temporary."""
        self._studio, self._home, self._scratch, self._peaks = studio, home, scratch, peaks
        self.others: list[float] = []

    def send_all(self, cases: Sequence[Case]) -> list[Fate]:
        """What becomes of each."""
        fates = []
        with visitor(self._studio) as client, visitor(self._studio) as other:
            for number, case in enumerate(cases):
                if number % EVERY == 0:
                    self.others.append(_control(other, number))
                fates.append(self._send(client, case))
                if self._studio.exit_code is not None:
                    sys.exit(f"The studio ended while it read {case.name}:\n{self._studio.log()}")
            self.others.append(_control(other, len(cases)))
        return fates

    def facts(self) -> dict[str, object]:
        """What else came of it: how others fared, what crashed, which files appeared."""
        log = (self._home / "bench.log").read_text(errors="replace")
        names = [str(Path(each).relative_to(self._home)) for each in files_under(self._home)]
        return {
            "others_read": sum(spent >= 0 for spent in self.others),
            "others": len(self.others),
            "others_slowest_s": round(max(self.others), 2),
            "crashes": [line for line in log.splitlines() if CRASH.search(line)][:20],
            "strays": [each for each in names if not KEPT.fullmatch(each)]
            + sorted(files_under(self._scratch))
            + [each for each in names if each.startswith("spool/")],
        }

    def _send(self, client: httpx2.Client, case: Case) -> Fate:
        self._peaks.forget()
        began = time.perf_counter()
        sent = client.post("/api/v1/documents", files={"file": (case.path.name, case.path.read_bytes())})
        found = sent.json()
        if sent.is_error:
            return Fate(found["code"], found["detail"], seconds=time.perf_counter() - began)
        found = read_to_end(client, found["id"])
        cost = (time.perf_counter() - began, self._peaks.all_cpu_s, self._peaks.greatest_mb)
        if found["status"] == "ready":
            return Fate(READ, "", found["notices"], "", *cost)
        return Fate(found["error_code"] or "failed", found["error"] or "", (), "", *cost)


def _control(client: httpx2.Client, number: int) -> float:
    """Seconds in which an ordinary document is read; -1 where it is not."""
    began = time.perf_counter()
    sent = client.post("/api/v1/documents", files={"file": ("lamp.txt", CONTROL.format(number).encode())})
    found = read_to_end(client, sent.raise_for_status().json()["id"])
    return time.perf_counter() - began if found["status"] == "ready" else -1.0
