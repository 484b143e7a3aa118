"""What a memory is made of: one message, and what it feels like."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from personae.cast import Appraisal
from personae.memory.tables import Speaker


@dataclass(frozen=True, slots=True)
class Moment:
    """One message, as a character may remember it. Nothing else is ever learnt.

    appraisal: None where nothing could be said of what it feels like.  recalled: the ids of the memories
    that a reply was given, so that what it merely repeats of them is not learnt again.  given: what else a
    reply was made from (card, instructions, passages, the other's words), of which nothing is learnt.
    is_quoted: it is the document's words, so there is nothing to learn.
    """

    message_id: str
    conversation_id: str
    speaker: Speaker
    text: str
    appraisal: Appraisal | None
    at: datetime
    recalled: Collection[str] = ()
    given: str = ""
    is_quoted: bool = False


def felt(appraisal: Appraisal) -> dict[str, Any]:
    """A feeling as a memory's columns."""
    return {"emotion": appraisal.emotion, **appraisal.to_json()}
