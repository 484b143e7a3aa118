"""Where somebody who may harm themselves finds a person to talk to, by region."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

ELSEWHERE = "ZZ"  # the file for every region that has none of its own
_REGION = re.compile(r"(?:.*[-_])?([A-Za-z]{2})")


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A service. contact: what to dial, write or open, as a person is told it. source: who publishes it."""

    name: str
    contact: str
    source: str


def help_lines(region: str) -> tuple[HelpLine, ...]:
    """Return the help lines of a region, the most general first, emergency numbers last.

    region: an ISO 3166 code ("GB"), or a locale that ends in one ("en-GB"), in any case. Regions without a
    file of their own get an international directory; there is always one line at least.
    """
    match = _REGION.fullmatch(region.strip())
    return _read(match[1].upper() if match else ELSEWHERE)


def regions() -> tuple[str, ...]:
    """Return the codes of the regions that have a file, in order."""
    found = (each.name.removesuffix(".json") for each in _folder().iterdir() if each.name.endswith(".json"))
    return tuple(sorted(name for name in found if name != ELSEWHERE))


@cache
def _read(region: str) -> tuple[HelpLine, ...]:
    file = _folder() / f"{region if region in regions() else ELSEWHERE}.json"
    return tuple(HelpLine(**line) for line in json.loads(file.read_text(encoding="utf-8"))["lines"])


def _folder() -> Traversable:
    return files("personae.safety") / "help"
