"""What happens to a text that a category flags: the operator's choice, one action for each category."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast, get_args

from personae.safety.errors import PolicyInvalid
from personae.safety.verdict import CATEGORIES, Category, Verdict

Action = Literal["off", "flag", "block"]
ACTIONS: tuple[Action, ...] = get_args(Action)  # from the least to the most
NEVER_OFF: Category = "sexual_minors"
USUAL: Mapping[Category, Action] = MappingProxyType(
    {
        "hate": "flag",
        "harassment": "off",
        "sexual": "off",
        "sexual_minors": "block",
        "self_harm": "flag",
        "violence": "off",
        "profanity": "off",
    }
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a policy does with a verdict. because: the categories that ask for it; none where it is off."""

    action: Action
    because: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """An action for every category."""

    actions: Mapping[Category, Action]

    @classmethod
    def parse(cls, text: str) -> "Policy":
        """Read a policy such as "hate=block, sexual=flag"; what it does not name stays as usual.

        Raises PolicyInvalid for anything that is no such pair, and for sexual_minors=off.
        """
        actions = dict(USUAL)
        for part in filter(None, (each.strip() for each in text.replace("\n", ",").split(","))):
            name, is_pair, action = (each.strip().lower() for each in part.partition("="))
            is_known = is_pair and name in CATEGORIES and action in ACTIONS
            if not is_known or (name == NEVER_OFF and action == "off"):
                raise PolicyInvalid(part=part[:60], categories=", ".join(CATEGORIES))
            actions[cast(Category, name)] = cast(Action, action)
        return cls(MappingProxyType(actions))

    def decide(self, verdict: Verdict) -> Decision:
        """Return the strongest action that a flagged category asks for, and which ones ask for it."""
        asked = {each: self.actions[each] for each in CATEGORIES if verdict.by_category[each].is_flagged}
        action: Action = max(asked.values(), key=ACTIONS.index, default=ACTIONS[0])
        if action == "off":
            return Decision("off", ())
        return Decision(action, tuple(each for each, wish in asked.items() if wish == action))

    def __str__(self) -> str:
        """The policy as `parse` reads it, with every category."""
        return ", ".join(f"{each}={self.actions[each]}" for each in CATEGORIES)
