"""Documents: how they arrive, what became of them, and the passages that all evidence points to."""

from personae.library.access import open_to, owner_of
from personae.library.errors import (
    ChapterNotFound,
    DocumentNotFound,
    NothingToCancel,
    NothingToRetry,
    UploadIncomplete,
    UploadMissing,
    UploadTooLarge,
)
from personae.library.extract import VERSION as EXTRACT_VERSION
from personae.library.news import shelf_topic, tell, topic
from personae.library.passages import (
    chapters,
    chapters_of_owner,
    end_of_chapter,
    page_before,
    passage_at,
    passages,
    texts_unscoped,
)
from personae.library.reading import Extracting, no_report, passages_key, work_folder
from personae.library.service import (
    Added,
    add,
    cancel,
    delete,
    finish_unscoped,
    get,
    get_own,
    get_unscoped,
    list_documents,
    list_shared,
    needs_another_file,
    original_key,
    owner_unscoped,
    retry,
)
from personae.library.sizes import Size
from personae.library.store import existing_hashes_unscoped, existing_ids_unscoped, these_unscoped
from personae.library.sweep import GRACE, Sweeping
from personae.library.tables import Chapter, Document, Passage, Stage, Status
from personae.library.upload import Received, receive
from personae.library.watch import ReadingStopped, Watch

__all__ = [
    "EXTRACT_VERSION",
    "GRACE",
    "Added",
    "Chapter",
    "ChapterNotFound",
    "Document",
    "DocumentNotFound",
    "Extracting",
    "NothingToCancel",
    "NothingToRetry",
    "Passage",
    "ReadingStopped",
    "Received",
    "Size",
    "Stage",
    "Status",
    "Sweeping",
    "UploadIncomplete",
    "UploadMissing",
    "UploadTooLarge",
    "Watch",
    "add",
    "cancel",
    "chapters",
    "chapters_of_owner",
    "delete",
    "end_of_chapter",
    "existing_hashes_unscoped",
    "existing_ids_unscoped",
    "finish_unscoped",
    "get",
    "get_own",
    "get_unscoped",
    "list_documents",
    "list_shared",
    "needs_another_file",
    "no_report",
    "open_to",
    "original_key",
    "owner_of",
    "owner_unscoped",
    "page_before",
    "passage_at",
    "passages",
    "passages_key",
    "receive",
    "retry",
    "shelf_topic",
    "tell",
    "texts_unscoped",
    "these_unscoped",
    "topic",
    "work_folder",
]
