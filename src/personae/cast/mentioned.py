"""Words in quotation marks that nobody says: titles, labels, and words the teller holds at arm's length."""

from collections.abc import Sequence

from personae.cast import cues
from personae.cast.grammar import Grammar
from personae.cast.quotes import Span, ahead, gaps, is_long

NEAR = 3  # words before the marks among which a verb of speech counts
EXCLAIMED = frozenset("!?")
STOPPED = frozenset(".!?,;:")


def spoken(text: str, spans: Sequence[Span], grammar: Grammar) -> list[Span]:
    """Return the spans that may be speech: without the few words that a sentence of the teller carries on.

    All of them where the language has no verbs of speech to tell by.
    """
    if not grammar.rules.speech:
        return list(spans)
    told = gaps(text, spans)
    kept: list[Span] = []
    for index, span in enumerate(spans):
        goes_on = bool(kept) and text[kept[-1].end - 1] not in STOPPED  # "All was well" he rose "at ten."
        carried = not goes_on and _is_carried(text, span, grammar)
        if not carried or _is_said(text, told[index + 1], grammar):
            kept.append(span)
    return kept


def _is_carried(text: str, span: Span, grammar: Grammar) -> bool:
    """Say whether a sentence runs into the marks without a stop or a verb of speech: 'the word "poison"'."""
    if not span.closed or text[span.end - 1] in EXCLAIMED or is_long(text, span):
        return False
    before = ahead(text, span).rstrip()
    if not before or not before[-1].isalnum():
        return False
    last = before.split()[-1].lower()
    if last.endswith("ing") or (text[span.start].isupper() and last in ("and", "but", "a")):
        return False
    return not any(word.lower().strip(",;—-") in grammar.rules.speech for word in before.split()[-NEAR:])


def _is_said(text: str, gap: tuple[int, int], grammar: Grammar) -> bool:
    cue = cues.after(text, *gap, grammar)
    return cue is not None and cue.strength == "speech"
