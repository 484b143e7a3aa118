"""Finds out how a text file is encoded and decodes it as a stream, whatever its size."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from personae.library.extract.blocks import Findings
from personae.library.extract.legacy import legacy_encoding

CHUNK_BYTES: Final = 1 << 16
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"""\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
# Encodings of texts, by how Python calls them. It knows others, which are no text or were never safe.
_BELIEVED: Final = ("iso", "cp", "koi8", "mac", "euc", "shift", "big5", "gb", "hz", "johab", "tis")
_MOSTLY: Final = 0.8
_BY_ZEROS: Final[dict[tuple[bool, ...], str]] = {
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
}


def decode(source: BinaryIO, found: Findings) -> Iterator[str]:
    """Yield the file's text in chunks, without its byte order mark.

    What cannot be decoded becomes U+FFFD and is counted; so do NUL characters, one for one.
    """
    size = source.seek(0, 2)
    source.seek(0)
    head = source.read(CHUNK_BYTES)
    mark, encoding = _by_mark(head)
    source.seek(len(mark))
    if not encoding:
        encoding = _wide_without_mark(head) or _declared(head)
    chunks = _wide(source, encoding, found) if encoding not in ("", "utf-8") else _narrow(source, found)
    for chunk in chunks:
        found.progress(source.tell() / size)
        if nuls := chunk.count("\x00"):
            found.notices["nul_bytes"] += nuls
        yield chunk.replace("\x00", "\ufffd")


def decode_whole(data: bytes) -> str:
    """The text of a small file: by its mark, else UTF-8, else an older encoding."""
    mark, encoding = _by_mark(data)
    if encoding or (encoding := _wide_without_mark(data[:CHUNK_BYTES])):
        return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(legacy_encoding(data), "replace")


def _by_mark(head: bytes) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return mark, encoding
    return b"", ""


def _wide_without_mark(head: bytes) -> str:
    """UTF-16 and UTF-32 show in text of western scripts by where their NULs stand."""
    if len(head) < 16:
        return ""
    whole = len(head) // 4 * 4
    zeros = [head[place:whole:4].count(0) * 4 / whole > _MOSTLY for place in range(4)]
    return _BY_ZEROS.get(tuple(zeros), "")


def _declared(head: bytes) -> str:
    """The encoding that an XML file names in its first line; "" where it names none to be believed."""
    found = _DECLARED.match(head)
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else ""
    except LookupError:
        return ""
    return name if name.startswith(_BELIEVED) else ""


def _wide(source: BinaryIO, encoding: str, found: Findings) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while data := source.read(CHUNK_BYTES):
        text = decoder.decode(data)
        _count_replaced(text, found)
        yield text
    yield decoder.decode(b"", final=True)


def _narrow(source: BinaryIO, found: Findings) -> Iterator[str]:
    """UTF-8, a legacy encoding, or both: decided line by line, told by a first pass over the file."""
    start = source.tell()
    wide_lines, legacy_lines, legacy = _survey(source)
    source.seek(start)
    if wide_lines and legacy_lines:
        found.notices["mixed_encoding"] += 1
    for piece in _pieces(source):
        yield from _decode_piece(piece, legacy, found)


def _survey(source: BinaryIO) -> tuple[int, int, str]:
    """How many lines are UTF-8 beyond ASCII, how many are in a legacy encoding, and in which."""
    wide = legacy = 0
    sample = bytearray()
    for piece in _pieces(source):
        if piece.isascii() or _is_utf8(piece):
            wide += not piece.isascii()
            continue
        for line in piece.splitlines():
            if _is_utf8(line):
                wide += not line.isascii()
            elif _is_legacy(line):
                legacy += 1
                if len(sample) < CHUNK_BYTES:
                    sample += line
    return wide, legacy, legacy_encoding(bytes(sample))


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    """The file in pieces that end at a line's end, or where a line is too long, between two characters."""
    rest = b""
    while data := source.read(CHUNK_BYTES):
        data = rest + data
        end = data.rfind(b"\n") + 1 or _between_characters(data)
        yield data[:end]
        rest = data[end:]
    if rest:
        yield rest


def _between_characters(data: bytes) -> int:
    """An end of data that splits no UTF-8 sequence."""
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte < 0x80:
            return len(data)
        if byte >= 0xC0:
            return len(data) - back
    return len(data)


def _decode_piece(piece: bytes, legacy: str, found: Findings) -> Iterator[str]:
    try:
        yield piece.decode("utf-8")
        return
    except UnicodeDecodeError:
        pass
    for line in piece.splitlines(keepends=True):
        if _is_utf8(line):
            yield line.decode("utf-8")
            continue
        text = line.decode(legacy if _is_legacy(line) else "utf-8", "replace")
        _count_replaced(text, found)
        yield text


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_legacy(line: bytes) -> bool:
    """Whether a line that is not UTF-8 holds no more of it than of bytes that cannot be: not just spoilt."""
    text = line.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return bad > sum(char > "\x7f" for char in text) - bad


def _count_replaced(text: str, found: Findings) -> None:
    if "\ufffd" in text:
        found.notices["undecodable_bytes"] += text.count("\ufffd")
