"""All SQL about the audit log."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from personae.accounts.tables import AuditEntry, User
from personae.platform.db import Tx


async def page_unscoped(
    tx: Tx,
    *,
    act: str,
    person_id: str,
    since: datetime | None,
    until: datetime | None,
    before: str | None,
    limit: int,
) -> Sequence[tuple[AuditEntry, str | None, str | None]]:
    """Entries, the latest first, with the names of who acted and on whom.

    act: a whole name, or what stands before its dot.  since: that moment and later.  until: before it.
    """
    actor, subject = aliased(User), aliased(User)
    query = (
        select(AuditEntry, actor.name, subject.name)
        .join(actor, actor.id == AuditEntry.actor_id, isouter=True)
        .join(subject, subject.id == AuditEntry.subject_id, isouter=True)
    )
    if act:
        query = query.where(or_(AuditEntry.act == act, AuditEntry.act.startswith(f"{act}.", autoescape=True)))
    if person_id:
        query = query.where(or_(AuditEntry.actor_id == person_id, AuditEntry.subject_id == person_id))
    if since is not None:
        query = query.where(AuditEntry.created_at >= since)
    if until is not None:
        query = query.where(AuditEntry.created_at < until)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    rows = await tx.execute(query.order_by(AuditEntry.id.desc()).limit(limit))
    return [(row[0], row[1], row[2]) for row in rows]
