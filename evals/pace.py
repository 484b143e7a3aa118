"""How fast which talks move a character: tables for the guide, out of messages as they are appraised."""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from personae.cast.emotion import Appraisal, appraise
from personae.evolution import RULE_VERSION, USUAL, EventKind, Mind
from personae.evolution.fold import Happened, fold
from personae.evolution.impulse import impulse, to_json
from personae.evolution.mind import mind_of
from personae.evolution.relationship import Stage
from personae.evolution.standing import State

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "evals" / "gold" / "pace"
GUIDE = ROOT / "docs" / "guide" / "evolution.md"
KINDS = ("warm", "curious", "everyday", "quarrel", "cruel")
START = datetime(2026, 1, 1, 18, 0, tzinfo=UTC)
A_DAY = 30  # messages of the person's, each with a reply, two minutes apart: one conversation a day
DAYS = 60
TOLD_DAYS = (1, 7, 28)
BETWEEN = timedelta(minutes=2)
TRAITS_TOLD = 3
REACHED = (Stage.ACQUAINTANCE, Stage.COMPANION, Stage.FRIEND, Stage.CLOSE, Stage.WARY, Stage.ESTRANGED)
MARKS = re.compile(r"(<!-- pace -->\n).*?(<!-- end of pace -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Course:
    """How one kind of talk went. minds: after the last message of each day; stages: first reached after how
    many messages of the person's."""

    minds: Sequence[Mind]
    stages: dict[Stage, int]


def run(argv: list[str]) -> dict[str, object]:
    """Talk a character of average traits through two months of each kind; print the tables as markdown."""
    parser = argparse.ArgumentParser(prog="./run eval pace", description=__doc__)
    parser.add_argument("--data", type=Path, default=GOLD, help="folder with a text for each kind of talk")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/guide/evolution.md")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    wish = parser.parse_args(argv)
    courses = {kind: course(wish.data / f"{kind}.txt") for kind in KINDS}
    tables = f"{_stages(courses)}\n{_traits(courses)}"
    sys.stdout.write(tables)
    if wish.write:
        text = GUIDE.read_text(encoding="utf-8")
        GUIDE.write_text(MARKS.sub(lambda found: found[1] + tables + found[2], text), encoding="utf-8")
    result: dict[str, object] = {
        kind: {"stages": each.stages, "moved": [_moved(each.minds[day - 1]) for day in TOLD_DAYS]}
        for kind, each in courses.items()
    }
    if wish.json:
        sys.stdout.write(json.dumps(result) + "\n")
    return result


def course(path: Path) -> Course:
    """Say the lines of a text over and over, a conversation a day; each is answered in the same vein."""
    felt = appraise(path.read_text(encoding="utf-8").splitlines())
    state, minds, stages = State(), list[Mind](), dict[Stage, int]()
    for day in range(DAYS):
        for event in _day(felt, day):
            state, _ = fold(state, event, USUAL)
            stages.setdefault(state.stage, state.interactions)
        at = datetime.fromtimestamp(state.at_s or 0, UTC)
        minds.append(mind_of(state, {}, USUAL, at=at))
    return Course(minds, stages)


def _day(felt: Sequence[Appraisal], day: int) -> Iterator[Happened]:
    at = START + timedelta(days=day)
    for turn in range(2 * A_DAY):
        found = felt[(day * A_DAY + turn // 2 + turn % 2) % len(felt)]
        facts = to_json(impulse(found, speaker="character" if turn % 2 else "user"))
        yield Happened(
            day * 2 * A_DAY + turn + 1,
            EventKind.FELT,
            (at + turn * BETWEEN / 2).timestamp(),
            f"day {day}",
            None,
            facts,
            RULE_VERSION,
        )


def _stages(courses: dict[str, Course]) -> str:
    head = f"| messages of yours until | {' | '.join(courses)} |\n|---|{'---|' * len(courses)}\n"
    rows = [
        f"| {stage} | {' | '.join(str(each.stages.get(stage, '–')) for each in courses.values())} |\n"
        for stage in REACHED
    ]
    return head + "".join(rows)


def _traits(courses: dict[str, Course]) -> str:
    days = [f"after {day} day{'s' if day > 1 else ''}" for day in TOLD_DAYS]
    columns = [*days, "mood after a day"]
    head = f"| furthest traits | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}\n"
    rows = []
    for kind, each in courses.items():
        moved = [_told(each.minds[day - 1]) for day in TOLD_DAYS]
        rows.append(f"| {kind} | {' | '.join([*moved, _mood(each.minds[0])])} |\n")
    return head + "".join(rows)


def _mood(mind: Mind) -> str:
    return f"{mind.octant} ({', '.join(f'{value:+.2f}' for value in mind.mood.values)})"


def _told(mind: Mind) -> str:
    return ", ".join(f"{name} {change:+.3f}" for name, change in _moved(mind).items())


def _moved(mind: Mind) -> dict[str, float]:
    """The traits that are furthest from their baseline."""
    furthest = sorted(mind.traits, key=lambda trait: -abs(trait.change))[:TRAITS_TOLD]
    return {trait.name: round(trait.change, 3) for trait in furthest if abs(trait.change) >= 0.0005}


if __name__ == "__main__":
    run(sys.argv[1:])
