"""Keeps harm out of conversations: what the operator's policy does with words, and who may have it looked at.

Rules and reviews alone; what harm looks like is known to `safety`.
"""

from personae.moderation.errors import (
    AlreadyReviewed,
    AppealInvalid,
    DecisionNotFound,
    MessageRefused,
)
from personae.moderation.notices import (
    count_of_document,
    noticed,
    noticed_everywhere,
    of_document,
)
from personae.moderation.noticing import Noticing, Seen, note_leak
from personae.moderation.opinions import Opinions
from personae.moderation.service import (
    APPEAL_LIMIT,
    appeal,
    mine,
    of_messages,
    queue,
    review,
)
from personae.moderation.tables import Decision, Notice, Outcome, Shelf, What, Where
from personae.moderation.weighing import Found, Moderation

__all__ = [
    "APPEAL_LIMIT",
    "AlreadyReviewed",
    "AppealInvalid",
    "Decision",
    "DecisionNotFound",
    "Found",
    "MessageRefused",
    "Moderation",
    "Notice",
    "Noticing",
    "Opinions",
    "Outcome",
    "Seen",
    "Shelf",
    "What",
    "Where",
    "appeal",
    "count_of_document",
    "mine",
    "note_leak",
    "noticed",
    "noticed_everywhere",
    "of_document",
    "of_messages",
    "queue",
    "review",
]
