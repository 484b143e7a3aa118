"""People and the audit log over the API, for admins."""

from datetime import UTC, datetime
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from personae import accounts
from personae.accounts import Actor, Filter, Invite, Line, Role, User, audit
from personae.bootstrap import Services
from personae.platform.db import Tx
from personae.platform.errors import Fact
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.problems import documented
from personae.web.tags import Matching, Tags, Telling, tag_of
from personae.web.typed import EMAIL, Moment, Text, Told

router = APIRouter(prefix="/admin", tags=["admin"])

Limit = Annotated[int, Query(ge=1, le=200)]


class PersonOut(BaseModel):
    """Somebody with an account."""

    id: str
    created_at: datetime
    email: str
    name: str
    role: str
    is_verified: bool
    suspended_at: datetime | None
    leaving_at: datetime | None

    @classmethod
    def of(cls, user: User) -> Self:
        """The row as programs see it."""
        same = {name: getattr(user, name) for name in cls.model_fields if name != "is_verified"}
        return cls(**same, is_verified=user.verified_at is not None)


class PeoplePage(BaseModel):
    """People in the order they came. `next` goes into `after` for the next page."""

    items: list[PersonOut]
    next: str | None


class RoleWish(BaseModel):
    """What somebody shall be: admin or member."""

    role: Role


class LinkOut(BaseModel):
    """A link to hand over, shown this once."""

    link: str


class InviteWish(BaseModel):
    """Whom to invite; blank for anybody who has the link."""

    email: Annotated[Text, Told(pattern=f"^({EMAIL})?$")] = Field("", max_length=254)


class InviteOut(BaseModel):
    """An open invitation."""

    id: str
    created_at: datetime
    expires_at: datetime
    email: str
    made_by: str | None

    @classmethod
    def of(cls, invite: Invite) -> Self:
        """The row as programs see it."""
        return cls(**{name: getattr(invite, name) for name in cls.model_fields})


class MadeInvite(BaseModel):
    """A new invitation and its link, shown this once."""

    invite: InviteOut
    link: str


class EntryOut(BaseModel):
    """A line of the log. `actor_name`, `subject_name`: null for who is gone."""

    id: str
    created_at: datetime
    act: str
    actor_id: str | None
    actor_name: str | None
    subject_id: str | None
    subject_name: str | None
    about: str | None
    address: str
    facts: dict[str, Fact]

    @classmethod
    def of(cls, line: Line) -> Self:
        """The line as programs see it."""
        names = {"actor_name": line.actor_name, "subject_name": line.subject_name}
        same = {name: getattr(line.entry, name) for name in cls.model_fields if name not in names}
        return cls(**same, **names)


class AuditPage(BaseModel):
    """Lines, the latest first. `next` goes into `after` for the next page."""

    items: list[EntryOut]
    next: str | None


@router.get("/people")
async def list_people(
    tx: ReadTx,
    actor: ActorDep,
    services: ServicesDep,
    like: Text = "",
    after: str | None = None,
    limit: Limit = 50,
) -> PeoplePage:
    """Everybody here, or whose name or address has `like` in it."""
    rows, next_page = await services.accounts.people.page(tx, actor, like=like, after=after, limit=limit)
    return PeoplePage(items=[PersonOut.of(each) for each in rows], next=next_page)


@router.get("/people/{user_id}")
async def get_person(
    tx: ReadTx, actor: ActorDep, services: ServicesDep, user_id: str, tags: Telling
) -> PersonOut:
    """One person."""
    return _told(await services.accounts.people.get(tx, actor, user_id), tags)


@router.put("/people/{user_id}/role", responses=documented(409))
async def set_role(
    tx: WriteTx, actor: ActorDep, services: ServicesDep, user_id: str, wish: RoleWish, tags: Matching
) -> PersonOut:
    """Make somebody an admin or a member."""
    await _check(tx, actor, services, user_id, tags)
    return _told(await services.accounts.people.set_role(tx, actor, user_id, wish.role), tags)


@router.post("/people/{user_id}/suspend", responses=documented(409))
async def suspend(
    tx: WriteTx, actor: ActorDep, services: ServicesDep, user_id: str, tags: Matching
) -> PersonOut:
    """Shut somebody out at once: every session and socket of theirs ends."""
    await _check(tx, actor, services, user_id, tags)
    return _told(await services.accounts.people.suspend(tx, actor, user_id), tags)


@router.post("/people/{user_id}/unsuspend")
async def unsuspend(
    tx: WriteTx, actor: ActorDep, services: ServicesDep, user_id: str, tags: Matching
) -> PersonOut:
    """Let somebody in again."""
    await _check(tx, actor, services, user_id, tags)
    return _told(await services.accounts.people.unsuspend(tx, actor, user_id), tags)


@router.post("/people/{user_id}/log-out", status_code=204)
async def log_out(tx: WriteTx, actor: ActorDep, services: ServicesDep, user_id: str) -> None:
    """End every session of somebody."""
    await services.accounts.people.log_out(tx, actor, user_id)


@router.post("/people/{user_id}/reset-link")
async def reset_link(tx: WriteTx, actor: ActorDep, services: ServicesDep, user_id: str) -> LinkOut:
    """Make a link with which somebody chooses a new password. It works once, and for an hour."""
    return LinkOut(link=await services.accounts.people.reset_link(tx, actor, user_id))


@router.delete("/people/{user_id}", status_code=202, responses=documented(409))
async def delete(tx: WriteTx, actor: ActorDep, services: ServicesDep, user_id: str, tags: Matching) -> None:
    """Delete somebody with all that is theirs. It cannot be brought back."""
    await _check(tx, actor, services, user_id, tags)
    await services.accounts.people.delete(tx, actor, user_id)


@router.get("/invites")
async def list_invites(tx: ReadTx, actor: ActorDep, services: ServicesDep) -> list[InviteOut]:
    """Every invitation that is still open."""
    return [InviteOut.of(each) for each in await services.accounts.people.invites(tx, actor)]


@router.get("/invites/{invite_id}")
async def get_invite(
    tx: ReadTx, actor: ActorDep, services: ServicesDep, invite_id: str, tags: Telling
) -> InviteOut:
    """One invitation that is still open."""
    found = InviteOut.of(await services.accounts.people.get_invite(tx, actor, invite_id))
    tags.tell(tag_of(found))
    return found


@router.post("/invites", status_code=201)
async def invite(tx: WriteTx, actor: ActorDep, services: ServicesDep, wish: InviteWish) -> MadeInvite:
    """Invite somebody to make one account within two weeks."""
    made, link = await services.accounts.people.invite(tx, actor, email=wish.email)
    return MadeInvite(invite=InviteOut.of(made), link=link)


@router.delete("/invites/{invite_id}", status_code=204)
async def take_invite_back(
    tx: WriteTx, actor: ActorDep, services: ServicesDep, invite_id: str, tags: Matching
) -> None:
    """Let an invitation be good for nobody."""

    async def present(tx: Tx) -> str:
        return tag_of(InviteOut.of(await services.accounts.people.get_invite(tx, actor, invite_id)))

    await tags.check_in(tx, present, holding=f"invite:{invite_id}")
    await services.accounts.people.take_invite_back(tx, actor, invite_id)


@router.get("/audit")
async def list_audit(
    tx: ReadTx,
    actor: ActorDep,
    act: Text = "",
    person: Text = "",
    since: Moment | None = None,
    until: Moment | None = None,
    after: str | None = None,
    limit: Limit = 50,
) -> AuditPage:
    """Who did what to whom: of one act or a family of them ("sign_in"), by or about a person, in a time."""
    await accounts.check_admin(tx, actor)
    wish = Filter(act, person, aware(since), aware(until))
    rows, next_page = await audit.lines(tx, wish, before=after, limit=limit)
    return AuditPage(items=[EntryOut.of(each) for each in rows], next=next_page)


def aware(moment: datetime | None) -> datetime | None:
    """A moment with its zone; one that names none is in UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _told(user: User, tags: Tags) -> PersonOut:
    found = PersonOut.of(user)
    tags.tell(tag_of(found))
    return found


async def _check(tx: Tx, actor: Actor, services: Services, user_id: str, tags: Tags) -> None:
    async def present(tx: Tx) -> str:
        return tag_of(PersonOut.of(await services.accounts.people.get(tx, actor, user_id)))

    await tags.check_in(tx, present, holding=f"account:{user_id}")
