"""What can go wrong in a conversation."""

from personae.platform.errors import Kind, PersonaeError


class ConversationNotFound(PersonaeError):
    """No such conversation, or somebody else's."""

    kind = Kind.NOT_FOUND
    code = "conversation_not_found"
    message = "There is no such conversation among yours. It may have been deleted."


class MessageNotFound(PersonaeError):
    """No such message in that conversation."""

    kind = Kind.NOT_FOUND
    code = "message_not_found"
    message = "There is no such message in this conversation. It may have been deleted."


class MessageInvalid(PersonaeError):
    """Nothing was written, or too much."""

    kind = Kind.INVALID
    code = "message_invalid"
    message = "A message has 1 to {limit} characters. Change it and send it again."


class ReplyGoingOn(PersonaeError):
    """The last reply is still being written."""

    kind = Kind.CONFLICT
    code = "reply_going_on"
    message = "The reply before is still being written. Wait for its end or stop it, then send again."


class ReplyNotContinuable(PersonaeError):
    """The message is not the last one, or is a whole reply, or no reply at all."""

    kind = Kind.CONFLICT
    code = "reply_not_continuable"
    message = (
        "Only the last reply of a conversation can be gone on with, and only one that was broken off. "
        "Send a new message instead."
    )
