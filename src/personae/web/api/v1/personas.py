"""As whom people speak, over the API."""

from datetime import datetime
from functools import partial
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel

from personae import accounts
from personae.accounts import PERSONA_LIMITS, Actor, Persona
from personae.platform.db import Tx
from personae.web.deps import ActorDep, ReadTx, WriteTx
from personae.web.problems import documented
from personae.web.tags import Matching, Telling, tag_of
from personae.web.typed import NOT_BLANK, Flag, Text, Told

router = APIRouter(prefix="/personas", tags=["personas"])

Limit = Annotated[int, Query(ge=1, le=100)]
Name = Annotated[Text, Told(pattern=NOT_BLANK, maxLength=PERSONA_LIMITS["name"])]
Address = Annotated[Text, Told(maxLength=PERSONA_LIMITS["address"])]
Pronouns = Annotated[Text, Told(maxLength=PERSONA_LIMITS["pronouns"])]
About = Annotated[Text, Told(maxLength=PERSONA_LIMITS["about"])]


class PersonaWish(BaseModel):
    """As whom to speak. `address`: how characters address the person. `is_usual`: for new conversations."""

    name: Name
    address: Address = ""
    pronouns: Pronouns = ""
    about: About = ""
    is_usual: Flag = False


class PersonaChange(BaseModel):
    """What to change; what is left out stays."""

    name: Name | None = None
    address: Address | None = None
    pronouns: Pronouns | None = None
    about: About | None = None
    is_usual: Flag | None = None


class PersonaOut(BaseModel):
    """As whom a person speaks."""

    id: str
    name: str
    address: str
    pronouns: str
    about: str
    is_usual: bool
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, persona: Persona) -> Self:
        """The row as programs see it."""
        return cls(**{name: getattr(persona, name) for name in cls.model_fields})


class PersonaPage(BaseModel):
    """Personas, the oldest first. `next` goes into `after` for the next page."""

    items: list[PersonaOut]
    next: str | None


@router.get("")
async def list_personas(
    tx: ReadTx, actor: ActorDep, after: str | None = None, limit: Limit = 50
) -> PersonaPage:
    """All personas of one's own."""
    found, next_page = await accounts.list_personas(tx, actor, after=after, limit=limit)
    return PersonaPage(items=[PersonaOut.of(persona) for persona in found], next=next_page)


@router.post("", status_code=201, responses=documented(409))
async def create(tx: WriteTx, actor: ActorDep, wish: PersonaWish) -> PersonaOut:
    """Make one. A name that another one has is a 409 with a `proposed` name that is free."""
    return PersonaOut.of(await accounts.create_persona(tx, actor, **wish.model_dump()))


@router.get("/{persona_id}")
async def get(tx: ReadTx, actor: ActorDep, persona_id: str, tags: Telling) -> PersonaOut:
    """One of them."""
    found = PersonaOut.of(await accounts.get_persona(tx, actor, persona_id))
    tags.tell(tag_of(found))
    return found


@router.patch("/{persona_id}", responses=documented(409))
async def change(
    tx: WriteTx, actor: ActorDep, persona_id: str, wish: PersonaChange, tags: Matching
) -> PersonaOut:
    """Change one."""
    await tags.check(partial(_tag, tx, actor, persona_id))
    await accounts.change_persona(tx, actor, persona_id, **wish.model_dump())
    await tx.flush()
    found = PersonaOut.of(await accounts.get_persona(tx, actor, persona_id))
    tags.tell(tag_of(found))
    return found


@router.delete("/{persona_id}", status_code=204)
async def delete(tx: WriteTx, actor: ActorDep, persona_id: str, tags: Matching) -> None:
    """Remove one; conversations held as it go on as nobody in particular."""
    await tags.check(partial(_tag, tx, actor, persona_id))
    await accounts.delete_persona(tx, actor, persona_id)


async def _tag(tx: Tx, actor: Actor, persona_id: str) -> str:
    return tag_of(PersonaOut.of(await accounts.get_persona(tx, actor, persona_id)))
