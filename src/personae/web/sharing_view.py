"""What is shared, as pages and programs name it."""

from collections.abc import Sequence
from dataclasses import dataclass

from personae import characters, library, sharing
from personae.accounts import Actor
from personae.platform.db import Tx
from personae.platform.settings import Settings
from personae.sharing import Kind, Received, Right, ShareInvalid, Shown, Thing


@dataclass(frozen=True, slots=True)
class Panel:
    """What the page of a thing says about its sharing: to its owner, or to whom it is shared with.

    shares: what its owner has made.  theirs: by what somebody else may see it.
    """

    here: str
    kind: str
    is_own: bool
    shares: Sequence[Shown] = ()
    theirs: Sequence[Received] = ()

    @property
    def may_talk(self) -> bool:
        """Whether who looks may also talk."""
        return self.is_own or any(each.right == Right.TALK for each in self.theirs)

    @property
    def owner(self) -> str:
        """Who shares it; "" for one's own."""
        return next((each.owner for each in self.theirs), "")


async def own_thing(tx: Tx, actor: Actor, *, document_id: str | None, character_id: str | None) -> Thing:
    """What somebody wants to share; they own it. Raises ShareInvalid, DocumentNotFound, CharacterNotFound."""
    if document_id is not None and character_id is None:
        return Thing(Kind.DOCUMENT, (await library.get_own(tx, actor, document_id)).id)
    if character_id is not None and document_id is None:
        await characters.check_own(tx, actor, character_id)
        return Thing(Kind.CHARACTER, character_id)
    raise ShareInvalid(why="Name a document or a character: one of the two")


def link_of(settings: Settings, secret: str | None) -> str | None:
    """The address that opens what a link gives."""
    return None if secret is None else f"{settings.address}/shared/{secret}"


def place_of(thing: Thing) -> str:
    """The page of a thing."""
    return f"/{thing.kind.value}s/{thing.id}"


async def panel_of(
    tx: Tx, actor: Actor, thing: Thing, *, owner_id: str, document_id: str | None = None
) -> Panel:
    """The panel of a thing that somebody has just been shown. document_id: which a character is from."""
    here, kind = place_of(thing), thing.kind.value
    if owner_id == actor.user_id:
        return Panel(here, kind, is_own=True, shares=await sharing.of_thing(tx, actor, thing))
    ways = [thing, Thing(Kind.DOCUMENT, document_id)] if document_id else [thing]
    theirs, _ = await sharing.received(tx, actor, things=ways)
    return Panel(here, kind, is_own=False, theirs=theirs)
