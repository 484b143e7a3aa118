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


class NothingToAnswer(PersonaeError):
    """A reply is asked for where the person has said nothing."""

    kind = Kind.CONFLICT
    code = "nothing_to_answer"
    message = (
        "Nothing that you said comes before this, so there is nothing to reply to. Send a message instead."
    )


class MessageChanged(PersonaeError):
    """Another tab has edited the same message. Facts: theirs_id, theirs, yours (texts) and the version."""

    kind = Kind.CONFLICT
    code = "message_changed"
    message = (
        "This message was changed in another tab meanwhile. Look at both versions; send yours again to keep "
        "both as branches, or go on with the other."
    )


class TitleChanged(PersonaeError):
    """Another tab has given another title. Facts: theirs, yours and the version."""

    kind = Kind.CONFLICT
    code = "title_changed"
    message = (
        "This conversation was named “{theirs}” in another tab meanwhile. Keep that, or send yours again."
    )


class InstructionsLeaked(PersonaeError):
    """A reply began to give away what only the model was told."""

    kind = Kind.UNAVAILABLE
    code = "instructions_leaked"
    message = "The reply began to give away the studio's instructions and was cut. Ask for another one."


class TitleInvalid(PersonaeError):
    """The title is too long."""

    kind = Kind.INVALID
    code = "title_invalid"
    message = "A title has {limit} characters at most. Choose a shorter one."


class OnlyBranch(PersonaeError):
    """What would be pruned is all that there is."""

    kind = Kind.CONFLICT
    code = "only_branch"
    message = "This is the conversation's only branch. Delete the conversation instead."


class SearchInvalid(PersonaeError):
    """Nothing was asked for, or too much."""

    kind = Kind.INVALID
    code = "search_invalid"
    message = "Search for 1 to {limit} characters, in {words} words at most."
