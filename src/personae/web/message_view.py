"""What a conversation's page shows of its messages beside their words."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from personae import conversations, memory, moderation, usage
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import Message, Siblings, State, Way
from personae.llm import FREE_VENDORS, QuotationProvider, Wait
from personae.memory import Memory
from personae.models import Order
from personae.moderation import Decision, What
from personae.platform.bus import News
from personae.platform.db import Tx
from personae.safety import HelpLine
from personae.usage import Standing, Totals
from personae.web.dossier_view import opens_document
from personae.web.prose import prose
from personae.web.wording import model_name, notice_sentence

WORDS = 2
QUICK = 2_000  # characters that are set within milliseconds, whatever they are
CLEAR = 0.3  # an emotion less sure than this gets no word
OVER_BUDGET = ("budget_reached", "price_unknown")


@dataclass(frozen=True, slots=True)
class Shown:
    """A message with what it took (None without a call) and how it may be had after all, if it may.

    siblings: its place among its alternatives.  recalled: the memories that a reply was given and that are
    still there.  is_last: of the branch that is shown.  decision: what moderation made of it, None for
    nothing.  help: whom to call, for somebody who speaks of harming themself.
    prose: its words as HTML where a model wrote them, None where they stand as they are.
    opens_book: whether the person may look at the pages that a reply draws on.
    """

    message: Message
    took: Totals | None
    way: Way | None
    siblings: Siblings
    recalled: Sequence[Memory]
    is_last: bool
    decision: Decision | None = None
    help: Sequence[HelpLine] = ()
    prose: Markup | None = None
    opens_book: bool = False

    @property
    def truth(self) -> str:
        """What the studio itself answers to who sincerely asks whether a person is there; "" else."""
        is_mine = self.message.author == conversations.Author.USER
        return conversations.TRUTH if is_mine and conversations.is_truth_due(self.message.text) else ""

    @property
    def felt(self) -> str:
        """What the message feels like, in a word or two; "" for nothing in particular."""
        found = (self.message.appraisal or {}).get("emotions", {})
        strongest = sorted(found.items(), key=lambda each: -each[1])[:WORDS]
        return ", ".join(label for label, sure in strongest if sure >= CLEAR and label != "neutral")

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
    tx: Tx,
    actor: Actor,
    order: Order,
    messages: Sequence[Message],
    *,
    character_id: str,
    is_latest: bool,
    help_lines: Sequence[HelpLine] = (),
    address: str = "",
) -> list[Shown]:
    """Some messages in their order. is_latest: the last of them is the last of its branch.

    order: who answers in it.  help_lines: of the studio's region.  address: the studio's own.
    """
    ended = [each.id for each in messages if each.state != State.WRITING and each.provider]
    took = await usage.of_messages(tx, actor, ended)
    siblings = await conversations.siblings_of(tx, actor, messages)
    recalled = await recalled_by(tx, actor, character_id, messages)
    ours = str(urlsplit(address).hostname or "")
    set_words = [await _set(each, ours=ours) for each in messages]
    decided = await moderation.of_messages(tx, actor, [each.id for each in messages])
    last = messages[-1] if messages and is_latest else None
    draws = any(each.sources for each in messages)
    opens_book = draws and await opens_document(tx, actor, character_id)
    return [
        Shown(
            each,
            took.get(each.id),
            conversations.way_of(each, order) if each is last else None,
            siblings[each.id],
            [recalled[id] for id in recalled_ids(each) if id in recalled],
            each is last,
            decided.get(each.id),
            help_lines if _needs_help(decided.get(each.id)) else (),
            words,
            opens_book,
        )
        for each, words in zip(messages, set_words, strict=True)
    ]


async def _set(message: Message, *, ours: str) -> Markup | None:
    """What a model wrote to its end, from Markdown; None for a person's words and a book's."""
    is_mine = message.author == conversations.Author.USER
    if is_mine or message.state == State.WRITING or message.provider == QuotationProvider.name:
        return None
    if len(message.text) <= QUICK:
        return prose(message.text, ours=ours)
    return await asyncio.to_thread(prose, message.text, ours=ours)  # others go on meanwhile


def _needs_help(decision: Decision | None) -> bool:
    """Whether the person themself speaks of harming themself, as far as anybody can tell."""
    return decision is not None and decision.what == What.MESSAGE and "self_harm" in decision.scores


def recalled_ids(message: Message) -> list[str]:
    """The memories that a reply was given, best first."""
    return [str(each["memory_id"]) for each in message.recalled]


async def recalled_by(
    tx: Tx, actor: Actor, character_id: str, messages: Sequence[Message]
) -> Mapping[str, Memory]:
    """The memories that some replies were given, by their ids; forgotten ones are left out."""
    ids = {id for message in messages for id in recalled_ids(message)}
    return await memory.get_many(tx, actor, character_id, ids) if ids else {}


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
