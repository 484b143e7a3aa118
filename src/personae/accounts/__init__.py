"""Who people are: registering, logging in, sessions."""

from personae.accounts.actor import Actor
from personae.accounts.errors import EmailInvalid, EmailTaken, LoginFailed, NameInvalid, PasswordWeak
from personae.accounts.passwords import Passwords
from personae.accounts.service import SignedIn, identify, log_in, log_out, register, sweep_sessions_unscoped
from personae.accounts.tables import Session, User

__all__ = [
    "Actor",
    "EmailInvalid",
    "EmailTaken",
    "LoginFailed",
    "NameInvalid",
    "PasswordWeak",
    "Passwords",
    "Session",
    "SignedIn",
    "User",
    "identify",
    "log_in",
    "log_out",
    "register",
    "sweep_sessions_unscoped",
]
