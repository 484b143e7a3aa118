"""A conversation's page: its messages, the state of mind beside them, and what was asked of it."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from personae import accounts, characters, conversations
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import Conversation, Message
from personae.platform.db import Tx
from personae.web.dossier_view import document_of, opens_character
from personae.web.message_view import shown, warnings
from personae.web.mind_view import mind_beside
from personae.web.point import Point, Reach, reach_for
from personae.web.render import render

NOWHERE = Reach(None, None, ())
AROUND = 20  # messages behind one that a link leads to


@dataclass(frozen=True, slots=True)
class Edit:
    """A message being edited. text: as typed so far.  version: the conversation's, as it was looked at.

    error: why it was not taken.  theirs, theirs_id: what another tab has made of the message meanwhile.
    """

    message_id: str
    text: str
    version: int
    is_question: bool
    error: str | None = None
    theirs: str | None = None
    theirs_id: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What is asked of the page.

    before: show what is less deep.  after: the message that the next one shall follow.  edit: what is being
    edited.  deleted: the message whose deletion may be undone.  elsewhere: a message on another branch that
    was looked for.  error, draft: why a message was not taken, and what it says.  title: as typed.
    """

    before: int | None = None
    after: Message | None = None
    edit: Edit | None = None
    deleted: str | None = None
    elsewhere: str | None = None
    error: str | None = None
    draft: str = ""
    title_error: str | None = None
    title: str | None = None
    status: int = 200


async def edit_of(tx: Tx, actor: Actor, conversation_id: str, message_id: str) -> tuple[Edit, int | None]:
    """A message to be edited, and the `before` of a page it is on. Raises MessageNotFound."""
    conversation, _ = await conversations.get(tx, actor, conversation_id)
    message = await conversations.get_message(tx, actor, conversation_id, message_id)
    edit = Edit(message.id, message.text, conversation.version, message.author == conversations.Author.USER)
    return edit, await before_to_show(tx, actor, conversation_id, message)


async def before_to_show(tx: Tx, actor: Actor, conversation_id: str, message: Message) -> int | None:
    """The `before` of a page that shows a message; None when that is the latest."""
    latest, _ = await conversations.messages(tx, actor, conversation_id)
    is_there = not latest or message.depth >= latest[0].depth
    return None if is_there else message.depth + AROUND


async def talk_page(
    request: Request, tx: Tx, actor: Actor, services: Services, conversation_id: str, look: Look
) -> Response:
    """The page. Raises ConversationNotFound."""
    conversation, character = await conversations.get(tx, actor, conversation_id)
    before = look.after.depth + 1 if look.after else look.before
    is_latest = before is None
    messages, earlier = await conversations.messages(tx, actor, conversation_id, before=before)
    order = await services.models.order(tx, actor, character.id)
    may_talk = await characters.may_talk(tx, actor, character.id)
    personas, _ = await accounts.list_personas(tx, actor, limit=100)
    return render(
        request,
        "conversation.html",
        actor=actor,
        status=look.status,
        conversation=conversation,
        character=character,
        **await _around(tx, actor, conversation, may_talk=may_talk, is_empty=not messages),
        may_talk=may_talk,
        may_look=may_talk or await opens_character(tx, actor, character.id),
        shown=await shown(
            tx,
            actor,
            order,
            messages,
            character_id=character.id,
            is_latest=is_latest,
            help_lines=services.moderation.help_lines,
            address=services.settings.address,
        ),
        state=await mind_beside(tx, actor, services, conversation, order, messages[-1] if messages else None)
        if may_talk
        else None,
        standings=await warnings(tx, services, actor, order),
        earlier=earlier,
        is_latest=is_latest,
        provider=order.first,
        personas=personas,
        persona=await conversations.persona_of(tx, actor, conversation),
        look=look,
    )


async def _around(
    tx: Tx, actor: Actor, conversation: Conversation, *, may_talk: bool, is_empty: bool
) -> dict[str, Any]:
    """What the page shows of the book; nothing where the character is no longer shared with the person."""
    if not may_talk:
        return {"portrait": None, "reach": NOWHERE, "document": None}
    character_id, until = conversation.character_id, conversation.until
    return {
        "portrait": await characters.portrait(tx, actor, character_id, until=until) if is_empty else None,
        "reach": await reach_for(tx, actor, character_id, Point(until=until)),
        "document": await document_of(tx, actor, character_id),
    }
