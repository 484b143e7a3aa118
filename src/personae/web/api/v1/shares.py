"""Shares over the API: what one shares, and what others share with one."""

from datetime import datetime
from functools import partial
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from personae import sharing
from personae.accounts import Actor
from personae.platform.db import Tx
from personae.sharing import Made, Received, Right, Shown
from personae.web.deps import ActorDep, ReadTx, SettingsDep, WriteTx
from personae.web.problems import documented
from personae.web.sharing_view import link_of, own_thing
from personae.web.tags import Matching, Telling, tag_of
from personae.web.typed import IdQuery, Text

router = APIRouter(prefix="/shares", tags=["shares"])

Limit = Annotated[int, Query(ge=1, le=100)]


class ShareWish(BaseModel):
    """Share one document with all its characters, or one character: with the person who has an address, or
    (no `email`) with whoever opens a link. `right`: read, or talk, which is both."""

    document_id: Text | None = None
    character_id: Text | None = None
    right: Right
    email: Text = Field("", max_length=1_000)


class ShareChange(BaseModel):
    """What a share shall allow from now on."""

    right: Right


class LinkWish(BaseModel):
    """A link that somebody was given, or the secret at its end."""

    link: Text = Field(max_length=1_000)


class ShareOut(BaseModel):
    """A share that one has made. `email`: null for a link. `opened_by`: the names of who has come by it.

    Whether there is an account with the address is not told.
    """

    id: str
    document_id: str | None
    character_id: str | None
    right: Right
    email: str | None
    opened_by: list[str]
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, shown: Shown) -> Self:
        """The row as programs see it."""
        names = cls.model_fields.keys() - {"opened_by"}
        return cls(**{name: getattr(shown.share, name) for name in names}, opened_by=list(shown.opened_by))


class ShareMade(BaseModel):
    """A share, and its link where there is a new one, which is told now and never again."""

    share: ShareOut
    link: str | None


class SharePage(BaseModel):
    """What one shares, the latest first. `next` goes into `after` for the next page."""

    items: list[ShareOut]
    next: str | None


class ReceivedOut(BaseModel):
    """Something that is shared with one. `kind`: document or character. `owner`: who shares it, by name."""

    id: str
    kind: str
    thing_id: str
    right: Right
    owner: str

    @classmethod
    def of(cls, found: Received) -> Self:
        """What was found as programs see it."""
        return cls(
            id=found.id, kind=found.thing.kind, thing_id=found.thing.id, right=found.right, owner=found.owner
        )


class ReceivedPage(BaseModel):
    """What others share with one, the latest first. `next` goes into `after` for the next page."""

    items: list[ReceivedOut]
    next: str | None


@router.get("")
async def list_shares(
    tx: ReadTx,
    actor: ActorDep,
    document_id: IdQuery = None,
    character_id: IdQuery = None,
    after: str | None = None,
    limit: Limit = 50,
) -> SharePage:
    """What the person who asks shares: all of it, or of one document or character of theirs."""
    things = []
    if document_id is not None or character_id is not None:
        things = [await own_thing(tx, actor, document_id=document_id, character_id=character_id)]
    found, next_page = await sharing.list_shares(tx, actor, things=things, before=after, limit=limit)
    return SharePage(items=[ShareOut.of(each) for each in found], next=next_page)


@router.post("", status_code=201, responses=documented(409))
async def share(tx: WriteTx, actor: ActorDep, settings: SettingsDep, wish: ShareWish) -> ShareMade:
    """Share something of one's own. What is shared with a person already has the new right."""
    thing = await own_thing(tx, actor, document_id=wish.document_id, character_id=wish.character_id)
    made = await sharing.share(tx, actor, thing, right=wish.right, email=wish.email)
    return await _made(tx, actor, made, link_of(settings, made.secret))


@router.get("/received")
async def list_received(
    tx: ReadTx, actor: ActorDep, after: str | None = None, limit: Limit = 50
) -> ReceivedPage:
    """What others share with the person who asks."""
    found, next_page = await sharing.received(tx, actor, before=after, limit=limit)
    return ReceivedPage(items=[ReceivedOut.of(each) for each in found], next=next_page)


@router.delete("/received/{received_id}", status_code=204)
async def leave(tx: WriteTx, actor: ActorDep, received_id: str) -> None:
    """Have no more of what somebody shares."""
    await sharing.leave(tx, actor, received_id)


@router.post("/open")
async def open_link(tx: WriteTx, actor: ActorDep, wish: LinkWish) -> ReceivedOut:
    """Take what a link gives, for as long as there is this link."""
    return ReceivedOut.of(await sharing.open_link(tx, actor, wish.link.strip().rsplit("/", 1)[-1]))


@router.get("/{share_id}")
async def get(tx: ReadTx, actor: ActorDep, share_id: str, tags: Telling) -> ShareOut:
    """One share that one has made."""
    found = ShareOut.of(await sharing.get(tx, actor, share_id))
    tags.tell(tag_of(found))
    return found


@router.patch("/{share_id}")
async def change(tx: WriteTx, actor: ActorDep, share_id: str, wish: ShareChange, tags: Matching) -> ShareOut:
    """Let a share give another right, from this moment."""
    await tags.check(partial(_tag, tx, actor, share_id))
    await sharing.change(tx, actor, share_id, right=wish.right)
    found = ShareOut.of(await sharing.get(tx, actor, share_id))
    tags.tell(tag_of(found))
    return found


@router.post("/{share_id}/renew")
async def renew(
    tx: WriteTx, actor: ActorDep, settings: SettingsDep, share_id: str, tags: Matching
) -> ShareMade:
    """A new link in the place of one, which ends with all that it has given."""
    await tags.check(partial(_tag, tx, actor, share_id))
    made = await sharing.renew(tx, actor, share_id)
    answer = await _made(tx, actor, made, link_of(settings, made.secret))
    tags.tell(tag_of(answer.share))
    return answer


@router.delete("/{share_id}", status_code=204)
async def end(tx: WriteTx, actor: ActorDep, share_id: str, tags: Matching) -> None:
    """Share no longer; what is open by it closes within seconds."""
    await tags.check(partial(_tag, tx, actor, share_id))
    await sharing.end(tx, actor, share_id)


async def _made(tx: Tx, actor: Actor, made: Made, link: str | None) -> ShareMade:
    return ShareMade(share=ShareOut.of(await sharing.get(tx, actor, made.share.id)), link=link)


async def _tag(tx: Tx, actor: Actor, share_id: str) -> str:
    return tag_of(ShareOut.of(await sharing.get(tx, actor, share_id)))
