"""Idempotency-Key: a POST of the API that is sent again is done once, and answered as the first time."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from personae.accounts import Actor, Answered, Claim, Onces, RequestGoingOn
from personae.bootstrap import Services
from personae.platform.errors import PersonaeError
from personae.web.deps import count_request, find_actor
from personae.web.edge import BodyTooLarge
from personae.web.errors import TOO_LARGE, answer_expected
from personae.web.problems import problem

API: Final = "/api/v1/"
HEADER: Final = "idempotency-key"
REPLAYED: Final = "idempotent-replayed"
KEPT_HEADERS: Final = ("content-type", "location", "etag")
BODY_MOST: Final = 1024**2  # of an answer that is kept


class Once:
    """ASGI middleware around all routes.

    Who is not signed in is let through: there is nobody to keep an answer for. Only answers that say that
    something was done are kept; a request that was refused has done nothing, and may be sent again.
    """

    def __init__(self, app: ASGIApp, *, services: Services) -> None:
        self._app, self._services = app, services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or answer as before."""
        if scope["type"] != "http" or scope["method"] != "POST" or not scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return
        key = Headers(scope=scope).get(HEADER)
        actor = None if key is None else await find_actor(HTTPConnection(scope), self._services)
        if key is None or actor is None:
            await self._app(scope, receive, send)
            return
        try:
            claim = self._services.accounts.onces.of(actor, key)
            await self._once(actor, claim, scope, receive, send)
        except BodyTooLarge:
            await problem(413, TOO_LARGE, {"code": "request_too_large"})(scope, receive, send)
        except PersonaeError as error:
            answer = await answer_expected(Request(scope, receive), error)
            await answer(scope, receive, send)

    async def _once(self, actor: Actor, claim: Claim, scope: Scope, receive: Receive, send: Send) -> None:
        onces = self._services.accounts.onces
        reading = Reading(scope, receive)
        if await onces.take(claim):
            await self._do(onces, claim, scope, reading, send)
            return
        await count_request(self._services, actor)  # for no route will do it
        await reading.to_end()
        while True:
            answered = await onces.answer(claim, request=reading.digest)
            if answered is not None:
                headers = {**answered.headers, REPLAYED: "true"}
                await Response(answered.body, answered.status, headers)(scope, receive, send)
                return
            if await onces.take(claim):
                reading.again()
                await self._do(onces, claim, scope, reading, send)
                return

    async def _do(self, onces: Onces, claim: Claim, scope: Scope, reading: "Reading", send: Send) -> None:
        async def end() -> None:
            if writing.has_done:
                await onces.settle(claim, request=reading.digest, answered=writing.answered)
                return
            await onces.release(claim)

        writing = Writing(send, end)
        try:
            await self._app(scope, reading.receive, writing.send)
        finally:
            # Whoever hung up after the answer began has had it done.
            await writing.end()


class Reading:
    """A request on its way in: what it is made of is summed up as it comes.

    The boundary between the parts of a form is another one each time, so it is left out of the sum.
    """

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._receive = receive
        headers = Headers(scope=scope)
        kind, _, rest = headers.get("content-type", "").partition("boundary=")
        self._boundary = rest.split(";")[0].strip().strip('"').encode("latin-1")
        self._keeps = not kind.startswith("multipart/")
        wants = "text/event-stream" in headers.get("accept", "")
        self._sum = hashlib.sha256()
        for part in (scope["path"].encode(), scope["query_string"], b"stream" if wants else b""):
            self._sum.update(part + b"\0")
        self._held = b""
        self._kept: list[bytes] = []
        self._has_ended = False
        self._replays = False

    @property
    def digest(self) -> str:
        """The sum of all that has come."""
        found = self._sum.copy()
        found.update(self._held)
        return found.hexdigest()

    async def receive(self) -> Message:
        """The next message; what was read before is handed out again first."""
        if self._replays:
            self._replays = False
            return {"type": "http.request", "body": b"".join(self._kept), "more_body": False}
        message = await self._receive()
        if message["type"] == "http.request":
            self._take(message.get("body", b""))
            self._has_ended = not message.get("more_body", False)
        return message

    async def to_end(self) -> None:
        """Read all there is, for its sum. A form with a file is not kept."""
        while not self._has_ended:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                return
            if self._keeps:
                self._kept.append(message.get("body", b""))

    def again(self) -> None:
        """Hand the request out once more. Raises RequestGoingOn where that cannot be done."""
        if not self._keeps:
            raise RequestGoingOn(retry_after_s=1)
        self._replays = True

    def _take(self, data: bytes) -> None:
        if not self._boundary:
            self._sum.update(data)
            return
        held = (self._held + data).replace(self._boundary, b"")
        rest = max(0, len(held) - len(self._boundary) + 1)
        self._sum.update(held[:rest])
        self._held = held[rest:]


@dataclass(slots=True)
class Writing:
    """An answer on its way out, noted as it goes.

    _end: keeps it, before its last words are passed on: who has heard them may ask again at once.
    """

    _send: Send
    _end: Callable[[], Awaitable[None]]
    _status: int = 0
    _headers: dict[str, str] = field(default_factory=dict)
    _body: bytearray = field(default_factory=bytearray)
    _is_whole: bool = False
    _has_ended: bool = False

    async def send(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = Headers(raw=message.get("headers", []))
            self._headers = {name: headers[name] for name in KEPT_HEADERS if name in headers}
        elif message["type"] == "http.response.body":
            if len(self._body) <= BODY_MOST:
                self._body += message.get("body", b"")
            if not message.get("more_body", False):
                self._is_whole = True
                await self.end()
        await self._send(message)

    async def end(self) -> None:
        """Keep what there is of the answer, once."""
        if not self._has_ended:
            self._has_ended = True
            await self._end()

    @property
    def has_done(self) -> bool:
        """Whether the answer says that something was done."""
        return 200 <= self._status < 400

    @property
    def answered(self) -> Answered | None:
        """The whole answer; None when it was cut off, or is too long to keep."""
        if not self._is_whole or len(self._body) > BODY_MOST:
            return None
        return Answered(self._status, self._headers, bytes(self._body))
