"""The HTTP client under the SDKs, before servers that refuse at any length."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from personae.llm.providers.wire import REFUSAL_BYTES, client_of


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
