"""What every request passes: an id, limits, the same-origin rule, security headers, one log line."""

import time
from collections.abc import Collection
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from personae.platform import metrics
from personae.platform.caller import set_caller
from personae.platform.ids import new_id
from personae.platform.logs import get_logger
from personae.platform.settings import Settings
from personae.platform.storable import storable
from personae.web.cors import is_welcome
from personae.web.origin import is_loopback, is_possible, is_same_origin
from personae.web.problems import failure, is_for_programs

log = get_logger(__name__)

BODY_LIMIT = 1024**2  # of everything but an upload, which counts its own bytes
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
# Of what is no page: data, files, pictures. Opened by itself it may do nothing, not even as a page of ours.
FILE_POLICY = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
OTHER_SITE = "This request came from another site, so it was refused. Open the studio itself and retry."
UNKNOWN_HOST = (
    "This studio listens on this machine alone, so it answers only to localhost and 127.0.0.1. "
    "To reach it by another name, set PERSONAE_PUBLIC_URL."
)
NO_ADDRESS = "There is nothing at this address. Check it, or start again from your library."


class Edge:
    """ASGI middleware, outermost of all."""

    def __init__(self, app: ASGIApp, *, settings: Settings, uploads: Collection[str]) -> None:
        """uploads: the paths whose routes count the bytes of a file themselves."""
        self._app = app
        self._https = settings.is_https
        self._public_host = urlsplit(settings.public_url or "").netloc
        self._is_private = settings.is_private
        self._origins = settings.cors_origins
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request or socket through."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        request_id = new_id()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        agent = Headers(scope=scope).get("user-agent", "")
        set_caller((scope.get("client") or ("", 0))[0], storable(agent))
        refusal = self._refusal(scope)
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, is_refused=refusal is not None)
            return
        answer = _Answer(scope, send, request_id=request_id, https=self._https)
        try:
            await (refusal or self._app)(scope, self._limited(scope, receive), answer.send)
        finally:
            answer.note()

    def _refusal(self, scope: Scope) -> Response | None:
        if not is_possible(scope):
            return _refused(scope, 404, "not_found", NO_ADDRESS)
        if self._is_private and not is_loopback(scope):
            return _refused(scope, 421, "host_unknown", UNKNOWN_HOST)
        if not is_same_origin(scope, public_host=self._public_host) and not is_welcome(
            scope, origins=self._origins
        ):
            return _refused(scope, 403, "other_site", OTHER_SITE)
        return None

    async def _socket(self, scope: Scope, receive: Receive, send: Send, *, is_refused: bool) -> None:
        if not is_refused:
            await self._app(scope, receive, send)
            return
        log.info("socket.refused")
        await receive()
        await send({"type": "websocket.close", "code": 4403, "reason": "refused"})

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        """The same messages, until more bytes come than any form or JSON here needs."""
        kind = Headers(scope=scope).get("content-type", "")
        if kind.startswith("multipart/form-data") and scope["path"] in self._uploads:
            return receive
        seen = 0

        async def limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > BODY_LIMIT:
                raise BodyTooLarge
            return message

        return limited


class BodyTooLarge(HTTPException):
    """A request's body passed BODY_LIMIT. An HTTPException, for FastAPI hides every other one as a 400."""

    def __init__(self) -> None:
        super().__init__(413)


class _Answer:
    """One answer on its way out: gets its headers, is counted and logged."""

    def __init__(self, scope: Scope, send: Send, *, request_id: str, https: bool) -> None:
        self._scope, self._send, self._request_id, self._https = scope, send, request_id, https
        self._started = time.perf_counter()
        self._status = 500
        self._first_byte_s = 0.0

    async def send(self, message: Message) -> None:
        """Pass a message on, with our headers on the first."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._first_byte_s = time.perf_counter() - self._started
            headers = MutableHeaders(scope=message)
            if not headers.get("content-type", "text/html").startswith("text/html"):
                headers["content-security-policy"] = FILE_POLICY
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
            headers["x-request-id"] = self._request_id
            if self._https:
                headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"
        await self._send(message)

    def note(self) -> None:
        """Count and log the answer, by its route rather than by what people typed."""
        route = route_template(self._scope)
        method = self._scope["method"] if self._scope["method"] in METHODS else "other"
        metrics.REQUESTS.labels(method, route, str(self._status)).inc()
        metrics.REQUEST_SECONDS.labels(route).observe(self._first_byte_s)
        took_ms = round((time.perf_counter() - self._started) * 1000)
        log.info("request", method=method, route=route, status=self._status, took_ms=took_ms)


def route_template(scope: Scope) -> str:
    """The path of the route that answers, with its parameters' names: "/api/v1/documents/{document_id}".

    FastAPI tells the path inside a router, without the prefix it is included under.
    """
    inner = getattr(scope.get("route"), "path", None)
    if not isinstance(inner, str):
        return "unknown"
    parts = scope["path"].split("/")
    prefix = parts[: len(parts) - inner.count("/")]
    return "/".join(prefix) + inner


def _refused(scope: Scope, status: int, code: str, sentence: str) -> Response:
    structlog.contextvars.bind_contextvars(code=code)  # why, in the line of this request
    if is_for_programs(scope):
        return failure(scope, status, sentence, {"code": code})
    return PlainTextResponse(sentence, status)
