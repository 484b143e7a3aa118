"""The demo account, with a short story of our own already read."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib.resources import files

from personae import accounts, library
from personae.accounts import Actor, EmailTaken, LoginFailed, SignedIn
from personae.bootstrap import Services
from personae.library import Document

EMAIL = "demo@example.org"
PASSWORD = "once-upon-a-time"  # noqa: S105  (told on the terminal, and only good on the machine itself)
STORY = "The Tide That Waited to Be Asked.txt"
WAIT_S = 60


@dataclass(frozen=True, slots=True)
class Demo:
    """How to enter the demo. password is None when the account was there already, with its own."""

    email: str
    password: str | None


async def add_demo(services: Services) -> Demo:
    """Make the demo account with its story and wait until the story is read. Safe to call again."""
    password = PASSWORD if services.settings.is_private else secrets.token_urlsafe(12)
    signed_in = await _enter(services, password)
    if signed_in is None:
        return Demo(EMAIL, None)
    async with library.receive(
        _story(), filename=STORY, spool=services.settings.spool, limit_bytes=services.settings.upload_max_size
    ) as received:
        added = await library.add(services.database.begin, services.files, signed_in.actor, received)
    await _until_read(services, signed_in.actor, added.document)
    return Demo(EMAIL, password)


async def _enter(services: Services, password: str) -> SignedIn | None:
    """The demo account, made when there is none; None when there is one with another password."""
    open_tx, passwords = services.database.begin, services.passwords
    try:
        return await accounts.register(
            open_tx, passwords, email=EMAIL, password=password, name="Reader", session_days=1
        )
    except EmailTaken:
        try:
            return await accounts.log_in(open_tx, passwords, email=EMAIL, password=password, session_days=1)
        except LoginFailed:
            return None


async def _story() -> AsyncIterator[bytes]:
    yield files("personae").joinpath("demo/story.txt").read_bytes()


async def _until_read(services: Services, actor: Actor, document: Document) -> None:
    for _ in range(WAIT_S * 10):
        async with services.database.begin(write=False) as tx:
            if (await library.get(tx, actor, document.id)).is_ending:
                return
        await asyncio.sleep(0.1)
