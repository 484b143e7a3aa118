"""What a conversation's page shows of its messages beside their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from personae import conversations, usage
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import Message, State, Way
from personae.llm import FREE_VENDORS, QuotationProvider, Wait
from personae.models import Order
from personae.platform.bus import News
from personae.platform.db import Tx
from personae.usage import Standing, Totals
from personae.web.wording import model_name, notice_sentence

OVER_BUDGET = ("budget_reached", "price_unknown")


@dataclass(frozen=True, slots=True)
class Shown:
    """A message with what it took (None without a call) and how it may be had after all, if it may."""

    message: Message
    took: Totals | None
    way: Way | None

    @property
    def may_be_quoted(self) -> bool:
        """Whether quotations are offered: in the place of a reply that another failed to give."""
        is_empty = self.way is Way.AGAIN and not self.message.text
        return is_empty and self.message.provider != QuotationProvider.name

    @property
    def is_over_budget(self) -> bool:
        """Whether money is why there is no reply, so that a look at the usage page helps."""
        return self.way is not None and self.message.reason in OVER_BUDGET


async def shown(
    tx: Tx, actor: Actor, order: Order, messages: Sequence[Message], *, is_latest: bool
) -> list[Shown]:
    """Some messages in their order. is_latest: the last of them is the last of its conversation.

    order: who answers in it.
    """
    ended = [each.id for each in messages if each.state != State.WRITING and each.provider]
    took = await usage.of_messages(tx, actor, ended)
    last = messages[-1] if messages and is_latest else None
    return [
        Shown(
            each,
            took.get(each.id),
            conversations.way_of(each, order) if each is last else None,
        )
        for each in messages
    ]


def sentence_of(notice: News) -> str:
    """What to tell a person whose reply is late, of news of the kind `notice`."""
    return notice_sentence(
        Wait(str(notice["wait"])),
        str(notice["code"]),
        asked=model_name(str(notice["asked_vendor"]), str(notice["asked_model"])),
        vendor=str(notice["vendor"]),
        model=str(notice["model"]),
        wait_s=float(notice["wait_s"] or 0),
    )


async def warnings(tx: Tx, services: Services, actor: Actor, order: Order) -> list[Standing]:
    """The budgets that are nearly or wholly used up; none where who answers does so for nothing."""
    if order.first.name in FREE_VENDORS:
        return []
    ledger = services.ledger
    return await usage.warnings(tx, actor, house=ledger.house, at=ledger.now())
