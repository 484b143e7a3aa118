"""The client for addresses that people set, before servers that anybody may have set up."""

import asyncio
from collections.abc import Iterable
from functools import partial

import pytest

from personae.platform.addresses import AddressInvalid, check_public, reach_public
from personae.platform.outbound import RedirectsMany, ServerUnreachable, fetch
from servers.model_list import ModelList, model_list

ask = partial(fetch, "GET", limit_bytes=100, wait_s=5)


async def reach(host: str, port: int) -> str:
    """Leads names of the test to this machine, as if it were far away, all else to the open internet."""
    return "127.0.0.1" if host.endswith(".test") else await reach_public(host, port)


def elsewhere(server: ModelList, host: str = "far.test") -> str:
    """The server's address under another name."""
    return server.url.replace("127.0.0.1", host)


class TestFetch:
    async def test_brings_what_a_server_says(self) -> None:
        async with model_list(b"Good day.", headers=["x-mood: fair"]) as server:
            answer = await ask(f"{elsewhere(server)}/a?b=c", headers={"x-key": "k"}, reach=reach)
        assert (answer.status, answer.body, answer.is_whole) == (200, b"Good day.", True)
        assert answer.headers["x-mood"] == "fair"
        asked = server.requests[0].casefold()
        assert asked.startswith("get /a?b=c ") and "x-key: k" in asked and "host: far.test:" in asked

    async def test_takes_no_more_than_it_is_told(self) -> None:
        async with model_list(b"x" * 100_000) as server:
            answer = await ask(elsewhere(server), reach=reach)
        assert (answer.body, answer.is_whole) == (b"x" * 100, False)

    async def test_unpacks_nothing(self) -> None:
        async with model_list(b"not gzip", headers=["content-encoding: gzip"]) as server:
            assert (await ask(elsewhere(server), reach=reach)).body == b"not gzip"
        assert "accept-encoding: identity" in server.requests[0].casefold()

    async def test_waits_no_longer_than_it_is_told(self) -> None:
        async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read(-1)  # until the asker hangs up
            writer.close()

        async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            with pytest.raises(ServerUnreachable):
                await fetch("GET", f"http://far.test:{port}", limit_bytes=9, wait_s=0.1, reach=reach)

    @pytest.mark.parametrize(
        "url", ["file:///etc/passwd", "data:,x", "gopher://far.test", "http://a@far.test"]
    )
    async def test_asks_only_web_servers(self, url: str) -> None:
        with pytest.raises(AddressInvalid):
            await ask(url, reach=None)

    async def test_connects_only_to_the_open_internet_unless_it_is_told_otherwise(self) -> None:
        async with model_list(b"secret") as server:
            with pytest.raises(ServerUnreachable):
                await ask(server.url)
            assert server.requests == []
            assert (await ask(server.url, reach=None)).body == b"secret"

    async def test_is_not_led_by_a_name_that_changes_between_look_and_use(self) -> None:
        told = iter([["93.184.216.34"], ["127.0.0.1"]])

        async def rebinding(host: str, port: int) -> Iterable[str]:
            return next(told)

        async with model_list(b"secret") as server:
            url = elsewhere(server, "rebind.test")
            await check_public(url, resolve=rebinding)
            with pytest.raises(ServerUnreachable):
                await ask(url, reach=partial(reach_public, resolve=rebinding))
        assert server.requests == []


class TestRedirects:
    async def test_are_answers_unless_they_are_wanted(self) -> None:
        async with model_list(status=302, headers=["location: http://127.0.0.1:9/"]) as server:
            answer = await ask(elsewhere(server), reach=reach)
        assert (answer.status, answer.headers["location"]) == (302, "http://127.0.0.1:9/")

    async def test_are_followed_without_what_was_meant_for_another_host(self) -> None:
        async with model_list(b"here") as last:
            onward = [f"location: {elsewhere(last, 'other.test')}/there"]
            async with model_list(status=307, headers=onward) as first:
                answer = await ask(elsewhere(first), headers={"x-key": "k"}, reach=reach, redirects=1)
        assert answer.body == b"here"
        assert "x-key" in first.requests[0] and "x-key" not in last.requests[0]

    @pytest.mark.parametrize(
        "target", ["http://127.0.0.1:{port}/", "//127.0.0.1:{port}/", "http://[::ffff:127.0.0.1]:{port}/"]
    )
    async def test_lead_to_no_private_number(self, target: str) -> None:
        async with model_list(b"secret") as inner:
            port = inner.url.rpartition(":")[2]
            async with model_list(status=302, headers=[f"location: {target.format(port=port)}"]) as outer:
                with pytest.raises(ServerUnreachable):
                    await ask(elsewhere(outer), reach=reach, redirects=3)
        assert inner.requests == [] and len(outer.requests) == 1

    @pytest.mark.parametrize(
        "target",
        ["file:///etc/passwd", "ftp://far.test", "http://a@far.test", "http://2130706433", "http://[x"],
    )
    async def test_lead_to_nothing_but_web_servers(self, target: str) -> None:
        async with model_list(status=301, headers=[f"location: {target}"]) as server:
            with pytest.raises(AddressInvalid):
                await ask(elsewhere(server), reach=reach, redirects=3)

    async def test_are_followed_as_often_as_they_are_wanted(self) -> None:
        async with model_list(status=302, headers=["location: /again"]) as server:
            with pytest.raises(RedirectsMany):
                await ask(elsewhere(server), reach=reach, redirects=2)
        assert len(server.requests) == 3

    async def test_are_never_followed_with_what_was_sent(self) -> None:
        async with model_list(status=307, headers=["location: /again"]) as server:
            url = elsewhere(server)
            answer = await fetch(
                "POST", url, content=b"{}", limit_bytes=9, wait_s=5, reach=reach, redirects=2
            )
        assert answer.status == 307 and len(server.requests) == 1
