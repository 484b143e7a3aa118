"""All SQL about what opens an account beside its password: tickets, invitations, codes, other providers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update

from personae.accounts.tables import Identity, Invite, RecoveryCode, SecondFactor, Ticket, User
from personae.platform.db import Tx


async def add(tx: Tx, row: Ticket | SecondFactor | Identity, *, owner_id: str) -> None:
    """Write something that is the owner's."""
    row.user_id = owner_id
    tx.add(row)
    await tx.flush()


async def peek_ticket_unscoped(
    tx: Tx, *, secret_hash: str, purpose: str, now: datetime
) -> tuple[Ticket, User] | None:
    """A ticket that is still good, and whose it is. It stays, and nobody else can use it meanwhile."""
    query = (
        select(Ticket, User)
        .join(User, User.id == Ticket.user_id)
        .where(Ticket.secret_hash == secret_hash, Ticket.purpose == purpose, Ticket.expires_at > now)
        .with_for_update(of=Ticket)
    )
    found = (await tx.execute(query)).one_or_none()
    return None if found is None else (found[0], found[1])


async def drop_ticket_unscoped(tx: Tx, ticket_id: str) -> bool:
    """Use a ticket up. False when somebody was quicker."""
    query = delete(Ticket).where(Ticket.id == ticket_id).returning(Ticket.id)
    return (await tx.execute(query)).first() is not None


async def clear_tickets(tx: Tx, *, owner_id: str, purpose: str | None = None) -> None:
    """Use up every ticket of its owner, or those of one purpose."""
    query = delete(Ticket).where(Ticket.user_id == owner_id)
    await tx.execute(query if purpose is None else query.where(Ticket.purpose == purpose))


async def sweep_unscoped(tx: Tx, *, now: datetime) -> None:
    """Remove tickets that are too old."""
    await tx.execute(delete(Ticket).where(Ticket.expires_at <= now))


async def second_factor(tx: Tx, *, owner_id: str) -> SecondFactor | None:
    """The owner's authenticator, confirmed or not."""
    return await tx.scalar(select(SecondFactor).where(SecondFactor.user_id == owner_id))


async def take_step(tx: Tx, step: int, *, owner_id: str) -> bool:
    """Remember that the code of a time step was used. False when it, or a later one, was used before."""
    query = update(SecondFactor).where(SecondFactor.user_id == owner_id, SecondFactor.last_step < step)
    return (await tx.execute(query.values(last_step=step).returning(SecondFactor.id))).first() is not None


async def drop_second_factor(tx: Tx, *, owner_id: str) -> None:
    """Forget the owner's authenticator and every recovery code."""
    await tx.execute(delete(SecondFactor).where(SecondFactor.user_id == owner_id))
    await tx.execute(delete(RecoveryCode).where(RecoveryCode.user_id == owner_id))


async def replace_codes(tx: Tx, hashes: Sequence[str], *, owner_id: str) -> None:
    """Put new recovery codes in the place of all there were."""
    await tx.execute(delete(RecoveryCode).where(RecoveryCode.user_id == owner_id))
    tx.add_all([RecoveryCode(user_id=owner_id, code_hash=each) for each in hashes])
    await tx.flush()


async def use_code(tx: Tx, code_hash: str, *, owner_id: str, now: datetime) -> bool:
    """Use a recovery code up. False when there is none such, or it was used."""
    query = update(RecoveryCode).where(
        RecoveryCode.user_id == owner_id, RecoveryCode.code_hash == code_hash, RecoveryCode.used_at.is_(None)
    )
    return (await tx.execute(query.values(used_at=now).returning(RecoveryCode.id))).first() is not None


async def codes_left(tx: Tx, *, owner_id: str) -> int:
    """How many recovery codes the owner has left."""
    query = select(func.count()).where(RecoveryCode.user_id == owner_id, RecoveryCode.used_at.is_(None))
    return await tx.scalar(query) or 0


async def find_identity_unscoped(tx: Tx, *, issuer: str, subject: str) -> tuple[Identity, User] | None:
    """Whose account somebody of a provider opens."""
    query = (
        select(Identity, User)
        .join(User, User.id == Identity.user_id)
        .where(Identity.issuer == issuer, Identity.subject == subject)
    )
    found = (await tx.execute(query)).one_or_none()
    return None if found is None else (found[0], found[1])


async def identities(tx: Tx, *, owner_id: str) -> Sequence[Identity]:
    """Every provider that opens the owner's account."""
    query = select(Identity).where(Identity.user_id == owner_id).order_by(Identity.id)
    return (await tx.scalars(query)).all()


async def drop_identity(tx: Tx, identity_id: str, *, owner_id: str) -> bool:
    """Let a provider no longer open the owner's account. False when there is none such."""
    query = delete(Identity).where(Identity.id == identity_id, Identity.user_id == owner_id)
    return (await tx.execute(query.returning(Identity.id))).first() is not None


async def use_invite_unscoped(tx: Tx, *, secret_hash: str, email: str, user_id: str, now: datetime) -> bool:
    """Use an invitation for an account that was just made. False when it is no good for this address."""
    query = update(Invite).where(
        Invite.secret_hash == secret_hash,
        Invite.used_at.is_(None),
        Invite.expires_at > now,
        Invite.email.in_(("", email)),
    )
    values = {"used_at": now, "used_by": user_id}
    return (await tx.execute(query.values(**values).returning(Invite.id))).first() is not None


async def is_invite_good_unscoped(tx: Tx, *, secret_hash: str, email: str | None, now: datetime) -> bool:
    """True for an invitation that may still be used. email: None to ask for any address."""
    query = select(Invite.id).where(
        Invite.secret_hash == secret_hash, Invite.used_at.is_(None), Invite.expires_at > now
    )
    if email is not None:
        query = query.where(Invite.email.in_(("", email)))
    return await tx.scalar(query) is not None


async def open_invites_unscoped(tx: Tx, *, now: datetime) -> Sequence[Invite]:
    """Every invitation that may still be used, the latest first."""
    query = select(Invite).where(Invite.used_at.is_(None), Invite.expires_at > now)
    return (await tx.scalars(query.order_by(Invite.id.desc()).limit(200))).all()


async def drop_invite_unscoped(tx: Tx, invite_id: str) -> bool:
    """Take an invitation back. False when there is none such, or it was used."""
    query = delete(Invite).where(Invite.id == invite_id, Invite.used_at.is_(None)).returning(Invite.id)
    return (await tx.execute(query)).first() is not None
