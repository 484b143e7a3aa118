"""Reads what is written so that only a machine reads it at once: base64, hex, turned round, rot13."""

import base64
import binascii
import codecs
import re
from collections.abc import Iterator
from urllib.parse import unquote

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX = re.compile(r"(?:0x)?((?:[0-9a-fA-F]{2}[ :,]?){8,})")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2}){4,}")
_ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|&#x?[0-9a-fA-F]{2,6};){4,}")
_CODE = re.compile(r"(?:\\u|\\x|&#(x?))([0-9a-fA-F]+);?")
# Words of orders to a model, in rot13 and backwards.
_ROT13 = re.compile(r"\b(?:vtaber|vafgehpgvbaf?|cebzcgf?|cerivbhf|sbetrg|flfgrz|qvfertneq)\b", re.I)
_BACKWARDS = re.compile(
    r"\b(?:erongi|snoitcurtsni|noitcurtsni|tpmorp|suoiverp|tegrof|metsys|dragersid)\b", re.I
)
_DIGITS = re.compile(r"\b(?=[a-z0134578@$]*[a-z])(?=[a-z]*[0134578@$])[a-z0134578@$]{3,30}\b", re.I)
_LETTERS = str.maketrans("0134578@$", "oieastbas")
DIGITS_TELL = 3  # words with digits for letters from which a text is read so
PRINTABLE = 0.9  # of a decoded text's characters, at least: else it is no text
DEPTH = 2  # how often what was decoded is looked at again


def decoded(text: str, *, depth: int = DEPTH) -> Iterator[str]:
    """Yield what stands in a text in base64, hex, percent signs or escapes, and what stands in that."""
    for found in _once(text):
        yield found
        if depth > 1:
            yield from decoded(found, depth=depth - 1)


def turned(text: str) -> Iterator[str]:
    """Yield what a text in rot13, backwards or with digits for letters means, where its words tell so."""
    if _ROT13.search(text):
        yield rot13(text)
    if _BACKWARDS.search(text):
        yield text[::-1]
    if len(_DIGITS.findall(text)) >= DIGITS_TELL:
        yield _DIGITS.sub(lambda word: word[0].translate(_LETTERS), text)


def rot13(text: str) -> str:
    """Return text with each Latin letter thirteen places on."""
    return codecs.encode(text, "rot13")


def _once(text: str) -> Iterator[str]:
    for match in _BASE64.finditer(text):
        yield from _texts(_from_base64(match[0]))
    for match in _HEX.finditer(text):
        digits = re.sub("[^0-9a-fA-F]", "", match[1])
        yield from _texts(binascii.unhexlify(digits[: len(digits) // 2 * 2]))
    for match in _PERCENT.finditer(text):
        yield unquote(match[0])
    for match in _ESCAPED.finditer(text):
        yield "".join(_letter(each) for each in _CODE.finditer(match[0]))


def _letter(match: re.Match[str]) -> str:
    is_decimal = match[0].startswith("&#") and not match[1]
    digits = match[2]
    if is_decimal and not digits.isdigit():
        return ""
    number = int(digits, 10 if is_decimal else 16)
    return chr(number) if 0 < number < 0xD800 else ""


def _from_base64(run: str) -> bytes:
    whole = run.rstrip("=").replace("-", "+").replace("_", "/")
    if len(whole) % 4 == 1:
        whole = whole[:-1]
    return base64.b64decode(whole + "=" * (-len(whole) % 4))


def _texts(found: bytes) -> Iterator[str]:
    text = found.decode("utf-8", "ignore")
    if text and sum(map(str.isprintable, text)) >= PRINTABLE * len(found):
        yield text
