"""What the policy keeps out of conversations, and how it comes back when an admin lets it pass."""

from typing import Any

from personae import moderation
from personae.accounts import Actor
from personae.conversations import felt, finding
from personae.conversations.tables import Conversation, Message, State
from personae.moderation import Decision, Found, Moderation, Outcome, What
from personae.platform.db import Tx

WITHHELD = "withheld"


class Withheld(Exception):
    """A question is kept out: whoever opened the transaction undoes it and refuses."""

    def __init__(self, found: Found, text: str) -> None:
        super().__init__(found.category)
        self.found, self.text = found, text


async def notice_question(tx: Tx, rules: Moderation, conversation: Conversation, question: Message) -> None:
    """Note beside a question what the policy flags in it. Raises Withheld for what it blocks."""
    found = await rules.ruling(tx, question.text, owner_id=conversation.owner_id)
    if found is None:
        return
    if found.is_block:
        raise Withheld(found, question.text)
    await _keep(tx, rules, found, conversation, question, question.text, What.MESSAGE)


async def withhold_unscoped(
    tx: Tx,
    rules: Moderation,
    found: Found,
    held: tuple[Message, Conversation],
    values: dict[str, Any],
) -> dict[str, Any]:
    """What to save of a reply by what the policy found in it: as it was, or without a word.

    The words of one that is held back are kept with the decision alone, so that no page, search, memory or
    prompt has them.
    """
    message, conversation = held
    await _keep(tx, rules, found, conversation, message, str(values["text"]), What.REPLY)
    if not found.is_block:
        return values
    return {**values, "text": "", "sources": [], "state": State.INTERRUPTED, "reason": WITHHELD}


async def uphold(tx: Tx, actor: Actor, decision_id: str) -> Decision:
    """Let a decision stand. For admins; raises what `moderation.review` does."""
    return await moderation.review(tx, actor, decision_id, Outcome.UPHELD)


async def let_stand(tx: Tx, actor: Actor, decision_id: str) -> Decision:
    """Overturn a decision: a reply that was held back is there again, unless it was asked for anew since.

    A message that was not sent can be sent now. For admins; raises what `moderation.review` does.
    """
    decision = await moderation.review(tx, actor, decision_id, Outcome.OVERTURNED)
    if decision.what == What.REPLY and decision.is_block and decision.message_id:
        held = await felt.hold_unscoped(tx, decision.message_id)
        if held and held[0].reason == WITHHELD and not held[0].text:
            message = held[0]
            message.text, message.state, message.reason = decision.text, State.COMPLETE, None
            await tx.flush()
            await finding.index_unscoped(tx, [decision.message_id])
    return decision


async def _keep(
    tx: Tx,
    rules: Moderation,
    found: Found,
    conversation: Conversation,
    message: Message,
    text: str,
    what: What,
) -> None:
    await rules.keep(
        tx,
        found,
        text,
        owner_id=conversation.owner_id,
        what=what,
        conversation_id=conversation.id,
        message_id=message.id,
    )
