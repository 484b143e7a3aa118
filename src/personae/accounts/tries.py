"""How often somebody may try to come in, so that guessing is slow and the owner is never locked out.

Wrong passwords are counted for an account and for an address. A browser that has been in an account before
brings a sign of it and is counted by itself, so that whoever guesses from elsewhere cannot shut its owner
out; neither can they end a session, or keep a link for a new password from working.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Final

from personae.accounts.rules import Rules, digest
from personae.platform.caller import caller, household
from personae.platform.limits import Limit, Limiter

WINDOW_S: Final = 15 * 60
HOUR_S: Final = 60 * 60
CODES: Final = Limit(10, WINDOW_S)
PROOFS: Final = Limit(10, WINDOW_S)
REGISTRATIONS: Final = Limit(20, HOUR_S)
LETTERS: Final = Limit(5, HOUR_S)
ASKED_FROM: Final = Limit(20, HOUR_S)


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that has been in this account before."""

    user_id: str
    number: str


def device_sign(key: bytes, user_id: str) -> str:
    """What a browser keeps after a log-in: whose account it has been in, signed."""
    number = secrets.token_hex(8)
    return f"{user_id}.{number}.{_signature(key, user_id, number)}"


def read_device(key: bytes, sign: str) -> Device | None:
    """The device that brings this sign; None for one that we have not signed."""
    user_id, _, rest = sign.partition(".")
    number, _, signature = rest.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(key, user_id, number).encode()):
        return None
    return Device(user_id, number)


def _signature(key: bytes, user_id: str, number: str) -> str:
    return hmac.new(key, f"device:{user_id}:{number}".encode(), hashlib.sha256).hexdigest()


class Tries:
    """Counts what is tried at the door. Every count is careful: see `Limiter`."""

    def __init__(self, limiter: Limiter, rules: Rules) -> None:
        self._limiter, self._rules = limiter, rules

    async def password(self, email: str, device: Device | None, user_id: str | None) -> None:
        """Count a try to log in before its password is looked at. Raises TooOften, CountUnknown."""
        await self._of_address("log_in", Limit(self._rules.tries_address, WINDOW_S))
        name, key = self._bucket(email, device, user_id)
        await self._limiter.count(name, key, Limit(self._rules.tries, WINDOW_S), careful=True)

    async def fitted(self, email: str, device: Device | None, user_id: str) -> None:
        """Forget the wrong passwords before a right one."""
        name, key = self._bucket(email, device, user_id)
        await self._limiter.forget(name, key, Limit(self._rules.tries, WINDOW_S))

    async def code(self, user_id: str) -> None:
        """Count a code of the second factor. Raises TooOften, CountUnknown."""
        await self._limiter.count("code", user_id, CODES, careful=True)

    async def proof(self, user_id: str) -> None:
        """Count a present password that somebody signed in is asked for. Raises TooOften, CountUnknown."""
        await self._limiter.count("proof", user_id, PROOFS, careful=True)

    async def registration(self) -> None:
        """Count an account that is asked for. Raises TooOften, CountUnknown."""
        await self._of_address("register", REGISTRATIONS)

    async def letter(self, email: str) -> None:
        """Count a letter that anybody may ask for. Raises TooOften, CountUnknown."""
        await self._of_address("ask_letter", ASKED_FROM)
        await self._limiter.count("letter", digest(email), LETTERS, careful=True)

    def _bucket(self, email: str, device: Device | None, user_id: str | None) -> tuple[str, str]:
        if device is not None and device.user_id == user_id:
            return "log_in_device", f"{device.user_id}:{device.number}"
        return "log_in_account", digest(email)

    async def _of_address(self, name: str, limit: Limit) -> None:
        # Where only this machine can reach the studio, everybody has the same address.
        if not self._rules.is_private:
            await self._limiter.count(name, household(caller().address), limit, careful=True)
