"""Whom a question about the past is about, and what is left of it without their names."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from personae.llm.retrieval import is_personal, is_to_you, terms
from personae.memory.tables import Speaker

MOST_CHARS: Final = 2_000  # of a long message only the end is a question
BY_PRONOUN: Final = 0.5  # "my sister" points at who speaks less surely than a name does

Names = Mapping[Speaker, Collection[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is looked up.

    text: as one of the two who talk would say it of themself, which is how they have said it: "Where did I
    go?" for "Where did Ada go?".  words: the stems of it without their names.  about: whose words are asked
    for, None for either's.  surely: how sure that is, 0..1.
    """

    text: str
    words: list[str]
    about: Speaker | None
    surely: float


def asked(question: str, names: Names) -> Asked:
    """What a question asks for. names: what the two who talk are called; none are needed.

    A name stands in nearly every line that is addressed to its owner, and in hardly any of their own: it
    says whose words are asked for, and would mislead as a word.
    """
    text = " ".join(question[-MOST_CHARS:].split())
    named = {speaker for speaker, known in names.items() for name in known if _pattern(name).search(text)}
    bare = told = text
    for name in sorted((name for known in names.values() for name in known), key=len, reverse=True):
        bare = _pattern(name).sub(" ", bare)
        told = _pattern(name).sub(lambda found: "my" if found.group("of") else "I", told)
    about, surely = _about(text, named)
    return Asked(told, terms(bare), about, surely)


def _about(text: str, named: Collection[Speaker]) -> tuple[Speaker | None, float]:
    if named:
        return (next(iter(named)), 1.0) if len(named) == 1 else (None, 0.0)
    me, you = is_personal(text), is_to_you(text)
    if me == you:
        return None, 0.0
    return (Speaker.USER if me else Speaker.CHARACTER), BY_PRONOUN


@lru_cache(maxsize=1_000)
def _pattern(name: str) -> re.Pattern[str]:
    found = re.escape(name.strip()) or "(?!)"  # nobody is called nothing
    return re.compile(rf"(?<!\w){found}(?!\w)(?P<of>['’]s\b)?", re.IGNORECASE)
