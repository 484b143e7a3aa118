"""Telling text from everything else a person might hand to a command that reads text."""

# What editors and old systems put into texts: tab, newlines, page breaks, the end mark of DOS, escape.
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
OTHER_KINDS = (b"%PDF-", b"{\\rtf", b"PK\x03\x04")  # these may hold hardly any control character


def is_text(raw: bytes) -> bool:
    """True for bytes that read as text in UTF-8 or a one-byte encoding; an empty file is text.

    A stray control character is forgiven; pictures, archives and UTF-16 have them by the hundred.
    """
    controls = len(raw) - len(raw.translate(None, CONTROLS))
    return controls * 100 <= len(raw) and not raw.startswith(OTHER_KINDS)
