"""Talking with characters: conversations, their messages, and replies that are written as they come."""

from personae.conversations.errors import (
    ConversationNotFound,
    MessageInvalid,
    MessageNotFound,
    ReplyGoingOn,
    ReplyNotContinuable,
)
from personae.conversations.exchange import Turn
from personae.conversations.live import set_live
from personae.conversations.reply import topic
from personae.conversations.resuming import Way, way_of
from personae.conversations.service import (
    delete,
    get,
    get_message,
    list_conversations,
    messages,
    start,
    these,
)
from personae.conversations.store import characters_in_use_unscoped
from personae.conversations.tables import Author, Conversation, Message, State
from personae.conversations.turn import Turns

__all__ = [
    "Author",
    "Conversation",
    "ConversationNotFound",
    "Message",
    "MessageInvalid",
    "MessageNotFound",
    "ReplyGoingOn",
    "ReplyNotContinuable",
    "State",
    "Turn",
    "Turns",
    "Way",
    "characters_in_use_unscoped",
    "delete",
    "get",
    "get_message",
    "list_conversations",
    "messages",
    "set_live",
    "start",
    "these",
    "topic",
    "way_of",
]
