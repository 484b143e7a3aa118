"""A person's own account over the API: password, address, sessions, second factor, all that is theirs."""

import hashlib
from datetime import datetime
from functools import partial
from typing import Annotated, Self

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from personae import accounts
from personae.accounts import Actor, Identity, Session, in_words
from personae.bootstrap import Services
from personae.platform.db import Check, Tx
from personae.web.cookies import sign_out
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.live.holding import WhileHeld
from personae.web.problems import documented
from personae.web.tags import HandedOn, Matching, Tags, Telling, tag_of
from personae.web.taking_out import archive_of
from personae.web.typed import EMAIL, Text, Told

router = APIRouter(prefix="/account", tags=["account"])

Email = Annotated[Text, Field(max_length=254), Told(pattern=f"^{EMAIL}$")]
Password = Annotated[Text, Field(max_length=256)]
NewPassword = Annotated[Password, Told(minLength=accounts.PASSWORD_SHORTEST)]


class Proof(BaseModel):
    """The present password, which shows that its owner asks. Blank where there is none."""

    present: Password = ""


class NameWish(BaseModel):
    """What characters call the person."""

    name: Annotated[Text, Told(maxLength=accounts.NAME_LIMIT)] = Field(max_length=200)


class PasswordWish(Proof):
    """Another password."""

    password: NewPassword


class EmailWish(Proof):
    """Another address."""

    email: Email


class CodeWish(BaseModel):
    """A code of the authenticator."""

    code: Text = Field(max_length=60)


class IdentityOut(BaseModel):
    """A provider that opens the account."""

    id: str
    issuer: str
    email: str
    created_at: datetime

    @classmethod
    def of(cls, identity: Identity) -> Self:
        """The row as programs see it."""
        return cls(**{name: getattr(identity, name) for name in cls.model_fields})


class AccountOut(BaseModel):
    """An account. `codes_left`: recovery codes that were not used."""

    id: str
    email: str
    name: str
    role: str
    created_at: datetime
    is_verified: bool
    has_password: bool
    has_second_factor: bool
    codes_left: int
    identities: list[IdentityOut]


class SessionOut(BaseModel):
    """A signed-in browser or program. `address`: shortened.  `is_present`: it is the one that asks."""

    id: str
    created_at: datetime
    expires_at: datetime
    address: str
    browser: str
    is_present: bool

    @classmethod
    def of(cls, session: Session, actor: Actor) -> Self:
        """The row as programs see it."""
        same = {name: getattr(session, name) for name in ("id", "created_at", "expires_at", "address")}
        return cls(**same, browser=in_words(session.agent), is_present=session.id == actor.session_id)


class Changed(BaseModel):
    """`awaiting`: the address that must be confirmed first; null when it counts at once."""

    awaiting: str | None


class SetupOut(BaseModel):
    """What an authenticator needs: the key to type, or the address that its picture holds."""

    key: str
    address: str


class CodesOut(BaseModel):
    """Recovery codes, shown this once. Each stands in for the authenticator once."""

    codes: list[str]


@router.get("")
async def show(tx: ReadTx, actor: ActorDep, services: ServicesDep, tags: Telling) -> AccountOut:
    """The account of who asks."""
    return await _told(tx, actor, services, tags)


async def _account(tx: Tx, actor: Actor, services: Services) -> AccountOut:
    parts = services.accounts
    user = await parts.keeping.account(tx, actor)
    standing = await parts.second.standing(tx, actor)
    return AccountOut(
        **{name: getattr(user, name) for name in ("id", "email", "name", "role", "created_at")},
        is_verified=user.verified_at is not None,
        has_password=bool(user.password_hash),
        has_second_factor=standing.is_on,
        codes_left=standing.codes_left,
        identities=[IdentityOut.of(each) for each in await parts.keeping.identities(tx, actor)],
    )


@router.patch("")
async def rename(
    tx: WriteTx, actor: ActorDep, services: ServicesDep, wish: NameWish, tags: Matching
) -> AccountOut:
    """Change what characters call the person."""
    await _seen(actor, services, tags)(tx)
    await services.accounts.keeping.rename(tx, actor, name=wish.name)
    return await _told(tx, actor, services, tags)


@router.put("/password", status_code=204, responses=documented(403, 429, 503))
async def change_password(actor: ActorDep, services: ServicesDep, wish: PasswordWish, tags: HandedOn) -> None:
    """Choose another password. Every other session ends."""
    seen = _seen(actor, services, tags)
    await services.accounts.keeping.change_password(
        actor, present=wish.present, password=wish.password, seen=seen
    )
    await _tell(actor, services, tags)


@router.put("/email", responses=documented(403, 409, 429, 503))
async def change_email(actor: ActorDep, services: ServicesDep, wish: EmailWish, tags: HandedOn) -> Changed:
    """Take another address, once it is confirmed; at once where the studio sends no letters."""
    seen = _seen(actor, services, tags)
    found = await services.accounts.keeping.change_email(
        actor, present=wish.present, email=wish.email, seen=seen
    )
    await _tell(actor, services, tags)
    return Changed(awaiting=found.email if found else None)


@router.post("/email/verify", status_code=202, responses=documented(429, 503))
async def ask_to_verify(actor: ActorDep, services: ServicesDep) -> Changed:
    """Have the link sent that confirms the present address."""
    return Changed(awaiting=(await services.accounts.keeping.ask_to_verify(actor)).email)


@router.get("/sessions")
async def list_sessions(tx: ReadTx, actor: ActorDep, services: ServicesDep) -> list[SessionOut]:
    """Every open session, the latest first."""
    return [SessionOut.of(each, actor) for each in await services.accounts.keeping.sessions(tx, actor)]


@router.delete("/sessions", status_code=204)
async def end_sessions(tx: WriteTx, actor: ActorDep, services: ServicesDep, but_this: bool = False) -> None:
    """Log out everywhere. `but_this`: the session that asks stays open."""
    await services.accounts.keeping.end_sessions(tx, actor, but_this=but_this)


@router.delete("/sessions/{session_id}", status_code=204)
async def end_session(tx: WriteTx, actor: ActorDep, services: ServicesDep, session_id: str) -> None:
    """End one session; what it has open closes within five seconds."""
    await services.accounts.keeping.end_session(tx, actor, session_id)


@router.post("/second-factor", responses=documented(403, 409, 429, 503))
async def set_up(actor: ActorDep, services: ServicesDep, wish: Proof) -> SetupOut:
    """Begin to set up a second factor."""
    await services.accounts.keeping.prove(actor, wish.present)
    async with services.database.begin() as tx:
        setup = await services.accounts.second.begin(tx, actor)
    return SetupOut(key=setup.key, address=setup.address)


@router.post("/second-factor/confirm", responses=documented(409, 429, 503))
async def confirm(actor: ActorDep, services: ServicesDep, wish: CodeWish) -> CodesOut:
    """Turn the second factor on with a first code."""
    return CodesOut(codes=list(await services.accounts.second.confirm(actor, wish.code)))


@router.post("/second-factor/codes", responses=documented(403, 409, 429, 503))
async def renew_codes(actor: ActorDep, services: ServicesDep, wish: Proof) -> CodesOut:
    """Make new recovery codes; the old ones are void."""
    await services.accounts.keeping.prove(actor, wish.present)
    async with services.database.begin() as tx:
        return CodesOut(codes=list(await services.accounts.second.renew_codes(tx, actor)))


@router.post("/second-factor/off", status_code=204, responses=documented(403, 409, 429, 503))
async def turn_off(actor: ActorDep, services: ServicesDep, wish: Proof) -> None:
    """Turn the second factor off."""
    await services.accounts.keeping.prove(actor, wish.present)
    async with services.database.begin() as tx:
        await services.accounts.second.turn_off(tx, actor)


@router.delete("/identities/{identity_id}", status_code=204, responses=documented(403, 429, 503))
async def unlink(actor: ActorDep, services: ServicesDep, identity_id: str, wish: Proof | None = None) -> None:
    """Let a provider no longer open the account."""
    present = wish.present if wish else ""
    await services.accounts.keeping.unlink(actor, identity_id, present=present)


@router.get("/export", response_class=Response, responses={200: {"content": {"application/zip": {}}}})
async def export(actor: ActorDep, services: ServicesDep, held: WhileHeld) -> Response:
    """All that is the person's, as a ZIP file: a JSON file for every kind of thing, and their uploads."""
    return StreamingResponse(
        held(archive_of(services, actor)),
        media_type="application/zip",
        headers={"content-disposition": 'attachment; filename="personae.zip"'},
    )


@router.post("/delete", status_code=202, responses=documented(403, 409, 429, 503))
async def delete(actor: ActorDep, services: ServicesDep, wish: Proof, response: Response) -> None:
    """Delete the account with all that is the person's. It cannot be brought back."""
    await services.accounts.keeping.prove(actor, wish.present)
    async with services.database.begin() as tx:
        await accounts.leave(tx, actor)
    sign_out(response, services.settings)


async def _tag(tx: Tx, actor: Actor, services: Services) -> str:
    """Another password is another state, though the account looks the same."""
    user = await services.accounts.keeping.account(tx, actor)
    password = hashlib.sha256(user.password_hash.encode()).hexdigest()
    return tag_of(await _account(tx, actor, services), password)


def _seen(actor: Actor, services: Services, tags: Tags) -> Check:
    async def present(tx: Tx) -> str:
        return await _tag(tx, actor, services)

    return partial(tags.check_in, present=present, holding=f"account:{actor.user_id}")


async def _told(tx: Tx, actor: Actor, services: Services, tags: Tags) -> AccountOut:
    tags.tell(await _tag(tx, actor, services))
    return await _account(tx, actor, services)


async def _tell(actor: Actor, services: Services, tags: Tags) -> None:
    async with services.database.begin(write=False) as tx:
        tags.tell(await _tag(tx, actor, services))
