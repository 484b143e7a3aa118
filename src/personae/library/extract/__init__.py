"""Turns the bytes of a document into passages, in a child process that a hostile file cannot leave."""

from personae.library.extract.contract import VERSION, Extraction, Format, Limits
from personae.library.extract.errors import (
    CorruptFile,
    DrmProtected,
    EmptyFile,
    EntitiesDeclared,
    ExpandsTooMuch,
    ExtensionMismatch,
    ExtractError,
    FileTypeUnknown,
    NoText,
    NoWords,
    OldWordFile,
    PasswordProtected,
    TooComplex,
)
from personae.library.extract.sniffing import sniff
from personae.library.extract.supervising import extract

__all__ = [
    "VERSION",
    "CorruptFile",
    "DrmProtected",
    "EmptyFile",
    "EntitiesDeclared",
    "ExpandsTooMuch",
    "ExtensionMismatch",
    "ExtractError",
    "Extraction",
    "FileTypeUnknown",
    "Format",
    "Limits",
    "NoText",
    "NoWords",
    "OldWordFile",
    "PasswordProtected",
    "TooComplex",
    "extract",
    "sniff",
]
