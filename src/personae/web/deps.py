"""What routes ask for: services, a transaction, the person who is asking, or a program of theirs."""

from collections.abc import AsyncIterator
from typing import Annotated

import structlog
from fastapi import Depends
from starlette.requests import HTTPConnection

from personae import accounts
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.platform.db import Tx
from personae.platform.errors import Kind, PersonaeError
from personae.platform.limits import Limit
from personae.platform.settings import Settings
from personae.web.cookies import session_cookie
from personae.web.costs import count_account, count_cost, count_door, count_stranger
from personae.web.scopes import check_scope


class SignInNeeded(PersonaeError):
    """Nobody is signed in."""

    kind = Kind.UNAUTHENTICATED
    code = "sign_in_needed"
    message = "Log in first: send the session cookie, or a token or API key as `Authorization: Bearer …`."


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
    """The person of this request's session or key, or None. What they may do is not looked at.

    Whoever is found stands in every line that is logged of the request, also where they are refused.
    """
    actor = await _actor_of(connection, services)
    if actor is not None:
        structlog.contextvars.bind_contextvars(person_id=actor.user_id)
    return actor


async def _actor_of(connection: HTTPConnection, services: Services) -> Actor | None:
    secret = session_secret(connection, services.settings)
    if secret is None:
        return None
    if accounts.is_key(secret):
        return await services.accounts.keys.identify(secret) if _in_header(connection) else None
    return await services.accounts.sessions.identify(secret)


def session_secret(connection: HTTPConnection, settings: Settings) -> str | None:
    """The session's or the key's secret, from the Authorization header or else from the cookie."""
    if _in_header(connection):
        return _written(connection)[1].strip() or None
    return session_cookie(connection, settings) or None


def _in_header(connection: HTTPConnection) -> bool:
    return _written(connection)[0].casefold() == "bearer"


def _written(connection: HTTPConnection) -> tuple[str, str]:
    """The Authorization header's scheme and what follows it."""
    scheme, *rest = connection.headers.get("authorization", "").split(maxsplit=1) or [""]
    return scheme, rest[0] if rest else ""


async def allowed_actor(connection: HTTPConnection, services: ServicesDep) -> Actor | None:
    """The same, if they may do what is asked and do not ask too often; strangers are counted by address.

    Raises TooOften, CountUnknown, and of a key alone ScopeMissing, SessionNeeded.
    """
    actor = await find_actor(connection, services)
    if actor is None:
        await count_stranger(services, connection)
        return None
    await count_request(services, actor)
    check_scope(actor, connection)
    await count_cost(services, actor, connection)
    return actor


async def count_request(services: Services, actor: Actor) -> None:
    """Count a request of an account, and of the key that it comes by. Raises TooOften."""
    if actor.has_key:
        limit = Limit(services.settings.api_key_requests, 60)
        await services.limiter.count("api_key", actor.session_id, limit)
    await count_account(services, actor)


async def at_the_door(connection: HTTPConnection, services: ServicesDep) -> None:
    """Count what anybody may ask and what costs. Of every route. Raises TooOften, CountUnknown."""
    await count_door(services, connection)


MaybeActor = Annotated[Actor | None, Depends(allowed_actor)]


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
