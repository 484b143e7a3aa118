"""How characters change with those who talk with them: a ledger, and what folding it comes to."""

from personae.evolution.emotions import EMOTIONS, TRAITS
from personae.evolution.errors import (
    ActNotFound,
    ActUndone,
    EvolutionChanged,
    EvolutionInvalid,
    TraitUnknown,
)
from personae.evolution.healing import (
    HEALING_DAYS,
    HEALING_DAYS_MOST,
    HEALING_FACTOR,
    HEALING_FACTOR_MOST,
    change_settings,
    heal,
    reset,
    undo,
)
from personae.evolution.history import last_moods, moods, records, timeline
from personae.evolution.impulse import Speaker
from personae.evolution.mind import Mind, TraitNow
from personae.evolution.pad import OCTANTS, Pad
from personae.evolution.relationship import Stage
from personae.evolution.rules import RANGES, RULE_VERSION, USUAL, Settings
from personae.evolution.service import feel, set_live, settings, state, unfeel
from personae.evolution.sums import trends, why
from personae.evolution.tables import EventKind
from personae.evolution.tally import Trend
from personae.evolution.telling import Moment, Record
from personae.evolution.wording import describe

__all__ = [
    "EMOTIONS",
    "HEALING_DAYS",
    "HEALING_DAYS_MOST",
    "HEALING_FACTOR",
    "HEALING_FACTOR_MOST",
    "OCTANTS",
    "RANGES",
    "RULE_VERSION",
    "TRAITS",
    "USUAL",
    "ActNotFound",
    "ActUndone",
    "EventKind",
    "EvolutionChanged",
    "EvolutionInvalid",
    "Mind",
    "Moment",
    "Pad",
    "Record",
    "Settings",
    "Speaker",
    "Stage",
    "TraitNow",
    "TraitUnknown",
    "Trend",
    "change_settings",
    "describe",
    "feel",
    "heal",
    "last_moods",
    "moods",
    "records",
    "reset",
    "set_live",
    "settings",
    "state",
    "timeline",
    "trends",
    "undo",
    "unfeel",
    "why",
]
