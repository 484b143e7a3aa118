"""What the text says two people are to each other: "Emma's father", "his friend Holmes", "my sister Jane"."""

import re
from collections.abc import Iterator

from personae.cast.evidence.claim import Claim
from personae.cast.evidence.kinds import OF_WORD
from personae.cast.evidence.memory import Memory
from personae.cast.grammar import Grammar
from personae.cast.quotes import Span
from personae.cast.roster import Hit, Hits

# Owner named beside the word; the one who says "my"; a pronoun of this sentence; of another.
SURE, MINE, READ, GUESSED = 0.95, 0.8, 0.7, 0.5
BLANK = r"\s{1,4}"
NOUN = "|".join(sorted(map(re.escape, OF_WORD), key=len, reverse=True))
QUALIFIED = rf"(?:[a-z]+(?:-[a-z]+)?,?{BLANK}){{0,2}}?"  # "dear old"
OWNED = re.compile(rf"(?:\b(his|her|my)|(?<=\w)['’]s){BLANK}({QUALIFIED})({NOUN})\b(?!['’-])", re.IGNORECASE)
OF_OWNER = re.compile(rf"\b(?:the|a|an){BLANK}({QUALIFIED})({NOUN}){BLANK}(?:of|to){BLANK}")
BEFORE = re.compile(rf"(?:,|{BLANK}(?:was|is|being|had been)){BLANK}(?:the{BLANK}|now{BLANK}|then{BLANK})?\Z")
NEXT = re.compile(rf"{BLANK}(?=\S)")
ASIDE = re.compile(rf",{BLANK}(?=\S)")
# An aside ends with a mark, "to her sister, Jane went out" has none; a list goes on with "and".
CLOSED = re.compile(r"(?!,\s{1,4}(?:and|or)\b)[,.;:)!?—–]|--|\Z")
QUOTED = re.compile(r"(?:(?<=\s)|\A)['‘\"“](?=\w|\Z)")  # somebody else's words begin within a quotation
NOT_LINKED = frozenset(
    [
        "of",
        "and",
        "or",
        "to",
        "with",
        "from",
        "by",
        "at",
        "in",
        "on",
        "for",
        "that",
        "than",
        "as",
        "but",
        "not",
        "no",
        "never",
    ]
)
CALLED = "papa|mamma|mama|mother|father|dad|aunt|uncle|cousin"
VOCATIVE = re.compile(
    rf"(?:\A(?:(?:yes|no|oh|well|but|my{BLANK}dear|dear){BLANK})?|[,;!?.—–-]\s{{0,4}}(?:my{BLANK}|dear{BLANK}){{0,2}})"
    rf"({CALLED})(?=[,.!?;:—–-]|\Z)",
    re.IGNORECASE,
)
TELLING = re.compile(
    rf"[\"”’»,\s—–-]{{0,6}}(?:([a-z]+){BLANK})?(his|her){BLANK}({NOUN})\b(?:{BLANK}([a-z]+)\b)?",
    re.IGNORECASE,
)
GENDERS = {"his": "M", "her": "F"}


def claims(text: str, hits: Hits, memory: Memory, *, start: int, end: int, said: bool) -> Iterator[Claim]:
    """Yield what text[start:end] says of relations; said: those are somebody's words, and "my" is theirs."""
    for match in OWNED.finditer(text, start, end):
        another = said and QUOTED.search(text, start, match.start())
        if NOT_LINKED.isdisjoint(match[2].lower().split()) and not another:
            yield from _owned(text, match, hits, memory, said=said)
    for match in OF_OWNER.finditer(text, start, end):
        owner = _starting(hits, match.end())
        target = _ahead(text, match.start(), owner.end, hits) if owner else None
        if owner and target and owner.who != target.who:
            yield Claim(owner.who, target.who, match[2].lower(), target.start, owner.end, SURE)


def _owned(text: str, match: re.Match[str], hits: Hits, memory: Memory, *, said: bool) -> Iterator[Claim]:
    owner = _ending(hits, match.start()) if match[1] is None else None
    if match[1] is None and owner is None:
        return
    opened = owner.start if owner else match.start()
    target = _behind(text, match.end(), hits) or _ahead(text, opened, match.end(), hits)
    if target is None:
        return
    who, sure = (owner.who, SURE) if owner else _possessor(match[1].lower(), opened, target, memory, said)
    if sure and who != target.who:
        place = (min(opened, target.start), max(match.end(), target.end))
        yield Claim(who, target.who, match[3].lower(), *place, sure)


def _possessor(word: str, place: int, target: Hit, memory: Memory, said: bool) -> tuple[int | None, float]:
    if word == "my":
        return (None, MINE) if said else (memory.narrator, SURE if memory.narrator is not None else 0.0)
    if said:
        return None, 0.0
    found = memory.latest(GENDERS[word], before=place, but=target.who)
    return (None, 0.0) if found is None else (found.who, READ if found.near else GUESSED)


def _behind(text: str, place: int, hits: Hits) -> Hit | None:
    """Return whoever is named directly behind: "her sister Jane", "his friend, Mr. Grey,"."""
    if match := NEXT.match(text, place):
        return _starting(hits, match.end())
    if match := ASIDE.match(text, place):
        hit = _starting(hits, match.end())
        return hit if hit and CLOSED.match(text, hit.end) else None
    return None


def _ahead(text: str, place: int, end: int, hits: Hits) -> Hit | None:
    """Return whoever is named directly before: "Jane, Emma's sister,", "Jane was the sister of Emma".

    place, end: where the words for the relation begin and end.
    """
    for hit in reversed(hits.within(max(0, place - 60), place)):
        if hit.end > place or not BEFORE.fullmatch(text, hit.end, place):
            return None
        return None if text[hit.end] == "," and not CLOSED.match(text, end) else hit
    return None


def _starting(hits: Hits, place: int) -> Hit | None:
    found = hits.within(place, place + 1)
    return found[0] if found else None


def _ending(hits: Hits, place: int) -> Hit | None:
    found = hits.within(max(0, place - 60), place)
    return found[-1] if found and found[-1].end == place else None


def called(text: str, span: Span) -> tuple[str, int, int] | None:
    """Return the kin word by which a quotation calls whoever it is said to: "Yes, papa"."""
    match = VOCATIVE.search(text[span.start : span.end])
    if not match:
        return None
    return match[1].lower(), span.start + match.start(1), span.start + match.end(1)


def telling(text: str, gap: tuple[int, int], grammar: Grammar) -> tuple[str, str, int, int] | None:
    """Return whose kin speaks and what kin, as told behind a quotation: "his" and "sister"."""
    match = TELLING.match(text, *gap)
    if not match or not any(word and word.lower() in grammar.rules.speech for word in (match[1], match[4])):
        return None
    return match[2].lower(), match[3].lower(), match.start(2), match.end(3)


def titled(text: str, hit: Hit) -> str:
    """Return the kin word that a name opens with: "aunt" of "Aunt Juley"; '' for none."""
    first = text[hit.start : hit.end].split()[0].lower()
    return first if first in ("aunt", "uncle", "cousin") else ""
