"""What a quotation shows of its speaker's ties: to whom it is said, and to those it speaks of."""

from collections.abc import Iterator

from personae.cast import names
from personae.cast.evidence import feelings, kin
from personae.cast.evidence.claim import LISTENER, SPEAKER, Claim
from personae.cast.evidence.memory import Memory
from personae.cast.grammar import Grammar
from personae.cast.quotes import Span
from personae.cast.roster import Hits

# Trust in "papa" said to somebody, in "Aunt Juley" of somebody's own aunt, in "said his sister".
CALLED, TITLED, TOLD = 0.6, 0.55, 0.6


def claims(
    text: str, span: Span, gap: tuple[int, int], hits: Hits, memory: Memory, grammar: Grammar
) -> Iterator[Claim]:
    """Yield ties of the speaker, who stands as None or SPEAKER; gap: the telling behind the quotation."""
    if found := kin.called(text, span):
        noun, start, end = found
        yield Claim(None, LISTENER, noun, start, end, CALLED)
    if told := kin.telling(text, gap, grammar):
        whose, noun, start, end = told
        owner = memory.latest(kin.GENDERS[whose], before=gap[0], but=SPEAKER)
        if owner is not None:
            yield Claim(owner.who, SPEAKER, noun, start, end, TOLD)
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
