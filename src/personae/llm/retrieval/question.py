"""What a message asks for: its topic as wanted words, and the kind of answer it hopes for."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from personae.llm.retrieval.bm25 import Want
from personae.llm.retrieval.language import Ask, Language, language
from personae.llm.retrieval.words import folded, split, stem

_FAMILY_WEIGHT = 0.35  # of a word that only means something alike
_MEANT_WEIGHT = 0.6  # of a word that a phrase of the message stands for
_MOST_CHARS = 2000  # of a long message only the end is a question
_CURT = 4  # a greeting of so few words has no topic: its other words are somebody's name
_PLEASANTRIES = frozenset({Ask.GREETING, Ask.FAREWELL, Ask.THANKS})


@dataclass(frozen=True, slots=True)
class Question:
    """`topic` and `frame` are wanted words, `asks` the kinds of answer that would suit.

    `own` holds phrases like "my sister" where the message says "your sister"; `is_to_you` tells that the
    message asks the character about itself.
    """

    topic: tuple[Want, ...]
    frame: tuple[Want, ...]
    asks: frozenset[Ask]
    own: tuple[str, ...]
    is_to_you: bool


def understood(text: str, tongue: Language) -> Question:
    """Return what a message asks for."""
    plain = folded(text[-_MOST_CHARS:]).strip()
    said = split(plain)
    asks = tongue.asked(plain)
    meant = [word for phrase, words in tongue.phrases if phrase.search(plain) for word in words.split()]
    words = dict.fromkeys(word for word in said if word not in tongue.stop)
    if asks & _PLEASANTRIES and len(said) <= _CURT:
        words = {}
    topic = [_want(word, tongue) for word in words if word not in tongue.frame]
    topic += [{stem(word, tongue.suffixes): _MEANT_WEIGHT} for word in meant if word not in words]
    return Question(
        topic=tuple(topic),
        frame=tuple({stem(word, tongue.suffixes): 1.0} for word in words if word in tongue.frame),
        asks=asks,
        own=_own(said, tongue),
        is_to_you=bool(tongue.second_person.search(plain)),
    )


def content(plain: str, tongue: Language) -> list[str]:
    """Return the stems of the words of a folded text that carry a topic."""
    return [stem(word, tongue.suffixes) for word in split(plain) if word not in tongue.stop]


def _own(said: list[str], tongue: Language) -> tuple[str, ...]:
    near = [word for word in said if word in tongue.own or word not in tongue.stop]
    return tuple(
        f"{mine} {thing}"
        for owner, thing in pairwise(near)
        if thing not in tongue.own
        for mine in tongue.own.get(owner, ())
    )


def _want(word: str, tongue: Language) -> Want:
    root = stem(word, tongue.suffixes)
    return dict.fromkeys(_relatives(tongue.code).get(root, ()), _FAMILY_WEIGHT) | {root: 1.0}


@cache
def _relatives(code: str) -> dict[str, frozenset[str]]:
    known = language(code)
    relatives: dict[str, frozenset[str]] = {}
    for family in known.families:
        roots = frozenset(stem(word, known.suffixes) for word in family)
        for root in roots:
            relatives[root] = relatives.get(root, frozenset()) | roots
    return relatives
