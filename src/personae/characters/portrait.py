"""What a character's page says about them, each claim with the place that shows it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from personae.characters.profile import Profile
from personae.characters.quotations import Said, each_once

KEY_QUOTATIONS = 6
WORDS_LEAST, WORDS_MOST = 5, 45
EXCERPT_CHARS = 420


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """The passage in which a character is first named: what is told around the name, and where."""

    text: str
    chapter: int
    chapter_title: str
    passage: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """A character with what is worth showing of them. `first` is None when they are never named."""

    character: Profile
    first: FirstSeen | None
    sayings: tuple[Said, ...]
    mean_words: float
    questions: float  # share of lines that ask, 0..1
    exclamations: float  # share of lines that exclaim, 0..1


def portray(character: Profile, lines: Sequence[Said], *, first: FirstSeen | None = None) -> Portrait:
    """Measure how a character speaks and choose the lines that show it best."""
    count = max(len(lines), 1)
    return Portrait(
        character=character,
        first=first,
        sayings=key_quotations(lines),
        mean_words=round(sum(len(line.text.split()) for line in lines) / count, 1),
        questions=round(sum("?" in line.text for line in lines) / count, 3),
        exclamations=round(sum("!" in line.text for line in lines) / count, 3),
    )


def key_quotations(lines: Sequence[Said], *, count: int = KEY_QUOTATIONS) -> tuple[Said, ...]:
    """The lines most worth reading, in the order of the book.

    A line counts for the share of its words that are rare among the character's own, so that small
    talk and repetitions fall away; very short and very long lines are left out while others remain,
    and what is said twice in the same words is shown once.
    """
    lines = each_once(lines)
    fitting = [line for line in lines if WORDS_LEAST <= len(line.text.split()) <= WORDS_MOST]
    usual = Counter(word for line in lines for word in set(_words(line.text)))

    def worth(line: Said) -> float:
        words = set(_words(line.text))
        rare = sum(1 / usual[word] for word in words if len(word) > 3)
        return line.confidence * rare / (len(words) + 6)

    best = sorted(fitting or lines, key=worth, reverse=True)[:count]
    return tuple(sorted(best, key=lambda line: line.start))


def excerpt(text: str, at: int, *, limit_chars: int = EXCERPT_CHARS) -> str:
    """About limit_chars of text around the offset `at`, cut between words, with marks where it is cut."""
    if len(text) <= limit_chars:
        return " ".join(text.split())
    start = max(0, min(at - limit_chars // 3, len(text) - limit_chars))
    words = text[start : start + limit_chars].split()
    head = ["…", *words[1:]] if start else words
    tail = [*head[:-1], "…"] if start + limit_chars < len(text) else head
    return " ".join(tail)


def _words(text: str) -> list[str]:
    return ["".join(filter(str.isalnum, word)).casefold() for word in text.split()]
