"""How often what may be asked: every name that is counted, and what is usual for it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from personae.platform.limits import Limit


class Rate(StrEnum):
    """What is counted: the first two by client address, all others by account."""

    ADDRESS = "address"  # requests of who is not signed in
    DOOR = "door"  # of these, what comes in, or has a letter sent
    ACCOUNT = "account"  # all requests
    UPLOAD = "upload"
    ASK = "ask"  # a model for words in a conversation
    ENRICH = "enrich"  # a model for portraits
    SEARCH = "search"
    EXPORT = "export"
    MAKE = "make"  # characters, personas, conversations, memories, shares
    KEY = "key"  # API keys, vendors' keys and trying them, secrets of the second factor
    LETTER = "letter"
    APPEAL = "appeal"


MINUTE: Final = 60
HOUR: Final = 3600
# Several times what a person at work, or a room full of them behind one address, comes to.
USUAL: Final[Mapping[Rate, Limit]] = {
    Rate.ADDRESS: Limit(600, MINUTE),
    Rate.DOOR: Limit(60, MINUTE),
    Rate.ACCOUNT: Limit(1200, MINUTE),
    Rate.UPLOAD: Limit(300, HOUR),
    Rate.ASK: Limit(120, MINUTE),
    Rate.ENRICH: Limit(60, HOUR),
    Rate.SEARCH: Limit(120, MINUTE),
    Rate.EXPORT: Limit(30, HOUR),
    Rate.MAKE: Limit(600, HOUR),
    Rate.KEY: Limit(60, HOUR),
    Rate.LETTER: Limit(20, HOUR),
    Rate.APPEAL: Limit(30, HOUR),
}


def parse_rates(text: str) -> dict[Rate, Limit]:
    """What is usual, with what a list such as "ask:30/60, upload:20/3600" says in its place.

    Each entry is name:times/seconds.  Raises ValueError.
    """
    found = dict(USUAL)
    for entry in filter(None, map(str.strip, text.split(","))):
        name, _, rate = (part.strip() for part in entry.partition(":"))
        try:
            count, seconds = map(int, rate.split("/"))
            found[Rate(name)] = Limit(count, seconds)
        except ValueError:
            count = 0
        if count < 1 or seconds < 1:
            known = ", ".join(Rate)
            raise ValueError(
                f'"{entry}" is no rate; write name:times/seconds, as in ask:30/60. Names: {known}.'
            )
    return found
