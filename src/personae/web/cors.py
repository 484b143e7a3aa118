"""Which other sites' pages may speak to the API: those that the operator names, and with a token alone."""

from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
TOLD: Final = ("etag", "idempotent-replayed", "location", "retry-after", "x-request-id")
KEPT_S: Final = 600  # how long a browser remembers what it was allowed


class Cors:
    """ASGI middleware: answers preflights and names the origin, on the API's addresses and nowhere else.

    No answer ever allows credentials, so browsers send no cookies of ours along; who speaks says so with
    `Authorization: Bearer`. What changes something without it is refused by the edge.
    """

    def __init__(self, app: ASGIApp, *, origins: Collection[str]) -> None:
        """origins: as browsers write them, "https://chat.example.org"."""
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=METHODS,
            allow_headers=["*"],  # those that a page asks for; a token stands in one, and clients add theirs
            expose_headers=TOLD,
            max_age=KEPT_S,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through."""
        if scope["type"] != "http" or not is_api(scope):
            await self._app(scope, receive, send)
            return

        async def varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header("Origin")
            await send(message)

        await self._open(scope, receive, varying)


def is_api(scope: Scope) -> bool:
    """True for the addresses that other sites' pages may ever ask."""
    return str(scope["path"]).startswith(("/api/v1/", "/v1/"))


def is_welcome(scope: Scope, *, origins: Collection[str]) -> bool:
    """True for a request to the API from a page of an origin that is named, which brings its own token."""
    headers = Headers(scope=scope)
    brings_token = headers.get("authorization", "").casefold().startswith("bearer ")
    is_named = headers.get("origin") in origins
    return scope["type"] == "http" and is_api(scope) and is_named and brings_token
