"""What a failure says about the vendor: whether it is worth asking again, elsewhere, or not at all."""

from typing import Final

from personae.llm.errors import (
    ModelBusy,
    ModelEmpty,
    ModelFailed,
    ModelFileUnreadable,
    ModelKeyRefused,
    ModelPromptTooLong,
    ModelQuota,
    ModelRefused,
    ModelResting,
    ModelRuntimeMissing,
    ModelUnknown,
    ModelUnreachable,
    ReplyInterrupted,
)

_PASSING_STATUSES: Final = (0, 408, 409, 425)  # 0 was said inside a stream
_ELSEWHERE: Final = (
    ModelBusy,
    ModelEmpty,
    ModelFailed,
    ModelFileUnreadable,
    ModelKeyRefused,
    ModelPromptTooLong,
    ModelQuota,
    ModelResting,
    ModelRuntimeMissing,
    ModelUnknown,
    ModelUnreachable,
    ReplyInterrupted,
)
_ANSWERS: Final = (ModelEmpty, ModelKeyRefused, ModelPromptTooLong, ModelQuota, ModelRefused, ModelUnknown)


def may_pass(error: Exception) -> bool:
    """Whether the same request may succeed in a moment, and the one that failed was not billed."""
    if isinstance(error, ModelFailed):
        return _is_passing(error)
    if isinstance(error, ModelUnreachable):
        return not error.facts.get("was_sent")
    return isinstance(error, ModelBusy)


def may_go_elsewhere(error: Exception) -> bool:
    """Whether another model may be asked: not after a filter refused what was said."""
    return isinstance(error, _ELSEWHERE)


def is_fault(error: Exception) -> bool:
    """Whether the vendor is in trouble."""
    if isinstance(error, ModelFailed):
        return _is_passing(error)
    return isinstance(error, ModelBusy | ModelUnreachable | ReplyInterrupted)


def is_answer(error: Exception) -> bool:
    """Whether the vendor is well, and the failure somebody else's."""
    return isinstance(error, _ANSWERS) or (isinstance(error, ModelFailed) and not _is_passing(error))


def _is_passing(error: ModelFailed) -> bool:
    status = int(error.facts.get("status") or 0)
    return status >= 500 or status in _PASSING_STATUSES
