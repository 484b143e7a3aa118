"""Which addresses of model servers a person may set."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlsplit

from personae.models.errors import AddressInvalid, AddressPrivate, AddressUnknown
from personae.models.tables import ADDRESS_LIMIT

NAT64 = ipaddress.ip_network("64:ff9b::/96")
OPEN_IPV6 = ipaddress.ip_network("2000::/3")  # all that was ever given out for the open internet
PORTS = {"http": 80, "https": 443}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[Iterable[str]]]


def clean_address(text: str) -> str | None:
    """An address without blanks around it and without a slash at its end; None for a blank one.

    Raises AddressInvalid unless it is http or https with a host, and has no name, password, query or
    fragment in it: those would end up where addresses are shown.
    """
    text = text.strip().rstrip("/")
    if not text:
        return None
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise AddressInvalid from None
    is_plain = text.isprintable() and not any(map(str.isspace, text)) and "\\" not in text
    if parts.scheme not in PORTS or not host or not is_plain or len(text) > ADDRESS_LIMIT:
        raise AddressInvalid
    if "@" in parts.netloc or "?" in text or "#" in text:
        raise AddressInvalid
    return text


async def resolve(host: str, port: int) -> Iterable[str]:
    """The numbers that the system finds for a host. Raises OSError, UnicodeError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


async def check_public(url: str, *, resolve: Resolve = resolve) -> None:
    """Raise AddressPrivate when any number behind a cleaned address is not the open internet's.

    Raises AddressUnknown when there is none. Who owns the name may change its number afterwards, so this is
    asked before each use, and `reach_public` says where to connect to.
    """
    parts = urlsplit(url)
    try:
        numbers = await resolve(str(parts.hostname), parts.port or PORTS[parts.scheme])
    except (OSError, UnicodeError):
        raise AddressUnknown from None
    if not all(map(_is_public, numbers)):
        raise AddressPrivate


async def reach_public(host: str, port: int, *, resolve: Resolve = resolve) -> str:
    """The number to connect to for a host.

    Raises OSError or UnicodeError where none is found, or any is not the open internet's.
    """
    numbers = list(await resolve(host, port))
    if not numbers or not all(map(_is_public, numbers)):
        raise OSError("the host does not lead to the open internet")
    return numbers[0]


def _is_public(number: str) -> bool:
    return is_public(ipaddress.ip_address(number.partition("%")[0]))


def is_public(number: Address) -> bool:
    """True for a number of the open internet, also where an IPv6 number holds one of IPv4."""
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo or (None, None))[1]
        if number in NAT64:
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if number not in OPEN_IPV6:
            return False
    return number.is_global and not number.is_multicast
