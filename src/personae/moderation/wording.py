"""Plain words for categories, and for whom to call."""

from collections.abc import Mapping, Sequence
from typing import Final

from personae.safety import HelpLine

NAMES: Final[Mapping[str, str]] = {
    "hate": "hate against a group of people",
    "harassment": "an attack on somebody",
    "sexual": "sexual",
    "sexual_minors": "sexual about somebody young",
    "self_harm": "about harming oneself",
    "violence": "violent",
    "profanity": "strong language",
}


def help_sentence(lines: Sequence[HelpLine]) -> str:
    """Whom to call, to follow a sentence that ends with a full stop."""
    told = "; ".join(f"{each.name}: {each.contact}" for each in lines)
    return f" If you think of harming yourself, somebody is there to talk with you: {told}."
