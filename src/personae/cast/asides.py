"""The teller's words inside a quotation, as in "Non, dit-elle, jamais", taken out of what is said."""

import re
from collections.abc import Sequence

from personae.cast import cues
from personae.cast.grammar import Grammar
from personae.cast.quotes import Span
from personae.cast.subjects import Subject, tokens_of

AHEAD = 10  # tokens read of an aside, for its verb and its subject
STOP = re.compile(r"[,.;:!?…](?=\s|$)")
DASH = re.compile(r"[—–]")
FUTURE = ("ra", "rait")  # "viendra", "viendrait": what people say of tomorrow
BLANKS = " \t\n\r\u00a0\u202f—–"
CLOSING = frozenset("»«“”\"'’")


def cut(text: str, spans: Sequence[Span], grammar: Grammar) -> list[Span]:
    """Return a paragraph's spans without the asides of the teller, each of which parts a span in two."""
    if not grammar.rules.speech_inside:
        return list(spans)
    return [part for span in spans for part in _parts(text, span, grammar)]


def _parts(text: str, span: Span, grammar: Grammar) -> list[Span]:
    found: list[Span] = []
    said = place = span.start
    known = bool(grammar.rules.speech)  # else a dash and a small letter are all there is to go by
    turn = DASH.fullmatch(text[: span.start].strip()) is not None
    while match := grammar.aside.search(text, place, span.end):
        place = match.end()
        tokens = tokens_of(text, place, span.end, grammar, AHEAD)
        subject = cues.inverted(text, tokens, 0, grammar) if tokens else None
        dashed = DASH.search(match[0]) is not None and (known or (turn and text[place].islower()))
        if not dashed and (subject is None or subject.kind == "dropped"):
            continue
        found.append(_trimmed(text, said, match.start() + (match[0][0] in ",.!?…"), closed=True))
        behind = subject.end if subject else place
        said = place = _end(text, behind, span.end, grammar, stop=DASH if dashed else STOP)
        if not _closes(text, span) and subject and _goes_on_telling(text, subject, said, span.end, grammar):
            said = span.end
    found.append(_trimmed(text, said, span.end, closed=span.closed))
    return [part for part in found if any(map(str.isalnum, text[part.start : part.end]))]


def _end(text: str, place: int, end: int, grammar: Grammar, *, stop: re.Pattern[str]) -> int:
    """Return where an aside ends: behind its first stop that no "qui …" or "en riant" follows."""
    while match := stop.search(text, place, end):
        place = match.end()
        following = text[place : place + 12].split()
        if match[0] != "," or not following or following[0] not in grammar.rules.trailing:
            return place
    return end


def _closes(text: str, span: Span) -> bool:
    """Say whether a mark closes the span, so that whatever stands before it is said."""
    return text[span.end : span.end + 3].lstrip()[:1] in CLOSING


def _goes_on_telling(text: str, subject: Subject, place: int, end: int, grammar: Grammar) -> bool:
    """Say whether the sentence behind "dit Anne." is told too, as in "Elle rougit."."""
    if text[place - 1] not in ".!?…":
        return False
    tokens = tokens_of(text, place, end, grammar, 60)
    if not tokens or grammar.rules.first_person & {token.low for token in tokens}:
        return False
    gender = subject.gender
    if subject.kind == "name":
        gender = grammar.rules.given.get(text[subject.start : subject.end].split()[0].lower(), "?")
    if gender == "?" or grammar.rules.subjects.get(tokens[0].low) != gender:
        return False
    verb = next((token.low for token in tokens[1:4] if token.low not in grammar.rules.clitics), "")
    return len(verb) > 2 and verb.endswith(grammar.rules.weak_past) and not verb.endswith(FUTURE)


def _trimmed(text: str, start: int, end: int, *, closed: bool) -> Span:
    body = text[start:end]
    start += len(body) - len(body.lstrip(BLANKS + ",.;:"))  # the stop behind "—dijo Ana—." belongs to nobody
    return Span(start, start + len(text[start:end].rstrip(BLANKS)), closed)
