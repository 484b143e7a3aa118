"""Talking with characters: conversations, their messages, and replies that are written as they come."""

from personae.conversations.branches import Branch, Siblings
from personae.conversations.branching import list_branches, show, siblings_of
from personae.conversations.briefing import Briefs
from personae.conversations.deleting import (
    KEPT,
    delete,
    delete_message,
    prune,
    purge,
    restore,
    restore_message,
)
from personae.conversations.due import TRUTH, is_truth_due
from personae.conversations.editing import MESSAGE_LIMIT, REPLY_LIMIT, edit
from personae.conversations.elsewhere import Answer, Elsewhere, Talk
from personae.conversations.errors import (
    ConversationNotFound,
    MessageChanged,
    MessageInvalid,
    MessageNotFound,
    NothingToAnswer,
    OnlyBranch,
    ReplyGoingOn,
    ReplyNotContinuable,
    SearchInvalid,
    TitleChanged,
    TitleInvalid,
)
from personae.conversations.excerpts import Excerpt
from personae.conversations.exchange import Turn
from personae.conversations.feeling import Feeling
from personae.conversations.live import set_live
from personae.conversations.remembering import Keeping
from personae.conversations.reply import topic
from personae.conversations.resuming import Way, way_of
from personae.conversations.searching import SEARCH_LIMIT, WORDS_MOST, Found, search
from personae.conversations.service import (
    get,
    get_message,
    list_conversations,
    messages,
    others_talking,
    start,
    these,
    these_messages,
)
from personae.conversations.shelving import archive, persona_of, pin, rename, speak_as
from personae.conversations.store import characters_in_use_unscoped
from personae.conversations.tables import Author, Conversation, Message, Shelf, State
from personae.conversations.turn import Turns
from personae.conversations.withholding import let_stand, uphold

__all__ = [
    "KEPT",
    "MESSAGE_LIMIT",
    "REPLY_LIMIT",
    "SEARCH_LIMIT",
    "TRUTH",
    "WORDS_MOST",
    "Answer",
    "Author",
    "Branch",
    "Briefs",
    "Conversation",
    "ConversationNotFound",
    "Elsewhere",
    "Excerpt",
    "Feeling",
    "Found",
    "Keeping",
    "Message",
    "MessageChanged",
    "MessageInvalid",
    "MessageNotFound",
    "NothingToAnswer",
    "OnlyBranch",
    "ReplyGoingOn",
    "ReplyNotContinuable",
    "SearchInvalid",
    "Shelf",
    "Siblings",
    "State",
    "Talk",
    "TitleChanged",
    "TitleInvalid",
    "Turn",
    "Turns",
    "Way",
    "archive",
    "characters_in_use_unscoped",
    "delete",
    "delete_message",
    "edit",
    "get",
    "get_message",
    "is_truth_due",
    "let_stand",
    "list_branches",
    "list_conversations",
    "messages",
    "others_talking",
    "persona_of",
    "pin",
    "prune",
    "purge",
    "rename",
    "restore",
    "restore_message",
    "search",
    "set_live",
    "show",
    "siblings_of",
    "speak_as",
    "start",
    "these",
    "these_messages",
    "topic",
    "uphold",
    "way_of",
]
