"""Hashing passwords without stopping the rest of the studio."""

import asyncio

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from personae.accounts.rules import PASSWORD_LONGEST

AT_ONCE = 4


class Passwords:
    """Argon2id at 19 MiB, two passes, one lane (OWASP's minimum: 27 ms), in threads, a few at a time."""

    def __init__(self, *, memory_kib: int = 19_456, passes: int = 2) -> None:
        self._hasher = PasswordHash([Argon2Hasher(memory_cost=memory_kib, time_cost=passes, parallelism=1)])
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._decoy = self._hasher.hash("nobody's password")

    async def hash(self, password: str) -> str:
        """The text to store for a password."""
        async with self._slots:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def verify(self, password: str, hashed: str | None) -> bool:
        """True when password is the one that was hashed, to its last character.

        hashed None or blank (no such account, or one without a password) takes as long as a wrong
        password, so that time tells nothing. So does a password that is too long for any account.
        """
        known, is_possible = password[:PASSWORD_LONGEST], len(password) <= PASSWORD_LONGEST
        async with self._slots:
            matches = await asyncio.to_thread(self._hasher.verify, known, hashed or self._decoy)
        return matches and is_possible and bool(hashed)
