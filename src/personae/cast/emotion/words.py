"""Cuts a message into the tokens that the model of feelings knows: words, pieces of words, marks, emoji."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from personae.cast.emotion.emoji import signs

PLAIN, CAPITAL, SHOUTED, STRETCHED = range(4)  # how a word is written
PAD, UNKNOWN = "<pad>", "<unk>"
REMEMBERED = 20_000  # words as written whose tokens are kept at hand
LONG_WORD = 40  # characters; what is longer is no word

_SIGNS = signs()
_FACES = "|".join(
    rf"(?<!\w){re.escape(sign)}(?!\w)" if sign.isascii() else re.escape(sign)
    for sign in sorted(_SIGNS, key=len, reverse=True)
    if not sign.isalpha()
)
_TOKEN = re.compile(
    r"T_T(?!\w)|D:(?!\w)|https?://\S+|www\.\S+|[^\W_]+(?:'[^\W_]+)*|\[NAME\]|\[RELIGION\]|[!?]+|\.\.+"
    rf"|{_FACES}|\S"
)
_THRICE = re.compile(r"(.)\1\1+")
_IGNORED = re.compile("[\ufe0e\ufe0f\u200b-\u200f\u202a-\u202e\u2060-\u2069\U0001f3fb-\U0001f3ff]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A message as the model reads it: ids into its vocabulary, and how each word is written.

    words: how many words in letters there are.  known: how many of those are English words that the
    model has met; together they say whether the message can be read.
    """

    ids: list[int]
    looks: list[int]
    words: int
    known: int


@dataclass(slots=True)
class Words:
    """Turns text into tokens of one vocabulary.

    met: the ids of the words that the model was trained with.
    """

    vocabulary: Sequence[str]
    met: frozenset[int] = frozenset()
    _ids: dict[str, int] = field(init=False)
    _read: dict[str, Tokens] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._ids = {token: index for index, token in enumerate(self.vocabulary)}

    def tokens(self, text: str) -> Tokens:
        """Return the tokens of a text; empty for one without words, marks or emoji that say anything."""
        ids: list[int] = []
        looks: list[int] = []
        words = known = 0
        for found in raw_tokens(text):
            read = self._read.get(found) or self._look_up(found)
            ids += read.ids
            looks += read.looks
            words += read.words
            known += read.known
        return Tokens(ids, looks, words, known)

    def _look_up(self, found: str) -> Tokens:
        token, look = dress(found)
        pieces = self._named(token)
        is_word = found[0].isalpha()
        known = is_word and any(self._ids.get(spelling, 0) in self.met for spelling in spellings(token))
        read = Tokens([self._ids[piece] for piece in pieces], [look] * len(pieces), int(is_word), int(known))
        if len(self._read) >= REMEMBERED:
            self._read.clear()
        self._read[found] = read
        return read

    def _named(self, token: str) -> list[str]:
        for spelling in spellings(token):
            if spelling in self._ids:
                return [spelling]
        if not token[0].isalnum():
            return []
        return pieces_of(spellings(token)[-1], self._ids)


def raw_tokens(text: str) -> Iterable[str]:
    """Return what stands in a text, one after another, as it is written."""
    return _TOKEN.findall(_IGNORED.sub("", text).replace("’", "'"))


def dress(found: str) -> tuple[str, int]:
    """Return a token in small letters and how it was written."""
    group = _SIGNS.get(found)
    if group is not None:
        return f"<{group}>", PLAIN
    if found.startswith(("http://", "https://", "www.")):
        return "<link>", PLAIN
    token = found.lower()
    if not found[0].isalpha():
        return token, PLAIN
    if _THRICE.search(token):
        return token, STRETCHED
    if len(found) > 1 and found.isupper():
        return token, SHOUTED
    return token, CAPITAL if found[0].isupper() and len(found) > 1 else PLAIN


def spellings(token: str) -> list[str]:
    """Return the ways to look a token up, the likeliest first; the last has no accents, no letter thrice."""
    bare = "".join(c for c in unicodedata.normalize("NFD", token) if not unicodedata.combining(c))
    if token[0] in "!?.":
        return [token[:3], token[0]]
    found = [token, bare, _THRICE.sub(r"\1\1", bare), _THRICE.sub(r"\1", bare)]
    return list(dict.fromkeys(found))


def pieces_of(word: str, ids: dict[str, int]) -> list[str]:
    """Return the longest known pieces of a word, from its start, `##` before all but the first."""
    if len(word) > LONG_WORD:
        return [UNKNOWN]
    pieces: list[str] = []
    for part in word.split("'"):
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            end = next((e for e in range(len(part), start, -1) if prefix + part[start:e] in ids), 0)
            if not end:
                return [UNKNOWN]
            pieces.append(prefix + part[start:end])
            start = end
    return pieces
