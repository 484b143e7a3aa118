"""The one client for addresses that people set: base URLs of models, and whatever else they may name.

What the operator sets (OIDC, SMTP, S3, the studio's own models) is trusted and goes its own way.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import urljoin

from personae.platform.addresses import PORTS, AddressInvalid, Place, place_of, reach_public
from personae.platform.errors import Kind, PersonaeError

if TYPE_CHECKING:
    import httpx2

# Gives the number to connect to for a host and a port. Raises OSError where there is none that one may.
Reach = Callable[[str, int], Awaitable[str]]
MOVED: Final = frozenset({301, 302, 303, 307, 308})


class ServerUnreachable(PersonaeError):
    """Nobody answers at an address in time, or it leads where nobody may go."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "server_unreachable"
    message: ClassVar[str] = "The server at that address does not answer. Check the address and try again."


class RedirectsMany(PersonaeError):
    """A server sends from address to address."""

    kind: ClassVar[Kind] = Kind.UNAVAILABLE
    code: ClassVar[str] = "redirects_many"
    message: ClassVar[str] = "The server sends on to other addresses too often. Use the one it ends at."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. is_whole: False where its body went on behind `limit_bytes` and was cut."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_whole: bool


async def fetch(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    limit_bytes: int,
    wait_s: float,
    redirects: int = 0,
    reach: Reach | None = reach_public,
) -> Answer:
    """Ask a server for one thing.

    The body is taken as it was sent, never unpacked. wait_s: for all of it, from the first name looked up.
    redirects: how many are followed, of GET alone and never from https to http; each leads through `reach`
    again, and another host gets no headers of the asker's. With 0 a redirect is an answer as any other.
    reach: None where an admin allows any address, the studio's own network included.
    Raises AddressInvalid, ServerUnreachable, RedirectsMany. No cause is kept: it may repeat what was sent.
    """
    import httpx2  # by whoever asks first: a studio that starts needs no client

    sent = dict(headers or {})
    left = redirects if method == "GET" else 0
    try:
        async with asyncio.timeout(wait_s):
            while True:
                answer = await _once(method, url, sent, content, limit_bytes, reach)
                target = answer.headers.get("location")
                if not redirects or method != "GET" or answer.status not in MOVED or not target:
                    return answer
                if not left:
                    raise RedirectsMany
                left -= 1
                url, sent = _onward(url, target, sent)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, UnicodeError):  # TimeoutError is an OSError
        raise ServerUnreachable from None


def _onward(url: str, target: str, headers: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The address that a server sends on to, and the headers that go there."""
    try:
        onward = urljoin(url, target)
    except ValueError:
        raise AddressInvalid from None
    before, after = place_of(url), place_of(onward)
    if (before.scheme, after.scheme) == ("https", "http"):
        raise AddressInvalid
    return onward, headers if before == after else {}


async def _once(
    method: str,
    url: str,
    headers: Mapping[str, str],
    content: bytes | None,
    limit_bytes: int,
    reach: Reach | None,
) -> Answer:
    import httpx2

    place = place_of(url)
    async with httpx2.AsyncClient(timeout=None, follow_redirects=False) as client:
        plain = {"accept-encoding": "identity", **headers}
        request = client.build_request(method, url, headers=plain, content=content)
        _agree(place, request)
        if reach:
            await lead(request, reach)
        answer = await client.send(request, stream=True)
        try:
            body, is_whole = await _beginning(answer.aiter_raw(), limit_bytes)
        finally:
            await answer.aclose()
    return Answer(answer.status_code, answer.headers, body, is_whole)


def _agree(place: Place, request: "httpx2.Request") -> None:
    """Raise AddressInvalid unless the client reads the address as we did."""
    url = request.url
    if (url.scheme, url.host, url.port or PORTS[url.scheme]) != (place.scheme, place.host, place.port):
        raise AddressInvalid


async def lead(request: "httpx2.Request", reach: Reach) -> None:
    """Have a request connect to the number that `reach` gives, for who owns a name may change its number.

    The host that is asked, and whose certificate is wanted, stays the same.  Raises what reach raises.
    """
    host = request.url.host
    number = await reach(host, request.url.port or PORTS[request.url.scheme])
    request.extensions = {**request.extensions, "sni_hostname": host}
    request.url = request.url.copy_with(host=number)


async def _beginning(pieces: AsyncIterator[bytes], limit_bytes: int) -> tuple[bytes, bool]:
    body = bytearray()
    async for piece in pieces:
        body += piece
        if len(body) > limit_bytes:
            return bytes(body[:limit_bytes]), False
    return bytes(body), True
