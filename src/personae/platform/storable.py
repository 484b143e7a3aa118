"""Text that any database can hold."""

import re
from typing import Final

_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


def storable(text: str, *, instead: str = "") -> str:
    """The text with `instead` in the place of every NUL and lone surrogate."""
    return _UNSTORABLE.sub(instead, text)
