"""API keys over the API. Only a session makes and ends them."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter
from pydantic import BaseModel, Field

from personae.accounts import KEY_DAYS_MOST, KEY_NAME_LIMIT, ApiKey, Made, Scope
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.problems import documented
from personae.web.tags import Matching, Telling, tag_of
from personae.web.typed import NOT_BLANK, Flag, Text, Told, Whole

router = APIRouter(prefix="/keys", tags=["keys"])


Wanted = Annotated[Scope, Told(enum=[each.value for each in Scope if each is not Scope.SELF])]


class KeyWish(BaseModel):
    """A key for a program. `scopes`: read, write, chat, export, and admin for admins.

    `days`: until it expires, null for never. `remembers`: may characters keep what is said with it?
    """

    name: Annotated[Text, Told(pattern=NOT_BLANK, maxLength=KEY_NAME_LIMIT)] = Field(
        max_length=4 * KEY_NAME_LIMIT
    )
    scopes: Annotated[list[Wanted], Told(minItems=1)] = Field(max_length=len(Scope))
    days: Annotated[Whole, Field(ge=1, le=KEY_DAYS_MOST)] | None = None
    remembers: Flag = False


class ApiKeyOut(BaseModel):
    """A key, without its secret. `hint`: how that begins and ends."""

    id: str
    name: str
    hint: str
    scopes: list[str]
    remembers: bool
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None

    @classmethod
    def of(cls, key: ApiKey) -> Self:
        """The row as programs see it."""
        return cls(**{name: getattr(key, name) for name in cls.model_fields})


class ApiKeyMade(BaseModel):
    """A new key. `secret` is told now and never again."""

    key: ApiKeyOut
    secret: str

    @classmethod
    def of(cls, made: Made) -> Self:
        """What was made as programs see it."""
        return cls(key=ApiKeyOut.of(made.key), secret=made.secret)


@router.get("")
async def list_keys(tx: ReadTx, actor: ActorDep, services: ServicesDep) -> list[ApiKeyOut]:
    """Every key of the person who asks, the latest first, expired ones too."""
    return [ApiKeyOut.of(each) for each in await services.accounts.keys.list_keys(tx, actor)]


@router.post("", status_code=201, responses=documented(409))
async def make(tx: WriteTx, actor: ActorDep, services: ServicesDep, wish: KeyWish) -> ApiKeyMade:
    """Make a key. Its secret is in this answer alone."""
    made = await services.accounts.keys.make(
        tx, actor, name=wish.name, scopes=wish.scopes, days=wish.days, remembers=wish.remembers
    )
    return ApiKeyMade.of(made)


@router.get("/{api_key_id}")
async def get(
    tx: ReadTx, actor: ActorDep, services: ServicesDep, api_key_id: str, tags: Telling
) -> ApiKeyOut:
    """One key. Its tag stays the same however often it is used."""
    found = ApiKeyOut.of(await services.accounts.keys.get(tx, actor, api_key_id))
    tags.tell(_tag_of(found))
    return found


@router.delete("/{api_key_id}", status_code=204)
async def revoke(
    tx: WriteTx, actor: ActorDep, services: ServicesDep, api_key_id: str, tags: Matching
) -> None:
    """End a key at once, and within seconds all that is open with it."""

    async def present() -> str:
        return _tag_of(ApiKeyOut.of(await services.accounts.keys.get(tx, actor, api_key_id)))

    await tags.check(present)
    await services.accounts.keys.revoke(tx, actor, api_key_id)


def _tag_of(key: ApiKeyOut) -> str:
    return tag_of(key.model_copy(update={"last_used_at": None}))
