"""How soon the studio answers after it is started: on an empty home, and on one that is set up."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from benches.figures import Report
from benches.studio import Studio, empty_home, environment

STARTS = 5
TARGET_S = 2.0
FLOOR = "import fastapi, sqlalchemy, dbos"


def main() -> None:
    """Start the studio again and again, in turns with the floor: loading the three largest packages."""
    report = Report("start", __doc__)
    with empty_home() as folder:
        _start(folder / "warm-up")  # so that Python's own cache and the system's hold every file
        report.add("empty home, first 200 on /healthz", _start(folder / "home")[0], "s")
        starts, floor = [], []
        for _ in range(STARTS):
            floor.append(_floor())
            starts.append(_start(folder / "home"))
    alive, welcome, used = (statistics.median(each) for each in zip(*starts, strict=True))
    report.add(f"first 200 on /healthz, median of {STARTS}", alive, "s", target=TARGET_S)
    report.add("then first 200 on /, median", welcome, "s", target=TARGET_S)
    report.add("processor time until then, median", used, "s")
    report.add("fastest start", min(starts)[0], "s")
    report.add("slowest start", max(starts)[0], "s")
    report.add(f"floor: python -c '{FLOOR}', median", statistics.median(floor), "s")
    report.add("start to floor", alive / statistics.median(floor), "×")
    report.note("On a home that was started before; compiled Python and all files are in the caches.")
    report.end()


def _start(home: Path) -> tuple[float, float, float]:
    """Seconds until a 200 on /healthz, until one on the first page asked for next, and of processor time."""
    home.mkdir(exist_ok=True)
    studio = Studio(home, settings={}, cores=None)
    try:
        return studio.first_200("/healthz"), studio.first_200("/"), studio.cpu_s()
    finally:
        studio.stop()


def _floor() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", FLOOR], check=True, env=environment())
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
