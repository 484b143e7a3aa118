"""Secrets at rest: sealed with a key derived from SECRET_KEY, and bound to whose they are."""

import os
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from personae.platform.errors import Kind, PersonaeError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
NAME_BYTES = 4
NONCE_BYTES = 12
HEAD_BYTES = len(VERSION) + NAME_BYTES


class SealBroken(PersonaeError):
    """Sealed under another SECRET_KEY, for somebody else, or damaged; which of them is not told."""

    kind: ClassVar[Kind] = Kind.CONFLICT
    code: ClassVar[str] = "seal_broken"
    message: ClassVar[str] = (
        "This was saved under another SECRET_KEY and cannot be read. Enter the key again."
    )


class Seal:
    """Closes and opens secrets. A sealed text names its version and its key, so that both may change.

    The layout is version (1 byte), the key's name (4), nonce (12), then AES-256-GCM with its tag. The key
    and its name are derived from the secret by HKDF-SHA256.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def close(self, text: str, *, about: str) -> bytes:
        """Seal a text. about: what it belongs to; only who says the same can open it."""
        nonce = os.urandom(NONCE_BYTES)
        return self._head + nonce + self._cipher.encrypt(nonce, text.encode(), self._head + about.encode())

    def open(self, sealed: bytes, *, about: str) -> str:
        """Read what was sealed about the same thing. Raises SealBroken."""
        from cryptography.exceptions import InvalidTag

        head, nonce = sealed[:HEAD_BYTES], sealed[HEAD_BYTES : HEAD_BYTES + NONCE_BYTES]
        if head != self._head or len(nonce) != NONCE_BYTES:
            raise SealBroken
        try:
            return self._cipher.decrypt(
                nonce, sealed[HEAD_BYTES + NONCE_BYTES :], head + about.encode()
            ).decode()
        except InvalidTag:
            raise SealBroken from None

    @cached_property
    def _cipher(self) -> "AESGCM":
        # Imported only now: most studios start without a secret to open.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._derived(b"personae seal key", 32))

    @cached_property
    def _head(self) -> bytes:
        return VERSION + self._derived(b"personae seal name", NAME_BYTES)

    def _derived(self, purpose: bytes, size: int) -> bytes:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return HKDF(SHA256(), size, salt=None, info=purpose).derive(self._secret)
