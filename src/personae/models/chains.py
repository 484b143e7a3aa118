"""What stands between a reply and its models: booking, resting, trying again, and everybody's turn."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from personae.llm import Breakers, Chain, Limits, Meter, Provider, Queue, guarded, metered, queued


@dataclass(frozen=True, slots=True)
class Link:
    """One model to ask. `address` and `key` tell whose limits and outages it shares; `key` is no secret."""

    provider: Provider
    meter: Meter
    address: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Chains:
    """Makes one provider of several. What was learnt of vendors, and who waits, is shared by all of them."""

    breakers: Breakers = field(default_factory=Breakers)
    queue: Queue = field(default_factory=Queue)
    limits: Limits = field(default_factory=Limits)

    def join(self, links: Sequence[Link], *, user_id: str) -> Provider:
        """A provider that asks one link after another until one begins to answer, in a person's turn."""
        limits = replace(self.limits, tries=max(self.limits.tries, len(links)))  # each link is worth one
        chain = Chain([self._guarded(link) for link in links], limits=limits)
        return queued(chain, self.queue, user_id)

    def _guarded(self, link: Link) -> Provider:
        breaker = self.breakers.of(link.provider.name, address=link.address, key=link.key)
        # A vendor that rests is not asked, so nothing is booked: the meter stands behind the breaker.
        return guarded(metered(link.provider, link.meter), breaker)
