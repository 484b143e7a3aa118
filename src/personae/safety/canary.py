"""Canaries: a word that nobody could guess, put where only the model reads; who says it has leaked."""

import hashlib
import hmac
import re
import secrets
from importlib.resources import files
from string import Template

from personae.safety.encodings import decoded, rot13
from personae.safety.unmask import unmask

LETTERS = "bcdfghjkmnpqrstvwxz"  # no vowels: it spells no word in any language, nor looks like a digit
LENGTH = 16  # letters: 67 bits
ENOUGH = 12  # letters of it in a row that count as all of it: 51 bits, still nothing that chance would say
_NO_WORD = re.compile(r"[\W_]+")


def new_canary() -> str:
    """Return a canary: sixteen small letters, as one word, from the system's random source."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def canary_of(secret: bytes, about: str) -> str:
    """Return the canary of something, always the same for the same secret, so that it need not be kept.

    Who knows some of them learns nothing of the others (HMAC-SHA256).
    """
    number = int.from_bytes(hmac.new(secret, f"canary of {about}".encode(), hashlib.sha256).digest())
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)


def telling(canary: str) -> str:
    """Return what a model is told of its canary; "" without one."""
    if not canary:
        return ""
    wording = files("personae.safety").joinpath("prompts/canary.md").read_text(encoding="utf-8")
    return Template(wording.strip()).substitute(word=canary)


def leaks(canary: str, text: str) -> bool:
    """Whether a text gives a canary, or three quarters of it in a row, away.

    Spaces, marks, case, invisible characters and markup between its letters do not matter; it may be turned
    round, in rot13, or inside something in base64, hex, percent signs or escapes. An empty canary never
    leaks.
    """
    wanted = _letters(canary)
    if not wanted:
        return False
    size = min(ENOUGH, len(wanted))
    parts = {wanted[at : at + size] for at in range(len(wanted) - size + 1)}
    parts |= {part[::-1] for part in parts}
    parts |= {rot13(part) for part in parts}
    return any(_has(parts, found) for found in _readings(text))


def _readings(text: str) -> list[str]:
    plain = unmask(text).text
    joined = "".join(plain.split())  # base64 is broken into lines
    return [
        plain,
        re.sub(r"<[^<>]{0,200}>|\d+", "", plain),
        *decoded(plain),
        *decoded(joined),
        *_shifted(joined),
    ]


def _shifted(joined: str) -> list[str]:
    """What stands in base64 that begins in the middle of another word, or backwards."""
    return [
        found
        for text in (joined, joined[::-1])
        for match in re.finditer(r"[A-Za-z0-9+/]{16,}", text)
        for at in range(4)
        for found in decoded(match[0][at:], depth=1)
    ]


def _has(parts: set[str], text: str) -> bool:
    letters = _letters(text)
    return any(part in letters for part in parts)


def _letters(text: str) -> str:
    return _NO_WORD.sub("", text).casefold()
