"""Shared clients: one for each key and model, a bounded number, closed once and not too early."""

from personae.llm import Provider, ScriptedProvider
from personae.models import Clients, Opened


class Vendor:
    """Makes clients and counts them; `closed` names the models whose client was closed, in order."""

    def __init__(self) -> None:
        self.made: list[tuple[str, str]] = []
        self.closed: list[str] = []

    def connect(self, key: Opened, model: str) -> Provider:
        """A client that notes its end."""
        self.made.append((key.secret, model))
        return Noting(self.closed, model)


class Noting(ScriptedProvider):
    """A provider that notes when it is closed."""

    def __init__(self, closed: list[str], model: str) -> None:
        super().__init__(model=model)
        self._closed = closed

    async def close(self) -> None:
        """Note it."""
        self._closed.append(self.model)


def key(secret: str = "one", *, base_url: str | None = None) -> Opened:
    return Opened("openai", base_url, secret)


class TestLease:
    async def test_shares_a_client_of_the_same_key_address_and_model(self) -> None:
        vendor = Vendor()
        clients = Clients(vendor.connect)
        async with clients.lease(key(), "a") as first, clients.lease(key(), "a") as second:
            assert first is second
        for other in (key("two"), key(base_url="http://localhost")):
            async with clients.lease(other, "a") as third:
                assert third is not first
        async with clients.lease(key(), "b"):
            pass
        assert vendor.made == [("one", "a"), ("two", "a"), ("one", "a"), ("one", "b")]
        assert vendor.closed == []

    async def test_throws_out_the_one_that_was_not_used_for_longest(self) -> None:
        vendor = Vendor()
        clients = Clients(vendor.connect, most=2)
        for model in ("a", "b", "a", "c"):
            async with clients.lease(key(), model):
                pass
        assert vendor.closed == ["b"]
        assert len(clients) == 2

    async def test_closes_one_that_is_thrown_out_after_its_last_reply(self) -> None:
        vendor = Vendor()
        clients = Clients(vendor.connect, most=1)
        async with clients.lease(key(), "a"):
            async with clients.lease(key(), "a"), clients.lease(key(), "b"):
                assert vendor.closed == []
            assert vendor.closed == []
        assert vendor.closed == ["a"]

    async def test_stays_bounded_when_more_stream_than_are_kept(self) -> None:
        vendor = Vendor()
        clients = Clients(vendor.connect, most=1)
        async with clients.lease(key(), "a"), clients.lease(key(), "b"), clients.lease(key(), "c"):
            assert len(clients) == 1
        assert vendor.closed == ["b", "a"]


class TestClose:
    async def test_closes_each_once_and_those_that_stream_afterwards(self) -> None:
        vendor = Vendor()
        clients = Clients(vendor.connect)
        async with clients.lease(key(), "a"):
            async with clients.lease(key(), "b"):
                pass
            await clients.close()
            await clients.close()
            assert vendor.closed == ["b"]
        assert vendor.closed == ["b", "a"]
