"""What routes ask for: services, a transaction, the person who is asking."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from personae import accounts
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.platform.db import Tx
from personae.platform.errors import Kind, PersonaeError
from personae.platform.settings import Settings
from personae.web.cookies import session_cookie


class SignInNeeded(PersonaeError):
    """Nobody is signed in."""

    kind = Kind.UNAUTHENTICATED
    code = "sign_in_needed"
    message = "Log in first: send the session cookie, or the token as `Authorization: Bearer …`."


def get_services(connection: HTTPConnection) -> Services:
    """The services behind this application."""
    services: Services = connection.app.state.services
    return services


ServicesDep = Annotated[Services, Depends(get_services)]


def get_settings(services: ServicesDep) -> Settings:
    """The settings."""
    return services.settings


SettingsDep = Annotated[Settings, Depends(get_settings)]


async def find_actor(connection: HTTPConnection, services: ServicesDep) -> Actor | None:
    """The person of this request's session, or None."""
    secret = session_secret(connection, services.settings)
    if secret is None:
        return None
    async with services.database.begin(write=False) as tx:
        return await accounts.identify(tx, secret=secret)


def session_secret(connection: HTTPConnection, settings: Settings) -> str | None:
    """The session's secret, from the Authorization header or else from the cookie."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "bearer":
        return token.strip() or None
    return session_cookie(connection, settings) or None


MaybeActor = Annotated[Actor | None, Depends(find_actor)]


async def need_actor(actor: MaybeActor) -> Actor:
    """The person who is asking. Raises SignInNeeded."""
    if actor is None:
        raise SignInNeeded
    return actor


ActorDep = Annotated[Actor, Depends(need_actor)]


async def reading_tx(services: ServicesDep, _: ActorDep) -> AsyncIterator[Tx]:
    """A transaction that only reads.

    Both kinds begin when it is known who asks: a stranger takes no lock, and nobody holds one
    connection while waiting for another.
    """
    async with services.database.begin(write=False) as tx:
        yield tx


async def writing_tx(services: ServicesDep, _: ActorDep) -> AsyncIterator[Tx]:
    """A transaction, committed before the answer's first byte leaves."""
    async with services.database.begin() as tx:
        yield tx


ReadTx = Annotated[Tx, Depends(reading_tx, scope="function")]
WriteTx = Annotated[Tx, Depends(writing_tx, scope="function")]
