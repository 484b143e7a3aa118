"""Who people are: how they come in and stay in, what they may do, and what was done to whom."""

from personae.accounts import audit, operating
from personae.accounts.actor import Actor
from personae.accounts.agents import in_words
from personae.accounts.audit import Act, Filter, Line
from personae.accounts.door import Awaiting, Door, SecondStep
from personae.accounts.errors import (
    AccountSuspended,
    AdminNeeded,
    CodeWrong,
    EmailInvalid,
    EmailTaken,
    EmailUnverified,
    IdentityUnknown,
    InviteNeeded,
    InviteNotFound,
    KeyInvalid,
    KeyNotFound,
    KeysMany,
    LastAdmin,
    LoginFailed,
    NameInvalid,
    PasswordCommon,
    PasswordWeak,
    PasswordWrong,
    PersonaInvalid,
    PersonaNotFound,
    PersonasMany,
    PersonNotFound,
    ProviderFailed,
    RegistrationClosed,
    SecondFactorOff,
    SecondFactorOn,
    SessionNotFound,
    SignInTooOld,
    TicketSpent,
)
from personae.accounts.guests import Guests
from personae.accounts.keeping import Keeping
from personae.accounts.keys import KEY_DAYS_MOST, KEY_NAME_LIMIT, Keys, Made, is_expired, is_key
from personae.accounts.leaving import Leaving, leave
from personae.accounts.news import tell_later, topic
from personae.accounts.parts import Accounts
from personae.accounts.passwords import Passwords
from personae.accounts.people import People, check_admin
from personae.accounts.personas import (
    change_persona,
    create_persona,
    delete_persona,
    get_persona,
    list_personas,
    usual_persona,
)
from personae.accounts.provider import Guest, Journey, Provider
from personae.accounts.rules import PASSWORD_LONGEST, PASSWORD_SHORTEST, Rules
from personae.accounts.scopes import Scope, grantable
from personae.accounts.second import SecondFactors, Setup, Standing
from personae.accounts.service import SignedIn, identify, log_in, log_out, register, sweep_sessions_unscoped
from personae.accounts.sessions import alive_unscoped, end_session_of_secret
from personae.accounts.tables import ApiKey, AuditEntry, Identity, Invite, Persona, Role, Session, User
from personae.accounts.takeout import takeout
from personae.accounts.tries import Device, device_sign, read_device

__all__ = [
    "KEY_DAYS_MOST",
    "KEY_NAME_LIMIT",
    "PASSWORD_LONGEST",
    "PASSWORD_SHORTEST",
    "AccountSuspended",
    "Accounts",
    "Act",
    "Actor",
    "AdminNeeded",
    "ApiKey",
    "AuditEntry",
    "Awaiting",
    "CodeWrong",
    "Device",
    "Door",
    "EmailInvalid",
    "EmailTaken",
    "EmailUnverified",
    "Filter",
    "Guest",
    "Guests",
    "Identity",
    "IdentityUnknown",
    "Invite",
    "InviteNeeded",
    "InviteNotFound",
    "Journey",
    "Keeping",
    "KeyInvalid",
    "KeyNotFound",
    "Keys",
    "KeysMany",
    "LastAdmin",
    "Leaving",
    "Line",
    "LoginFailed",
    "Made",
    "NameInvalid",
    "PasswordCommon",
    "PasswordWeak",
    "PasswordWrong",
    "Passwords",
    "People",
    "PersonNotFound",
    "Persona",
    "PersonaInvalid",
    "PersonaNotFound",
    "PersonasMany",
    "Provider",
    "ProviderFailed",
    "RegistrationClosed",
    "Role",
    "Rules",
    "Scope",
    "SecondFactorOff",
    "SecondFactorOn",
    "SecondFactors",
    "SecondStep",
    "Session",
    "SessionNotFound",
    "Setup",
    "SignInTooOld",
    "SignedIn",
    "Standing",
    "TicketSpent",
    "User",
    "alive_unscoped",
    "audit",
    "change_persona",
    "check_admin",
    "create_persona",
    "delete_persona",
    "device_sign",
    "end_session_of_secret",
    "get_persona",
    "grantable",
    "identify",
    "in_words",
    "is_expired",
    "is_key",
    "leave",
    "list_personas",
    "log_in",
    "log_out",
    "operating",
    "read_device",
    "register",
    "sweep_sessions_unscoped",
    "takeout",
    "tell_later",
    "topic",
    "usual_persona",
]
