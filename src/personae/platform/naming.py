"""Names as they are told apart: no two of one kind may differ in case, accents and spaces alone. Pure."""

import hashlib
import re
from collections.abc import Collection
from typing import Final

from personae.platform.folding import fold

KEY_LIMIT: Final = 200
_NUMBERED: Final = re.compile(r"^(.*\S) \((\d{1,4})\)$", re.DOTALL)
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def name_key(name: str) -> str:
    """What two names have in common when they count as one: at most KEY_LIMIT characters.

    'Élan  Vital' and 'elan vital' have the same; what cannot be seen makes no difference either.
    """
    key = " ".join(fold(_UNSEEN.sub("", name)).split())
    if len(key) <= KEY_LIMIT:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()
    return key[: KEY_LIMIT - len(digest)] + digest


def free_name(name: str, taken: Collection[str], *, limit: int) -> str:
    """The name itself where its key is not among the taken keys, else "Nell (2)", "Nell (3)" and so on.

    limit: characters, at least 16; a long name is cut to make room for its number.
    """
    if name_key(name) not in taken:
        return name
    numbered = _NUMBERED.match(name)
    base = numbered.group(1) if numbered else name
    number = 2
    while True:
        ending = f" ({number})"
        found = base[: limit - len(ending)].rstrip() + ending
        if name_key(found) not in taken:
            return found
        number += 1
