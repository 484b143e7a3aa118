"""How much a message is worth remembering, by rules that anybody can follow."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from personae.llm.retrieval import is_courtesy, is_personal, terms

KEPT: Final = 0.25  # the least importance of what is remembered by itself
LONGEST: Final = 600  # characters of a memory; of a longer message the weightiest sentences are kept
_LOOKED_AT: Final = 20_000  # characters of a message; the rest of a longer one is not looked at
_SENTENCE = re.compile(r"[^.!?。！？…\n]+[.!?。！？…]*[\"'”’»)]*", re.UNICODE)
_NAME = re.compile(r"(?<=[^\s.!?…:\"“„«(\[-]\s)[A-Z\u00c0-\u00de]\w+")
_NUMBER = re.compile(r"\d")
_PLAN = re.compile(
    r"\b(?:will|i'll|we'll|going to|plan(?:s|ned|ning)? (?:to|on)|want(?:ed)? to|hope to|promise\w*|decided"
    r"|werde|will|möchte|vorhabe|verspreche|vais|allons|voudrais|promets|voy a|vamos a|quiero|prometo"
    r"|voglio|andrò|vorrei|prometto|tomorrow|morgen|demain|mañana|domani|remember|never forget)\b",
    re.IGNORECASE,
)
_FACT = re.compile(
    r"\b(?:i am|i'm|i was|i have|i've|i had|i live\w*|i work\w*|i went|i lost|i found|i met|my \w+|our \w+"
    r"|ich bin|ich habe|ich war|mein\w* \w+|je suis|j'ai|j'étais|mon \w+|ma \w+|mes \w+"
    r"|soy|estoy|tengo|era|mi \w+|mis \w+|sono|ho|ero|mio \w+|mia \w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Worth:
    """How much each sign adds, 0..1 in all.

    said: a whole statement.  fact, plan: of who speaks.  name, number: for each, two at most.
    felt: with the full intensity of a feeling.  rich: with ten words that say something, or more.
    asked: what is left of a question's worth.
    """

    said: float = 0.05
    fact: float = 0.2
    personal: float = 0.1
    plan: float = 0.15
    name: float = 0.08
    number: float = 0.06
    felt: float = 0.25
    rich: float = 0.2
    asked: float = 0.4


WORTH = Worth()


def importance(text: str, *, intensity: float, worth: Worth = WORTH) -> float:
    """How much a message is worth remembering, 0..1; 0 for greetings, stock phrases and nothing at all.

    intensity: of what it feels like, 0..1.
    What is weighed follows from what people keep: things about themselves (Rogers, Kuiper and Kirker 1977,
    10.1037/0022-3514.35.9.677), intentions (Goschke and Kuhl 1993, 10.1037/0278-7393.19.5.1211), what was
    felt strongly (Cahill and McGaugh 1998, 10.1016/S0166-2236(97)01214-9). Park et al. 2023 (2304.03442)
    ask a model for the same number; a rule costs nothing and can be looked at.
    """
    text = text[:_LOOKED_AT].strip()
    words = terms(text)
    if not words or is_courtesy(text):
        return 0.0
    found = worth.said + worth.rich * min(1.0, len(words) / 10) + worth.felt * min(1.0, max(0.0, intensity))
    found += worth.fact * bool(_FACT.search(text)) + worth.personal * is_personal(text)
    found += worth.plan * bool(_PLAN.search(text))
    found += worth.name * min(2, len(set(_NAME.findall(text)))) + worth.number * bool(_NUMBER.search(text))
    if text.rstrip("\"'”’») ").endswith(("?", "？", "؟")) and len(sentences(text)) == 1:
        found *= worth.asked
    return round(min(1.0, found), 4)


def essence(text: str, *, limit: int = LONGEST) -> str:
    """The words of a message that are kept: all of a short one, else its weightiest sentences in their order.

    limit: characters. A single sentence that is longer is cut at a blank, and the cut is marked with '…'.
    """
    text = " ".join(text[:_LOOKED_AT].split())
    if len(text) <= limit:
        return text
    said = sentences(text)
    weights = [importance(each, intensity=0) for each in said]
    best = sorted(range(len(said)), key=lambda place: (-weights[place], place))
    kept: list[int] = []
    room = limit
    for place in best:
        if len(said[place]) < room:
            kept.append(place)
            room -= len(said[place]) + 1
    return " ".join(said[place] for place in sorted(kept)) or _cut(text, limit)


def _cut(text: str, limit: int) -> str:
    start = text[: limit - 1]
    return (start.rpartition(" ")[0] or start) + "…"


def sentences(text: str) -> Sequence[str]:
    """The sentences of a text, without the blanks around them; a line's end is one's end too."""
    return [found.strip() for found in _SENTENCE.findall(text) if found.strip()]
