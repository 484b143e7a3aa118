"""What the telling, and people of themselves, say of a character: "Mr. Grey was a clockmaker"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from personae.cast import names
from personae.cast.evidence import phrases
from personae.cast.evidence.memory import Memory
from personae.cast.evidence.phrases import Phrase
from personae.cast.grammar import Grammar
from personae.cast.roster import Hits

BLANK = r"\s{1,4}"
WAS = re.compile(
    rf"(?:,?{BLANK}who)?{BLANK}(?:was|is|had{BLANK}(?:always{BLANK}|once{BLANK})?been){BLANK}"
    rf"(?:(?:also|always|still|certainly|indeed|only|now|then|really|himself|herself){BLANK}){{0,2}}"
)
HAD = re.compile(rf"{BLANK}(?:had|has){BLANK}")
LISTED = re.compile(rf",{BLANK}(?:and|or){BLANK}(?:the\b|[A-Z])")  # "Joyce, the doctor, and the squire"
ASIDE = re.compile(rf",{BLANK}")
LIVED = re.compile(
    rf"{BLANK}(?:lived|lives|dwelt|resided|resides){BLANK}(?:at|in|near){BLANK}(?:the{BLANK})?"
    r"((?:[A-Z][\w'’-]+)(?:\s{1,4}[A-Z][\w'’-]+){0,3})"
)
WORD = re.compile(r"[a-z-]+")
PRONOUN = re.compile(r"(?:(?<=[.!?]\s)|(?<=[.!?]\s\s)|\A)(He|She)(?=\s)")
OF_ONESELF = re.compile(rf"(?<![\w'’])I(?:{BLANK}am|['’]m){BLANK}")
FIRST, AGAIN, OWN = 1.0, 0.75, 0.7  # trust in a name, in the pronoun behind it, in what one says of oneself
# "When I am a wife", "if I am rich" say nothing of the speaker; "in my way" cannot be told of them.
SUPPOSED = re.compile(
    r"\b(?:when|if|unless|until|till|whether|though|suppose|say|says|said|think|thinks)\s{1,4}\Z", re.I
)
PERSONAL = re.compile(r"\b(?:my|mine|me|our|ours|us|your|yours|you|this|that|these|those)\b", re.I)
KNOWN = ("occupation", "age")  # kinds of which people are good judges themselves
CLOSING = frozenset(",.;:!)—–")


@dataclass(frozen=True, slots=True)
class Seen:
    """Something said of who; who None: of whoever speaks.  Places count from the paragraph's start."""

    who: int | None
    kind: str
    start: int
    end: int
    confidence: float


def told(text: str, hits: Hits, memory: Memory, grammar: Grammar, *, start: int, end: int) -> Iterator[Seen]:
    """Yield what the telling in text[start:end] says of those it names."""
    for hit in hits.within(start, end):
        found = _aside(text, hit.end)
        if found is None and names.is_initial(text, hit.start) and not _asks(text, hit.end, end):
            found = _stated(text, hit.end)
        if found and found.end <= end:
            yield Seen(hit.who, found.kind, found.start, found.end, round(found.confidence * FIRST, 2))
    for match in phrases.TITLED.finditer(text, start, end):
        named = hits.within(match.end(), match.end() + 1)
        found = phrases.before_name(text, match) if named else None
        if found and found.kind != "kin":
            yield Seen(named[0].who, found.kind, found.start, found.end, found.confidence)
    for match in PRONOUN.finditer(text, start, end):
        found = _stated(text, match.end())
        who = _meant(text, match, memory, grammar) if found else None
        if found and who is not None and found.end <= end and not _asks(text, match.end(), end):
            yield Seen(who, found.kind, found.start, found.end, round(found.confidence * AGAIN, 2))


def _meant(text: str, match: re.Match[str], memory: Memory, grammar: Grammar) -> int | None:
    """Return whom "he" or "she" surely means: the subject of what went before, and nobody in between."""
    gender = "M" if match[1] == "He" else "F"
    recent = memory.latest(gender, before=match.start(), but=-1)
    if recent is None or not recent.only:
        return None
    ahead = text[max(0, recent.start - 40) : recent.start].split()[-2:]  # "said the Harbourmaster."
    leads = any(word in grammar.rules.speech or word in grammar.rules.being for word in ahead)
    if not leads and not names.is_initial(text, recent.start):
        return None
    between = (word.lower() for word in WORD.findall(text, recent.end, match.start()))
    rival = any(grammar.rules.people.get(word) == gender for word in between)
    return None if rival else recent.who


def own(text: str, *, start: int, end: int) -> Iterator[Seen]:
    """Yield what a speaker says of themselves in text[start:end]: "I am a plain man"."""
    for match in OF_ONESELF.finditer(text, start, end):
        found = phrases.noun_phrase(text, match.end()) or phrases.years(text, match.end())
        if found is None or found.end > end or _asks(text, match.start(), end):
            continue
        supposed = SUPPOSED.search(text, max(start, match.start() - 20), match.start())
        if not supposed and not PERSONAL.search(text, found.start, found.end):
            kind = found.kind if found.kind in KNOWN else "self"
            yield Seen(None, kind, found.start, found.end, round(found.confidence * OWN, 2))


def _stated(text: str, place: int) -> Phrase | None:
    """Read what a sentence says of its subject, which ends at place."""
    if match := WAS.match(text, place):
        at = match.end()
        return phrases.years(text, at) or phrases.noun_phrase(text, at) or phrases.adjectives(text, at)
    if match := HAD.match(text, place):
        return phrases.feature(text, match.end())
    if match := LIVED.match(text, place):
        return Phrase(match.start(1), match.end(1), "home", 0.8)
    return None


def _aside(text: str, place: int) -> Phrase | None:
    """Read what stands between commas behind a name: "Mr. Grey, a clockmaker,"."""
    match = ASIDE.match(text, place)
    if not match:
        return None
    at = match.end()
    found = phrases.noun_phrase(text, at) or phrases.years(text, at) or phrases.adjectives(text, at)
    if found is None or text[found.end : found.end + 1] not in CLOSING:
        return None
    return None if LISTED.match(text, found.end) else found


def _asks(text: str, place: int, end: int) -> bool:
    """Say whether the sentence at place is a question, or only supposes."""
    stops = [at for mark in ".!?" if (at := text.find(mark, place, end)) >= 0]
    return bool(stops) and text[min(stops)] == "?"
