"""What an account must look like, and who may make one."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from personae.accounts.common import is_about, is_common
from personae.accounts.errors import EmailInvalid, NameInvalid, PasswordCommon, PasswordWeak

PASSWORD_SHORTEST = 8
PASSWORD_LONGEST = 256
NAME_LIMIT = 80
EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)*")
EMAIL_LIMIT = 254


@dataclass(frozen=True, slots=True)
class Rules:
    """How people come in. address: the studio's own, with which links begin.

    registers: who may make an account; the first of all may always.  verifies: must an address be
    confirmed before its first log-in?  session_days, idle_days: how long a session lasts at most, and how
    long unused.  tries, tries_address: wrong passwords in a quarter of an hour for
    one account from unknown browsers, and from one address.
    """

    registers: Literal["open", "invite", "closed"] = "open"
    verifies: bool = False
    session_days: int = 30
    idle_days: int = 14
    address: str = ""
    tries: int = 10
    tries_address: int = 50
    is_private: bool = True

    @property
    def unused_days(self) -> int:
        """How long a session lasts that nobody uses after its beginning."""
        return min(self.session_days, self.idle_days)

    def lasts_until(self, began: datetime, *, used: datetime) -> datetime:
        """When a session ends that was used just now and is not used again."""
        return min(began + timedelta(days=self.session_days), used + timedelta(days=self.idle_days))


def clean_email(email: str) -> str:
    """The address as it is stored. Raises EmailInvalid."""
    email = email.strip().casefold()
    if len(email) > EMAIL_LIMIT or not EMAIL.fullmatch(email):
        raise EmailInvalid
    return email


def clean_name(name: str, *, email: str) -> str:
    """A name in its usual spacing; the first part of the address for a blank one. Raises NameInvalid."""
    name = " ".join(name.split()) or email.partition("@")[0]
    if len(name) > NAME_LIMIT:
        raise NameInvalid(limit=NAME_LIMIT)
    return name


def check_password(password: str, *, email: str, name: str) -> None:
    """Raises PasswordWeak for its length, PasswordCommon for one that is tried first."""
    if not PASSWORD_SHORTEST <= len(password) <= PASSWORD_LONGEST:
        raise PasswordWeak(shortest=PASSWORD_SHORTEST, longest=PASSWORD_LONGEST)
    if is_common(password) or is_about(password, email=email, name=name):
        raise PasswordCommon


def digest(secret: str) -> str:
    """What is stored of a secret of ours. 256 bits of chance need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
