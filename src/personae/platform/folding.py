"""Text as it is compared and searched: case and accents make no difference, in any script."""

import re
import unicodedata
from typing import Final

# What is written above and below letters: accents, and the points of Hebrew and Arabic, which their readers
# mostly leave out. The marks of other scripts are vowels and stay.
_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]"
)


def fold(text: str) -> str:
    """The text without case, accents and compatibility forms: 'Élan', 'élan' and 'ＥＬＡＮ' give 'elan'.

    It may be longer ('ß' gives 'ss') or shorter than the text. Folding what is folded changes nothing.
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", apart))
