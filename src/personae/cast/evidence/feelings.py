"""What one is seen to feel about another: verbs between names, manners of speaking, words to a face."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from personae.cast import names
from personae.cast.evidence import feeling
from personae.cast.evidence.claim import Claim
from personae.cast.evidence.kinds import FAMILY, ROMANTIC
from personae.cast.evidence.tone import tone
from personae.cast.grammar import Grammar
from personae.cast.quotes import Span
from personae.cast.roster import Hit, Hits

REACH = 48  # characters between a name and the one its verb is about
MANNER_REACH = 70  # characters behind a quotation in which its manner is told
BLANK = r"\s{1,4}"
SHOWN, SAID, TOLD = 0.7, 0.5, 0.5  # trust in a verb between names, in words to a face, in a manner
NEARBY = 0.3  # trust in the tone of a sentence that names both
SENTENCE_REACH, ASIDE_REACH = 300, 160  # characters of such a sentence: between the names, and around them
SENTENCE = re.compile(r"[.!?][\"”’)]?\s")
STOP = re.compile(r"[.;:!?\"“”()]|,\s{1,4}(?:and|but|who|which|that|as|for|so|when|while)\b")
DENIED = re.compile(r"\b(?:not|never|no|nor|hardly|scarcely|neither|ceased|if|would|might|could)\b|n['’]t\b")
WORD = re.compile(r"[a-z]+")


def _any(options: Iterable[str]) -> str:
    return "|".join(option.replace(" ", BLANK) for option in sorted(options, key=len, reverse=True))


ACT = re.compile(rf"\b(?:(?P<warm>{_any(feeling.WARM_VERBS)})|(?P<cold>{_any(feeling.COLD_VERBS)}))\b")
STATE = re.compile(
    rf"\b(?:was|is|be|grew|became|been|were|so|very|half|being)\b[a-z\s]{{0,24}}?\b(?:(?P<warm>{_any(feeling.WARM_STATES)})|"
    rf"(?P<cold>{_any(feeling.COLD_STATES)})|(?P<promised>{_any(feeling.PROMISED)})|(?P<wed>{_any(feeling.WED)}))"
    rf"{BLANK}\Z"
)
WEDDING = frozenset({"married", "marry", "marries", "wed"})
FACE = re.compile(
    rf"\b(?P<you>[Yy]ou(?:{BLANK}[a-z]+){{0,2}}{BLANK}(?P<abuse>{_any(feeling.ABUSE)})\b)"
    rf"|\b[Mm]y{BLANK}(?:own{BLANK}|very{BLANK})?(?P<dear>{_any(feeling.ENDEARMENTS)})\b"
    rf"|\bI{BLANK}(?:do{BLANK})?(?P<love>love|adore|hate|detest|despise|loathe){BLANK}you\b"
)

WARM = _any(feeling.WARM_NOW | set(feeling.WARM_STATES))
COLD = _any(feeling.COLD_NOW | set(feeling.COLD_STATES))
JUDGED_AHEAD = re.compile(
    rf"\bI(?:['’]m)?{BLANK}(?:[a-z]+{BLANK}){{0,2}}?(?:(?P<warm>{WARM})|(?P<cold>{COLD})){BLANK}(?:[a-z]+{BLANK})?\Z"
)
JUDGED_BEHIND = re.compile(
    rf"{BLANK}is{BLANK}(?:(?:not|never|a|an|the|so|very|such){BLANK}){{0,4}}"
    rf"(?:[a-z]+{BLANK})?(?:(?P<cold>{_any(feeling.ABUSE)})|"
    r"(?P<warm>good|kind|dear|noble|brave|charming|delightful|excellent|amiable|clever|lovely|honest|splendid|"
    r"wonderful|angel|gentleman))\b"
)


def acted(text: str, hits: Hits, *, start: int, end: int) -> Iterator[Claim]:
    """Yield what the verb between two neighbouring names of the telling shows: "Tom hated Mr. Grey"."""
    found = hits.within(start, end)
    for one, other in pairwise(found):
        if one.who == other.who or not 3 < other.start - one.end <= REACH:
            continue
        between = text[one.end : other.start]
        if STOP.search(between) or text[other.end : other.end + 2] in ("'s", "’s"):
            continue
        yield from _between(between, one, other)


def _between(between: str, one: Hit, other: Hit) -> Iterator[Claim]:
    place = (one.start, other.end)
    denied = DENIED.search(between) is not None
    if match := STATE.search(between):
        if match["wed"] or match["promised"]:
            kind = FAMILY if match["wed"] else ROMANTIC
            if not denied:
                yield Claim(
                    one.who, other.who, "spouse" if match["wed"] else "betrothed", *place, SHOWN, kind
                )
            return
        felt = 0.7 if match["warm"] else -0.7
        yield Claim(one.who, other.who, "", *place, SHOWN, "", -felt / 2 if denied else felt)
    elif (match := ACT.search(between)) and len(between[match.end() :].split()) <= 2:
        felt = 0.8 if match["warm"] else -0.8
        wed = match["warm"] in WEDDING and not denied
        yield Claim(
            one.who, other.who, "spouse" if wed else "", *place, SHOWN, FAMILY if wed else "",
            -felt / 2 if denied else felt,
        )  # fmt: skip


def together(text: str, hits: Hits, *, start: int, end: int) -> Iterator[Claim]:
    """Yield the tone of each sentence of the telling that names two people and nobody else, both ways."""
    found = hits.within(start, end)
    first = 0
    for index in range(1, len(found) + 1):
        if index < len(found) and not SENTENCE.search(text, found[index - 1].end, found[index].start):
            continue
        named = found[first:index]
        first = index
        people = sorted({hit.who for hit in named})
        if len(people) != 2 or named[-1].end - named[0].start > SENTENCE_REACH:
            continue
        opened = max(start, named[0].start - ASIDE_REACH)
        stop = SENTENCE.search(text, named[-1].end, end)
        closed = min(stop.start() if stop else end, named[-1].end + ASIDE_REACH)
        felt = tone(text[opened:closed])
        if felt:
            place = (named[0].start, named[-1].end)
            yield Claim(people[0], people[1], "", *place, NEARBY, affinity=felt)
            yield Claim(people[1], people[0], "", *place, NEARBY, affinity=felt)


def manner(text: str, gap: tuple[int, int]) -> tuple[float, int, int] | None:
    """Return how warm the manner told behind a quotation is, -1..1, and its place: '"Go," he said coldly'."""
    stop = text.find(".", gap[0], gap[1])
    end = min(gap[1], gap[0] + MANNER_REACH, stop if stop >= 0 else gap[1])
    for match in WORD.finditer(text, gap[0], end):
        if match[0] in feeling.WARM_MANNER:
            return 0.6, match.start(), match.end()
        if match[0] in feeling.COLD_MANNER:
            return -0.6, match.start(), match.end()
    return None


def to_the_face(text: str, span: Span) -> tuple[float, int, int] | None:
    """Return the feeling that a quotation shows whoever it is said to, -1..1, with its place."""
    match = FACE.search(text, span.start, span.end)
    if not match:
        return None
    cold = match["abuse"] or match["love"] in ("hate", "detest", "despise", "loathe")
    return (-0.9 if cold else 0.9 if match["love"] else 0.6), match.start(), match.end()


def spoken_of(text: str, span: Span, hits: Hits, grammar: Grammar) -> Iterator[tuple[int, float, int, int]]:
    """Yield whom a quotation judges, how warmly and where: "I hate that Grey", "Grey is a rascal"."""
    for hit in hits.within(span.start, span.end):
        if names.is_address(text, hit.start, hit.end, (span.start, span.end), grammar):
            continue
        ahead = text[max(span.start, hit.start - 32) : hit.start]
        behind = text[hit.end : min(span.end, hit.end + 40)]
        if (match := JUDGED_AHEAD.search(ahead)) or (match := JUDGED_BEHIND.match(behind)):
            felt = 0.7 if match["warm"] else -0.7
            turned = -felt / 2 if DENIED.search(ahead if match.re is JUDGED_AHEAD else match[0]) else felt
            yield hit.who, turned, hit.start, hit.end
