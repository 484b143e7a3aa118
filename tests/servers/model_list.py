"""A vendor's list of models on a loopback port: answers every request the same, and keeps what was asked."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class ModelList:
    """The server: where it is, what it answers, and the requests so far as they came."""

    status: int = 200
    body: bytes = b""
    headers: Sequence[str] = ()
    url: str = ""
    requests: list[str] = field(default_factory=list)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request and hang up."""
        self.requests.append((await reader.readuntil(b"\r\n\r\n")).decode("latin-1"))
        head = (f"HTTP/1.1 {self.status} X", f"content-length: {len(self.body)}", "connection: close")
        writer.write("\r\n".join((*head, *self.headers, "", "")).encode() + self.body)
        await writer.drain()
        writer.close()


def listed(*names: str) -> bytes:
    """A list of models as both vendors write it."""
    return json.dumps({"data": [{"id": name, "object": "model"} for name in names]}).encode()


@asynccontextmanager
async def model_list(
    body: bytes = b"", *, status: int = 200, headers: Sequence[str] = ()
) -> AsyncIterator[ModelList]:
    """A server that answers with a body while the context is open."""
    made = ModelList(status, body, headers)
    server = await asyncio.start_server(made.answer, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield made
