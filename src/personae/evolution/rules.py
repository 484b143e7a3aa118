"""By which rules a ledger is folded: our own, which have a version, and what a person has set."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from personae.evolution.errors import EvolutionInvalid
from personae.platform.errors import Fact

RULE_VERSION = 1  # one more whenever the same message would move somebody otherwise
# What each setting is called, and from where to where it goes.
RANGES: Mapping[str, tuple[str, float, float]] = {
    "pace": ("The pace", 0.0, 3.0),
    "bound": ("How far a trait may go", 0.05, 0.5),
    "per_conversation": ("How much one conversation may move a trait", 0.0, 0.5),
    "least_interactions": ("The messages before traits move", 0, 1_000),
    "half_life_days": ("The half-life of traits in days", 1.0, 365.0),
    "mood_half_life_hours": ("The half-life of moods in hours", 0.25, 72.0),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How much one character may change with one person.

    is_on: False for a character that feels nothing and stays as it is.  pace: what every nudge is multiplied
    by; 0 leaves traits alone and lets moods come and go.  bound: how far a trait may be from its baseline.
    per_conversation: how much of that may come from one conversation.  least_interactions: the person's
    messages before traits move.  half_life_days, mood_half_life_hours: after which half of it is gone.
    """

    is_on: bool = True
    pace: float = 1.0
    bound: float = 0.2
    per_conversation: float = 0.05
    least_interactions: int = 10
    half_life_days: float = 21.0
    mood_half_life_hours: float = 6.0

    @property
    def number(self) -> int:
        """A number for these settings and our own rules, other for others: 31 bits."""
        text = json.dumps([RULE_VERSION, asdict(self)], sort_keys=True)
        return zlib.crc32(text.encode()) >> 1


USUAL = Settings()


def check(wish: Settings) -> Settings:
    """The settings. Raises EvolutionInvalid for the first that is out of its range, or no number."""
    for name, (field, least, most) in RANGES.items():
        if not least <= getattr(wish, name) <= most:
            raise EvolutionInvalid(field=field, least=least, most=most)
    return wish


def to_json(settings: Settings) -> dict[str, Any]:
    """The settings as they are kept."""
    return asdict(settings)


def from_json(kept: Mapping[str, Any]) -> Settings:
    """The settings that to_json has kept; what is not among them is as usual."""
    return Settings(**{each.name: kept[each.name] for each in fields(Settings) if each.name in kept})


def both(saved: Settings, wanted: Settings) -> dict[str, Fact]:
    """Two versions side by side, for who has to choose."""
    found: dict[str, Fact] = {f"saved_{name}": value for name, value in asdict(saved).items()}
    return found | {f"wanted_{name}": value for name, value in asdict(wanted).items()}
