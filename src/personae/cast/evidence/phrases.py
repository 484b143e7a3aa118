"""Descriptions read behind a subject: "a tall, buttoned man", "clever and proud", "twenty-one years old"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from personae.cast.evidence import describing
from personae.cast.evidence.kinds import FAMILY, OF_WORD
from personae.cast.lang.rules import words


def _any(options: Iterable[str]) -> str:
    return "|".join(sorted(options, key=len, reverse=True))


BLANK = r"\s{1,4}"
WORD = r"[a-z]+(?:['’-][a-z]+)*"
KIN = frozenset(word for word, kind in OF_WORD.items() if kind == FAMILY) - describing.PERSONS
HEADS = describing.TASKS | describing.PERSONS | describing.SINGLE | KIN
ADJECTIVES = describing.NATURE | describing.LOOKS | describing.AGES
NOUN_PHRASE = re.compile(rf"(a|an|the){BLANK}((?:{WORD},?{BLANK}){{0,6}}?)({_any(HEADS)})\b(?!['’-])")
TITLED = re.compile(
    rf"\b(?P<det>[Tt]he|[Aa]n?){BLANK}(?P<said>(?:(?!the\b|an?\b){WORD}{BLANK}){{0,4}}?)(?P<head>{_any(HEADS)})"
    rf"(?:(?P<named>,?{BLANK}(?:named|called|by{BLANK}the{BLANK}name{BLANK}of)){BLANK}|{BLANK})(?=[A-Z])"
)
OF_AGE = re.compile(rf"{BLANK}of{BLANK}(?:about{BLANK}|some{BLANK}|nearly{BLANK})?(?:{describing.NUMBERS})\b")
OF_WHOM = re.compile(
    rf"{BLANK}(?:of|in|from|at|with|by){BLANK}[^,.;:!?()\"“”—–]{{2,60}}?(?=[,;:!?)—–]|(?<!Mr)(?<!Mrs)(?<!Dr)(?<!St)\.)"
)
ADJECTIVE = re.compile(
    rf"(?:(?:{_any(describing.DEGREES)}|a{BLANK}little|a{BLANK}bit){BLANK}){{0,2}}({WORD})\b"
)
LINK = re.compile(rf",?{BLANK}and{BLANK}|,{BLANK}")
ENDED = re.compile(rf"[,.;:!)—–]|{BLANK}(?:and|but|though|yet|with|who|whose)\b|\Z")
NUMBERED = re.compile(
    rf"(?:(?:about|nearly|almost|only|just|now|then|some|over|barely){BLANK}){{0,2}}(?:{describing.NUMBERS})"
    rf"{BLANK}years{BLANK}(?:old|of{BLANK}age)\b"
)
AGED = re.compile(rf"aged{BLANK}(?:about{BLANK})?(?:{describing.NUMBERS})\b")
FEATURE = re.compile(
    rf"(?:(?:a|an|the|his|her){BLANK})?((?:{WORD},?{BLANK}){{1,4}}?)({_any(describing.FEATURES)})\b(?!['’-])"
)
SUFFIXES = tuple(sorted(words("ful ous less able ible ive ish ent ant ical ly hearted minded")))
NOT_DESCRIBING = words("""
    not no never such into fallen same first last only one other next sort kind of to in on at with for
    from by than right wrong mere as that this more less enough own his her their my your whose which who
    was were is are had has be been being if what how another best
""")


@dataclass(frozen=True, slots=True)
class Phrase:
    """text[start:end] describes somebody; kind as in Fact."""

    start: int
    end: int
    kind: str
    confidence: float


def noun_phrase(text: str, place: int) -> Phrase | None:
    """Read "a country gentleman", "a boy of thirteen", "the only daughter of a clergyman" at place."""
    match = NOUN_PHRASE.match(text, place)
    if not match:
        return None
    said = match[2].replace(",", " ").split()
    if not NOT_DESCRIBING.isdisjoint(said):
        return None
    head, end = match[3], match.end()
    aged = OF_AGE.match(text, end)
    if aged:
        return Phrase(place, aged.end(), "age", 0.9)
    behind = OF_WHOM.match(text, end)
    end = behind.end() if behind else end
    if not ENDED.match(text, end):
        return None
    kind = _kind_of(head, said)
    plain = match[1] == "the" and (kind not in ("occupation", "kin") or (said and not behind))
    bare = head in (describing.PERSONS | KIN) - describing.SINGLE and not said and not behind
    sure = 0.6 if kind == "other" else 0.85 if said or behind else 0.8
    figured = head == "slave" and behind is not None  # "of duty", "of the ring": seldom of a master
    return None if plain or bare or figured or not kind else Phrase(place, end, kind, sure)


def _kind_of(head: str, said: list[str]) -> str:
    if head in KIN:
        return "kin"
    if head in describing.TASKS:
        return "occupation"
    if head in describing.SINGLE:
        return "kin"
    for known, kind in (
        (describing.NATURE, "nature"),
        (describing.LOOKS, "appearance"),
        (describing.AGES, "age"),
    ):
        if not known.isdisjoint(said):
            return kind
    return (
        "other" if said and all(word.endswith(SUFFIXES) or word in ("and", "very") for word in said) else ""
    )


def adjectives(text: str, place: int) -> Phrase | None:
    """Read "clever", "very tall and thin", "handsome, clever, and rich" at place; not a mood alone."""
    kind, start, end, lasting = "", place, place, False
    while match := ADJECTIVE.match(text, place):
        if match[1] not in ADJECTIVES:
            break
        kind = kind or _kind_of("", [match[1]])
        lasting = lasting or match[1] not in describing.MOODS
        end = match.end()
        link = LINK.match(text, end)
        if not link:
            break
        place = link.end()
    return Phrase(start, end, kind, 0.8) if lasting and ENDED.match(text, end) else None


def years(text: str, place: int) -> Phrase | None:
    """Read "twenty-one years old" or "aged ten" at place."""
    match = NUMBERED.match(text, place) or AGED.match(text, place)
    return Phrase(place, match.end(), "age", 0.9) if match else None


def feature(text: str, place: int) -> Phrase | None:
    """Read "a pale, thin face", "black eyes" at place."""
    match = FEATURE.match(text, place)
    if not match or not NOT_DESCRIBING.isdisjoint(match[1].replace(",", " ").split()):
        return None
    return Phrase(place, match.end(), "features", 0.75) if ENDED.match(text, match.end()) else None


def before_name(text: str, match: re.Match[str]) -> Phrase | None:
    """Read a match of TITLED: "a tall clerk named" Grey, "the housekeeper, " Mrs. Vane."""
    said = match["said"].replace(",", " ").split()
    if not NOT_DESCRIBING.isdisjoint(said):
        return None
    kind = _kind_of(match["head"], said)
    named = match["named"] is not None
    if not kind or (kind != "occupation" and not named) or (match["det"] != "the" and not named):
        return None
    return Phrase(match.start(), match.end("head"), kind, 0.85 if named else 0.7)
