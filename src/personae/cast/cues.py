"""Who is said to speak: the words beside a quotation that name, describe or point at its speaker."""

import re
from dataclasses import dataclass

from personae.cast.grammar import Grammar
from personae.cast.lang.rules import words
from personae.cast.subjects import STOPS, Subject, Token, is_adverb, name_at, speaks, subject_at, tokens_of

AHEAD = 14  # tokens read behind a quotation
BEHIND_CHARS = 320  # characters read before one
SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\b[A-Z])[.!?…][\"”’')]*\s")
CLAUSE_STARTS = words("and but when then as while that so for if until , ;")


@dataclass(frozen=True, slots=True)
class Cue:
    """A subject beside a quotation; strength: 'speech' (a verb says so), 'lead' (it ends with a colon
    or comma before the quotation) or 'beat' (somebody does something)."""

    subject: Subject
    strength: str
    verb: str = ""  # of speech, as it stands


def after(text: str, start: int, end: int, grammar: Grammar) -> Cue | None:
    """Read the gap text[start:end] that follows a quotation: "said Emma", "she replied", "Emma rose"."""
    tokens = tokens_of(text, start, end, grammar, AHEAD)
    first = 0
    while first < len(tokens) and tokens[first].text in ("—", "–", "--", ","):
        first += 1
    if first >= len(tokens) or tokens[first].text in STOPS:
        return None
    if tokens[first].low in ("and", "but", "then", "so", "thus") and first + 1 < len(tokens):
        first += 1
    speaker = inverted(text, tokens, first, grammar)
    if speaker:
        return Cue(speaker, "speech", tokens[first].low)
    speaker = _answer(text, tokens, first, grammar)
    if speaker:
        return Cue(speaker, "speech")
    subject, place = subject_at(text, tokens, first, grammar)
    if subject is None:
        return None
    verb = _verb_behind(tokens, place, grammar)
    return Cue(subject, "speech" if verb else "beat", verb)


def leads_on(text: str, start: int, end: int) -> bool:
    """Say whether the gap text[start:end] is a sentence of its own that hands the word on: 'He said:'.

    So it is between "Go." and "Stay."; behind "Go," it would belong to what went before.
    """
    told = text[start:end].strip(" \t\n\"”'’»")
    said = text[:start].rstrip("\"”'’» \t\n")
    return told[-1:] in (":", ",") and told[:1].isupper() and said[-1:] in (".", "!", "?", "…", "-", "—")


def inverted(text: str, tokens: list[Token], place: int, grammar: Grammar) -> Subject | None:
    """Return the subject of "said she", "cried out the old man", "said poor Emma", "lui dit Emma"."""
    while place < len(tokens) - 1 and tokens[place].low in grammar.rules.clitics:
        place += 1
    low = tokens[place].low
    known = speaks(tokens, place, grammar)
    if not (known or low.endswith(grammar.rules.weak_past or ("\0",))):
        return None
    place += 1
    skipped = 0
    while place < len(tokens) and skipped < 3 and is_adverb(tokens[place].low, grammar):
        place, skipped = place + 1, skipped + 1
    subject, _ = subject_at(text, tokens, place, grammar, loose=known)
    if subject is None and known and grammar.rules.drops_subject:
        return Subject("dropped", tokens[place - 1].start, tokens[place - 1].end)
    return subject


def _answer(text: str, tokens: list[Token], place: int, grammar: Grammar) -> Subject | None:
    """Return the subject of "was Emma's answer", "was his reply", "was the remark of Mr. Grey"."""
    if tokens[place].low not in grammar.rules.being or place + 1 >= len(tokens):
        return None
    subject, _ = subject_at(text, tokens, place + 1, grammar)
    if subject is not None:
        return subject
    for index in range(place + 1, min(place + 8, len(tokens) - 1)):
        if tokens[index].text in STOPS:
            return None
        if tokens[index].low in grammar.rules.authors:
            return name_at(text, tokens, index + 1, grammar)[0]
    return None


def _verb_behind(tokens: list[Token], place: int, grammar: Grammar) -> str:
    """Return the verb of speech that follows a subject, or ""."""
    for index in range(place, min(place + 7, len(tokens))):
        token = tokens[index]
        if token.text in STOPS:
            return ""
        before = tokens[index - 1].low if index else ""
        if speaks(tokens, index, grammar) and before not in grammar.rules.determiners:
            return token.low
    return ""


def before(text: str, start: int, end: int, grammar: Grammar) -> Cue | None:
    """Read the gap text[start:end] that leads to a quotation: "Emma said:", "He turned, and cried,"."""
    place = max(start, end - BEHIND_CHARS)
    tail = text[place:end].rstrip()
    if not tail:
        return None
    leads = tail[-1] in ",:—–-" or tail[-1].isalnum()
    cut = 0
    for stop in SENTENCE_END.finditer(tail):
        cut = stop.end()
    tokens = tokens_of(text, place + cut, place + len(tail), grammar, 80)
    if not tokens:
        return None
    verb = _last_verb(tokens, grammar) if leads else None
    subject = _subject_of(text, tokens, verb, grammar)
    if subject is None:
        return None
    strength = "speech" if verb is not None else "lead" if leads else "beat"
    return Cue(subject, strength, "" if verb is None else tokens[verb].low)


def _last_verb(tokens: list[Token], grammar: Grammar) -> int | None:
    for index in range(len(tokens) - 1, -1, -1):
        before_it = tokens[index - 1].low if index else ""
        if speaks(tokens, index, grammar) and before_it not in grammar.rules.determiners:
            return index
    return None


def _subject_of(text: str, tokens: list[Token], verb: int | None, grammar: Grammar) -> Subject | None:
    """Return who does what tokens[verb] says; without a verb, whom the sentence is about."""
    limit = len(tokens) if verb is None else verb
    found: Subject | None = None
    index = 0
    while index < limit:
        subject, behind = subject_at(text, tokens, index, grammar)
        if subject is None or behind > limit:
            index += 1
            continue
        if verb is not None and _reaches(tokens, behind, verb, grammar):
            return subject
        previous = tokens[index - 1].low if index else ""
        clause = index == 0 or previous in CLAUSE_STARTS or is_adverb(previous, grammar)
        nearer = clause and verb is not None and previous not in ("and", ",")
        early = index < 6 and previous not in grammar.rules.boundary
        if nearer or (found is None and (clause or early)):
            found = subject
        index = behind
    if verb is not None and (found is None or tokens[0].low in ("thus", "so", "then")):
        behind_verb, _ = subject_at(text, tokens, verb + 1, grammar, loose=True)
        found = behind_verb or found
    return found


def _reaches(tokens: list[Token], behind: int, verb: int, grammar: Grammar) -> bool:
    """Say whether a subject's verb is tokens[verb]: nothing stands between them, or "who" follows it."""
    if all(is_adverb(token.low, grammar) for token in tokens[behind:verb]):
        return True
    return any(token.low in grammar.rules.relatives for token in tokens[behind : behind + 2])
