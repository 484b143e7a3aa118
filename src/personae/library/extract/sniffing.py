"""Tells from a file's first bytes and its name which format it is, or why it is none."""

import re
from pathlib import PurePath
from typing import Final

from personae.library.extract.contract import Format
from personae.library.extract.errors import EmptyFile, ExtensionMismatch, FileTypeUnknown, OldWordFile

HEAD_BYTES: Final = 64 * 1024

EXTENSIONS: Final = {
    ".txt": Format.TXT,
    ".text": Format.TXT,
    ".md": Format.MD,
    ".markdown": Format.MD,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".rtf": Format.RTF,
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".epub": Format.EPUB,
    ".pdf": Format.PDF,
}
HOLDS: Final = {
    Format.TXT: "plain text",
    Format.MD: "plain text",
    Format.HTML: "a web page",
    Format.RTF: "an RTF document",
    Format.DOCX: "a Word document",
    Format.EPUB: "an EPUB book",
    Format.PDF: "a PDF",
}
TEXTS: Final = frozenset({Format.TXT, Format.MD, Format.HTML})
ZIPS: Final = frozenset({Format.DOCX, Format.EPUB})

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    b"\x7fELF",
    b"MZ\x90\x00",
    b"GIF8",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"RIFF",
    b"OggS",
    b"ID3",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
    b"\xca\xfe\xba\xbe",
    b"SQLite format 3",
    b"II*\x00",
    b"MM\x00*",
    b"BM\x00",
    b"%!PS",
    b"AT&TFORM",
    b"\x00\x00\x01\x00",
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_NOT_IN_TEXT = bytes(code for code in range(1, 32) if code not in b"\b\t\n\v\f\r\x1a\x1b") + b"\x7f"
_NO_CONTROLS = bytes.maketrans(_NOT_IN_TEXT, b"\x01" * len(_NOT_IN_TEXT))
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)


def sniff(head: bytes, *, filename: str) -> Format:
    """Name the format of a file by its head (the first 64 KiB are enough) and its name.

    Binary content must fit the extension; among .txt, .md and .html the extension decides; with no
    extension, or one that is not known, the content does.

    Raises EmptyFile, OldWordFile, ExtensionMismatch, FileTypeUnknown.
    """
    if not head:
        raise EmptyFile
    named = EXTENSIONS.get(PurePath(filename.replace("\\", "/")).suffix.lower())
    content = _binary_format(head[:HEAD_BYTES], named)
    if content is None:
        return _text_format(head[:HEAD_BYTES], named)
    if named not in (None, content):
        raise mismatch(filename, content)
    return content


def mismatch(filename: str, content: Format) -> ExtensionMismatch:
    """The refusal of a file whose name promises another format than its content."""
    suffix = PurePath(filename.replace("\\", "/")).suffix.lower()
    return ExtensionMismatch(named=suffix or filename, holds=HOLDS[content], rename=f".{content}")


def _binary_format(head: bytes, named: Format | None) -> Format | None:
    """The format that the first bytes prove, None for text."""
    if head.startswith(_OLE):
        raise OldWordFile
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip_format(head, named)
    if b"%PDF-" in head[:1024] and (named is Format.PDF or head.lstrip()[:5] == b"%PDF-"):
        return Format.PDF
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] == b"{\\rtf":
        return Format.RTF
    return None


def _zip_format(head: bytes, named: Format | None) -> Format:
    """Which of the zip-based formats it is; a head that does not tell leaves it to the name."""
    if b"application/epub+zip" in head[:200] or b"META-INF/container.xml" in head:
        return Format.EPUB
    if b"[Content_Types].xml" in head or b"word/document.xml" in head:
        return Format.DOCX
    if named in ZIPS:
        return named
    raise FileTypeUnknown


def _text_format(head: bytes, named: Format | None) -> Format:
    if not _is_text(head):
        raise FileTypeUnknown
    if named is not None and named not in TEXTS:
        # A .pdf, .epub or .docx without its mark: cut or spoilt, and plain text only when it reads as such.
        raise mismatch(f"x.{named}", Format.HTML if _PAGE.search(head) else Format.TXT)
    if named is not None:
        return named
    return Format.HTML if _PAGE.search(head[:2048]) else Format.TXT


def _is_text(head: bytes) -> bool:
    """Whether the bytes can be text in some encoding: no mark of another type, few control codes."""
    if head.startswith(_WIDE_MARKS):
        return True
    if head.startswith(_FOREIGN):
        return False
    return head.translate(_NO_CONTROLS).count(b"\x01") * 50 <= len(head)
