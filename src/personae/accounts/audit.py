"""The log of what was done to accounts, rights and shares. It only grows, and holds no secret."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from personae.accounts import audit_store
from personae.accounts.actor import Actor
from personae.accounts.tables import AuditEntry
from personae.platform.caller import caller
from personae.platform.db import Tx
from personae.platform.errors import Fact

PAGE = 50


class Act(StrEnum):
    """What accounts note. Other rooms note acts of their own, named "share.made" and the like."""

    REGISTERED = "account.registered"
    VERIFIED = "account.verified"
    EMAIL_CHANGED = "account.email_changed"
    LEFT = "account.deleted"
    EXPORTED = "account.exported"
    SIGNED_IN = "sign_in.done"
    SIGN_IN_FAILED = "sign_in.failed"
    SIGNED_OUT = "sign_in.ended"
    SESSION_ENDED = "session.ended"
    SESSIONS_ENDED = "session.all_ended"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105  (what was done, not with what)
    PASSWORD_ASKED = "password.reset_asked"  # noqa: S105
    PASSWORD_RESET = "password.reset"  # noqa: S105
    SECOND_ON = "second_factor.on"
    SECOND_OFF = "second_factor.off"
    SECOND_FAILED = "second_factor.failed"
    CODE_USED = "second_factor.recovery_code_used"
    CODES_MADE = "second_factor.recovery_codes_made"
    IDENTITY_LINKED = "identity.linked"
    IDENTITY_UNLINKED = "identity.unlinked"
    ROLE_CHANGED = "role.changed"
    SUSPENDED = "person.suspended"
    UNSUSPENDED = "person.unsuspended"
    INVITED = "invite.made"
    INVITE_TAKEN_BACK = "invite.taken_back"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries: of one act or one family of them ("sign_in"), by or about one person, in a time."""

    act: str = ""
    person_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with the names that people have now; None for who is gone."""

    entry: AuditEntry
    actor_name: str | None
    subject_name: str | None


def note(
    tx: Tx,
    act: str,
    *,
    by: Actor | str | None,
    to: str | None = None,
    about: str | None = None,
    **facts: Fact,
) -> None:
    """Write a line in the transaction of the act itself: both stand, or neither.

    by: who did it, None where nobody is known.  to: the id of the person it was done to.  about: the id of
    another thing.  facts: what helps to understand it, never a secret or what somebody wrote.
    """
    actor_id = by.user_id if isinstance(by, Actor) else by
    entry = AuditEntry(
        act=act, actor_id=actor_id, subject_id=to, about=about, address=caller().address, facts=facts
    )
    tx.add(entry)


async def lines(
    tx: Tx, wish: Filter, *, before: str | None = None, limit: int = PAGE
) -> tuple[Sequence[Line], str | None]:
    """A page of the log, the latest first, and the `before` of the next. For admins: the caller checks."""
    rows = await audit_store.page_unscoped(
        tx,
        act=wish.act,
        person_id=wish.person_id,
        since=wish.since,
        until=wish.until,
        before=before,
        limit=limit + 1,
    )
    shown = [Line(*row) for row in rows[:limit]]
    return shown, shown[-1].entry.id if len(rows) > limit else None
