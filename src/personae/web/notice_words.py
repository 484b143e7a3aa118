"""Words for notices: where something was noticed, and where a person can look at it."""

from collections.abc import Mapping
from typing import Final

from personae.moderation import Notice, Where

WHERE: Final[Mapping[str, str]] = {
    Where.MESSAGE: "a message",
    Where.PROGRAM: "what a program says of itself",
    Where.CHARACTER: "a character made by hand",
    Where.PERSONA: "a persona",
    Where.DOCUMENT: "a document",
    Where.LEAK: "a reply",
}


def where_sentence(notice: Notice) -> str:
    """In what it was noticed."""
    return WHERE.get(notice.where, notice.where)


def address_of(notice: Notice) -> str:
    """The page of its owner that shows the place; "" where there is none."""
    if notice.document_id:
        return f"/documents/{notice.document_id}/at/{notice.start}"
    if notice.message_id and notice.conversation_id:
        return f"/conversations/{notice.conversation_id}#m-{notice.message_id}"
    if notice.persona_id:
        return "/personas"
    return f"/characters/{notice.character_id}" if notice.character_id else ""
