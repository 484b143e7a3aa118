"""Which of the encodings before Unicode a text is in, where nothing says so."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

SAMPLE_BYTES: Final = 1 << 16
WESTERN, CYRILLIC = "cp1252", "cp1251"  # what most programs wrote, and so what is wrong least often
_CENTRAL: Final = ("cp1250", "iso8859_2")
_OTHERS: Final = (
    *_CENTRAL,
    *(CYRILLIC, "koi8_r", "koi8_u", "iso8859_5", "cp866", "mac_cyrillic"),
    *("cp1253", "iso8859_7", "cp1254", "cp1255", "cp1256", "iso8859_6", "cp1257"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949", "tis_620", "cp850", "cp437"),
)
_ODD_LEAST, _ODD_SHARE = 4, 0.03
_DENSE_LEAST, _DENSE_SHARE = 8, 0.6
# Letters that are western only where others stand beside them: else they are Turkish ones, or Hungarian.
_USUAL_BESIDE: Final = (
    (frozenset("ðþýÐÞÝ"), frozenset("áíúæÁÍÚÆ")),
    (frozenset("õÕ"), frozenset("ãçäÃÇÄ")),
)
_USUAL: Final = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöøùúûüÿœßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜŸŒ¡¿«»ºª‘’“”–—…•€£§°´·©®™‚„‹›\xa0"
)
_WORD: Final = re.compile(rb"[A-Za-z\xc0-\xff]+")
_HIGH: Final = re.compile(r"[^\x00-\x7f]")
_IN_WORD: Final = re.compile(r"(?:(?<=[^\W\d_])[^\x00-\x7f]|[^\x00-\x7f](?=[^\W\d_]))")
_C1: Final = re.compile(rb"[\x80-\x9f]")


def legacy_encoding(sample: bytes) -> str:
    """Return the encoding of text that is not UTF-8, by how Python calls it.

    sample: its lines beyond ASCII, or all of it, which is less sure where there is markup. Text that reads
    as western in Windows-1252 is taken for that. Of others charset-normalizer is asked, which is often wrong
    about western texts and hardly ever about the rest.
    """
    sample = sample[:SAMPLE_BYTES]
    is_dense = _is_dense(sample)
    if not is_dense and _is_western(sample):
        return WESTERN
    from charset_normalizer import from_bytes  # few texts need it

    best = from_bytes(sample, cp_isolation=[WESTERN, *_OTHERS]).best()
    if best is None:
        return CYRILLIC if is_dense else WESTERN
    if best.encoding in _CENTRAL:  # they differ in a few letters, which only Windows puts below 0xa0
        return _CENTRAL[0] if _C1.search(sample) else _CENTRAL[1]
    return best.encoding


def _is_dense(sample: bytes) -> bool:
    """Whether words are made of letters beyond ASCII, as where another script stands there."""
    words = b"".join(word for word in _WORD.findall(sample) if not word.isascii())
    high = sum(byte >= 0xC0 for byte in words)
    return high >= _DENSE_LEAST and high >= _DENSE_SHARE * len(words)


def _is_western(sample: bytes) -> bool:
    """Whether next to nothing of it is a letter that western texts do not use, or a sign inside a word."""
    text = sample.decode(WESTERN, "replace")
    high = Counter(_HIGH.findall(text))
    odd = sum(count for char, count in high.items() if char.isalpha() and char not in _USUAL)
    odd += sum(not char.isalpha() and char not in _USUAL for char in _IN_WORD.findall(text))
    for letters, beside in _USUAL_BESIDE:
        if 2 * _count(high, beside) > _count(high, letters):
            odd -= _count(high, letters)
    return odd < _ODD_LEAST or odd <= _ODD_SHARE * high.total()


def _count(high: Counter[str], letters: Iterable[str]) -> int:
    return sum(high[letter] for letter in letters)
