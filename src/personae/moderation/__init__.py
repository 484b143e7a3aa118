"""Keeps harm out of conversations: what the operator's policy does with words, and who may have it looked at.

Rules and reviews alone; what harm looks like is known to `safety`.
"""

from personae.moderation.errors import (
    AlreadyReviewed,
    AppealInvalid,
    DecisionNotFound,
    MessageRefused,
)
from personae.moderation.service import (
    APPEAL_LIMIT,
    appeal,
    mine,
    of_messages,
    queue,
    review,
)
from personae.moderation.tables import Decision, Outcome, Shelf, What
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
    "Outcome",
    "Shelf",
    "What",
    "appeal",
    "mine",
    "of_messages",
    "queue",
    "review",
]
