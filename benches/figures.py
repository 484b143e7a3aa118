"""What a bench has found: figures beside their targets, for people and for programs."""

import argparse
import json
import os
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value; `target` is the most it may be, None when nothing was promised."""

    value: float
    unit: str
    target: float | None

    @property
    def is_ok(self) -> bool | None:
        """Whether the target is met; None without one."""
        return None if self.target is None else self.value <= self.target


Options = Callable[[argparse.ArgumentParser], None]


def no_options(_: argparse.ArgumentParser) -> None:
    """A bench that takes none of its own."""


class Report:
    """Prints figures as they come, and with `--json` all of them as one object at the end."""

    def __init__(self, bench: str, about: str | None, *, options: Options = no_options) -> None:
        """about: the bench's docstring, for `--help` and the heading.  options: adds arguments."""
        parser = argparse.ArgumentParser(prog=f"./run bench {bench}", description=about)
        parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
        options(parser)
        self.wish = parser.parse_args()
        self._bench = bench
        self._figures: dict[str, Figure] = {}
        self._notes: list[str] = []
        self._began = datetime.now(UTC)
        print(f"{bench}: {(about or '').partition(chr(10))[0]}", flush=True)
        self.note(
            f"{self._began:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
            f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
        )

    def add(self, name: str, value: float, unit: str, *, target: float | None = None) -> None:
        """Print a figure beside its target, and keep it."""
        figure = self._figures[name] = Figure(round(value, 3), unit, target)
        line = f"  {name:<58} {_plain(value):>9} {unit:<4}"
        if figure.is_ok is not None:
            line += f"  target ≤ {target:g} {unit}: {'met' if figure.is_ok else 'MISSED'}"
        print(line.rstrip(), flush=True)

    def note(self, line: str) -> None:
        """Print what the figures cannot say by themselves, and keep it."""
        self._notes.append(line)
        print(f"  {line}", flush=True)

    def end(self) -> None:
        """Print the object for programs, if it is wanted."""
        if not self.wish.json:
            return
        figures = {
            name: {"value": each.value, "unit": each.unit, "target": each.target, "ok": each.is_ok}
            for name, each in self._figures.items()
        }
        whole = {
            "bench": self._bench,
            "at": self._began.isoformat(timespec="seconds"),
            "cores": os.cpu_count(),
            "ok": all(each.is_ok is not False for each in self._figures.values()),
            "figures": figures,
            "notes": self._notes,
        }
        print(json.dumps(whole, ensure_ascii=False), flush=True)


def share(values: Sequence[float], percent: int) -> float:
    """The value that percent of all values stay under, 1..99; values need not be sorted."""
    if len(values) < 2:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _plain(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
