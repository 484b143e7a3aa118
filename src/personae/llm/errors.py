"""What can go wrong between us and a model, said so that a person knows what to do."""

from typing import ClassVar, Final

from personae.platform.errors import Kind, PersonaeError


class ReplyInterrupted(PersonaeError):
    """The stream ended without the vendor's mark that the reply is finished."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "reply_interrupted"
    message: ClassVar[str] = "The reply was cut off. What arrived is kept: continue it, or ask again."


class ModelKeyRefused(PersonaeError):
    """The vendor has no key from us, or does not accept it."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "model_key_refused"
    message: ClassVar[str] = "The key for {vendor} is missing or was refused. Correct it in the settings."


class ModelAddressMissing(PersonaeError):
    """A server of one's own is to answer, but nobody said where it is."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "model_address_missing"
    message: ClassVar[str] = "Give the address of the model server, such as http://127.0.0.1:11434/v1."


class ModelRuntimeMissing(PersonaeError):
    """A model file is to answer, but what runs such files is not installed."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "model_runtime_missing"
    message: ClassVar[str] = (
        "This studio cannot run model files yet. Install the extra personae[local] and start it again."
    )


class ModelFileUnreadable(PersonaeError):
    """There is no file at that path, or it holds no whole model."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "model_file_unreadable"
    message: ClassVar[str] = (
        "{model} cannot be read as a model file. Check that its path leads to a whole GGUF file."
    )


class ModelQuota(PersonaeError):
    """The account with the vendor has nothing left to spend."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "model_quota"
    message: ClassVar[str] = (
        "The account with {vendor} is used up. Add credit there, or choose another model."
    )


class ModelPromptTooLong(PersonaeError):
    """The conversation with all that goes along with it is longer than the model can read."""

    kind: ClassVar[Kind] = Kind.TOO_LARGE
    code: ClassVar[str] = "model_prompt_too_long"
    message: ClassVar[str] = (
        "This is more than {model} can read at once. Shorten the message, or start a new conversation."
    )


class ModelRefused(PersonaeError):
    """The vendor's filter turned the request away before there was a reply."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "model_refused"
    message: ClassVar[str] = "{vendor} declined to answer this. Put it in other words."


class ModelBusy(PersonaeError):
    """The vendor is overloaded or limits our rate. The fact `retry_after_s` is its advice, or None."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "model_busy"
    message: ClassVar[str] = "{vendor} is busy just now. Wait a moment and send it again."


class ModelResting(PersonaeError):
    """The vendor failed so often in a row that it is not asked for a while: `wait_s` whole seconds."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "model_resting"
    message: ClassVar[str] = (
        "{vendor} has failed several times in a row. Try again in {wait_s} seconds, or choose another model."
    )


class ModelUnreachable(PersonaeError):
    """No connection, or no answer to the request within the time limit; then the fact `was_sent` is true."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "model_unreachable"
    message: ClassVar[str] = (
        "{vendor} cannot be reached. Check the connection and the address, then try again."
    )


class ModelUnknown(PersonaeError):
    """The vendor has no such model, or it is not open to this key."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "model_unknown"
    message: ClassVar[str] = "{vendor} does not offer the model {model}. Correct its name in the settings."


class ModelFailed(PersonaeError):
    """The vendor failed on its side, or said something we do not understand."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "model_failed"
    message: ClassVar[str] = (
        "{vendor} failed to answer. Try again; if it keeps failing, choose another model."
    )


class ModelEmpty(PersonaeError):
    """The vendor finished a reply that has no words in it."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "model_empty"
    message: ClassVar[str] = "{vendor} sent an empty reply. Ask again, perhaps in other words."


# A vendor that says one of these has not begun to answer, and bills nothing.
TURNED_AWAY: Final = (
    ModelRuntimeMissing,
    ModelFileUnreadable,
    ModelKeyRefused,
    ModelQuota,
    ModelPromptTooLong,
    ModelRefused,
    ModelBusy,
    ModelUnreachable,
    ModelUnknown,
    ModelFailed,
)
