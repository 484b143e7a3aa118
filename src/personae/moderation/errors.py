"""What can go wrong with decisions about words."""

from typing import ClassVar

from personae.platform.errors import Kind, PersonaeError


class MessageRefused(PersonaeError):
    """The policy keeps these words from being sent. Facts: category, what, decision_id, help (may be "")."""

    kind: ClassVar[Kind] = Kind.FORBIDDEN
    code: ClassVar[str] = "message_refused"
    message: ClassVar[str] = (
        "This was not sent: it was read as {what}, which this studio keeps out. Put it in other words and "
        "send it again, or ask for a review on the page Account → Decisions.{help}"
    )


class DecisionNotFound(PersonaeError):
    """No such decision, or about somebody else's words."""

    kind: ClassVar[Kind] = Kind.NOT_FOUND
    code: ClassVar[str] = "decision_not_found"
    message: ClassVar[str] = "There is no such decision about your words. It went with what it was about."


class AlreadyReviewed(PersonaeError):
    """An admin has decided already."""

    kind: ClassVar[Kind] = Kind.CONFLICT
    code: ClassVar[str] = "already_reviewed"
    message: ClassVar[str] = "This was reviewed already. Load the page again to see what came of it."


class AppealInvalid(PersonaeError):
    """Too much was written for an appeal."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "appeal_invalid"
    message: ClassVar[str] = "An appeal has {limit} characters at most. Make it shorter and send it again."
