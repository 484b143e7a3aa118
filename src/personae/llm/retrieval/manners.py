"""What kind of message a text is, as far as it shows: mere courtesy, or something personal."""

from typing import Final

from personae.llm.retrieval.language import CODES, Ask, Language, language, likeliest
from personae.llm.retrieval.words import folded, split

_PLEASANTRIES: Final = frozenset({Ask.GREETING, Ask.FAREWELL, Ask.THANKS, Ask.MOOD})
_FEW: Final = 4  # words of its own that a courtesy may have: a name, "lovely", "friend"
_SHORT: Final = 500  # characters; a courtesy is shorter
_LOOKED_AT: Final = 2_000


def is_courtesy(text: str) -> bool:
    """True for a greeting, a farewell, thanks or a "how are you" that says hardly anything else."""
    if len(text) > _SHORT:
        return False
    plain = folded(text).strip()
    words = split(plain)
    # So few words seldom show their language, so each may say what it takes them for.
    return any(
        sum(word not in tongue.stop for word in words) <= _FEW and tongue.asked(plain) & _PLEASANTRIES
        for tongue in map(language, CODES)
    )


def is_personal(text: str) -> bool:
    """True when a text speaks of who speaks."""
    plain, tongue = _read(text)
    return bool(tongue.first_person.search(plain))


def is_to_you(text: str) -> bool:
    """True when a text speaks of whom it is said to."""
    plain, tongue = _read(text)
    return bool(tongue.second_person.search(plain))


def _read(text: str) -> tuple[str, Language]:
    plain = folded(text[:_LOOKED_AT]).strip()
    return plain, likeliest([plain])
