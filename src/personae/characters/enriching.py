"""Lets a model add to portraits: what it would cost is told before, and what stands of its answer is kept."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from personae import llm, usage
from personae.accounts import Actor
from personae.cast.portrait import Material, enrich, tokens_estimate
from personae.cast.portrait import prompt as wording
from personae.characters import additions, store
from personae.characters.answers import Asking, is_kept
from personae.characters.errors import EnrichmentGoingOn, ModelMissing, NothingToShow
from personae.characters.material import shown_of, wanted_of
from personae.characters.profile import Profile
from personae.characters.tables import Enriched, Enrichment
from personae.platform.clock import now
from personae.platform.db import OpenTx, Tx
from personae.platform.errors import PersonaeError
from personae.platform.logs import get_logger
from personae.platform.tasks import give_up

log = get_logger(__name__)

STALE = timedelta(minutes=30)
STOPPED = "studio_stopped"
BEGIN_S, TOKENS_PER_S = 2.0, 60.0  # what an answer takes at a usual vendor, for the time that is told before

Answering = Callable[[Actor, str], Awaitable[llm.Provider | None]]
Asked = Callable[[Actor, str], Awaitable[Sequence[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class Offer:
    """What it takes at most to let a model add to some portraits.

    models: by their names, each once, for characters may be answered for by different ones.  micros: in
    micro-dollars, None when a price is not known.  seconds: about how long.
    """

    models: tuple[str, ...]
    input_tokens: int
    output_tokens: int
    micros: int | None
    seconds: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """Whom it is about, what it would take or why nobody can be asked, and how it went before.

    states, spent: by a character's id; those that no model was asked about are left out.
    """

    characters: tuple[Profile, ...]
    offer: Offer | None
    problem: PersonaeError | None
    states: Mapping[str, Enrichment]
    spent: Mapping[str, usage.Totals]

    @property
    def is_busy(self) -> bool:
        """True while a model is at work on one of them, so that none can be asked about them."""
        return _is_busy(self.states)


class Enriching:
    """Enriches portraits in this process, one after another for each wish."""

    def __init__(self, open_tx: OpenTx, answering: Answering, price: usage.Pricing, *, asked: Asked) -> None:
        """answering: who is asked about a character, in a person's name, None for nobody.

        asked: the vendors and models that are asked for that one after another until one answers.
        price: what a vendor's model takes for some tokens at a moment.
        """
        self._open_tx, self._answering, self._asked, self._price = open_tx, answering, asked, price
        self._working: dict[str, asyncio.Task[None]] = {}

    async def look(
        self, actor: Actor, document_id: str, character_id: str | None = None, *, offers_if_busy: bool = True
    ) -> Outlook:
        """What it would take to enrich one character, or those that matter most, and what was done so far.

        offers_if_busy: whether an offer is wanted even when it cannot be taken: it needs whole portraits.
        Raises DocumentNotFound, CharacterNotFound.
        """
        async with self._open_tx(write=False) as tx:
            wanted = await wanted_of(tx, actor, document_id, character_id)
            ids = [each.id for each in wanted]
            states = await additions.find(tx, ids, owner_id=actor.user_id)
            spent = await usage.of_portraits(tx, actor, ids)
        if _is_busy(states) and not offers_if_busy:
            return Outlook(wanted, None, None, states, spent)
        try:
            offer, problem = await self._offer(actor, wanted), None
        except (ModelMissing, NothingToShow) as error:
            offer, problem = None, error
        return Outlook(wanted, offer, problem, states, spent)

    async def start(self, actor: Actor, document_id: str, character_id: str | None = None) -> None:
        """Ask about one character, or those that matter most, and return at once; `look` tells how it goes.

        Raises DocumentNotFound, CharacterNotFound, ModelMissing, NothingToShow, EnrichmentGoingOn.
        """
        async with self._open_tx(write=False) as tx:
            wanted = await wanted_of(tx, actor, document_id, character_id)
            shown = await shown_of(tx, actor, wanted)
        writers = await self._writers(actor, shown)
        async with self._open_tx() as tx:
            there = await additions.hold(tx, list(shown), owner_id=actor.user_id)
            writers = {id: writer for id, writer in writers.items() if id in there}
            before = await additions.find(tx, list(shown), owner_id=actor.user_id)
            if _is_busy(before):
                raise EnrichmentGoingOn
            for id, writer in writers.items():
                await tx.merge(_asked(id, shown[id], writer))
        task = asyncio.create_task(self._work(actor, {id: shown[id] for id in writers}))
        self._working |= dict.fromkeys(writers, task)
        task.add_done_callback(lambda _: [self._working.pop(id, None) for id in writers])

    async def ended(self, character_id: str) -> None:
        """Wait for the end of an enrichment that this process is at; return at once for any other."""
        task = self._working.get(character_id)
        if task is not None:
            await asyncio.wait({task})

    async def remove(self, tx: Tx, actor: Actor, character_id: str) -> None:
        """Take back what a model has added; its answer is kept, so asking the same again is free.

        Raises CharacterNotFound.
        """
        await store.get(tx, character_id, owner_id=actor.user_id)
        await additions.remove(tx, character_id, owner_id=actor.user_id)

    async def mend(self, *, grace: timedelta = STALE) -> None:
        """Mark what a process that died had begun. grace: how long a living one may take."""
        async with self._open_tx() as tx:
            count = await additions.fail_stale_unscoped(
                tx, before=now() - grace, living=list(self._working), reason=STOPPED
            )
        if count:
            log.warning("enrichments.mended", count=count)

    async def close(self) -> None:
        """Give up what is going on; it is marked so, and what was answered is kept."""
        await give_up(set(self._working.values()))

    async def _writers(self, actor: Actor, character_ids: Iterable[str]) -> dict[str, llm.Provider]:
        """By a character's id, who would be asked; those for whom that is nobody are left out."""
        found = {id: await self._answering(actor, id) for id in character_ids}
        writers = {id: writer for id, writer in found.items() if writer is not None}
        if not writers:
            raise ModelMissing
        return writers

    async def _offer(self, actor: Actor, wanted: Sequence[Profile]) -> Offer:
        """What was answered before is free, so it is left out."""
        async with self._open_tx(write=False) as tx:
            shown = await shown_of(tx, actor, wanted)
        found = {id: await self._asked(actor, id) for id in shown}
        asked = {id: models for id, models in found.items() if models}
        if not asked:
            raise ModelMissing
        async with self._open_tx(write=False) as tx:
            sizes = {
                id: tokens_estimate(shown[id])
                for id, models in asked.items()
                if not await is_kept(tx, actor, *models[0], wording(shown[id]))
            }
        prices = [self._most(asked[id], *size) for id, size in sizes.items()]
        known = [price for price in prices if price is not None]
        return Offer(
            tuple(dict.fromkeys(models[0][1] for models in asked.values())),
            sum(size[0] for size in sizes.values()),
            sum(size[1] for size in sizes.values()),
            micros=sum(known) if len(known) == len(prices) else None,
            seconds=round(sum(BEGIN_S + size[1] / TOKENS_PER_S for size in sizes.values())),
        )

    def _most(self, asked: Sequence[tuple[str, str]], sent: int, answered: int) -> int | None:
        """What the dearest of some models takes, for each may have to answer; None when that is not known."""
        tokens, at = llm.Usage(sent, 0, answered), now()
        prices = [self._price(vendor, model, tokens, at) for vendor, model in asked]
        known = [price.micros for price in prices if price is not None]
        return max(known) if known and len(known) == len(prices) else None

    async def _work(self, actor: Actor, shown: Mapping[str, Material]) -> None:
        left = dict(shown)
        try:
            for character_id, each in shown.items():
                await self._enrich(actor, character_id, each)
                del left[character_id]
        except PersonaeError as error:  # the next would meet with the same: a key, a budget, a vendor
            await self._give_up(list(left), error.code)
        except Exception:
            log.exception("enrichment.failed", character_ids=list(left))
            await self._give_up(list(left), "enrichment_failed")
        except asyncio.CancelledError:
            await asyncio.shield(self._give_up(list(left), STOPPED))
            raise

    async def _enrich(self, actor: Actor, character_id: str, shown: Material) -> None:
        async with self._open_tx(write=False) as tx:
            if not await additions.find(tx, [character_id], owner_id=actor.user_id):
                return  # taken back, or the character is gone: nobody would see what it costs
        provider = (await self._writers(actor, [character_id]))[character_id]
        asking = Asking(self._open_tx, actor, provider, tokens_estimate(shown)[1])
        found = await enrich(shown, ask=asking.ask)
        async with self._open_tx() as tx:
            row = (await additions.find(tx, [character_id], owner_id=actor.user_id)).get(character_id)
            if row is None:
                return
            row.state, row.kept, row.dropped = Enriched.DONE, len(found.claims), len(found.dropped)
            row.vendor, row.model = asking.vendor, asking.model
            await additions.put_claims_unscoped(tx, character_id, found.claims)
        log.info("enrichment.ended", character_id=character_id, kept=row.kept, dropped=row.dropped)

    async def _give_up(self, character_ids: Sequence[str], reason: str) -> None:
        async with self._open_tx() as tx:
            await additions.fail_unscoped(tx, character_ids, reason=reason)


def _is_busy(states: Mapping[str, Enrichment]) -> bool:
    return any(each.state == Enriched.ASKED for each in states.values())


def _asked(character_id: str, shown: Material, provider: llm.Provider) -> Enrichment:
    return Enrichment(
        character_id=character_id,
        state=Enriched.ASKED,
        reason=None,
        vendor=provider.name,
        model=provider.model,
        known_from=max(passage.end for passage in shown.passages),
        kept=0,
        dropped=0,
        asked_at=now(),
    )
