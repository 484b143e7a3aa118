"""Every place where a person or a program may put a string into a studio, tried with one string."""

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from evals.trials.asking import Asker, as_line, as_text, in_header
from evals.trials.sets import Payload

A = "/api/v1"
TALK_LENGTH = 100  # messages of a conversation, then the next one
TOLD_MOST = 900  # memories of a character, then the next one
PATHS = ("documents", "characters", "conversations", "personas", "keys", "moderation", "admin/people")
QUERIES = (
    *("documents?after", "characters?after", "conversations?after", "personas?after", "search?q"),
    *("usage?since", "usage/calls?since", "admin/audit?act", "moderation?after"),
)
HEADERS = ("authorization", "cookie", "if-match", "if-none-match", "idempotency-key", "accept-language")
MORE_HEADERS = ("user-agent", "origin", "referer", "x-forwarded-for", "x-request-id", "accept", "range")

Place = Callable[[Asker, Payload], Awaitable[None]]


class Places:
    """Where strings are put, and the character, conversation and persona they are put in."""

    def __init__(self) -> None:
        self._talk = self._character = self._persona = ""
        self._said = self._told = 0

    @property
    def all(self) -> dict[str, Place]:
        """By name."""
        return {
            "character": self.character,
            "persona": self.persona,
            "account": self.account,
            "message": self.message,
            "memory": self.memory,
            "addresses": self.addresses,
            "headers": self.headers,
        }

    async def character(self, asker: Asker, payload: Payload) -> None:
        """Name, description and sayings of a character made by hand."""
        wish = {
            "name": as_line(payload.text, 200),
            "description": as_text(payload.text)[:4000],
            "sayings": as_text(payload.text)[:20_000],
        }
        made = await asker.ask("character", payload, "POST", f"{A}/characters", json=wish)
        if made is None or made.is_error:
            return
        found = await asker.ask("character", payload, "GET", f"{A}/characters/{made.json()['id']}")
        if found is not None:
            kept = found.json()
            asker.expect("character's name", payload, got=kept["name"], kept=wish["name"])
            asker.expect(
                "character's description", payload, got=kept["description"], kept=wish["description"].strip()
            )

    async def persona(self, asker: Asker, payload: Payload) -> None:
        """All that a person says of themselves to characters."""
        if not self._persona:
            made = await asker.client.post(f"{A}/personas", json={"name": "Maya"})
            self._persona = made.raise_for_status().json()["id"]
        line = as_line(payload.text, 80)
        wish = {"name": line, "address": line, "pronouns": line[:40].strip(), "about": payload.text[:2000]}
        path = f"{A}/personas/{self._persona}"
        changed = await asker.ask("persona", payload, "PATCH", path, json=wish)
        if changed is None or changed.is_error:
            return
        found = await asker.ask("persona", payload, "GET", path)
        if found is not None and found.json()["name"] != line:
            asker.note("persona", payload, f"named {found.json()['name']!r}, not {line!r}")

    async def account(self, asker: Asker, payload: Payload) -> None:
        """The name of an account, and the address of one that does not exist."""
        line = as_line(payload.text, 80)
        answer = await asker.ask("account", payload, "PATCH", f"{A}/account", json={"name": line})
        if answer is not None and not answer.is_error:
            asker.expect("account", payload, got=answer.json()["name"], kept=line)
        wish = {"email": payload.text[:254], "password": payload.text[:200]}
        await asker.ask("log-in", payload, "POST", f"{A}/auth/password/forgot", json=wish)

    async def message(self, asker: Asker, payload: Payload) -> None:
        """What a person says, and what a conversation is called."""
        if self._said % TALK_LENGTH == 0:
            await self._begin_talk(asker)
        self._said += 1
        text = as_text(payload.text)[:4000]
        path = f"{A}/conversations/{self._talk}"
        said = await asker.ask("message", payload, "POST", f"{path}/messages", json={"text": text})
        if said is not None and not said.is_error and "message" in said.json():
            asker.expect("message", payload, got=said.json()["message"]["text"], kept=text.strip())
        title = as_line(payload.text, 200)
        named = await asker.ask("title", payload, "PATCH", path, json={"title": title})
        if named is not None and not named.is_error:
            asker.expect("title", payload, got=named.json()["title"], kept=title)

    async def memory(self, asker: Asker, payload: Payload) -> None:
        """What a character is told, and what is looked for among its memories."""
        if self._told % TOLD_MOST == 0:
            await self._make_character(asker)
        self._told += 1
        path = f"{A}/characters/{self._character}/memories"
        text = as_text(payload.text)[:2000]
        told = await asker.ask("memory", payload, "POST", path, json={"text": text})
        if told is not None and not told.is_error:
            asker.expect("memory", payload, got=told.json()["text"], kept=" ".join(text.split()))
        await asker.ask("memory search", payload, "GET", path, params={"q": payload.text[:300]})

    async def addresses(self, asker: Asker, payload: Payload) -> None:
        """Paths, queries, and addresses of pages."""
        odd = quote(payload.text[:500], safe="") or "x"
        for path in PATHS:
            await asker.ask("path", payload, "GET", f"{A}/{path}/{odd}")
        for query in QUERIES:
            path, _, name = query.partition("?")
            await asker.ask("query", payload, "GET", f"{A}/{path}", params={name: payload.text[:2000]})
        await asker.ask("page", payload, "GET", f"/{odd}")
        await asker.ask("page", payload, "GET", "/static/" + odd)

    async def headers(self, asker: Asker, payload: Payload) -> None:
        """Headers and cookies."""
        value = in_header(payload.text)
        for name in (*HEADERS, *MORE_HEADERS):
            sent = b"personae_session=" + value if name == "cookie" else value
            is_key = name == "authorization"
            headers = [(name.encode(), b"Bearer " + value if is_key else sent)]
            await asker.ask("header", payload, "GET", f"{A}/characters", headers=headers)
        wish = {"name": secrets.token_hex(4), "description": "", "sayings": "Aye."}
        once = [(b"idempotency-key", value)]
        await asker.ask("header", payload, "POST", f"{A}/characters", json=wish, headers=once)

    async def _make_character(self, asker: Asker) -> None:
        name = f"Nell {secrets.token_hex(4)}"  # nobody has two characters of one name
        wish = {"name": name, "description": "A miller.", "sayings": "Grain first, then talk."}
        made = await asker.client.post(f"{A}/characters", json=wish)
        self._character = made.raise_for_status().json()["id"]

    async def _begin_talk(self, asker: Asker) -> None:
        if not self._character:
            await self._make_character(asker)
        wish = {"character_id": self._character}
        made = await asker.client.post(f"{A}/conversations", json=wish)
        self._talk = made.raise_for_status().json()["id"]
