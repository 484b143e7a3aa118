"""Who people are: registering, logging in, sessions."""

from personae.accounts.actor import Actor
from personae.accounts.errors import (
    EmailInvalid,
    EmailTaken,
    LoginFailed,
    NameInvalid,
    PasswordWeak,
    PersonaInvalid,
    PersonaNotFound,
    PersonasMany,
)
from personae.accounts.passwords import Passwords
from personae.accounts.personas import (
    change_persona,
    create_persona,
    delete_persona,
    get_persona,
    list_personas,
    usual_persona,
)
from personae.accounts.service import SignedIn, identify, log_in, log_out, register, sweep_sessions_unscoped
from personae.accounts.tables import Persona, Session, User

__all__ = [
    "Actor",
    "EmailInvalid",
    "EmailTaken",
    "LoginFailed",
    "NameInvalid",
    "PasswordWeak",
    "Passwords",
    "Persona",
    "PersonaInvalid",
    "PersonaNotFound",
    "PersonasMany",
    "Session",
    "SignedIn",
    "User",
    "change_persona",
    "create_persona",
    "delete_persona",
    "get_persona",
    "identify",
    "list_personas",
    "log_in",
    "log_out",
    "register",
    "sweep_sessions_unscoped",
    "usual_persona",
]
