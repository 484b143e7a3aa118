"""How much a text looks as if it wanted to instruct a model: a signal, and never a verdict on a book."""

from dataclasses import dataclass

from personae.safety.windows import Span


@dataclass(frozen=True, slots=True)
class Signal:
    """How a text looks. score: 0..1; is_flagged: at the shipped threshold.

    spans: the places that look most like it, (start, end) in characters of the text, best first, 20 at most;
    none where nothing is flagged.  why: in words, what was noticed; may be empty.
    """

    score: float
    is_flagged: bool
    spans: tuple[Span, ...]
    why: tuple[str, ...]


def injection(text: str) -> Signal:
    """Return how much a text looks like an attempt to instruct a model that reads it.

    A text of up to 3,000 characters is weighed as a whole and by sentences, a longer one in windows of that
    length: time grows with the text's length and no faster. Text that is hidden, turned round or in base64 is
    weighed as what it says. Books are full of orders: use this as a signal, never to refuse a document.
    """
    from personae.safety.instructing import signal  # numpy and weights are only loaded once there is a text

    return signal(text)


def may_instruct(text: str) -> bool:
    """Whether a text is worth asking `injection` about, at a quarter of its cost: for a book's passages.

    It has a turn of speech that gives attempts away, or something encoded or hidden.
    """
    from personae.safety.patterns import ENCODED, reasons
    from personae.safety.unmask import unmask

    if text.isascii():
        return bool(reasons(text) or ENCODED.search(text))
    seen = unmask(text)
    says = any(each.says.strip() for each in seen.hidden)
    return says or bool(reasons(seen.text) or ENCODED.search(seen.text))
