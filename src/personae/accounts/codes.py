"""Codes that an authenticator shows for half a minute, and those that stand in for it once (RFC 6238)."""

import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from personae.accounts.rules import digest
from personae.platform.ids import ALPHABET

STEP_S: Final = 30
DRIFT: Final = 1  # steps that a clock may be before or behind ours
RECOVERY_CODES: Final = 10
RECOVERY_CHARS: Final = 28  # 140 bits: no slow hash is needed


def new_key() -> str:
    """A key for an authenticator: 160 bits in base 32."""
    from pyotp import random_base32

    return random_base32()


def address_of(key: str, *, email: str) -> str:
    """The address that an authenticator reads from a picture."""
    from pyotp import TOTP

    return TOTP(key).provisioning_uri(name=email, issuer_name="Personae")


def picture_of(address: str) -> str:
    """The same as a QR code: an SVG document without script or style."""
    from io import BytesIO

    from segno import make

    out = BytesIO()
    make(address, error="m").save(
        out, kind="svg", scale=6, border=4, dark="#000", light="#fff", xmldecl=False
    )
    return out.getvalue().decode()


def step_of(code: str, key: str, *, at: datetime, after: int) -> int | None:
    """The time step whose code this is, at most DRIFT away from `at`; None for none.

    after: the last step that was used; a code of it, or of one before it, is none.
    """
    from pyotp import HOTP

    typed = "".join(code.split())
    if not (typed.isascii() and typed.isdigit()):
        return None
    present, counted = int(at.timestamp()) // STEP_S, HOTP(key)
    steps = range(max(present - DRIFT, after + 1), present + DRIFT + 1)
    return next((step for step in steps if hmac.compare_digest(counted.at(step), typed)), None)


def new_recovery_codes() -> Sequence[str]:
    """Ten codes, in groups of four letters and figures."""
    return [
        _grouped("".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_CHARS)))
        for _ in range(RECOVERY_CODES)
    ]


def recovery_digest(code: str) -> str:
    """What is stored of a recovery code, however it was typed: in capitals, with or without its dashes."""
    plain = "".join(each for each in code.casefold() if each.isalnum())
    return digest(plain.replace("o", "0").replace("i", "1").replace("l", "1"))


def _grouped(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
