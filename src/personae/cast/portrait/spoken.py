"""How people talk to each other: the tone of a line as a tie from its speaker to whom it is said."""

from collections.abc import Iterable, Iterator

from personae.cast.evidence.tone import tone
from personae.cast.model import Tie
from personae.cast.portrait.records import Line

FEWEST = 3  # words of a line that can have a tone
TRUST = 0.35  # of the tone of one line, next to a statement of the teller


def spoken_ties(lines: Iterable[Line]) -> Iterator[Tie]:
    """Yield a tie without a kind for each line that shows a feeling for whom it is said to."""
    for line in lines:
        if line.speaker is None or line.addressee is None or line.speaker == line.addressee:
            continue
        felt = tone(line.text) if line.text.count(" ") + 1 >= FEWEST else 0.0
        if felt:
            sure = round(TRUST * line.confidence, 3)
            yield Tie(line.speaker, line.addressee, "", "", felt, line.start, line.end, line.chapter, sure)
