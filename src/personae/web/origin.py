"""Which requests come from our own pages, and which addresses can be meant at all."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

LOOPBACK = {"localhost", "127.0.0.1"}
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def is_same_origin(scope: Scope, *, public_host: str) -> bool:
    """False for a request that changes something, or a socket, that another site's page sends.

    Browsers always tell the origin of such requests; programs without one pass.
    """
    if scope["type"] == "http" and scope["method"] in SAFE_METHODS:
        return True
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
    return _host(origin) in {headers.get("host", ""), public_host} - {""}


def is_loopback(scope: Scope) -> bool:
    """True when the request names this very machine; another name may be a stranger's page rebound to it."""
    host = Headers(scope=scope).get("host", "")
    return host.rpartition("]")[0].lstrip("[") == "::1" or host.partition(":")[0] in LOOPBACK


def is_possible(scope: Scope) -> bool:
    """False for an address with a NUL character: no id has one, and PostgreSQL refuses them."""
    return "\0" not in scope["path"] and b"%00" not in scope["query_string"]


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # no address at all, such as "http://["
        return ""
