"""What the studio is set to, in words that may be shown: never a secret, only whether there is one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import SecretStr

from personae.platform.limits import Limit
from personae.platform.settings import Settings, Source

# The first setting of each part, in their order; what follows it belongs to the same part.
PARTS: Final[Mapping[str, str]] = {
    "profile": "The studio",
    "upload_max_size": "People and what they may do",
    "reading_mode": "Reading",
    "models": "Models",
    "moderation": "Safety",
    "deployment_budget_day": "Budgets",
}
# Where what holds follows from more than the setting alone: who says it.
FOLLOWS: Final[Mapping[str, str]] = {
    "registration": "registers",
    "email_verification": "verifies_email",
    "model_private_addresses": "allows_private_models",
    "public_url": "address",
}
# What may differ between the processes of one studio, so that a change of it says nothing.
OF_ONE_PROCESS: Final = frozenset(
    {"home", "host", "port", "trusted_proxies", "log_level", "readers", "model_replies_at_once"}
)
SECRETS_IN_ADDRESS: Final = re.compile(r"(?<=//)[^/@\s]*@")
SET, NOT_SET = "set", "not set"


@dataclass(frozen=True, slots=True)
class Described:
    """One setting. value: what holds, in words.  meaning: a phrase.  is_shared: by all of the studio."""

    name: str
    part: str
    value: str
    source: Source
    meaning: str
    is_shared: bool


def described(settings: Settings, **holds: str) -> Sequence[Described]:
    """Every setting in the order of its parts. holds: what holds, by name, where others know better."""
    part, found = "", []
    for name, field in type(settings).model_fields.items():
        part = PARTS.get(name, part)
        value = getattr(settings, FOLLOWS.get(name, name))
        meaning = str(field.description or "")
        alias, source, is_shared = str(field.alias), settings.source(name), name not in OF_ONE_PROCESS
        words = holds.get(alias) or in_words(value)
        found.append(Described(alias, part, words, source, meaning, is_shared))
    return found


def in_words(value: object) -> str:
    """A value as people read it: secrets are set or not, and addresses lose who is let in there."""
    if value is None or value in ("", (), {}):
        return NOT_SET
    if isinstance(value, SecretStr):
        return SET
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}:{in_words(each)}" for name, each in value.items())
    if isinstance(value, Limit):
        return f"{value.count}/{value.seconds}"
    if isinstance(value, tuple):
        return ", ".join(":".join(map(str, each)) if isinstance(each, tuple) else str(each) for each in value)
    return SECRETS_IN_ADDRESS.sub("…@", str(value))
