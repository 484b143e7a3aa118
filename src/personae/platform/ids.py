"""Identifiers: unguessable, sortable by the moment they were made, safe in a URL."""

import secrets
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u


def new_id() -> str:
    """A new identifier: 26 characters, 48 bits of milliseconds, then 80 bits of chance (the ULID layout)."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(125, -5, -5))


def new_secret() -> str:
    """A bearer secret with 256 bits of chance."""
    return secrets.token_urlsafe(32)


def made_at_s(id: str) -> int:
    """When an identifier was made: whole seconds since 1970, UTC."""
    number = 0
    for sign in id[:10]:
        number = number * 32 + ALPHABET.index(sign)
    return number // 1_000
