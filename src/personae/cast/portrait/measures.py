"""What is counted in one line of speech, so that lines, speakers and casts can be compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from personae.cast.evidence import feeling
from personae.cast.evidence.words import words_of
from personae.cast.portrait import lexicon

LONG_WORD = 7  # letters
BY_LINE = frozenset({"length", "asks", "exclaims"})
COUNTED: Mapping[str, frozenset[str]] = {
    "glad": feeling.GLAD,
    "sore": feeling.SORE,
    "angry": feeling.ANGRY,
    "uneasy": lexicon.UNEASY,
    "swears": feeling.SWORN,
    "thinks": lexicon.THINKING,
    "hedges": lexicon.HEDGED,
    "certain": lexicon.CERTAIN,
    "dutiful": lexicon.DUTIFUL,
    "social": lexicon.SOCIAL,
    "courteous": lexicon.COURTEOUS,
    "respectful": lexicon.RESPECTFUL,
    "jests": lexicon.JESTING,
    "fancies": lexicon.FANCIED,
    "articles": lexicon.ARTICLES,
    "self": lexicon.SELF,
    "other": lexicon.OTHER,
    "calls": lexicon.CALLS,
}
NOUNISH = lexicon.ARTICLES | lexicon.PREPOSITIONS
VERBISH = lexicon.PRONOUNS | lexicon.VERBS | lexicon.ADVERBS | lexicon.CALLS
NAMES = (
    "length",
    "asks",
    "exclaims",
    *COUNTED,
    "denies",
    "contracts",
    "long_words",
    "formal",
    "likens",
    "varied",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts of one line; `words` and 1 are what they are taken per."""

    words: int
    counts: Mapping[str, float]


def measure(text: str) -> Measured:
    """Count everything in NAMES in a line, 'varied' aside, which needs many lines.

    length: words.  formal: nouns' company (articles, prepositions) less verbs' company (pronouns,
    auxiliaries, adverbs, calls), a closed-class stand-in for the formality score of Heylighen & Dewaele 1999.
    """
    spoken = words_of(text)
    counts: dict[str, float] = {
        name: sum(1 for word in spoken if word in known) for name, known in COUNTED.items()
    }
    counts["length"] = len(spoken)
    counts["asks"] = float("?" in text)
    counts["exclaims"] = float("!" in text)
    counts["denies"] = sum(1 for word in spoken if word in feeling.DENIED or word.endswith("n't"))
    counts["contracts"] = sum(1 for word in spoken if word.endswith(lexicon.CUT))
    counts["long_words"] = sum(1 for word in spoken if len(word) >= LONG_WORD)
    counts["formal"] = sum((word in NOUNISH) - (word in VERBISH) for word in spoken)
    counts["likens"] = _likened(spoken)
    return Measured(len(spoken), counts)


def _likened(spoken: list[str]) -> int:
    """Count comparisons: "like a", "as if", "as though", "as bold as"."""
    found = 0
    for index, word in enumerate(spoken[:-1]):
        behind = spoken[index + 1 : index + 4]
        if (word == "like" and behind[0] in ("a", "an", "the", "some")) or (
            word == "as" and (behind[0] in ("if", "though") or behind[1:2] == ["as"])
        ):
            found += 1
    return found


def rates(measured: Iterable[Measured], *, varied: float = 0.0) -> dict[str, float]:
    """Return each measure as a rate: per line for BY_LINE, else per word; all zero for no words."""
    totals = dict.fromkeys(NAMES, 0.0)
    words = lines = 0
    for one in measured:
        words += one.words
        lines += 1
        for name, count in one.counts.items():
            totals[name] += count
    for name in totals:
        totals[name] /= max(1, lines if name in BY_LINE else words)
    totals["varied"] = varied
    return totals
