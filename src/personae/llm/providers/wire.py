"""The HTTP client under the vendors' SDKs, made careful of servers that anybody may have set up."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final

from httpx2 import AsyncByteStream, AsyncClient, Request, Response, Timeout

from personae.platform.outbound import Reach, lead

# Of a refusal, which the SDKs read to its end. Compressed, it may grow a thousandfold.
REFUSAL_BYTES: Final = 16 * 1024

Hook = Callable[[Any], Awaitable[None]]


def client_of(make: type[AsyncClient], timeout: Timeout, reach: Reach | None = None) -> AsyncClient:
    """A client of an SDK's own kind, that connects to any host, or as `reach` says.

    It follows no redirects, for a request that follows one takes the key to another host, and of any answer
    but a good one it reads no more than REFUSAL_BYTES.
    """

    async def leading(request: Request) -> None:
        if reach:
            await lead(request, reach)

    hooks: dict[str, list[Hook]] = {"request": [leading], "response": [_shorten]}
    return make(timeout=timeout, follow_redirects=False, event_hooks=hooks)


async def _shorten(response: Response) -> None:
    if not response.is_success and isinstance(response.stream, AsyncByteStream):
        response.stream = Beginning(response.stream)


class Beginning(AsyncByteStream):
    """The first REFUSAL_BYTES of a body, or a little more."""

    def __init__(self, whole: AsyncByteStream) -> None:
        self._whole = whole

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for piece in self._whole:
            yield piece
            size += len(piece)
            if size >= REFUSAL_BYTES:
                return

    async def aclose(self) -> None:
        """Close the whole body, read or not."""
        await self._whole.aclose()
