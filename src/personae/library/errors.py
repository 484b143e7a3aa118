"""What can go wrong with a document before its bytes are looked into (see extract/errors.py for those)."""

from personae.platform.errors import Kind, PersonaeError


class DocumentNotFound(PersonaeError):
    """No such document, or somebody else's."""

    kind = Kind.NOT_FOUND
    code = "document_not_found"
    message = "There is no such document in your library. It may have been deleted."


class ChapterNotFound(PersonaeError):
    """The document has no such chapter."""

    kind = Kind.NOT_FOUND
    code = "chapter_not_found"
    message = "There is no such chapter in this document. Ask for its chapters to see which there are."


class UploadTooLarge(PersonaeError):
    """More bytes than UPLOAD_MAX_SIZE."""

    kind = Kind.TOO_LARGE
    code = "upload_too_large"
    message = (
        "This file is larger than the {limit_mb} MB that this studio accepts. Split it, save it as plain "
        "text, or ask the operator to raise UPLOAD_MAX_SIZE."
    )


class UploadIncomplete(PersonaeError):
    """The bytes stopped before the file's end."""

    kind = Kind.INVALID
    code = "upload_incomplete"
    message = "The upload was cut off before the file's end, so nothing was kept. Please send it again."


class UploadMissing(PersonaeError):
    """A form without a file."""

    kind = Kind.INVALID
    code = "upload_missing"
    message = "No file arrived. Choose a file, then upload it."


class NothingToCancel(PersonaeError):
    """The reading has already ended."""

    kind = Kind.CONFLICT
    code = "nothing_to_cancel"
    message = "This document is not being read at the moment, so there is nothing to cancel."


class NothingToRetry(PersonaeError):
    """The reading has not failed."""

    kind = Kind.CONFLICT
    code = "nothing_to_retry"
    message = "Only a reading that failed or was cancelled can be tried again."
