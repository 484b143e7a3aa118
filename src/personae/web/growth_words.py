"""Words for what the room of evolution names by code, and figures with their signs."""

from collections.abc import Mapping

from personae.evolution import EventKind, Stage

STAGES: Mapping[Stage, str] = {
    Stage.ESTRANGED: "estranged",
    Stage.WARY: "wary of you",
    Stage.STRANGER: "strangers",
    Stage.ACQUAINTANCE: "acquainted",
    Stage.COMPANION: "companions",
    Stage.FRIEND: "friends",
    Stage.CLOSE: "close friends",
}
ACTS: Mapping[EventKind, str] = {
    EventKind.THERAPY: "You began a therapy",
    EventKind.RESET: "You reset the character",
    EventKind.UNDONE: "You undid an act",
}


def stage_name(stage: Stage) -> str:
    """What a person and a character are, said after "You are"."""
    return STAGES[stage]


def act_name(kind: EventKind) -> str:
    """What a person did, as a sentence without its full stop."""
    return ACTS[kind]


def signed(value: float, digits: int = 2) -> str:
    """A figure with its sign, a real minus; what rounds to nothing is 0."""
    text = f"{value:+.{digits}f}".replace("-", "−")
    return text.lstrip("+−") if not float(f"{value:.{digits}f}") else text
