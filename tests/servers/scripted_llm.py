"""A model server on a loopback port that answers by script, in the protocols of two vendors."""

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType

from servers.scripted_protocols import VENDORS, Request
from servers.scripted_replies import Reply
from servers.scripted_wire import Wire

# A line of a script is a reply, or works one out from the request: an echo, a structured answer.
Line = Reply | Callable[[Request], Reply]
NO_SUCH_PATH = Reply(status=404, body=b'{"error": {"message": "no such path"}}')


@dataclass
class ScriptedLlm:
    """The server: its address without `/v1`, the lines still to come, and the requests so far.

    Each request takes the first line of `script`; once none is left, `otherwise` answers.
    """

    script: deque[Line]
    otherwise: Line
    url: str = ""
    requests: list[Request] = field(default_factory=list)
    _connections: set[asyncio.Task[None]] = field(default_factory=set)
    _listener: asyncio.Server | None = None

    async def __aenter__(self) -> "ScriptedLlm":
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        port = self._listener.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._listener is not None, "entered before it is left"
        self._listener.close()
        connections = list(self._connections)
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        await self._listener.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None, "the listener gives every connection a task"
        self._connections.add(task)
        try:
            # A client that hangs up is part of many a script, and no failure of it.
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while await self._exchange(Wire(reader, writer)):
                    pass
        finally:
            self._connections.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _exchange(self, wire: Wire) -> bool:
        """Answer one request, and say whether the connection may carry another."""
        request = await wire.read()
        vendor = VENDORS.get(request.path)
        if vendor is None:
            return await wire.send(NO_SUCH_PATH.body or b"", NO_SUCH_PATH)
        self.requests.append(request)
        line = self.script.popleft() if self.script else self.otherwise
        reply = line if isinstance(line, Reply) else line(request)
        if reply.how == "silence":
            return await wire.hold()
        if reply.body is not None:
            return await wire.send(reply.body, reply)
        if reply.status != HTTPStatus.OK:
            return await wire.send(json.dumps(vendor.error(reply)).encode(), reply)
        if request.is_streamed:
            return await wire.stream(vendor, request, reply)
        return await wire.answer(vendor, request, reply)


def scripted_llm(script: Iterable[Line] = (), *, otherwise: Line | None = None) -> ScriptedLlm:
    """Return a server, to be entered with `async with`, that goes through a script of replies.

    otherwise: what answers after the script, a plain good reply unless given.
    """
    return ScriptedLlm(deque(script), otherwise or Reply())
