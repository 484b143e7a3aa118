"""The words of a text, as everything that counts words sees them."""

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, apostrophes straight."""
    return [word.replace("’", "'") for word in WORD.findall(text.lower())]
