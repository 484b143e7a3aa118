"""Weighs words by the operator's policy, and keeps what it decides in the transaction of the words."""

import asyncio
from dataclasses import dataclass

from personae.accounts import Actor
from personae.moderation import store
from personae.moderation.errors import MessageRefused
from personae.moderation.opinions import Opinions, joined, weighed_by
from personae.moderation.tables import Decision, What
from personae.moderation.wording import NAMES, help_sentence
from personae.platform.db import OpenTx, Tx
from personae.platform.logs import get_logger
from personae.safety import HelpLine, Policy, help_lines, moderate

log = get_logger(__name__)

AT_ONCE = 2  # texts that are weighed at the same time
LONGEST = 50_000  # characters of a text that are weighed; no message or reply has more


@dataclass(frozen=True, slots=True)
class Found:
    """What the policy does with a text: flag or block, because of what most, and the scores behind it.

    by: who says so: "studio", a vendor, or both, with a comma.
    """

    action: str
    category: str
    score: float
    scores: dict[str, float]
    by: str = "studio"

    @property
    def is_block(self) -> bool:
        """Whether the words are to be kept out."""
        return self.action == "block"

    @property
    def needs_help(self) -> bool:
        """Whether they speak of harming oneself, so that help lines are due."""
        return "self_harm" in self.scores


class Moderation:
    """The policy of this studio. Books are never asked about."""

    def __init__(
        self,
        open_tx: OpenTx,
        policy: Policy | None = None,
        *,
        region: str = "",
        opinions: Opinions | None = None,
    ) -> None:
        """policy: None for the usual one.  region: whose help lines are shown; "" for international ones.

        opinions: of a vendor that may be asked about words that it answers; None for nobody.
        """
        self.opinions = opinions
        self._open_tx, self.policy, self._region = open_tx, policy or Policy.parse(""), region
        self._turns = asyncio.Semaphore(AT_ONCE)

    @property
    def help_lines(self) -> tuple[HelpLine, ...]:
        """Whom somebody can call who may harm themself; one at least."""
        return help_lines(self._region)

    @property
    def help_sentence(self) -> str:
        """The same in a sentence."""
        return help_sentence(self.help_lines)

    async def hear(self, text: str, vendor: str) -> None:
        """Have the vendor that answers a text look at it too, where that is wished; before any transaction.

        vendor: who answers with the studio's own key; "" for anybody else, to whom no word of it may go.
        """
        if self.opinions is not None and self.opinions.name == vendor and text.strip():
            await self.opinions.ask(text[:LONGEST])

    async def weigh(self, text: str) -> Found | None:
        """What the policy does with a text; None for nothing. In a thread, AT_ONCE at a time.

        What a vendor said of it counts as well: see `hear`.
        """
        if not text.strip():
            return None
        async with self._turns:
            ours = await asyncio.to_thread(moderate, text[:LONGEST])
        theirs = self.opinions.of(text[:LONGEST]) if self.opinions else None
        verdict = joined(ours, theirs) if theirs else ours
        decision = self.policy.decide(verdict)
        if decision.action == "off":
            return None
        scores: dict[str, float] = {each: verdict.by_category[each].score for each in decision.because}
        category = max(scores, key=lambda each: scores[each])
        by = (
            weighed_by(self.opinions.name, decision.because, ours, theirs) if self.opinions and theirs else ""
        )
        return Found(decision.action, category, scores[category], scores, by or "studio")

    async def ruling(self, tx: Tx, text: str, *, owner_id: str) -> Found | None:
        """The same for somebody's words; those that an admin has let pass before are not decided on again."""
        found = await self.weigh(text)
        if found and await store.is_cleared(tx, text, found.category, owner_id=owner_id):
            return None
        return found

    async def keep(
        self,
        tx: Tx,
        found: Found,
        text: str,
        *,
        owner_id: str,
        what: What,
        conversation_id: str | None = None,
        message_id: str | None = None,
    ) -> Decision | None:
        """Write down what was decided; None where the same was, about the same message and words."""
        if message_id and await store.has(tx, message_id, text, owner_id=owner_id):
            return None
        decision = Decision(
            owner_id=owner_id,
            conversation_id=conversation_id,
            message_id=message_id,
            what=what,
            action=found.action,
            category=found.category,
            score=found.score,
            scores=found.scores,
            weighed_by=found.by,
            text=text,
        )
        tx.add(decision)
        await tx.flush()
        log.info(
            "moderation.decided",
            decision_id=decision.id,
            action=found.action,
            category=found.category,
            by=found.by,
        )
        return decision

    async def refuse(
        self, actor: Actor, found: Found, text: str, *, conversation_id: str | None = None
    ) -> MessageRefused:
        """Keep what was not sent, so that its writer can have it reviewed, and return what to tell them."""
        async with self._open_tx() as tx:
            decision = await store.unsent(tx, text, owner_id=actor.user_id) or await self.keep(
                tx,
                found,
                text,
                owner_id=actor.user_id,
                what=What.MESSAGE,
                conversation_id=conversation_id,
            )
        return MessageRefused(
            category=found.category,
            what=NAMES.get(found.category, found.category),
            decision_id=decision.id if decision else None,
            help=self.help_sentence if found.needs_help else "",
        )
