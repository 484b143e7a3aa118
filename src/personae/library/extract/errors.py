"""What can be wrong with a document, in plain words that say what to do next."""

from typing import ClassVar

from personae.platform.errors import Kind, PersonaeError


class ExtractError(PersonaeError):
    """A document that could not be read. Every child has its own code."""

    kind: ClassVar[Kind] = Kind.INVALID


class EmptyFile(ExtractError):
    code = "empty_file"
    message = "This file is empty. Check that it was saved, then upload it again."


class FileTypeUnknown(ExtractError):
    kind = Kind.UNSUPPORTED
    code = "file_type_unknown"
    message = (
        "This does not look like a document that can be read here. "
        "Save it as .txt, .md, .html, .rtf, .docx, .epub or .pdf and upload that."
    )


class ExtensionMismatch(ExtractError):
    """Facts: named, holds, rename."""

    kind = Kind.UNSUPPORTED
    code = "extension_mismatch"
    message = "This file is named {named} but holds {holds}. Rename it to {rename} and upload it again."


class OldWordFile(ExtractError):
    kind = Kind.UNSUPPORTED
    code = "old_word_file"
    message = (
        "This is a file of an old Office program (.doc). "
        "Open it in Word or LibreOffice, save it as .docx and upload that."
    )


class PasswordProtected(ExtractError):
    code = "password_protected"
    message = "This file is locked with a password. Save a copy without the password and upload that."


class DrmProtected(ExtractError):
    kind = Kind.UNSUPPORTED
    code = "drm_protected"
    message = (
        "This book is copy-protected (DRM), so its text cannot be read. Upload a copy without protection."
    )


class NoText(ExtractError):
    code = "no_text"
    message = (
        "In this file no text was found: it seems to hold pictures of pages. "
        "Run OCR (text recognition) on it and upload the result."
    )


class NoWords(ExtractError):
    code = "no_words"
    message = "This file holds no words. Check that it is the right one, then upload it again."


class CorruptFile(ExtractError):
    code = "corrupt_file"
    message = (
        "This file is damaged or incomplete. Open it in the program that made it, "
        "save it again and upload the new copy."
    )


class EntitiesDeclared(ExtractError):
    code = "entities_declared"
    message = (
        "This file defines abbreviations of its own (XML entities), which can be made to grow without "
        "end, so it was not opened. Save the text as .txt or .docx and upload that."
    )


class TooComplex(ExtractError):
    kind = Kind.TOO_LARGE
    code = "too_complex"
    message = (
        "Reading this file takes more time or memory than is allowed. "
        "Split it into parts, or save it as plain text (.txt), and upload that."
    )


class ExpandsTooMuch(ExtractError):
    kind = Kind.TOO_LARGE
    code = "expands_too_much"
    message = (
        "This file unpacks to far more than its size, which no ordinary document does. "
        "Save the text as .txt or .docx and upload that."
    )


BY_CODE: dict[str, type[ExtractError]] = {child.code: child for child in ExtractError.__subclasses__()}
