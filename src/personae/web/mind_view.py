"""What stands beside a conversation: how the character feels at this point, and what it remembers."""

from collections.abc import Sequence
from dataclasses import dataclass

from personae import evolution, usage
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import Conversation, Message
from personae.evolution import Mind
from personae.llm import FREE_VENDORS
from personae.memory import Memory
from personae.models import Order
from personae.platform.db import Tx
from personae.usage import Period, Span, Totals
from personae.web.message_view import recalled_by, recalled_ids

COURSE_MOST = 60


@dataclass(frozen=True, slots=True)
class Beside:
    """The state of mind, with the mood's valence after each of the last messages, oldest first.

    remembered: what the last reply was given.  month: what models took this month; None where whoever
    answers does so for nothing.  until: how far in the book all of it is known.
    """

    mind: Mind
    course: Sequence[float]
    remembered: Sequence[Memory]
    month: Totals | None
    until: int | None


async def mind_beside(
    tx: Tx, actor: Actor, services: Services, conversation: Conversation, order: Order, last: Message | None
) -> Beside:
    """What stands beside a conversation. last: the last message of the branch that is shown."""
    character_id, until = conversation.character_id, conversation.until
    moments = await evolution.last_moods(
        tx, actor, character_id, conversation.id, limit=COURSE_MOST, until=until
    )
    return Beside(
        mind=await evolution.state(tx, actor, character_id, until=until),
        course=[each.mood.pleasure for each in moments],
        remembered=await _remembered(tx, actor, character_id, last),
        month=await _month(tx, actor, services, order),
        until=until,
    )


async def _remembered(tx: Tx, actor: Actor, character_id: str, last: Message | None) -> Sequence[Memory]:
    if last is None:
        return []
    found = await recalled_by(tx, actor, character_id, [last])
    return [found[id] for id in recalled_ids(last) if id in found]


async def _month(tx: Tx, actor: Actor, services: Services, order: Order) -> Totals | None:
    if order.first.name in FREE_VENDORS:
        return None
    today = Period.DAY.start(services.ledger.now())
    return await usage.totals(tx, actor, Span(Period.MONTH.first(today), today))
