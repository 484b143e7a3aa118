"""Accounts over the API."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from personae import accounts
from personae.web.cookies import sign_in, sign_out
from personae.web.deps import ActorDep, ServicesDep, SettingsDep, WriteTx
from personae.web.problems import documented
from personae.web.typed import Text

router = APIRouter(prefix="/auth", tags=["auth"])


class Registration(BaseModel):
    """A new account. A blank name becomes the first part of the address."""

    email: Text = Field(max_length=254)
    password: Text = Field(max_length=256)
    name: Text = Field("", max_length=200)


class Credentials(BaseModel):
    """An account's address and password."""

    email: Text = Field(max_length=254)
    password: Text = Field(max_length=256)


class Token(BaseModel):
    """What opens the session: works as a cookie, which is set too, and as `Authorization: Bearer`."""

    token: str


class Me(BaseModel):
    """Who is asking."""

    id: str
    email: str
    name: str


@router.post("/register", status_code=201, responses=documented(409))
async def register(wish: Registration, services: ServicesDep, response: Response) -> Token:
    """Make an account and open a session."""
    signed_in = await accounts.register(
        services.database.begin,
        services.passwords,
        email=wish.email,
        password=wish.password,
        name=wish.name,
        session_days=services.settings.session_days,
    )
    sign_in(response, services.settings, signed_in)
    return Token(token=signed_in.secret)


@router.post("/login", responses=documented(401))
async def log_in(wish: Credentials, services: ServicesDep, response: Response) -> Token:
    """Open a session."""
    signed_in = await accounts.log_in(
        services.database.begin,
        services.passwords,
        email=wish.email,
        password=wish.password,
        session_days=services.settings.session_days,
    )
    sign_in(response, services.settings, signed_in)
    return Token(token=signed_in.secret)


@router.post("/logout", status_code=204)
async def log_out(tx: WriteTx, actor: ActorDep, settings: SettingsDep, response: Response) -> None:
    """End the session that asks."""
    await accounts.log_out(tx, actor)
    sign_out(response, settings)


@router.get("/me")
async def me(actor: ActorDep) -> Me:
    """Who is asking."""
    return Me(id=actor.user_id, email=actor.email, name=actor.name)
