"""The stages of a reading, extract, read and draft: a change of one is a change of all that come after it."""

from personae.cast import PIPELINE_VERSION, Mode
from personae.characters.drafts import DRAFT_VERSION
from personae.library import EXTRACT_VERSION, Document, Status, passages_key


def reading_key(document: Document, mode: Mode) -> str:
    """Where the reading of this content in this mode is kept for the next one who brings it.

    It stands beside the passages it was read from, under the version that extracted them.
    """
    return f"{passages_key(document).rpartition('/')[0]}/cast-{PIPELINE_VERSION}-{mode}.jsonl"


def version(mode: Mode) -> str:
    """How documents are read now: the version of each stage in order, and the mode."""
    return f"{EXTRACT_VERSION}.{PIPELINE_VERSION}.{DRAFT_VERSION}-{mode}"


def is_outdated(document: Document, newest: str) -> bool:
    """Say whether a document that is ready was read otherwise than `newest`, a `version`."""
    return document.status == Status.READY and document.reading != newest
