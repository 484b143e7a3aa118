"""Coming in over the API."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from personae import accounts
from personae.accounts import Awaiting, SecondStep
from personae.web.cookies import sign_out
from personae.web.deps import ActorDep, ServicesDep, SettingsDep, WriteTx
from personae.web.entering import device_of, let_in
from personae.web.problems import documented
from personae.web.typed import EMAIL, Text, Told

router = APIRouter(prefix="/auth", tags=["auth"])

Email = Annotated[Text, Field(max_length=254)]
Password = Annotated[Text, Field(max_length=256)]
Chosen = Annotated[Password, Told(minLength=accounts.PASSWORD_SHORTEST)]
Secret = Annotated[Text, Field(max_length=200)]


class Registration(BaseModel):
    """A new account. A blank name becomes the first part of the address. `invite`: what its link says."""

    email: Annotated[Email, Told(pattern=f"^{EMAIL}$")]
    password: Chosen
    name: Annotated[Text, Told(maxLength=accounts.NAME_LIMIT)] = Field("", max_length=200)
    invite: Secret = ""


class Credentials(BaseModel):
    """An account's address and password."""

    email: Email
    password: Password


class Token(BaseModel):
    """What opens the session: works as a cookie, which is set too, and as `Authorization: Bearer`."""

    token: str


class AwaitingOut(BaseModel):
    """A letter is on its way; what was asked happens once its link is opened."""

    awaiting: str


class StepOut(BaseModel):
    """The password was right. Send `ticket` with a code to `/auth/login/second`, within ten minutes."""

    ticket: str


class Code(BaseModel):
    """A code of the authenticator, or a recovery code."""

    ticket: Secret
    code: Text = Field(max_length=60)


class Address(BaseModel):
    """An account's address."""

    email: Email


class Ticket(BaseModel):
    """The secret of a link that was sent."""

    ticket: Secret


class NewPassword(BaseModel):
    """The secret of a link that was sent, and the password that shall count from now on."""

    ticket: Secret
    password: Chosen


class Me(BaseModel):
    """Who is asking."""

    id: str
    email: str
    name: str
    role: str


@router.post(
    "/register",
    status_code=201,
    responses={202: {"model": AwaitingOut}, **documented(403, 409, 429, 503)},
)
async def register(
    wish: Registration, services: ServicesDep, request: Request, response: Response
) -> Token | AwaitingOut:
    """Make an account and open a session, or (202) wait until its address is confirmed."""
    found = await services.accounts.door.register(**wish.model_dump())
    if isinstance(found, Awaiting):
        response.status_code = 202
        return AwaitingOut(awaiting=found.email)
    await let_in(request, response, services, found)
    return Token(token=found.secret)


@router.post("/login", responses={202: {"model": StepOut}, **documented(401, 403, 429, 503)})
async def log_in(
    wish: Credentials, services: ServicesDep, request: Request, response: Response
) -> Token | StepOut:
    """Open a session, or (202) be told that a second step is needed."""
    device = device_of(request, services)
    found = await services.accounts.door.log_in(email=wish.email, password=wish.password, device=device)
    if isinstance(found, SecondStep):
        response.status_code = 202
        return StepOut(ticket=found.ticket)
    await let_in(request, response, services, found)
    return Token(token=found.secret)


@router.post("/login/second", responses=documented(401, 403, 429, 503))
async def second_step(wish: Code, services: ServicesDep, request: Request, response: Response) -> Token:
    """Open a session with the code of a second factor."""
    found = await services.accounts.second.enter(wish.ticket, wish.code)
    await let_in(request, response, services, found)
    return Token(token=found.secret)


@router.post("/password/forgot", status_code=202, responses=documented(429, 503))
async def forget_password(wish: Address, services: ServicesDep) -> AwaitingOut:
    """Have a link for a new password sent, if there is such an account; the answer does not tell."""
    await services.accounts.door.forget_password(wish.email)
    return AwaitingOut(awaiting=wish.email)


@router.post("/password/reset", status_code=204, responses=documented(403))
async def reset_password(wish: NewPassword, services: ServicesDep) -> None:
    """Choose a new password with the ticket of a link. Every session ends."""
    await services.accounts.door.reset_password(wish.ticket, password=wish.password)


@router.post("/verify", status_code=204, responses=documented(403))
async def verify(wish: Ticket, services: ServicesDep) -> None:
    """Confirm an address with the ticket of a link."""
    await services.accounts.door.verify(wish.ticket)


@router.post("/logout", status_code=204)
async def log_out(tx: WriteTx, actor: ActorDep, settings: SettingsDep, response: Response) -> None:
    """End the session that asks."""
    await accounts.log_out(tx, actor)
    sign_out(response, settings)


@router.get("/me")
async def me(actor: ActorDep) -> Me:
    """Who is asking."""
    return Me(id=actor.user_id, email=actor.email, name=actor.name, role=actor.role)
