"""The branches of a conversation over the API: other replies, edits, swiping, deleting and undoing."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Header, Query, Response
from pydantic import BaseModel, Field

from personae import conversations
from personae.conversations import Branch, Conversation, Turn
from personae.web.api.v1.messages import Exchange, MessageOut, messages_of
from personae.web.api.v1.saying import WRITTEN, answer
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.live.holding import WhileHeld
from personae.web.problems import documented
from personae.web.typed import NOT_BLANK, Seq, Text, Told

router = APIRouter(prefix="/conversations/{conversation_id}", tags=["conversations"])

Limit = Annotated[int, Query(ge=1, le=100)]
EXCERPT = 200  # characters


class EditWish(BaseModel):
    """What the message shall say.

    `seen`: the conversation's `version` that was looked at. Was the same message changed since then, the
    answer is 409 with `theirs`, `theirs_id`, `yours` and `version`. Sent again with that version, or without
    one, both stay as alternatives.
    """

    text: Annotated[
        Text, Field(max_length=100_000), Told(pattern=NOT_BLANK, maxLength=conversations.REPLY_LIMIT)
    ]
    seen: Seq | None = None


class Shown(BaseModel):
    """What a conversation shows now: its `version`, and the last message of its branch, null for none.

    `deleted_id`: what `POST …/messages/{id}/restore` takes to undo a deletion.
    """

    version: int
    leaf_id: str | None
    deleted_id: str | None = None


class BranchOut(BaseModel):
    """A branch, by its last message, `leaf_id`, which `POST …/messages/{id}/show` jumps to.

    `first_id`: the first message that it does not share with the branch that is shown, `depth` messages from
    the beginning; `length`: how many there are from there on. `begins`, `ends`: how those two messages begin.
    """

    leaf_id: str
    first_id: str | None
    depth: int
    length: int
    begins: str
    ends: str
    is_shown: bool
    created_at: datetime

    @classmethod
    def of(cls, branch: Branch) -> Self:
        """The branch as programs see it."""
        first = branch.first
        return cls(
            leaf_id=branch.leaf.id,
            first_id=first.id if first else None,
            depth=first.depth if first else 0,
            length=branch.length,
            begins=first.text[:EXCERPT] if first else "",
            ends=branch.leaf.text[:EXCERPT],
            is_shown=branch.is_shown,
            created_at=branch.leaf.created_at,
        )


class BranchPage(BaseModel):
    """Branches, the newest first. `next` goes into `before` for older ones."""

    items: list[BranchOut]
    next: str | None


@router.get("/branches")
async def list_branches(
    tx: ReadTx, actor: ActorDep, conversation_id: str, before: str | None = None, limit: Limit = 20
) -> BranchPage:
    """All branches, with where they leave the one that is shown."""
    found, next_page = await conversations.list_branches(
        tx, actor, conversation_id, before=before, limit=limit
    )
    return BranchPage(items=[BranchOut.of(branch) for branch in found], next=next_page)


@router.delete("/branches/{message_id}", responses=documented(409))
async def prune(tx: WriteTx, actor: ActorDep, conversation_id: str, message_id: str) -> Shown:
    """Delete what only the branch of this message has."""
    conversation, gone = await conversations.prune(tx, actor, conversation_id, message_id)
    return await _shown(tx, actor, conversation, deleted_id=gone)


@router.post("/messages/{message_id}/regenerate", response_model=Exchange, responses=WRITTEN)
async def regenerate(
    actor: ActorDep,
    services: ServicesDep,
    conversation_id: str,
    message_id: str,
    held: WhileHeld,
    accept: Annotated[str, Header()] = "",
) -> Exchange | Response:
    """Have another reply beside this one, or a reply to this message of one's own; as `POST …/messages`.

    What followed the old reply stays on its branch.
    """

    async def again() -> Turn:
        return await services.turns.regenerate(actor, conversation_id, message_id)

    return await answer(services, actor, conversation_id, again, accept, held)


@router.post("/messages/{message_id}/edit", responses=documented(409))
async def edit(
    tx: WriteTx, actor: ActorDep, conversation_id: str, message_id: str, wish: EditWish
) -> MessageOut:
    """Write a message of either side anew. It stands beside the old one, which keeps all that followed it."""
    message = await conversations.edit(tx, actor, conversation_id, message_id, text=wish.text, seen=wish.seen)
    [found] = await messages_of(tx, actor, [message])
    return found


@router.post("/messages/{message_id}/ask", response_model=Exchange, responses=WRITTEN)
async def ask(
    actor: ActorDep,
    services: ServicesDep,
    conversation_id: str,
    message_id: str,
    wish: EditWish,
    held: WhileHeld,
    accept: Annotated[str, Header()] = "",
) -> Exchange | Response:
    """Write a message of one's own anew, and have the reply to it at once; as `POST …/messages`."""

    async def anew() -> Turn:
        return await services.turns.edit(actor, conversation_id, message_id, text=wish.text, seen=wish.seen)

    return await answer(services, actor, conversation_id, anew, accept, held)


@router.post("/messages/{message_id}/show")
async def show(tx: WriteTx, actor: ActorDep, conversation_id: str, message_id: str) -> Shown:
    """Show the branch that this message is on, as far as it was shown last."""
    return await _shown(tx, actor, await conversations.show(tx, actor, conversation_id, message_id))


@router.delete("/messages/{message_id}")
async def delete(tx: WriteTx, actor: ActorDep, conversation_id: str, message_id: str) -> Shown:
    """Delete a message with all that follows it; for two weeks it can be restored."""
    conversation = await conversations.delete_message(tx, actor, conversation_id, message_id)
    return await _shown(tx, actor, conversation, deleted_id=message_id)


@router.post("/messages/{message_id}/restore")
async def restore(tx: WriteTx, actor: ActorDep, conversation_id: str, message_id: str) -> Shown:
    """Undo a deletion: bring back a message with what was deleted with it, and show it where it was shown."""
    return await _shown(
        tx, actor, await conversations.restore_message(tx, actor, conversation_id, message_id)
    )


async def _shown(
    tx: WriteTx, actor: ActorDep, conversation: Conversation, *, deleted_id: str | None = None
) -> Shown:
    rows, _ = await conversations.messages(tx, actor, conversation.id, limit=1)
    leaf_id = rows[-1].id if rows else None
    return Shown(version=conversation.version, leaf_id=leaf_id, deleted_id=deleted_id)
