"""What a language is to retrieval: word lists and patterns, read from `languages/<code>.txt`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from personae.llm.retrieval.words import folded, split

# English first: it is the answer when no language stands out.
CODES: Final = ("en", "fr", "de", "es", "it")
_SAMPLE_WORDS = 3000


class Ask(StrEnum):
    """What kind of thing a message wants; several may hold at once."""

    GREETING = "greeting"
    FAREWELL = "farewell"
    THANKS = "thanks"
    MOOD = "mood"
    SELF = "self"
    OPINION = "opinion"
    WHO = "who"
    WHY = "why"
    WHERE = "where"
    WHEN = "when"
    HOW_MANY = "how_many"
    YES_NO = "yes_no"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Language:
    """Word lists and patterns of one language, all written folded: lower case, no accents.

    `stop` words carry no topic. `frame` words belong to the way of asking more than to the topic.
    `suffixes` are cut by the stemmer, longest first. `families` hold words of one meaning each.
    `own` maps "your" to "my" and "our". `phrases` add words to a message that means them. `asks` recognise
    a kind of message, `replies` a line that suits it: first a pattern that surely does, then one that may.

    In the files, patterns must not backtrack without bound: lines come from strangers' documents.
    """

    code: str
    stop: frozenset[str]
    frame: frozenset[str]
    suffixes: tuple[str, ...]
    families: tuple[frozenset[str], ...]
    own: Mapping[str, tuple[str, ...]]
    phrases: tuple[tuple[re.Pattern[str], str], ...]
    first_person: re.Pattern[str]
    second_person: re.Pattern[str]
    asks: Mapping[Ask, re.Pattern[str]]
    replies: Mapping[Ask, tuple[re.Pattern[str], ...]]

    def asked(self, plain: str) -> frozenset[Ask]:
        """Return what kinds of thing a folded message wants."""
        return frozenset(ask for ask, pattern in self.asks.items() if pattern.search(plain))


def likeliest(texts: Iterable[str]) -> Language:
    """Return the language whose stop words are the most frequent in the texts, the first one at a tie."""
    words: list[str] = []
    for text in texts:
        words += split(folded(text))
        if len(words) >= _SAMPLE_WORDS:
            break
    return max(map(language, CODES), key=lambda known: sum(map(known.stop.__contains__, words)))


@cache
def language(code: str) -> Language:
    """Read one of the languages of CODES."""
    text = files("personae.llm.retrieval").joinpath("languages", f"{code}.txt").read_text("utf-8")
    parts = _parts(text)
    replies = "\n".join(parts["replies"]).replace("{start}", "".join(parts["start"])).splitlines()
    return Language(
        code=code,
        stop=frozenset(_words(parts["stop"])),
        frame=frozenset(_words(parts["frame"])),
        suffixes=_words(parts["suffixes"]),
        families=tuple(frozenset(line.split()) for line in parts["families"]),
        own={yours: tuple(mine) for yours, *mine in map(str.split, parts["own"])},
        phrases=tuple((re.compile(said), meant) for said, meant in map(_pair, parts["phrases"])),
        first_person=re.compile("".join(parts["first_person"])),
        second_person=re.compile("".join(parts["you"])),
        asks={Ask(kind): pattern for kind, pattern in _patterns(parts["asks"]).items()},
        replies=_tiers(_patterns(replies)),
    )


def _parts(text: str) -> dict[str, list[str]]:
    """Cut a language file at its [headings]; blank lines do not count."""
    parts: dict[str, list[str]] = {}
    current: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("[") and line.endswith("]"):
            current = parts.setdefault(line[1:-1], [])
        else:
            current.append(line)
    return parts


def _words(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(" ".join(lines).split())


def _pair(line: str) -> tuple[str, str]:
    key, _, value = line.partition(": ")
    return key, value


def _patterns(lines: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """Join the alternatives of each kind, which stand on lines of their own."""
    found: dict[str, list[str]] = {}
    for kind, pattern in map(_pair, lines):
        found.setdefault(kind, []).append(pattern)
    return {kind: re.compile("|".join(patterns)) for kind, patterns in found.items()}


def _tiers(patterns: Mapping[str, re.Pattern[str]]) -> dict[Ask, tuple[re.Pattern[str], ...]]:
    """Put the pattern of "self" before that of "self~", which suits less surely."""
    return {
        ask: tuple(patterns[key] for key in (ask.value, f"{ask.value}~") if key in patterns)
        for ask in Ask
        if ask.value in patterns
    }
