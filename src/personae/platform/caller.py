"""Where the present request comes from, for whoever notes it: the door sets it, any room may read it."""

import ipaddress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

AGENT_LIMIT: Final = 300


@dataclass(frozen=True, slots=True)
class Caller:
    """A request's address and the name its program gives itself; both blank for work of our own."""

    address: str = ""
    agent: str = ""


_present: ContextVar[Caller] = ContextVar("caller", default=Caller())  # noqa: B039  (frozen)


def caller() -> Caller:
    """Whose request this task works for."""
    return _present.get()


def set_caller(address: str, agent: str) -> None:
    """Say whose request this task and all that it starts work for."""
    _present.set(Caller(address[:64], agent[:AGENT_LIMIT]))


def household(address: str) -> str:
    """What is counted as one address: of IPv6 the network (/64) that a household is given, not each number.

    What is no address comes back as it is.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False).network_address)


def shortened(address: str) -> str:
    """An address without the part that tells one household from another: 203.0.113.*, 2001:db8:1::*.

    What is no address comes back as "".
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if isinstance(found, ipaddress.IPv4Address):
        return ".".join([*str(found).split(".")[:3], "*"])
    first = ipaddress.ip_network((found, 48), strict=False).network_address
    return f"{first.compressed.removesuffix('::')}::*"
