"""Which of the passages that a reply was given it really draws on: decided by its words, not by its word."""

from collections import Counter
from collections.abc import Sequence

from personae.llm.retrieval.language import likeliest
from personae.llm.retrieval.question import content
from personae.llm.retrieval.words import folded, split

FEW, SHARE = 2, 0.25  # words of a passage that a reply shares: so many, if they are so great a part of it
MANY = 6  # or so many in any case
RUN = 5  # words in a row that are a quotation


def cited(reply: str, passages: Sequence[str], *, question: str = "") -> list[int]:
    """The places of those passages that a reply draws on, in the order given.

    A reply draws on a passage when it has RUN words in a row from it, or shares enough of the words that
    carry a topic. Words of the question prove nothing, for a reply repeats them in any case; neither do ways
    of speaking, nor what stands in every passage that was given.
    """
    if not passages or not reply.strip():
        return []
    tongue = likeliest([*passages, reply])
    plain = [folded(passage) for passage in passages]
    nothing = set(content(folded(question), tongue)) | set(content(" ".join(tongue.frame), tongue))
    told = [set(content(passage, tongue)) - nothing for passage in plain]
    everywhere = {
        word for word, count in Counter(w for each in told for w in each).items() if count == len(told) > 1
    }
    said, runs = set(content(folded(reply), tongue)), _runs(split(folded(reply)))
    found = []
    for place, words in enumerate(told):
        own = words - everywhere
        shared = len(own & said)
        is_drawn = shared >= MANY or (shared >= FEW and shared >= SHARE * len(own))
        if is_drawn or runs & _runs(split(plain[place])):
            found.append(place)
    return found


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}
