"""Which addresses that people set may be asked: the rules, whoever asks."""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar, Final
from urllib.parse import urlsplit

from personae.platform.errors import Kind, PersonaeError

PORTS: Final = {"http": 80, "https": 443}
LONGEST: Final = 2000  # characters
NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
OPEN_IPV6: Final = ipaddress.ip_network("2000::/3")  # all that was ever given out for the open internet
# Letters of other scripts are written in punycode, for two parsers do not read them alike. One label may
# have underscores, as the names of containers do.
NAME: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*", re.IGNORECASE | re.ASCII)
NETLOC: Final = re.compile(r"(\[[0-9a-f:.]+\]|[^][:@%]+)(:\d{1,5})?", re.IGNORECASE | re.ASCII)
NUMBER: Final = re.compile(r"(\d+|0x[0-9a-f]*)", re.IGNORECASE | re.ASCII)

Number = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[Iterable[str]]]


class AddressInvalid(PersonaeError):
    """The text is no address of a web server, or one that two programs may read differently."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "address_invalid"
    message: ClassVar[str] = "That is no address of a web server. Write one like https://example.org/path."


class AddressUnknown(PersonaeError):
    """No computer has this name."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "address_unknown"
    message: ClassVar[str] = "No server is found under that address. Check how it is spelt."


class AddressPrivate(PersonaeError):
    """The address leads into the studio's own network."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "address_private"
    message: ClassVar[str] = (
        "This address lies in the studio's own network, which is closed. Use a public address."
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads. host: without the brackets of IPv6, in small letters."""

    scheme: str
    host: str
    port: int


def place_of(url: str) -> Place:
    """Where an address leads.

    Raises AddressInvalid unless it is http or https with a host that every program reads alike: a name in
    plain letters, four decimal numbers, or IPv6 in brackets. 127.1 and 0x7f000001 are other ways to write a
    number; a name before @, a backslash, a blank or a fragment has one parser see another host.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise AddressInvalid from None
    is_plain = url.isprintable() and not any(map(str.isspace, url)) and not set(url) & set("\\#")
    if parts.scheme not in PORTS or not is_plain or len(url) > LONGEST:
        raise AddressInvalid
    is_known = _is_ipv6(host) if "[" in parts.netloc else _is_name(host)
    if not is_known or not NETLOC.fullmatch(parts.netloc):
        raise AddressInvalid
    return Place(parts.scheme, host, port or PORTS[parts.scheme])


def clean_address(text: str, *, limit: int) -> str | None:
    """An address without blanks around it and without a slash at its end; None for a blank one.

    limit: characters.  Raises AddressInvalid as `place_of`, and for a query: addresses are shown, and what
    stands there is often a key.
    """
    text = text.strip().rstrip("/")
    if not text:
        return None
    if "?" in text or len(text) > limit:
        raise AddressInvalid
    place_of(text)
    return text


async def resolve(host: str, port: int) -> Iterable[str]:
    """The numbers that the system finds for a host. Raises OSError, UnicodeError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


async def check_public(url: str, *, resolve: Resolve = resolve) -> None:
    """Raise AddressPrivate when any number behind an address is not the open internet's.

    Raises AddressInvalid, and AddressUnknown when there is no number. Who owns the name may change its
    number afterwards, so this is asked before each use, and `reach_public` says where to connect to.
    """
    place = place_of(url)
    try:
        numbers = list(await resolve(place.host, place.port))
    except (OSError, UnicodeError):
        raise AddressUnknown from None
    if not numbers:
        raise AddressUnknown
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


def is_public(number: Number) -> bool:
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


def _is_public(number: str) -> bool:
    return is_public(ipaddress.ip_address(number.partition("%")[0]))


def _is_ipv6(host: str) -> bool:
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return True


def _is_name(host: str) -> bool:
    if not NUMBER.fullmatch(host.rpartition(".")[2]):
        return len(host) <= 253 and bool(NAME.fullmatch(host))
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True
