"""What kind of document it is, told from samples of it before it is read."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from personae.cast.blocks import is_heading
from personae.cast.grammar import Grammar
from personae.cast.script import labels_in

LABELLED = frozenset({"play", "screenplay", "interview", "conversation"})
LABELLED_SHARE = 0.35  # of the paragraphs; a novel in which a page is a script stays a novel
RECURRING = 0.7  # of the labels, those that come back: headings do not
FEWEST = 4  # labels
SPOKEN_SHARE = 0.08  # of the paragraphs with quotation marks; a story has more
TELLING_SHARE = 0.015  # of the words "I"; who writes of their own life says it more
LETTERS_SPEAK = 0.25  # of the paragraphs; where more are speech, letters only stand in a story
LETTER_SHARE = 0.008  # of the paragraphs; salutations and signatures are few among what they hold together
VERSE_SHARE, VERSE_WIDTH = 0.6, 60
LISTED_SHARE = 0.2
SHOT = re.compile(r"\s{0,20}(?:INT|EXT|INT\.?/EXT)[. ]\s?\S")
QUOTED = re.compile(r"[\"“”«»„‘「『]|^\s{0,20}(?:—|--)\s?\w|(?:^|\s)'\w")
LISTED = re.compile(r"\s{0,20}(?:\d{1,3}[.)]|[-*•]|step \d{1,3}\b|[a-z]\))\s", re.IGNORECASE)
SALUTED = re.compile(r"\s{0,40}(?:my\s)?(\w{3,12})\s[^\n]{1,50}[,:—](?:\s|$)", re.IGNORECASE)
ASKING = frozenset({"Q", "A", "INTERVIEWER", "QUESTION", "ANSWER", "HOST", "REPORTER"})


def kind_of(samples: Sequence[str], grammar: Grammar) -> str:
    """Return the kind of a document as in Cast.kind; "novel" is any story told.

    samples: paragraphs from all over it, in order.  Labels decide first, then salutations, lists and verse,
    and last how much is said and how often whoever writes says "I".
    """
    texts = [text for text in samples if text.strip() and not is_heading(text)]
    if not texts:
        return "essay"
    if kind := _labelled(texts):
        return kind
    spoken = _share([QUOTED.search(text) is not None for text in texts])
    letters = _share([_salutes(text, grammar) for text in texts])
    if letters >= LETTER_SHARE and spoken < LETTERS_SPEAK:
        return "letters"
    if _share([_is_verse(text) for text in texts]) >= VERSE_SHARE:
        return "verse"
    if spoken >= SPOKEN_SHARE:
        return "novel"
    lines = [line for text in texts for line in text.splitlines()]
    if _share([LISTED.match(line) is not None for line in lines]) >= LISTED_SHARE:
        return "manual"
    words = [word.strip(".,;:!?").lower() for text in texts for word in re.split(r"[\s'’]+", text)]
    first = _share([word in grammar.rules.first_person for word in words])
    return "memoir" if first >= TELLING_SHARE else "essay"


def _labelled(texts: Sequence[str]) -> str:
    """Return the kind of a document in which names before words say who speaks; '' where they do not."""
    labels = [list(labels_in(text)) for text in texts]
    keys = Counter(label.key for each in labels for label in each)
    recurring = {key for key, count in keys.items() if count > 1}
    count = sum(keys[key] for key in recurring)
    if count < FEWEST or len(recurring) < 2 or count < RECURRING * sum(keys.values()):
        return ""
    if any(SHOT.match(text) for text in texts):
        return "screenplay"
    share = _share([any(label.key in recurring for label in each) for each in labels])
    if share < LABELLED_SHARE:
        return ""
    shown = [
        text[label.start : label.end] for text, each in zip(texts, labels, strict=True) for label in each
    ]
    if recurring & ASKING or (len(recurring) == 2 and not all(map(str.isupper, shown))):
        return "interview"
    return "play" if sum(map(str.isupper, shown)) > len(shown) / 2 else "conversation"


def _salutes(text: str, grammar: Grammar) -> bool:
    found = SALUTED.match(text)
    return found is not None and found[1].lower() in grammar.rules.salutations


def _is_verse(text: str) -> bool:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or max(map(len, lines)) > VERSE_WIDTH + 20 or median(map(len, lines)) > VERSE_WIDTH:
        return False
    return sum(line[0].isupper() or not line[0].isalpha() for line in lines) >= 0.8 * len(lines)


def _share(cases: Sequence[bool]) -> float:
    return sum(cases) / max(1, len(cases))
