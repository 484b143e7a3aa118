"""Letters in a story: paragraphs in quotation marks that are written, not said."""

import re
from collections.abc import Sequence

from personae.cast.grammar import Grammar
from personae.cast.quotes import Span, gaps

SIGNATURE_WORDS = 3  # of "Ann M. Hale"
LONGEST = 60  # paragraphs; what goes on longer was no letter
OPENING = re.compile(
    r"(?:[^\W\d_]+\.?[ \n]){1,5}[^\W\d_]+[,:](?:\Z|\n|\s{2}|\s?(?:--|—|–))"
)  # of "My dear Mrs. Hale,"
GOES_ON = frozenset(".!?,")


class Letters:
    """Follows paragraphs in order, from a salutation that stands alone to whoever signs."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.left = 0  # paragraphs that may still belong to the letter

    def holds(self, text: str, spans: Sequence[Span]) -> bool:
        """Say whether a paragraph belongs to a letter."""
        if not _is_whole(text, spans):
            self.left = 0
            return False
        body = text[spans[0].start : spans[0].end]
        if self._is_salutation(body):
            self.left = LONGEST
            return True
        held = self.left > 0
        self.left = 0 if _is_signature(body) else max(0, self.left - 1)
        return held

    def _is_salutation(self, body: str) -> bool:
        """Say whether a quotation opens "Dear Ann," with nothing, or a dash, behind it."""
        called = OPENING.match(body)
        return bool(called) and not self.grammar.rules.salutations.isdisjoint(body[:40].lower().split()[:2])


def _is_whole(text: str, spans: Sequence[Span]) -> bool:
    """Say whether a paragraph is quoted, with no word of the teller's."""
    told = gaps(text, spans)
    return bool(spans) and not any(any(map(str.isalnum, text[start:end])) for start, end in told)


def _is_signature(body: str) -> bool:
    """Say whether a paragraph is a name alone."""
    words = body[:80].split()
    return len(body) < 80 and len(words) <= SIGNATURE_WORDS and (body.isupper() or body[-1] not in GOES_ON)
