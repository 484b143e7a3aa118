"""Which links out of strangers' text may be followed, and how their addresses are told."""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from personae.platform.addresses import AddressInvalid, is_public, place_of

SHOWN_MOST: Final = 60  # characters of an address beside a link
# Names that lead nowhere in the open internet, so only to what stands near the reader or the studio.
NEAR: Final = (
    ".local",
    ".localhost",
    ".internal",
    ".lan",
    ".intranet",
    ".home.arpa",
    ".test",
    ".onion",
    ".invalid",
)


def leads_outward(url: str, *, ours: str) -> bool:
    """True for a whole web or mail address in the open internet.

    ours: the studio's own host. An address of ours would do something by being followed, and one without a
    host is ours; a private number or name may be a router's.
    """
    if url.startswith("mailto:"):
        return "@" in url
    try:
        host = place_of(url.partition("#")[0]).host
    except AddressInvalid:
        return False
    try:
        return is_public(ipaddress.ip_address(host))
    except ValueError:
        pass
    return "." in host and not host.endswith(NEAR) and host != ours.casefold()


def address_shown(url: str) -> str:
    """An address as it stands beside its link: without its scheme, cut in the middle, never in its host."""
    if url.startswith("mailto:"):
        return url.removeprefix("mailto:")[:SHOWN_MOST]
    host = urlsplit(url).netloc
    rest = url.partition("://")[2][len(host) :].rstrip("/")
    room = max(8, SHOWN_MOST - len(host))
    if len(rest) > room:
        rest = f"{rest[: room // 2]}…{rest[-room // 2 :]}"
    return host + rest
