"""HTTP/1.1 by hand for the scripted model server, so that it can break off wherever a script says."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus

from servers.scripted_protocols import Request, Vendor
from servers.scripted_replies import Reply

GARBAGE = b'data: {"choices": [{"delta": {"content": \xff\n\n'


class Wire:
    """One connection of a client.  Every answer returns whether the connection may carry another."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def read(self) -> Request:
        """Return the next request.  Raises IncompleteReadError when the client has left."""
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip("\r\n").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        body = await self._reader.readexactly(int(headers.get("content-length", "0")))
        return Request(path=first.split(" ")[1], headers=headers, body=json.loads(body or b"{}"))

    async def send(self, body: bytes, reply: Reply) -> bool:
        """Send a whole body with the reply's status and headers."""
        length = {"content-length": str(len(body)), "content-type": reply.content_type}
        self._head(reply.status, {**length, **reply.headers})
        self._writer.write(body)
        await self._writer.drain()
        return True

    async def hold(self) -> bool:
        """Say nothing until the client hangs up."""
        await self._reader.read()
        return False

    async def answer(self, vendor: Vendor, request: Request, reply: Reply) -> bool:
        """Send the reply as one JSON document, or the part of it that the script allows."""
        body = json.dumps(vendor.whole(request, reply)).encode()
        await asyncio.sleep(reply.pause_s * len(reply.tokens))
        if reply.break_after is None:
            return await self.send(body, reply)
        if reply.how == "garbage":
            return await self.send(body[:-1], reply)
        # The head promises more than will ever come.
        self._head(200, {"content-length": str(len(body)), "content-type": reply.content_type})
        self._writer.write(body[: len(body) // 2])
        await self._writer.drain()
        return await self._break(reply)

    async def stream(self, vendor: Vendor, request: Request, reply: Reply) -> bool:
        """Send the reply token by token, as far as the script allows."""
        framing = {"transfer-encoding": "chunked"} if reply.is_chunked else {"connection": "close"}
        self._head(200, {"content-type": "text/event-stream", **framing})
        await self._events(vendor.opening(request, reply), reply)
        for token in reply.tokens[: reply.break_after]:
            await asyncio.sleep(reply.pause_s)
            await self._events(iter([vendor.piece(request, token)]), reply)
        if reply.break_after is not None:
            return await self._break(reply)
        await self._events(vendor.closing(request, reply), reply)
        if reply.is_chunked:
            self._writer.write(b"0\r\n\r\n")
            await self._writer.drain()
        return reply.is_chunked

    async def _events(self, events: Iterator[bytes], reply: Reply) -> None:
        for event in events:
            self._writer.write(b"%x\r\n%b\r\n" % (len(event), event) if reply.is_chunked else event)
            await self._writer.drain()

    async def _break(self, reply: Reply) -> bool:
        if reply.how == "garbage":
            await self._events(iter([GARBAGE]), reply)
        if reply.how == "stall":
            return await self.hold()
        return False

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        known = {int(each): each.phrase for each in HTTPStatus}
        lines = [f"HTTP/1.1 {status} {known.get(status, 'Overloaded')}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
