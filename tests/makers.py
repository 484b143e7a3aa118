"""People and things to test with."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

import httpx2

from personae import accounts, library
from personae.accounts import Actor, Passwords
from personae.bootstrap import Services
from personae.characters import Character, CharacterKind, Profile
from personae.characters.profile import whole
from personae.library import Document, Received

Receive = Callable[[str], AbstractAsyncContextManager[Received]]

PASSWORD = "a long enough password"
QUICK = Passwords(memory_kib=8, passes=1)
ADMIN = "admin@example.org"

STORY = """The Lamp

CHAPTER ONE

“Good evening,” said Mira Vale. “I have come about the lamp in your window.”

“There is no lamp,” replied Tobias Finch. “There has been none since my wife took the last one to sea.”

“Then what did I see, Mr. Finch?” asked Mira.

“You saw the kettle,” said Tobias. “It is a proud kettle, and it shines when it is asked about.”

Mira laughed. “I love a proud kettle,” she said. “My mother kept one, and it never forgave us.”

“Sit down, Miss Vale,” said Tobias Finch. “Tell me what you fear, and I will make the tea.”

CHAPTER TWO

“I fear the stairs,” said Mira. “They count themselves at night, and they never come out even.”

“There are nineteen stairs,” said Tobias. “I built eighteen of them.”

“Who built the other one?” asked Mira Vale.

“I have never dared to ask,” said Tobias. “My name is on the door, not on the stairs.”

Mira looked at the kettle. “Then we shall ask it together,” she said. “Tonight, at the turn of the tide.”

“Not before the tea,” said Tobias Finch.
"""


TALE = files("personae").joinpath("demo/story.txt").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in: as the API knows them (`client` sends their token) and as the rooms do."""

    client: httpx2.AsyncClient
    actor: Actor
    token: str
    email: str


@asynccontextmanager
async def join(services: Services, name: str) -> AsyncIterator[Person]:
    """A new person, whose password is hashed in no time: most tests have one, and registering takes 60 ms."""
    found = await accounts.register(
        services.database.begin, QUICK, email=new_email(name), password=PASSWORD, name=name, session_days=1
    )
    async with client_at(f"http://127.0.0.1:{services.settings.port}") as client:
        client.headers["authorization"] = f"Bearer {found.secret}"
        yield Person(client, replace(found.actor, session_id=""), found.secret, found.actor.email)


@asynccontextmanager
async def register(base_url: str, name: str) -> AsyncIterator[Person]:
    """A new person, who registers as anybody does."""
    wish = {"email": new_email(name), "password": PASSWORD, "name": name}
    async with _signed_in(base_url, "register", wish) as person:
        yield person


@asynccontextmanager
async def log_in(base_url: str, email: str, *, password: str = PASSWORD) -> AsyncIterator[Person]:
    """Somebody with an account, in a session of its own."""
    async with _signed_in(base_url, "login", {"email": email, "password": password}) as person:
        yield person


@asynccontextmanager
async def _signed_in(base_url: str, way: str, wish: dict[str, str]) -> AsyncIterator[Person]:
    async with client_at(base_url) as client:
        token = (await client.post(f"/api/v1/auth/{way}", json=wish)).raise_for_status().json()["token"]
        client.cookies.clear()
        client.headers["authorization"] = f"Bearer {token}"
        me = (await client.get("/api/v1/auth/me")).json()
        actor = Actor(me["id"], me["name"], me["email"], session_id="", role=me["role"])
        yield Person(client, actor, token, wish["email"])


def client_at(base_url: str | httpx2.URL, **options: Any) -> httpx2.AsyncClient:
    """A client of a studio under test. It speaks plain HTTP: certificates would take 34 ms to load."""
    return httpx2.AsyncClient(base_url=base_url, timeout=60, verify=False, **options)


def new_email(name: str) -> str:
    """An address that nobody has."""
    return f"{name.casefold()}-{secrets.token_hex(6)}@example.org"


def profile(**fields: object) -> Profile:
    """Somebody of no document, of whom hardly anything is known."""
    return whole(
        Character(
            **{
                "id": "c",
                "kind": CharacterKind.PERSON,
                "name": "Ada",
                "aliases": [],
                "gender": "?",
                "is_narrator": False,
                "rank": 0,
                "hue": 0,
                "lines": 0,
                "mentions": 0,
                "presence": [],
                "description": "",
                "sayings": "",
                **fields,
            }
        )
    )


async def upload(person: Person, text: str | bytes = STORY, *, filename: str = "lamp.txt") -> httpx2.Response:
    """Send a document over the API."""
    content = text.encode() if isinstance(text, str) else text
    return await person.client.post("/api/v1/documents", files={"file": (filename, content)})


async def ended(person: Person, document_id: str, *, tries: int = 600) -> dict[str, Any]:
    """The document once its reading has ended."""
    for _ in range(tries):
        found: dict[str, Any] = (await person.client.get(f"/api/v1/documents/{document_id}")).json()
        if found["status"] not in ("queued", "reading"):
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(f"still {found['status']} at {found['progress']}")


async def read_story(person: Person, text: str = STORY) -> dict[str, Any]:
    """A document of the person's that has been read, salted so that no two are the same content."""
    salted = f"{text}\n{secrets.token_hex(8)}\n"
    return await ended(person, (await upload(person, salted)).raise_for_status().json()["id"])


async def cast_of(person: Person, document: dict[str, Any]) -> list[dict[str, Any]]:
    """The characters of a document."""
    answer = await person.client.get(f"/api/v1/documents/{document['id']}/characters")
    items: list[dict[str, Any]] = answer.raise_for_status().json()["items"]
    return items


async def share(
    person: Person, thing: dict[str, str], *, right: str = "read", email: str = ""
) -> dict[str, str]:
    """Share something of the person's, such as {"document_id": …}, with an address, or by a link without one.

    Comes to the `share_id`, and the link's `secret` where it is one.
    """
    wish = {**thing, "right": right, "email": email}
    made = (await person.client.post("/api/v1/shares", json=wish)).raise_for_status().json()
    secret = {"secret": made["link"].rsplit("/", 1)[-1]} if made["link"] else {}
    return {"share_id": made["share"]["id"], **secret}


async def talk_with(person: Person, character: dict[str, Any]) -> str:
    """The id of a new conversation."""
    wish = {"character_id": character["id"]}
    answer = await person.client.post("/api/v1/conversations", json=wish)
    return str(answer.raise_for_status().json()["id"])


async def read_to_end(services: Services, actor: Actor, document_id: str) -> Document:
    """A document once its reading has ended."""
    for _ in range(1200):
        async with services.database.begin(write=False) as tx:
            document = await library.get(tx, actor, document_id)
        if document.is_ending:
            return document
        await asyncio.sleep(0.05)
    raise AssertionError(f"still {document.status} at {document.progress}")
