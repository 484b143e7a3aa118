"""Ledgers that nobody would think of: any appraisal, any order of events, any clock."""

from typing import Any

from hypothesis import settings as examples
from hypothesis import strategies as st

from evolution.talks import Feeling
from personae.evolution import EMOTIONS, RANGES, TRAITS, Settings
from personae.evolution import impulse as impulses
from personae.evolution.fold import Happened
from personae.evolution.tables import EventKind

YEAR_S = 365 * 86_400.0
FROM_S = 1_700_000_000.0

few = examples(max_examples=40)  # of a ledger, which has many parts
any_number = st.floats(allow_nan=True, allow_infinity=True)
feelings = st.builds(
    Feeling,
    st.dictionaries(st.sampled_from([*EMOTIONS, "unheard of"]), st.floats(0, 1) | any_number, max_size=3),
    *(st.floats(-1, 1) | any_number for _ in range(4)),
)
baselines = st.fixed_dictionaries({trait: st.floats(0, 1) for trait in TRAITS})


@st.composite
def settings(draw: st.DrawFn) -> Settings:
    """Any settings that may be saved."""
    return Settings(
        **{
            name: draw(st.integers(int(least), 30) if isinstance(least, int) else st.floats(least, most))
            for name, (_, least, most) in RANGES.items()
        }
    )


@st.composite
def ledgers(draw: st.DrawFn, *, most: int = 20) -> list[Happened]:
    """Events of up to four conversations, with a clock that mostly goes on and sometimes jumps."""
    found, at_s = list[Happened](), FROM_S
    for seq in range(1, draw(st.integers(0, most)) + 1):
        at_s += draw(st.floats(0, 86_400) | st.floats(-50 * YEAR_S, 50 * YEAR_S))
        kind = draw(st.sampled_from([EventKind.FELT] * 12 + list(EventKind)))
        found.append(
            Happened(seq, kind, at_s, draw(st.sampled_from("abcd")), f"m{seq}", facts(draw, kind), 1)
        )
    return found


def facts(draw: st.DrawFn, kind: EventKind) -> dict[str, Any]:
    """What an event of a kind needs to know."""
    if kind is EventKind.FELT:
        speaker = draw(st.sampled_from(["user", "user", "character"]))
        return impulses.to_json(impulses.impulse(draw(feelings), speaker=speaker))
    if kind is EventKind.THERAPY:
        return {"days": draw(st.floats(1, 90)), "factor": draw(st.floats(1, 50))}
    return {"seq": 1} if kind is EventKind.UNDONE else {}
