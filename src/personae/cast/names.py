"""Names in a text: runs of capitalised words, split at words that are no part of a name."""

from collections.abc import Iterator
from dataclasses import dataclass

from personae.cast.grammar import Grammar
from personae.cast.marks import ANY

OPENERS = frozenset(ANY + "([_*—–-¿¡")
SENTENCE_ENDS = frozenset(".!?…:;")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a run, without its full stop."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words that may together be a name; initial: a capital is due there anyway."""

    words: tuple[Word, ...]
    initial: bool

    @property
    def start(self) -> int:
        """Where the name starts."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where the name ends."""
        return self.words[-1].end

    @property
    def key(self) -> str:
        """Return the words joined by single spaces: one name, however its lines were broken."""
        return " ".join(word.text for word in self.words)


def words_of(text: str, start: int, end: int, grammar: Grammar) -> list[Word]:
    """Return the words of text[start:end]."""
    return [Word(m.start(), m.end(), m[0].rstrip(".")) for m in grammar.part.finditer(text, start, end)]


def runs(text: str, start: int, end: int, grammar: Grammar) -> Iterator[Run]:
    """Split a run of capitalised words at those that belong to no name."""
    held: list[Word] = []
    for word in words_of(text, start, end, grammar):
        if held and _opens(word.text, held[-1].text, grammar):
            yield from _close(text, held, grammar)
            held = []
        if _belongs(word.text, held, grammar):
            held.append(word)
            continue
        yield from _close(text, held, grammar)
        held = []
    yield from _close(text, held, grammar)


def _opens(word: str, before: str, grammar: Grammar) -> bool:
    """Say whether a title behind a name starts another one: "Emma Mrs. Weston"."""
    return grammar.is_title(word) and word[0].isupper() and not grammar.is_title(before)


def _belongs(word: str, held: list[Word], grammar: Grammar) -> bool:
    low = word.lower().replace("’", "'")
    if low == "of":
        return len(held) == 1 and held[0].text.lower() in grammar.rules.noble
    if low in grammar.rules.titles or low in grammar.rules.particles:
        return True
    return low not in grammar.rules.stop and not (len(word) > 3 and word.isupper())


def _close(text: str, held: list[Word], grammar: Grammar) -> Iterator[Run]:
    while held and held[-1].text.islower():
        held.pop()
    while held and not grammar.opens_name(held[0].text):
        held.pop(0)
    if held and held[0].text.lower() in grammar.rules.articles and is_initial(text, held[0].start):
        held.pop(0)  # "Le Docteur Morel" behind a full stop; elsewhere "Le Goff" is a name
    if held:
        yield Run(tuple(held), is_initial(text, held[0].start))


def is_initial(text: str, place: int) -> bool:
    """Say whether a sentence, or a quotation, starts at place, so that a capital there means nothing."""
    index = place - 1
    while index >= 0 and place - index < 12 and (text[index].isspace() or text[index] in OPENERS):
        if text[index] in '"“„«':
            return True
        index -= 1
    return index < 0 or place - index >= 12 or text[index] in SENTENCE_ENDS


def word_before(text: str, place: int) -> str:
    """Return the word that stands directly before place, in small letters, or ''."""
    tail = text[max(0, place - 24) : place]
    if not tail or not tail[-1].isspace():
        return ""
    words = tail.split()
    return words[-1].lower() if words and words[-1][-1].isalpha() else ""


def is_address(text: str, start: int, end: int, bounds: tuple[int, int], grammar: Grammar) -> bool:
    """Say whether the name text[start:end], inside the quotation bounds, addresses somebody: "Yes, Emma."."""
    behind = text[end : min(end + 3, bounds[1])].lstrip()
    if end < bounds[1] and (not behind or behind[0] not in ",.!?;:—–-…"):
        return False
    if start <= bounds[0] + 1:
        return True
    ahead = text[max(bounds[0], start - 24) : start].rstrip()
    if not ahead or ahead[-1] in ",!;—–-":
        return True
    return word_before(text, start) in grammar.rules.endearments
