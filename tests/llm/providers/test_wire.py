"""The HTTP client under the SDKs, before servers that refuse at any length."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from openai import DefaultAioHttpClient

from personae.llm.providers.wire import REFUSAL_BYTES, client_of
from servers.model_list import model_list


class Endless(httpx2.AsyncByteStream):
    """A body that never ends, and counts what is read of it."""

    def __init__(self) -> None:
        self.sent, self.is_closed = 0, False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self.sent < 100 * REFUSAL_BYTES:
            self.sent += 4096
            yield b"x" * 4096

    async def aclose(self) -> None:
        self.is_closed = True


def answering(status: int, body: Endless) -> type[httpx2.AsyncClient]:
    """A kind of client that is always answered so."""

    class Client(httpx2.AsyncClient):
        def __init__(self, **options: object) -> None:
            transport = httpx2.MockTransport(lambda _: httpx2.Response(status, stream=body))
            super().__init__(**options, transport=transport)  # type: ignore[arg-type]

    return Client


class TestClientOf:
    @pytest.mark.parametrize("status", [302, 400, 503])
    async def test_reads_the_beginning_of_a_refusal(self, status: int) -> None:
        body = Endless()
        async with client_of(answering(status, body), httpx2.Timeout(5)) as client:
            answer = await client.get("http://model.test/")
        assert len(answer.content) == body.sent == REFUSAL_BYTES
        assert body.is_closed

    async def test_reads_all_of_a_good_answer(self) -> None:
        body = Endless()
        async with client_of(answering(200, body), httpx2.Timeout(5)) as client:
            answer = await client.get("http://model.test/")
        assert len(answer.content) == 100 * REFUSAL_BYTES

    @pytest.mark.parametrize("kind", [DefaultAioHttpClient, httpx2.AsyncClient])
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    async def test_follows_no_redirect(self, status: int, kind: type[httpx2.AsyncClient]) -> None:
        async with (
            model_list(b"secret") as inner,
            model_list(status=status, headers=[f"location: {inner.url}/"]) as outer,
            client_of(kind, httpx2.Timeout(5)) as client,
        ):
            answer = await client.post(outer.url, json={})
        assert answer.status_code == status and inner.requests == []

    @pytest.mark.parametrize("kind", [DefaultAioHttpClient, httpx2.AsyncClient])
    async def test_connects_where_it_is_led(self, kind: type[httpx2.AsyncClient]) -> None:
        async def nowhere(host: str, port: int) -> str:
            raise OSError("private")

        async def here(host: str, port: int) -> str:
            assert host == "far.test"
            return "127.0.0.1"

        async with model_list(b"Good day.") as server:
            url = server.url.replace("127.0.0.1", "far.test")
            async with client_of(kind, httpx2.Timeout(5), here) as client:
                assert (await client.get(url)).content == b"Good day."
            async with client_of(kind, httpx2.Timeout(5), nowhere) as client:
                with pytest.raises(OSError, match="private"):
                    await client.get(url)
        assert "host: far.test:" in server.requests[0].casefold() and len(server.requests) == 1
