"""What a quotation shows of its speaker's ties: to whom it is said, and to those it speaks of."""

from collections.abc import Iterator

from personae.cast import names
from personae.cast.evidence import feelings, kin
from personae.cast.evidence.claim import LISTENER, Claim
from personae.cast.grammar import Grammar
from personae.cast.quotes import Span
from personae.cast.roster import Hits

CALLED, TITLED = 0.6, 0.55  # trust in "papa" said to somebody, in "Aunt Juley" of somebody's own aunt


def claims(text: str, span: Span, gap: tuple[int, int], hits: Hits, grammar: Grammar) -> Iterator[Claim]:
    """Yield the speaker's ties, owner None; gap: the telling behind the quotation."""
    if found := kin.called(text, span):
        noun, start, end = found
        yield Claim(None, LISTENER, noun, start, end, CALLED)
    for felt in (feelings.manner(text, gap), feelings.to_the_face(text, span)):
        if felt:
            affinity, start, end = felt
            yield Claim(None, LISTENER, "", start, end, feelings.SAID, affinity=affinity)
    for who, affinity, start, end in feelings.spoken_of(text, span, hits, grammar):
        yield Claim(None, who, "", start, end, feelings.SAID, affinity=affinity)
    for hit in hits.within(span.start, span.end):
        noun = kin.titled(text, hit)
        if noun and names.is_address(text, hit.start, hit.end, (span.start, span.end), grammar):
            yield Claim(None, hit.who, noun, hit.start, hit.end, TITLED)
