"""Watches a reply for its canary while it is written, and holds back what might be the beginning of it."""

import re
from collections.abc import Iterator
from typing import Final

from personae.safety.canary import ENOUGH, leaks
from personae.safety.encodings import rot13

LETTERS_HELD: Final = 4  # of the canary in a row, from which they are held back: words hardly ever have them
STEP, WINDOW = 768, 1024  # characters: after so many new ones, so many are looked through for every disguise
RUN_HELD, RUN_LOOKED, RUN_MOST = 12, 16, 512  # characters of a run: held back, looked at, let go unfinished
BACK = 40  # characters before a leak among which the beginning of its word is looked for
_LETTER: Final = re.compile("[A-Za-z]")
_CODE: Final = r"[A-Za-z0-9+/=_%\\&#;-]"  # base64, hex, percent signs, escapes
_PAIR: Final = "[0-9a-fA-F]{2}"
_RUN: Final = re.compile(rf"{_CODE}{{{RUN_LOOKED},}}|(?:{_PAIR}[ :,]?){{{ENOUGH},}}")
# A run that may go on, read from the end of a text.
_OPEN: Final = re.compile(rf"{_CODE}{{{RUN_HELD},{RUN_MOST}}}|[ :,]?[0-9a-fA-F]?(?:[ :,]?{_PAIR}){{6,}}")
_SEEN: Final = 2 * RUN_LOOKED  # characters of a run that may have been told before it was held back


class Tripwire:
    """Takes a reply piece by piece, and gives back what may be told of it.

    Three letters of the canary in a row are told at most, as they are, with anything between them, backwards
    or in rot13; of a run that looks encoded, its first dozen characters, until it has ended and is no leak.
    Every other disguise that `leaks` knows is found at the latest STEP characters later and at the end.
    Nothing else is ever held back, and each piece takes time that grows with its length alone.

    leaked_at: how many characters of the reply may stay, once it has leaked; None before.
    """

    def __init__(self, canary: str, *, before: str = "") -> None:
        """canary: "" watches for nothing.  before: what the reply goes on from, told already."""
        self._canary = canary
        self._variants = _variants(canary)
        self.leaked_at: int | None = None
        self._text, self._first = before[-WINDOW:], max(0, len(before) - WINDOW)
        self._told = self._checked = len(before)
        self._row, self._places = "", list[int]()
        self._spell(self._text, at=self._first)

    def take(self, piece: str) -> str:
        """Take a piece, and return what may be told now. Nothing more, once the reply has leaked."""
        if not self._canary:
            return piece
        if self.leaked_at is not None:
            return ""
        may_be_code = self._told < self._end or _may_be_code(piece)
        self._spell(piece, at=self._end)
        self._text += piece
        self.leaked_at = self._spelled()
        if self.leaked_at is None and may_be_code:
            self.leaked_at = self._encoded()
        if self.leaked_at is None and self._end - self._checked >= STEP:
            self.leaked_at = self._disguised()
        return self._tell(self._safe())

    def end(self) -> str:
        """Return what was held back, once the reply has come to its end; see `take`."""
        if not self._canary or self.leaked_at is not None:
            return ""
        if self._end > self._checked:
            self.leaked_at = self._disguised()
        return self._tell(self._end)

    @property
    def _end(self) -> int:
        return self._first + len(self._text)

    def _spell(self, piece: str, *, at: int) -> None:
        """Add the letters of a piece to the row of all letters."""
        found = [(match[0], at + match.start()) for match in _LETTER.finditer(piece)]
        self._row += "".join(letter for letter, _ in found).lower()
        self._places += [place for _, place in found]

    def _spelled(self) -> int | None:
        """Where the canary begins in the row of letters; the row is cut to what may be its beginning."""
        for variant in self._variants:
            for skipped in range(len(variant) - ENOUGH + 1):
                at = self._row.find(variant[skipped : skipped + ENOUGH])
                if at >= 0:
                    before = _shared_end(self._row[:at], variant[:skipped])
                    return self._places[at - before]
        self._row, self._places = self._row[1 - ENOUGH :], self._places[1 - ENOUGH :]
        return None

    def _encoded(self) -> int | None:
        """Where a run that has ended gives the canary away."""
        start = max(0, self._told - self._first - _SEEN)
        still_open = self._open_run()
        for match in _RUN.finditer(self._text, start):
            has_ended = self._first + match.end() <= still_open
            is_new = self._first + match.end() > self._told
            if has_ended and is_new and leaks(self._canary, match[0][-WINDOW:]):
                return self._first + match.start()
        return None

    def _disguised(self) -> int | None:
        """Where it leaks in whatever disguise; what is looked through is then cut to WINDOW."""
        self._checked = self._end
        if leaks(self._canary, self._text):
            return self._first + _start(self._canary, self._text)
        kept = max(0, min(len(self._text) - WINDOW + STEP, self._told - self._first))
        self._text, self._first = self._text[kept:], self._first + kept
        return None

    def _safe(self) -> int:
        """Up to where nothing looks like the beginning of a leak."""
        held = self._end
        for size in range(LETTERS_HELD, ENOUGH):
            if len(self._row) < size or not any(self._row[-size:] in variant for variant in self._variants):
                break  # what ends with more of it ends with this as well
            held = self._places[-size]
        return min(held, self._open_run())

    def _open_run(self) -> int:
        """Where the run begins that the text ends with; its end where there is none, or it is too long."""
        match = _OPEN.match(self._text[-RUN_MOST:][::-1])
        size = match.end() if match else 0
        return self._end if size >= RUN_MOST else self._end - size

    def _tell(self, until: int) -> str:
        if self.leaked_at is not None:
            until = min(until, self.leaked_at)
        at, self._told = self._told, max(self._told, until)
        return self._text[at - self._first : self._told - self._first]


def _may_be_code(piece: str) -> bool:
    """Whether a piece may end a run of which nothing was held back yet."""
    longest = max(map(len, piece.split()), default=0)
    return longest > RUN_LOOKED - RUN_HELD or len(piece) > ENOUGH


def _variants(canary: str) -> tuple[str, ...]:
    plain = canary.lower(), canary.lower()[::-1]
    return tuple(dict.fromkeys((*plain, *map(rot13, plain))))


def _shared_end(text: str, other: str) -> int:
    """How many characters two texts end with in common."""
    pairs: Iterator[tuple[str, str]] = zip(reversed(text), reversed(other), strict=False)
    return next((size for size, (one, two) in enumerate(pairs) if one != two), min(len(text), len(other)))


def _start(canary: str, text: str) -> int:
    """Where the part of a text begins without which it does not leak: at its word's beginning."""
    low, high = 0, len(text)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if leaks(canary, text[middle:]) else (low, middle)
    word = max(text.rfind(space, max(0, low - BACK), low) for space in " \n\t")
    return word + 1 if word >= 0 else low
