"""Who answers whom: which models are asked for one reply, in which order, and at whose expense."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from personae.accounts import Actor
from personae.llm import Provider, QuotationProvider
from personae.models.chains import Chains, Link
from personae.models.clients import Clients, Connect
from personae.models.keyed import AbsentProvider, KeyedProvider
from personae.models.keyring import Keyring
from personae.models.orders import Named, Orders, Place
from personae.platform.db import OpenTx, Tx
from personae.usage import Context, Ledger


class Source(StrEnum):
    """Whose order it is: the one for a character, the person's for everybody else, or the studio's."""

    CHARACTER = "character"
    PERSON = "person"
    STUDIO = "studio"


@dataclass(frozen=True, slots=True)
class Order:
    """The models that are asked, one after another until one answers: one at least.

    source: who chose them.  entries: each with its place in a person's order, None for the studio's own.
    """

    source: Source
    entries: tuple[tuple[Provider, Place | None], ...]

    @property
    def first(self) -> Provider:
        """Who answers when nothing fails."""
        return self.entries[0][0]

    @property
    def studios_vendor(self) -> str:
        """The vendor that answers with the studio's own key when nothing fails; "" for anybody else."""
        provider, place = self.entries[0]
        return provider.name if place is None or place.key is None else ""

    @property
    def writers(self) -> "Order":
        """The same without quotations, which can give nothing but a character's own words; maybe nobody."""
        kept = tuple(entry for entry in self.entries if entry[0].name != QuotationProvider.name)
        return Order(self.source, kept)


class Models:
    """Finds the models for each reply. `keys` and `orders` are what people have set."""

    def __init__(
        self,
        open_tx: OpenTx,
        keys: Keyring,
        ledger: Ledger,
        studio: Sequence[Provider],
        *,
        connect: Connect,
        chains: Chains | None = None,
    ) -> None:
        """studio: what the deployment offers to everybody, in its order; quotations when there is nothing.

        connect: makes a client for a person's key, for replies of MAX_TOKENS.
        chains: how they are joined, as usual unless it is given.
        """
        self.keys, self.orders = keys, Orders(self.offered)
        self._open_tx, self._ledger = open_tx, ledger
        self._clients, self._chains = Clients(connect), chains or Chains()
        self._quotation = QuotationProvider()
        self._studio = tuple(studio) or (self._quotation,)

    @property
    def studio(self) -> Sequence[Provider]:
        """What the deployment offers to everybody, in its order: one at least."""
        return self._studio

    def offered(self) -> dict[Named, Provider]:
        """What anybody may choose without a key: what the studio offers, and quotations always."""
        return {(each.name, each.model): each for each in (*self._studio, self._quotation)}

    async def order(self, tx: Tx, actor: Actor, character_id: str | None) -> Order:
        """The order for a character if the person has set one, else their own, else the studio's.

        A lower order is never asked when a higher one fails: nobody's words go to a vendor that was not
        chosen for them. A model that is gone keeps its place, and says so when it is asked.
        """
        for source, of in ((Source.CHARACTER, character_id), (Source.PERSON, None)):
            if source is Source.CHARACTER and of is None:
                continue
            places = await self.orders.list_places(tx, actor, character_id=of)
            if places:
                return Order(source, tuple((self._provider(actor, place), place) for place in places))
        return Order(Source.STUDIO, tuple((each, None) for each in self._studio))

    @property
    def quoting(self) -> Order:
        """Quotations alone, which are free: for a person who wants just this reply to cost nothing."""
        return Order(Source.PERSON, ((self._quotation, None),))

    async def writer_for(self, actor: Actor, character_id: str | None, context: Context) -> Provider | None:
        """What to ask for anything but a character's own words, which quotations cannot give.

        None when only quotations are chosen.
        """
        async with self._open_tx(write=False) as tx:
            order = await self.order(tx, actor, character_id)
        writers = order.writers
        return self.answering(writers, context) if writers.entries else None

    async def writers_of(self, actor: Actor, character_id: str | None) -> Sequence[Named]:
        """The vendors and models that `writer_for` asks, in their order."""
        async with self._open_tx(write=False) as tx:
            order = await self.order(tx, actor, character_id)
        return [(provider.name, provider.model) for provider, _ in order.writers.entries]

    def answering(self, order: Order, context: Context) -> Provider:
        """One provider that asks the models of an order, each call booked. It need not be closed."""
        links = [self._link(provider, place, context) for provider, place in order.entries]
        return self._chains.join(links, user_id=context.user_id)

    async def close(self) -> None:
        """Close every client, the studio's too. Nothing may be asked afterwards."""
        await self._clients.close()
        for provider in self._studio:
            await provider.close()

    def _link(self, provider: Provider, place: Place | None, context: Context) -> Link:
        key = place.key if place else None
        meter = self._ledger.meter(context, is_own_key=key is not None)
        if key is None:
            return Link(provider, meter)
        return Link(provider, meter, address=key.base_url, key=f"{key.id}:{key.sealed.hex()}")

    def _provider(self, actor: Actor, place: Place) -> Provider:
        choice = place.choice
        if place.key is not None:
            return KeyedProvider(self.keys, self._clients, actor, place.key, choice.model)
        offered = self.offered().get((choice.vendor, choice.model))
        return offered or AbsentProvider(choice.vendor, choice.model)
