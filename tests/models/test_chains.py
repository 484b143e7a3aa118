"""Chains: one person's turn, one vendor's rest, and what is not booked meanwhile."""

import pytest

from llm.makers import everything, prompt
from personae.llm import (
    Booking,
    Breaker,
    Breakers,
    Call,
    Ending,
    Limits,
    ModelResting,
    ModelUnreachable,
    ScriptedProvider,
    saying,
)
from personae.models import Chains, Link


class Meter:
    """Books every call."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.endings: list[Ending] = []

    async def reserve(self, call: Call) -> Booking:
        """Note it."""
        self.calls.append(call)
        return self

    async def settle(self, ending: Ending) -> None:
        """Note it."""
        self.endings.append(ending)


def down(model: str = "large") -> ScriptedProvider:
    """A model that nobody reaches."""
    return ScriptedProvider([ModelUnreachable(vendor="scripted", model=model)], model=model)


@pytest.fixture
def chains() -> Chains:
    """Chains that ask nobody twice, and leave a vendor alone after one failure."""
    return Chains(breakers=Breakers(lambda: Breaker(limit=1)), limits=Limits(tries=1))


class TestJoin:
    async def test_books_nothing_while_a_vendor_rests(self, chains: Chains) -> None:
        meter = Meter()
        provider = chains.join([Link(down(), meter, key="one")], user_id="ada")
        with pytest.raises(ModelUnreachable):
            await everything(provider.stream(prompt("Well?")))
        with pytest.raises(ModelResting):
            await everything(provider.stream(prompt("Well?")))
        assert len(meter.calls) == len(meter.endings) == 1

    async def test_tells_keys_and_addresses_apart(self, chains: Chains) -> None:
        meter = Meter()
        with pytest.raises(ModelUnreachable):
            await everything(chains.join([Link(down(), meter, key="one")], user_id="a").stream(prompt("?")))
        well = ScriptedProvider(saying("Aye."))
        for link in (Link(well, meter, key="two"), Link(well, meter, address="http://a", key="one")):
            text, _ = await everything(chains.join([link], user_id="b").stream(prompt("?")))
            assert text == "Aye."

    async def test_books_each_model_that_is_asked_with_its_own_meter(self, chains: Chains) -> None:
        first, second = Meter(), Meter()
        links = [Link(down(), first, key="one"), Link(ScriptedProvider(saying("Aye.")), second, key="two")]
        text, _ = await everything(chains.join(links, user_id="ada").stream(prompt("Well?")))
        assert text == "Aye."
        assert [ending.code for ending in first.endings] == ["model_unreachable"]
        assert [ending.outcome for ending in second.endings] == ["done"]
