"""A portrait enriched by a language model: it may add claims, and each must show its words in the text."""

import json
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from string import Template

from personae.cast.portrait.claims import KINDS, MOST_CLAIMS, TEXT_LIMIT, Claim, Dropped, Passage, check

CHARS_PER_TOKEN = 3.0  # fewer than English has, so that the estimate is rather too high
ANSWER_TOKENS = 100  # for each claim that may come back

# What models' own formats say that a turn begins or ends with; in JSON, "[" before a letter is a string's.
_TURN = re.compile(r"<|\[(?=/?[A-Za-z])")

Ask = Callable[[str], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Material:
    """All that a model is told.

    known: sentences the portrait has already.  passages: in the order of the book, and none behind the
    point up to which the portrait is drawn.
    """

    name: str
    known: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Enriched:
    """The claims that stand, and what was dropped and why."""

    claims: tuple[Claim, ...]
    dropped: tuple[Dropped, ...]


async def enrich(material: Material, *, ask: Ask) -> Enriched:
    """Let a model add to a portrait; ask takes a prompt and gives the model's answer.

    What the answer gets wrong is dropped, never raised; errors of ask itself are its caller's.  Without
    passages nothing is asked.
    """
    if not material.passages:
        return Enriched((), ())
    claims, dropped = check(await ask(prompt(material)), _keyed(material.passages))
    return Enriched(tuple(claims), tuple(dropped))


def prompt(material: Material) -> str:
    """Return the words sent to a model; passages and names travel as JSON, so that they stay data."""
    wording = Template(files(__package__).joinpath("prompts/enrich.md").read_text(encoding="utf-8"))
    told = [{"key": key, "text": passage.text} for key, passage in _keyed(material.passages).items()]
    return wording.substitute(
        name=_data(material.name),
        known=_data(list(material.known)),
        passages=_data(told),
        kinds=", ".join(KINDS),
        limit=TEXT_LIMIT,
        most=MOST_CLAIMS,
    )


def tokens_estimate(material: Material) -> tuple[int, int]:
    """Return about how many tokens a request takes at most: (sent, answered).  (0, 0) when nothing is asked.

    For the price shown, and the money reserved, before anything is sent.
    """
    if not material.passages:
        return 0, 0
    return int(len(prompt(material)) / CHARS_PER_TOKEN) + 1, MOST_CLAIMS * ANSWER_TOKENS


def _keyed(passages: Sequence[Passage]) -> dict[str, Passage]:
    return {f"p{number}": passage for number, passage in enumerate(passages, start=1)}


def _data(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return _TURN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", written)
