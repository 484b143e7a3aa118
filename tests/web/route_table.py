"""Every route: how it is asked when it works, and what input it refuses."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pyotp import TOTP

from makers import PASSWORD, Person, client_at, share, upload

Ids = dict[str, str]
Make = Callable[[Person, Ids], Awaitable[Ids]]


async def kept(_: Person, ids: Ids) -> Ids:
    """What the owner has anyway."""
    return ids


async def fresh_character(person: Person, ids: Ids) -> Ids:
    """A character to be deleted."""
    wish = {"name": "Nell", "description": "A miller.", "sayings": "Grain first, then talk."}
    return {**ids, "character_id": await made_as_named(person, "characters", wish)}


async def made_as_named(person: Person, kind: str, wish: Mapping[str, Any]) -> str:
    """The id of a new thing, under the name that is proposed where the person has one so called."""
    answer = await person.client.post(f"/api/v1/{kind}", json=wish)
    if answer.status_code == 409:
        answer = await person.client.post(f"/api/v1/{kind}", json={**wish, "name": answer.json()["proposed"]})
    return str(answer.raise_for_status().json()["id"])


def named(wish: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same under a name that nobody has."""
    return {**wish, "name": f"{wish['name']} {secrets.token_hex(4)}"}


async def fresh_conversation(person: Person, ids: Ids) -> Ids:
    """A conversation to be changed."""
    ids = await fresh_character(person, ids)
    wish = {"character_id": ids["character_id"]}
    made = (await person.client.post("/api/v1/conversations", json=wish)).raise_for_status().json()
    return {**ids, "conversation_id": made["id"]}


async def broken_reply(person: Person, ids: Ids) -> Ids:
    """A reply without a word, since nobody is at the address of the only model that is asked."""
    ids = await fresh_key(person, await fresh_conversation(person, ids))
    order = f"/api/v1/characters/{ids['character_id']}/models/order"
    chosen = {"items": [{"key_id": ids["key_id"], "model": "small"}]}
    (await person.client.put(order, json=chosen)).raise_for_status()
    messages = f"/api/v1/conversations/{ids['conversation_id']}/messages"
    said = (await person.client.post(messages, json=MESSAGE(ids))).raise_for_status().json()
    return {**ids, "message_id": said["reply"]["id"]}


async def fresh_turn(person: Person, ids: Ids) -> Ids:
    """A question and its reply, to be changed."""
    ids = await fresh_conversation(person, ids)
    messages = f"/api/v1/conversations/{ids['conversation_id']}/messages"
    said = (await person.client.post(messages, json=MESSAGE(ids))).raise_for_status().json()
    return {**ids, "message_id": said["reply"]["id"]}


async def fresh_question(person: Person, ids: Ids) -> Ids:
    """A question that has a reply, to be asked anew."""
    ids = await fresh_turn(person, ids)
    messages = f"/api/v1/conversations/{ids['conversation_id']}/messages"
    rows = (await person.client.get(messages)).raise_for_status().json()["items"]
    return {**ids, "message_id": rows[0]["id"]}


async def fresh_alternative(person: Person, ids: Ids) -> Ids:
    """A reply beside another one."""
    ids = await fresh_turn(person, ids)
    again = f"/api/v1/conversations/{ids['conversation_id']}/messages/{ids['message_id']}/regenerate"
    made = (await person.client.post(again)).raise_for_status().json()
    return {**ids, "message_id": made["reply"]["id"]}


async def deleted_message(person: Person, ids: Ids) -> Ids:
    """A reply that was deleted."""
    ids = await fresh_turn(person, ids)
    path = f"/api/v1/conversations/{ids['conversation_id']}/messages/{ids['message_id']}"
    (await person.client.delete(path)).raise_for_status()
    return ids


async def deleted_conversation(person: Person, ids: Ids) -> Ids:
    """A conversation that was deleted."""
    ids = await fresh_conversation(person, ids)
    (await person.client.delete(f"/api/v1/conversations/{ids['conversation_id']}")).raise_for_status()
    return ids


async def fresh_persona(person: Person, ids: Ids) -> Ids:
    """A persona to be changed or deleted."""
    return {**ids, "persona_id": await made_as_named(person, "personas", PERSONA)}


async def fresh_share(person: Person, ids: Ids) -> Ids:
    """A link of a character of its own, to be changed or ended."""
    return {
        **ids,
        **await share(person, {"character_id": (await fresh_character(person, {}))["character_id"]}),
    }


async def shared_by_another(person: Person, ids: Ids) -> Ids:
    """What somebody new shares with the person by a link, which they have opened."""
    async with client_at(person.client.base_url) as client:
        token = (await client.post(f"{A}/auth/register", json=newcomer())).raise_for_status().json()["token"]
        client.headers["authorization"] = f"Bearer {token}"
        made = await fresh_share(Person(client, person.actor, token, ""), {})
    wish = {"link": made["secret"]}
    opened = (await person.client.post(f"{A}/shares/open", json=wish)).raise_for_status().json()
    return {**ids, "received_id": opened["id"], "secret": made["secret"]}


async def fresh_document(person: Person, ids: Ids) -> Ids:
    """A document that waits to be read."""
    text = f"A short note about rain.\n\n{secrets.token_hex(16)} is its number.\n"
    return {**ids, "document_id": (await upload(person, text)).raise_for_status().json()["id"]}


async def fresh_job(person: Person, ids: Ids) -> Ids:
    """A reading that waits or goes on."""
    ids = await fresh_document(person, ids)
    return {**ids, "job_id": f"reading:{ids['document_id']}:1"}


async def failed_job(person: Person, ids: Ids) -> Ids:
    """A reading that has failed, and that the queue knows to have."""
    broken = {"file": ("broken.pdf", b"%PDF-1.4 " + secrets.token_bytes(8).hex().encode())}
    made = (await person.client.post("/api/v1/documents", files=broken)).raise_for_status().json()
    job_id = f"reading:{made['id']}:1"
    for _ in range(400):
        jobs = await person.client.get("/api/v1/admin/jobs", params={"state": "failed"})
        if job_id in {each["id"] for each in jobs.raise_for_status().json()["items"]}:
            break
        await asyncio.sleep(0.05)
    return {**ids, "document_id": made["id"], "job_id": job_id}


async def cancelled_document(person: Person, ids: Ids) -> Ids:
    """A document whose reading was cancelled."""
    ids = await fresh_document(person, ids)
    (await person.client.post(f"/api/v1/documents/{ids['document_id']}/cancel")).raise_for_status()
    return ids


async def fresh_key(person: Person, ids: Ids) -> Ids:
    """A key to be replaced or deleted."""
    made = (await person.client.post("/api/v1/models/keys", json=KEY)).raise_for_status().json()
    return {**ids, "key_id": made["id"]}


async def fresh_api_key(person: Person, ids: Ids) -> Ids:
    """An API key to be revoked."""
    made = (await person.client.post(f"{A}/keys", json=API_KEY)).raise_for_status().json()
    return {**ids, "api_key_id": made["key"]["id"]}


async def fresh_choice(person: Person, ids: Ids) -> Ids:
    """A place in the order for a character of its own, so that everybody else is answered as before."""
    ids = await fresh_character(person, ids)
    order = f"/api/v1/characters/{ids['character_id']}/models/order"
    made = (await person.client.put(order, json={"items": [QUOTATION]})).raise_for_status().json()
    return {**ids, "choice_id": made["items"][0]["id"]}


async def fresh_session(person: Person, ids: Ids) -> Ids:
    """Another session of the person's, to be ended."""
    wish = {"email": person.email, "password": PASSWORD}
    async with client_at(person.client.base_url) as client:
        (await client.post(f"{A}/auth/login", json=wish)).raise_for_status()
    found = (await person.client.get(f"{A}/account/sessions")).raise_for_status().json()
    return {**ids, "session_id": next(each["id"] for each in found if not each["is_present"])}


async def begun_factor(person: Person, ids: Ids) -> Ids:
    """A second factor that waits for its first code."""
    begun = await person.client.post(f"{A}/account/second-factor", json={"present": PASSWORD})
    return {**ids, "key": (found := begun.raise_for_status().json())["key"], "code": TOTP(found["key"]).now()}


async def with_factor(person: Person, ids: Ids) -> Ids:
    """A second factor that is on, and the code that its authenticator shows next."""
    ids = await begun_factor(person, ids)
    (await person.client.post(f"{A}/account/second-factor/confirm", json=code_of(ids))).raise_for_status()
    totp = TOTP(ids["key"])
    return {**ids, "code": totp.at(totp.timecode(datetime.now(UTC)) * 30 + 30)}


async def begun_log_in(person: Person, ids: Ids) -> Ids:
    """Somebody new whose password was taken, and who is asked for a code."""
    async with client_at(person.client.base_url) as client:
        wish = newcomer()
        token = (await client.post(f"{A}/auth/register", json=wish)).raise_for_status().json()["token"]
        client.headers["authorization"] = f"Bearer {token}"
        found = await with_factor(Person(client, person.actor, token, wish["email"]), {})
        step = (await client.post(f"{A}/auth/login", json=wish)).json()
    return {**ids, "ticket": step["ticket"], "code": found["code"]}


def code_of(ids: Ids) -> Mapping[str, Any]:
    """A code, and the ticket of the log-in it belongs to."""
    return {"ticket": ids.get("ticket", ""), "code": ids.get("code", "")}


async def fresh_person(person: Person, ids: Ids) -> Ids:
    """Somebody for admins to look after."""
    async with client_at(person.client.base_url) as client:
        (await client.post(f"{A}/auth/register", json=newcomer())).raise_for_status()
        return {**ids, "user_id": (await client.get(f"{A}/auth/me")).json()["id"]}


async def fresh_decision(person: Person, ids: Ids) -> Ids:
    """A decision about something that somebody new says."""
    async with client_at(person.client.base_url) as client:
        token = (await client.post(f"{A}/auth/register", json=newcomer())).raise_for_status().json()["token"]
        client.headers["authorization"] = f"Bearer {token}"
        return {**ids, **await own_decision(Person(client, person.actor, token, ""), ids)}


async def own_decision(person: Person, ids: Ids) -> Ids:
    """A decision about what the person says."""
    made = await fresh_conversation(person, {})
    messages = f"{A}/conversations/{made['conversation_id']}/messages"
    said = (await person.client.post(messages, json={"text": NOTED})).raise_for_status().json()
    return {**ids, "decision_id": said["message"]["moderation"]["decision_id"]}


async def fresh_invite(person: Person, ids: Ids) -> Ids:
    """An invitation to be taken back."""
    made = (await person.client.post(f"{A}/admin/invites", json={})).raise_for_status().json()
    return {**ids, "invite_id": made["invite"]["id"]}


async def fresh_memory(person: Person, ids: Ids) -> Ids:
    """Something that was told to a character, to be changed."""
    memories = CHARACTER.format(**ids) + "/memories"
    made = (await person.client.post(memories, json=TOLD)).raise_for_status().json()
    return {**ids, "memory_id": made["id"]}


async def fresh_act(person: Person, ids: Ids) -> Ids:
    """A reset of a character of its own, to be undone."""
    ids = await fresh_character(person, ids)
    reset = f"/api/v1/characters/{ids['character_id']}/evolution/reset"
    return {**ids, "act": str((await person.client.post(reset)).raise_for_status().json()["seq"])}


def a_file() -> dict[str, tuple[str, bytes]]:
    """A file that nobody has yet."""
    return {"file": ("note.txt", f"Snow fell on {secrets.token_hex(16)}.".encode())}


def newcomer() -> dict[str, str]:
    """What somebody registers with."""
    return {"email": f"new-{secrets.token_hex(8)}@example.org", "password": PASSWORD, "name": "New"}


@dataclass(frozen=True, slots=True)
class Bad:
    """Input that is refused: fields that differ from the good ones, or another address."""

    status: int
    code: str
    body: Mapping[str, Any] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One route and how to ask it. `is_open`: strangers may too."""

    method: str
    path: str
    works: int
    bad: Bad
    make: Make = kept
    body: Callable[[Ids], Mapping[str, Any]] | None = None
    query: str = ""
    is_open: bool = False
    is_upload: bool = False
    is_for_admins: bool = False

    @property
    def name(self) -> str:
        """For the test's name."""
        return f"{self.method} {self.path}"

    @property
    def is_about_oneself(self) -> bool:
        """True when the route changes the account or the sessions of who asks."""
        return "/account" in self.path and self.method != "GET"

    @property
    def ends_session(self) -> bool:
        """True when the session that asks is over after it: whoever comes in anew leaves the one they had."""
        return self.method == "POST" and self.path.endswith(("/logout", "/login", "/register", "/second"))

    @property
    def is_about_a_thing(self) -> bool:
        """True when the route names something that somebody owns."""
        return "_id}" in self.path or self.is_for_admins or self.name == f"POST {A}/conversations"


OWNED = (
    *("character_id", "document_id", "conversation_id", "message_id", "key_id", "choice_id", "memory_id"),
    "job_id",
    *("session_id", "identity_id", "user_id", "invite_id", "persona_id", "api_key_id", "decision_id"),
    *("share_id", "received_id"),
)
ODD = "%27%3B--%5C..%F0%9F%94%A5%C2%85"
NO_TOKEN = Bad(401, "sign_in_needed", token="not-a-token")
A = "/api/v1"
ACCOUNT, PEOPLE = f"{A}/account", f"{A}/admin/people"


def odd(name: str, code: str) -> Bad:
    """An id such as nobody has."""
    return Bad(404, code, ids={name: ODD})


def nobody(_: Ids) -> Mapping[str, Any]:
    """No fields."""
    return {}


NOTED = "I want to kill myself tonight."
MESSAGE: Callable[[Ids], Mapping[str, Any]] = lambda ids: {"text": "What do you fear?"}  # noqa: E731
WISH = {"name": "Nell", "gender": "F", "description": "A miller.", "sayings": "Grain first."}
KEY = {
    "vendor": "compatible",
    "key": "sk-0123456789-abcd",
    "base_url": "http://127.0.0.1:9/v1",
    "name": "Home",
}
KEY_FORM = {"secret": KEY["key"], **{name: KEY[name] for name in ("vendor", "base_url", "name")}}
TOLD = {"text": "I am afraid of heights since I fell from the mill."}
EVOLUTION_FORM = {
    **{"pace": "1", "bound": "0.2", "per_conversation": "0.05", "least_interactions": "10"},
    **{"half_life_days": "21", "mood_half_life_hours": "6", "is_on": "yes", "version": "0"},
}
QUOTATION = {"vendor": "quotation", "model": "quotation"}
DOCUMENT, CHARACTER = f"{A}/documents/{{document_id}}", f"{A}/characters/{{character_id}}"
EVOLUTION = f"{CHARACTER}/evolution"
CONVERSATION = f"{A}/conversations/{{conversation_id}}"
NO_DOCUMENT = odd("document_id", "document_not_found")
NO_CHARACTER = odd("character_id", "character_not_found")
NO_CONVERSATION = odd("conversation_id", "conversation_not_found")
NO_KEY, NO_CHOICE = odd("key_id", "model_key_not_found"), odd("choice_id", "model_choice_not_found")
NO_API_KEY = odd("api_key_id", "api_key_not_found")
API_KEY = {"name": "A script", "scopes": ["read"], "days": 30}
NO_PERSONA = odd("persona_id", "persona_not_found")
PERSONA = {"name": "Maya", "address": "Captain", "pronouns": "she/her", "about": "Sails."}
TURN = f"{CONVERSATION}/messages/{{message_id}}"
NO_SESSION, NO_IDENTITY = odd("session_id", "session_not_found"), odd("identity_id", "session_not_found")
NO_PERSON, NO_INVITE = odd("user_id", "person_not_found"), odd("invite_id", "invite_not_found")
PROOF: Callable[[Ids], Mapping[str, Any]] = lambda _: {"present": PASSWORD}  # noqa: E731
NOT_THERE = Bad(404, "")  # for who is no admin
NO_PROOF = Bad(403, "password_wrong", {"present": "not the present one"})
NO_JOB = odd("job_id", "job_not_found")
NO_DECISION = odd("decision_id", "decision_not_found")
NO_MESSAGE = odd("message_id", "message_not_found")
NO_SHARE, NO_RECEIVED = odd("share_id", "share_not_found"), odd("received_id", "share_not_found")
NO_LINK = odd("secret", "share_link_spent")
SHARE: Callable[[Ids], Mapping[str, Any]] = lambda ids: {  # noqa: E731
    "character_id": ids["character_id"],
    "right": "read",
    "email": "somebody@example.org",
}
NO_MEMORY = odd("memory_id", "memory_not_found")
TOO_MANY = Bad(422, "request_invalid", query="?limit=101")
NO_DAY = Bad(422, "span_invalid", query="?since=2026-02-30")
# Soft, for the others of these tests ask a model whose price nobody knows.
BUDGET = {"day": {"soft_micros": 5_000_000}, "month": {"hard_micros": None, "soft_micros": 9_000_000}}

API = [
    Route("GET", f"{A}/openapi.json", 200, Bad(405, "method_not_allowed"), is_open=True),
    Route("POST", f"{A}/auth/register", 201, Bad(422, "password_weak", {"password": "short"}),
          body=lambda _: newcomer(), is_open=True),
    Route("POST", f"{A}/auth/login", 200, Bad(401, "login_failed", {"password": "a wrong password"}),
          body=lambda ids: {"email": ids["email"], "password": PASSWORD}, is_open=True),
    Route("POST", f"{A}/auth/login/second", 200, Bad(403, "ticket_spent"), begun_log_in, code_of,
          is_open=True),
    Route("POST", f"{A}/auth/password/forgot", 202, Bad(422, "request_invalid", {"email": "x" * 300}),
          body=lambda ids: {"email": ids["email"]}, is_open=True),
    Route("POST", f"{A}/auth/password/reset", 403, Bad(422, "request_invalid", {"password": 7}),
          body=lambda _: {"ticket": "used", "password": PASSWORD}, is_open=True),
    Route("POST", f"{A}/auth/verify", 403, Bad(422, "request_invalid", {"ticket": None}),
          body=lambda _: {"ticket": "used"}, is_open=True),
    Route("POST", f"{A}/auth/logout", 204, NO_TOKEN),
    Route("GET", f"{A}/auth/me", 200, NO_TOKEN),
    Route("GET", ACCOUNT, 200, NO_TOKEN),
    Route("PATCH", ACCOUNT, 200, Bad(422, "account_name_invalid", {"name": "x" * 99}),
          body=lambda _: {"name": "Lovelace"}),
    Route("PUT", f"{ACCOUNT}/password", 204, NO_PROOF,
          body=lambda _: {"present": PASSWORD, "password": "another good long one"}),
    Route("PUT", f"{ACCOUNT}/email", 200, NO_PROOF,
          body=lambda _: {"present": PASSWORD, "email": newcomer()["email"]}),
    Route("POST", f"{ACCOUNT}/email/verify", 202, NO_TOKEN),
    Route("GET", f"{ACCOUNT}/sessions", 200, NO_TOKEN),
    Route("DELETE", f"{ACCOUNT}/sessions", 204, Bad(422, "request_invalid", query="?but_this=perhaps")),
    Route("DELETE", f"{ACCOUNT}/sessions/{{session_id}}", 204, NO_SESSION, fresh_session),
    Route("POST", f"{ACCOUNT}/second-factor", 200, NO_PROOF, body=PROOF),
    Route("POST", f"{ACCOUNT}/second-factor/confirm", 200, Bad(409, "second_factor_off"), begun_factor,
          code_of),
    Route("POST", f"{ACCOUNT}/second-factor/codes", 200, NO_PROOF, with_factor, PROOF),
    Route("POST", f"{ACCOUNT}/second-factor/off", 204, NO_PROOF, with_factor, PROOF),
    # Nobody of these tests came by way of a provider; test_openid.py has one.
    Route("DELETE", f"{ACCOUNT}/identities/{{identity_id}}", 404, NO_IDENTITY),
    Route("GET", f"{ACCOUNT}/export", 200, NO_TOKEN),
    Route("POST", f"{ACCOUNT}/delete", 202, NO_PROOF, body=PROOF),
    Route("GET", PEOPLE, 200, Bad(422, "request_invalid", query="?limit=0"), is_for_admins=True),
    Route("GET", f"{PEOPLE}/{{user_id}}", 200, NO_PERSON, is_for_admins=True),
    Route("PUT", f"{PEOPLE}/{{user_id}}/role", 200, Bad(422, "request_invalid", {"role": "owner"}),
          fresh_person, lambda _: {"role": "member"}, is_for_admins=True),
    Route("POST", f"{PEOPLE}/{{user_id}}/suspend", 200, NO_PERSON, fresh_person, is_for_admins=True),
    Route("POST", f"{PEOPLE}/{{user_id}}/unsuspend", 200, NO_PERSON, fresh_person, is_for_admins=True),
    Route("POST", f"{PEOPLE}/{{user_id}}/log-out", 204, NO_PERSON, fresh_person, is_for_admins=True),
    Route("POST", f"{PEOPLE}/{{user_id}}/reset-link", 200, NO_PERSON, fresh_person, is_for_admins=True),
    Route("DELETE", f"{PEOPLE}/{{user_id}}", 202, NO_PERSON, fresh_person, is_for_admins=True),
    Route("GET", f"{A}/admin/invites", 200, NO_TOKEN, is_for_admins=True),
    Route("POST", f"{A}/admin/invites", 201, Bad(422, "email_invalid", {"email": "nobody"}),
          body=lambda _: {"email": newcomer()["email"]}, is_for_admins=True),
    Route("GET", f"{A}/admin/invites/{{invite_id}}", 200, NO_INVITE, fresh_invite, is_for_admins=True),
    Route("DELETE", f"{A}/admin/invites/{{invite_id}}", 204, NO_INVITE, fresh_invite, is_for_admins=True),
    Route("GET", f"{A}/admin/audit", 200, Bad(422, "request_invalid", query="?since=long+ago"),
          is_for_admins=True),
    Route("GET", f"{A}/admin/jobs", 200, Bad(404, "job_page_unknown", query="?after=x"), is_for_admins=True),
    Route("POST", f"{A}/admin/jobs/{{job_id}}/retry", 202, NO_JOB, failed_job, is_for_admins=True),
    Route("POST", f"{A}/admin/jobs/{{job_id}}/cancel", 202, NO_JOB, fresh_job, is_for_admins=True),
    Route("GET", f"{A}/admin/storage", 200, NO_TOKEN, is_for_admins=True),
    Route("GET", f"{A}/admin/storage/people", 200, Bad(404, "storage_page_unknown", query="?after=x"),
          is_for_admins=True),
    Route("POST", f"{A}/admin/storage/check", 202, NO_TOKEN, is_for_admins=True),
    Route("GET", f"{A}/admin/settings", 200, NO_TOKEN, is_for_admins=True),
    Route("GET", f"{A}/admin/usage", 200, NO_DAY, is_for_admins=True),
    Route("GET", f"{A}/admin/usage/by/{{part}}", 200, Bad(422, "request_invalid", ids={"part": "weekday"}),
          is_for_admins=True),
    Route("GET", f"{A}/admin/usage/people", 200, Bad(404, "page_unknown", query="?after=x"),
          is_for_admins=True),
    Route("GET", f"{A}/admin/usage/sheet.csv", 200, NO_DAY, is_for_admins=True),
    Route("GET", f"{A}/notices", 200, Bad(422, "request_invalid", query="?limit=0")),
    Route("GET", f"{A}/admin/notices", 200, Bad(422, "request_invalid", query="?where=top"),
          is_for_admins=True),
    Route("GET", f"{A}/moderation", 200, Bad(422, "request_invalid", query="?limit=0")),
    Route("POST", f"{A}/moderation/{{decision_id}}/appeal", 200, NO_DECISION, own_decision, nobody),
    Route("GET", f"{A}/admin/moderation", 200, Bad(422, "request_invalid", query="?shelf=top"),
          is_for_admins=True),
    *(Route("POST", f"{A}/admin/moderation/{{decision_id}}/{act}", 200, NO_DECISION, fresh_decision, nobody,
            is_for_admins=True)
      for act in ("uphold", "overturn")),
    Route("GET", f"{A}/keys", 200, NO_TOKEN),
    Route("POST", f"{A}/keys", 201, Bad(403, "scope_for_admins", {"scopes": ["admin"]}),
          body=lambda _: API_KEY),
    Route("GET", f"{A}/keys/{{api_key_id}}", 200, NO_API_KEY, fresh_api_key),
    Route("DELETE", f"{A}/keys/{{api_key_id}}", 204, NO_API_KEY, fresh_api_key),
    Route("GET", f"{A}/shares", 200, Bad(422, "request_invalid", query="?document_id=x")),
    Route("POST", f"{A}/shares", 201, Bad(422, "email_invalid", {"email": "nobody"}), fresh_character, SHARE),
    Route("GET", f"{A}/shares/received", 200, TOO_MANY),
    Route("DELETE", f"{A}/shares/received/{{received_id}}", 204, NO_RECEIVED, shared_by_another),
    Route("POST", f"{A}/shares/open", 200, Bad(404, "share_link_spent", {"link": "x"}), shared_by_another,
          lambda ids: {"link": ids["secret"]}),
    Route("GET", f"{A}/shares/{{share_id}}", 200, NO_SHARE, fresh_share),
    Route("PATCH", f"{A}/shares/{{share_id}}", 200, Bad(422, "request_invalid", {"right": "own"}),
          fresh_share, lambda _: {"right": "talk"}),
    Route("POST", f"{A}/shares/{{share_id}}/renew", 200, NO_SHARE, fresh_share, nobody),
    Route("DELETE", f"{A}/shares/{{share_id}}", 204, NO_SHARE, fresh_share),
    Route("POST", f"{A}/documents", 202, Bad(422, "upload_missing"), is_upload=True),
    Route("GET", f"{A}/documents", 200, TOO_MANY),
    Route("GET", DOCUMENT, 200, NO_DOCUMENT),
    Route("POST", f"{DOCUMENT}/cancel", 200, NO_DOCUMENT, fresh_document),
    Route("POST", f"{DOCUMENT}/retry", 200, NO_DOCUMENT, cancelled_document),
    Route("DELETE", DOCUMENT, 204, NO_DOCUMENT, fresh_document),
    Route("GET", f"{DOCUMENT}/characters", 200, Bad(422, "request_invalid", query="?until=-1")),
    Route("GET", f"{DOCUMENT}/chapters", 200, NO_DOCUMENT),
    Route("GET", f"{DOCUMENT}/notices", 200, NO_DOCUMENT),
    Route("GET", f"{DOCUMENT}/passages", 200, Bad(422, "request_invalid", query="?chapter=99999999999"),
          query="?chapter=0"),
    Route("GET", f"{A}/characters", 200, TOO_MANY),
    Route("POST", f"{A}/characters", 201, Bad(422, "character_invalid", {"name": " "}),
          body=lambda _: named(WISH)),
    Route("GET", CHARACTER, 200, NO_CHARACTER),
    Route("GET", f"{CHARACTER}/quotations", 200, Bad(422, "request_invalid", query="?after=x")),
    Route("GET", f"{CHARACTER}/relations", 200, Bad(422, "request_invalid", query="?limit=101")),
    Route("DELETE", CHARACTER, 204, NO_CHARACTER, fresh_character),
    Route("GET", f"{CHARACTER}/memories", 200, Bad(422, "request_invalid", query="?kind=dream"),
          query="?q=sea"),
    Route("POST", f"{CHARACTER}/memories", 201, Bad(422, "memory_invalid", {"text": " "}),
          body=lambda _: TOLD),
    Route("GET", f"{CHARACTER}/memories/{{memory_id}}", 200, NO_MEMORY, fresh_memory),
    Route("PATCH", f"{CHARACTER}/memories/{{memory_id}}", 200, Bad(409, "memory_changed", {"version": 9}),
          fresh_memory, lambda _: {"is_pinned": True}),
    Route("DELETE", f"{CHARACTER}/memories/{{memory_id}}", 204, NO_MEMORY, fresh_memory),
    Route("GET", EVOLUTION, 200, NO_CHARACTER),
    Route("GET", f"{EVOLUTION}/records", 200, Bad(404, "trait_unknown", query="?trait=luck")),
    Route("GET", f"{EVOLUTION}/trends", 200, Bad(422, "request_invalid", query="?days=0")),
    Route("GET", f"{EVOLUTION}/timeline", 200, Bad(422, "request_invalid", query="?after=-1")),
    Route("GET", f"{EVOLUTION}/why/{{trait}}", 200, Bad(404, "trait_unknown", ids={"trait": "luck"})),
    Route("GET", f"{EVOLUTION}/settings", 200, NO_CHARACTER),
    Route("PUT", f"{EVOLUTION}/settings", 200, Bad(422, "evolution_invalid", {"pace": 99}),
          fresh_character, lambda _: {"version": 0, "pace": 0.5}),
    Route("POST", f"{EVOLUTION}/therapy", 201, Bad(422, "evolution_invalid", {"days": 0}),
          fresh_character, lambda _: {"days": 3}),
    Route("POST", f"{EVOLUTION}/reset", 201, NO_CHARACTER, fresh_character),
    Route("POST", f"{EVOLUTION}/undo", 201, Bad(404, "act_not_found"),
          fresh_act, lambda ids: {"seq": int(ids.get("act", 0))}),
    Route("GET", f"{DOCUMENT}/enrichment", 200, NO_DOCUMENT),
    # No model answers in these tests; test_enriching.py has one.
    Route("POST", f"{DOCUMENT}/enrichment", 409, NO_DOCUMENT),
    Route("DELETE", f"{CHARACTER}/enrichment", 204, NO_CHARACTER),
    Route("GET", f"{A}/conversations", 200, TOO_MANY),
    Route("POST", f"{A}/conversations", 201, Bad(422, "request_invalid", {"character_id": 7}),
          body=lambda ids: {"character_id": ids["character_id"]}),
    Route("GET", CONVERSATION, 200, NO_CONVERSATION),
    Route("DELETE", CONVERSATION, 204, NO_CONVERSATION, fresh_conversation),
    Route("GET", f"{CONVERSATION}/messages", 200, Bad(422, "request_invalid", query="?before=99999999999")),
    Route("GET", f"{CONVERSATION}/moods", 200, NO_CONVERSATION),
    Route("POST", f"{CONVERSATION}/messages", 200, Bad(422, "message_invalid", {"text": "\n"}),
          fresh_conversation, MESSAGE),
    Route("POST", f"{CONVERSATION}/messages/{{message_id}}/stop", 202, NO_MESSAGE),
    Route("POST", f"{CONVERSATION}/messages/{{message_id}}/continue", 200, NO_MESSAGE, broken_reply),
    Route("PATCH", CONVERSATION, 200, Bad(422, "title_invalid", {"title": "x" * 201}), fresh_conversation,
          lambda _: {"title": "Mine", "is_pinned": True, "is_archived": True, "persona_id": None, "seen": 1}),
    Route("POST", f"{CONVERSATION}/restore", 200, NO_CONVERSATION, deleted_conversation),
    Route("GET", f"{CONVERSATION}/branches", 200, TOO_MANY),
    Route("DELETE", f"{CONVERSATION}/branches/{{message_id}}", 200, NO_MESSAGE, fresh_alternative),
    Route("POST", f"{TURN}/regenerate", 200, NO_MESSAGE, fresh_turn),
    Route("POST", f"{TURN}/edit", 200, Bad(422, "message_invalid", {"text": " "}), fresh_turn, MESSAGE),
    Route("POST", f"{TURN}/ask", 200, NO_MESSAGE, fresh_question, MESSAGE),
    Route("POST", f"{TURN}/show", 200, NO_MESSAGE),
    Route("DELETE", TURN, 200, NO_MESSAGE, fresh_turn),
    Route("POST", f"{TURN}/restore", 200, NO_MESSAGE, deleted_message),
    Route("GET", f"{A}/search", 200, Bad(422, "search_invalid", query="?q=%20"), query="?q=fear"),
    Route("GET", f"{A}/personas", 200, TOO_MANY),
    Route("POST", f"{A}/personas", 201, Bad(422, "persona_invalid", {"name": " "}),
          body=lambda _: named(PERSONA)),
    Route("GET", f"{A}/personas/{{persona_id}}", 200, NO_PERSONA),
    Route("PATCH", f"{A}/personas/{{persona_id}}", 200, Bad(422, "persona_invalid", {"about": "x" * 2_001}),
          fresh_persona, lambda _: {"name": "Mo"}),
    Route("DELETE", f"{A}/personas/{{persona_id}}", 204, NO_PERSONA, fresh_persona),
    Route("GET", f"{A}/models", 200, NO_TOKEN),
    Route("GET", f"{A}/models/keys", 200, NO_TOKEN),
    Route("POST", f"{A}/models/keys", 201, Bad(422, "model_address_invalid", {"base_url": "nonsense"}),
          body=lambda _: KEY),
    Route("GET", f"{A}/models/keys/{{key_id}}", 200, NO_KEY),
    Route("PUT", f"{A}/models/keys/{{key_id}}", 200, Bad(422, "model_key_invalid", {"key": "a b"}),
          fresh_key, lambda _: KEY),
    Route("DELETE", f"{A}/models/keys/{{key_id}}", 204, NO_KEY, fresh_key),
    Route("POST", f"{A}/models/keys/{{key_id}}/test", 200, NO_KEY),
    Route("GET", f"{A}/models/order", 200, NO_TOKEN),
    Route("PUT", f"{A}/models/order", 200,
          Bad(422, "model_choices_many", {"items": [{"model": f"m{n}"} for n in range(100)]}),
          body=lambda _: {"items": []}),
    Route("GET", f"{CHARACTER}/models/order", 200, NO_CHARACTER),
    Route("PUT", f"{CHARACTER}/models/order", 200,
          Bad(404, "model_not_ours", {"items": [{"vendor": "openai", "model": "not offered"}]}),
          body=lambda _: {"items": []}),
    Route("GET", f"{A}/usage", 200, NO_DAY),
    Route("GET", f"{A}/usage/by/{{by}}", 200, Bad(422, "request_invalid", ids={"by": "weekday"})),
    Route("GET", f"{A}/usage/calls", 200, Bad(422, "span_invalid", query="?since=20200101")),
    Route("GET", f"{A}/usage/calls.csv", 200, NO_DAY),
    Route("GET", f"{A}/usage/budget", 200, NO_TOKEN),
    Route("PUT", f"{A}/usage/budget", 200, Bad(409, "budget_upside_down", {"month": {"hard_micros": 1,
          "soft_micros": 2}}), body=lambda _: BUDGET),
    Route("GET", "/healthz", 200, Bad(405, "method_not_allowed"), is_open=True),
    Route("GET", "/readyz", 200, Bad(405, "method_not_allowed"), is_open=True),
    Route("GET", "/metrics", 200, Bad(401, "metrics_closed", token="not-a-token"), is_open=True),
]  # fmt: skip

PAGES = [
    Route("GET", "/", 303, Bad(405, ""), is_open=True),
    Route("GET", "/register", 200, Bad(405, ""), is_open=True),
    Route("POST", "/register", 303, Bad(422, "", {"email": "nobody"}),
          body=lambda _: newcomer(), is_open=True),
    Route("GET", "/login", 200, Bad(405, ""), is_open=True),
    Route("POST", "/login", 303, Bad(401, "", {"password": "a wrong password"}),
          body=lambda ids: {"email": ids["email"], "password": PASSWORD}, is_open=True),
    Route("GET", "/login/second", 200, Bad(405, ""), is_open=True),
    Route("POST", "/login/second", 403, Bad(403, ""), body=lambda _: {"code": "000000"}, is_open=True),
    Route("GET", "/forgot", 200, Bad(405, ""), is_open=True),
    Route("POST", "/forgot", 200, Bad(403, "", {"csrf": "old"}), body=lambda ids: {"email": ids["email"]},
          is_open=True),
    Route("GET", "/reset", 200, Bad(405, ""), is_open=True),
    Route("POST", "/reset", 403, Bad(403, ""), body=lambda _: {"ticket": "used", "password": PASSWORD},
          is_open=True),
    Route("GET", "/verify", 200, Bad(405, ""), is_open=True),
    Route("POST", "/verify", 403, Bad(403, ""), body=lambda _: {"ticket": "used"}, is_open=True),
    # No provider is set for these tests; test_openid.py has one.
    Route("GET", "/login/oidc", 404, Bad(405, ""), is_open=True),
    Route("GET", "/login/oidc/callback", 404, Bad(405, ""), is_open=True),
    Route("GET", "/account/identities/join", 404, Bad(405, "")),
    Route("GET", "/account", 200, Bad(405, "")),
    Route("POST", "/account/name", 303, Bad(422, "", {"name": "x" * 99}), body=lambda _: {"name": "Ada"}),
    Route("POST", "/account/password", 200, NO_PROOF,
          body=lambda _: {"present": PASSWORD, "password": "another good long one"}),
    Route("POST", "/account/email", 303, NO_PROOF,
          body=lambda _: {"present": PASSWORD, "email": newcomer()["email"]}),
    Route("POST", "/account/verify", 200, Bad(403, "", {"csrf": "old"}), body=nobody),
    Route("POST", "/account/sessions/end", 303, Bad(403, "", {"csrf": "old"}), body=nobody),
    Route("POST", "/account/sessions/{session_id}/end", 303, NO_SESSION, fresh_session, nobody),
    Route("GET", "/account/second-factor/picture.svg", 200, Bad(405, ""), begun_factor),
    Route("POST", "/account/second-factor", 200, NO_PROOF, body=PROOF),
    Route("POST", "/account/second-factor/confirm", 200, Bad(403, "", {"csrf": "old"}), begun_factor,
          code_of),
    Route("POST", "/account/second-factor/codes", 200, NO_PROOF, with_factor, PROOF),
    Route("POST", "/account/second-factor/off", 303, NO_PROOF, with_factor, PROOF),
    Route("POST", "/account/identities/{identity_id}/unlink", 404, NO_IDENTITY, body=nobody),
    Route("GET", "/account/keys", 200, Bad(405, "")),
    Route("POST", "/account/keys", 200, Bad(422, "", {"name": " "}), body=lambda _: API_KEY),
    Route("POST", "/account/keys/{api_key_id}/revoke", 303, NO_API_KEY, fresh_api_key, nobody),
    Route("POST", "/account/delete", 303, NO_PROOF, body=PROOF),
    Route("GET", "/admin/people", 200, NOT_THERE, is_for_admins=True),
    Route("POST", "/admin/people/{user_id}/role", 303, NOT_THERE, fresh_person,
          lambda _: {"role": "member"}, is_for_admins=True),
    *(Route("POST", f"/admin/people/{{user_id}}/{act}", works, NOT_THERE, fresh_person, nobody,
            is_for_admins=True)
      for act, works in (("suspend", 303), ("unsuspend", 303), ("log-out", 303), ("reset-link", 200),
                         ("delete", 303))),
    Route("POST", "/admin/invites", 200, NOT_THERE, body=lambda _: {"email": newcomer()["email"]},
          is_for_admins=True),
    Route("POST", "/admin/invites/{invite_id}/delete", 303, NOT_THERE, fresh_invite, nobody,
          is_for_admins=True),
    Route("GET", "/admin/audit", 200, NOT_THERE, is_for_admins=True),
    Route("GET", "/admin/moderation", 200, NOT_THERE, is_for_admins=True),
    Route("GET", "/admin/notices", 200, NOT_THERE, is_for_admins=True),
    Route("GET", "/admin/usage", 200, NOT_THERE, is_for_admins=True),
    Route("GET", "/admin/storage", 200, NOT_THERE, is_for_admins=True),
    Route("POST", "/admin/storage/check", 303, NOT_THERE, body=nobody, is_for_admins=True),
    Route("GET", "/admin/jobs", 200, NOT_THERE, is_for_admins=True),
    Route("POST", "/admin/jobs/{job_id}/retry", 303, NOT_THERE, failed_job, nobody, is_for_admins=True),
    Route("POST", "/admin/jobs/{job_id}/cancel", 303, NOT_THERE, fresh_job, nobody, is_for_admins=True),
    Route("GET", "/admin/settings", 200, NOT_THERE, is_for_admins=True),
    *(Route("POST", f"/admin/moderation/{{decision_id}}/{act}", 303, NOT_THERE, fresh_decision, nobody,
            is_for_admins=True)
      for act in ("uphold", "overturn")),
    Route("GET", "/account/decisions", 200, Bad(405, "")),
    Route("POST", "/account/decisions/{decision_id}/appeal", 303, NO_DECISION, own_decision, nobody),
    Route("POST", "/logout", 303, Bad(403, "", {"csrf": "old"}), body=nobody),
    Route("GET", "/library", 200, Bad(404, "", query="?after=%00")),
    Route("POST", "/library", 303, Bad(422, ""), is_upload=True),
    Route("GET", "/documents/{document_id}", 200, Bad(422, "", query="?after=99999999999")),
    Route("GET", "/documents/{document_id}/notices", 200, Bad(422, "", query="?after=x")),
    Route("GET", "/documents/{document_id}/read", 200, Bad(422, "", query="?at=x")),
    Route("GET", "/documents/{document_id}/read/{chapter}", 200, Bad(422, "", ids={"chapter": "9" * 30})),
    Route("GET", "/documents/{document_id}/at/{offset}", 303, Bad(422, "", ids={"offset": "x"})),
    Route("POST", "/documents/{document_id}/cancel", 303, NO_DOCUMENT, fresh_document, nobody),
    Route("POST", "/documents/{document_id}/retry", 303, NO_DOCUMENT, cancelled_document, nobody),
    Route("POST", "/documents/{document_id}/delete", 303, NO_DOCUMENT, fresh_document, nobody),
    Route("GET", "/documents/{document_id}/shares", 200, NO_DOCUMENT),
    Route("POST", "/documents/{document_id}/shares", 303, Bad(422, "", {"right": "own"}), fresh_document,
          lambda _: {"right": "talk", "email": "somebody@example.org"}),
    Route("GET", "/characters/{character_id}/shares", 200, NO_CHARACTER),
    Route("POST", "/characters/{character_id}/shares", 200, Bad(422, "", {"email": "nobody"}),
          fresh_character, lambda _: {"right": "read"}),
    Route("POST", "/shares/{share_id}/change", 303, NO_SHARE, fresh_share, lambda _: {"right": "talk"}),
    Route("POST", "/shares/{share_id}/renew", 200, NO_SHARE, fresh_share, nobody),
    Route("POST", "/shares/{share_id}/end", 303, NO_SHARE, fresh_share, nobody),
    Route("POST", "/shares/{received_id}/leave", 303, NO_RECEIVED, shared_by_another, nobody),
    Route("GET", "/shared/{secret}", 200, NO_LINK, shared_by_another),
    Route("POST", "/shared/{secret}", 303, NO_LINK, shared_by_another, nobody),
    Route("GET", "/documents/{document_id}/enrich", 200, NO_DOCUMENT),
    Route("POST", "/documents/{document_id}/enrich", 409, NO_DOCUMENT, body=nobody),
    Route("POST", "/characters/{character_id}/enrichment/delete", 303, NO_CHARACTER, body=nobody),
    Route("GET", "/characters", 200, Bad(404, "", query="?after=%00")),
    Route("GET", "/characters/new", 200, Bad(405, "")),
    Route("POST", "/characters/new", 303, Bad(422, "", {"name": " "}),
          body=lambda _: named(WISH)),
    Route("GET", "/characters/{character_id}", 200, Bad(404, "", query="?chapter=99999")),
    Route("GET", "/characters/{character_id}/memory", 200, Bad(422, "", query="?show=nonsense")),
    Route("POST", "/characters/{character_id}/memory", 303, Bad(422, "", {"text": " "}),
          fresh_character, lambda _: TOLD),
    Route("POST", "/characters/{character_id}/memory/{memory_id}/correct", 303, Bad(422, "", {"text": " "}),
          fresh_memory, lambda _: TOLD),
    Route("POST", "/characters/{character_id}/memory/{memory_id}/pin", 303, NO_MEMORY, fresh_memory, nobody),
    Route("POST", "/characters/{character_id}/memory/{memory_id}/resolve", 303, NO_MEMORY,
          fresh_memory, nobody),
    Route("POST", "/characters/{character_id}/memory/{memory_id}/forget", 303, NO_MEMORY,
          fresh_memory, nobody),
    Route("GET", "/characters/{character_id}/evolution", 200, Bad(422, "", query="?days=8000")),
    Route("GET", "/characters/{character_id}/evolution/why", 200, Bad(404, "", query="?of=weather")),
    Route("POST", "/characters/{character_id}/evolution/therapy", 303, Bad(422, "", {"days": "1000"}),
          fresh_character, lambda _: {"days": "7", "factor": "6"}),
    Route("POST", "/characters/{character_id}/evolution/reset", 303, NO_CHARACTER, fresh_character, nobody),
    Route("POST", "/characters/{character_id}/evolution/undo", 303, Bad(404, "", {"seq": "1"}),
          fresh_act, lambda ids: {"seq": ids.get("act", "1")}),
    Route("POST", "/characters/{character_id}/evolution/settings", 303, Bad(422, "", {"pace": "fast"}),
          fresh_character, lambda _: EVOLUTION_FORM),
    Route("POST", "/characters/{character_id}/talk", 303, NO_CHARACTER, fresh_character, nobody),
    Route("POST", "/characters/{character_id}/delete", 303, NO_CHARACTER, fresh_character, nobody),
    Route("GET", "/conversations", 200, Bad(404, "", query="?after=%00")),
    Route("GET", "/conversations/{conversation_id}", 200, Bad(422, "", query="?before=x")),
    Route("GET", "/conversations/search", 200, Bad(422, "", query=f"?q={'x' * 201}")),
    Route("GET", "/conversations/{conversation_id}/at/{message_id}", 303, NO_MESSAGE),
    Route("GET", "/conversations/{conversation_id}/branches", 200, NO_CONVERSATION),
    Route("POST", "/conversations/{conversation_id}/messages/{message_id}/regenerate", 303, NO_MESSAGE,
          fresh_turn, nobody),
    Route("POST", "/conversations/{conversation_id}/messages/{message_id}/show", 303, NO_MESSAGE,
          fresh_alternative, nobody),
    Route("POST", "/conversations/{conversation_id}/messages/{message_id}/edit", 303,
          Bad(422, "", {"text": " "}), fresh_turn, MESSAGE),
    Route("POST", "/conversations/{conversation_id}/messages/{message_id}/delete", 303, NO_MESSAGE,
          fresh_turn, nobody),
    Route("POST", "/conversations/{conversation_id}/messages/{message_id}/restore", 303, NO_MESSAGE,
          deleted_message, nobody),
    Route("POST", "/conversations/{conversation_id}/messages/{message_id}/prune", 303, NO_MESSAGE,
          fresh_alternative, nobody),
    Route("POST", "/conversations/{conversation_id}/title", 303, Bad(422, "", {"title": "x" * 201}),
          fresh_conversation, lambda _: {"title": "A walk"}),
    Route("POST", "/conversations/{conversation_id}/pin", 303, NO_CONVERSATION, fresh_conversation, nobody),
    Route("POST", "/conversations/{conversation_id}/archive", 303, NO_CONVERSATION,
          fresh_conversation, nobody),
    Route("POST", "/conversations/{conversation_id}/persona", 303, Bad(404, "", {"persona_id": ODD}),
          fresh_conversation, nobody),
    Route("POST", "/conversations/{conversation_id}/restore", 303, NO_CONVERSATION,
          deleted_conversation, nobody),
    Route("POST", "/conversations/{conversation_id}/messages", 303, Bad(422, "", {"text": " "}),
          fresh_conversation, MESSAGE),
    Route("POST", "/conversations/{conversation_id}/messages/{message_id}/stop", 303, NO_MESSAGE,
          body=nobody),
    Route("POST", "/conversations/{conversation_id}/messages/{message_id}/continue", 303, NO_MESSAGE,
          broken_reply, nobody),
    Route("POST", "/conversations/{conversation_id}/delete", 303, NO_CONVERSATION,
          fresh_conversation, nobody),
    Route("GET", "/personas", 200, Bad(405, "")),
    Route("POST", "/personas", 303, Bad(422, "", {"name": " "}),
          body=lambda _: named(PERSONA)),
    Route("POST", "/personas/{persona_id}", 303, Bad(422, "", {"name": " "}),
          fresh_persona, lambda _: named(PERSONA)),
    Route("POST", "/personas/{persona_id}/usual", 303, NO_PERSONA, fresh_persona, nobody),
    Route("POST", "/personas/{persona_id}/delete", 303, NO_PERSONA, fresh_persona, nobody),
    Route("GET", "/models", 200, Bad(405, "")),
    Route("POST", "/models/keys", 303, Bad(422, "", {"vendor": "somebody"}), body=lambda _: KEY_FORM),
    Route("POST", "/models/keys/{key_id}/replace", 303, Bad(422, "", {"base_url": "nonsense"}),
          fresh_key, lambda _: KEY_FORM),
    Route("POST", "/models/keys/{key_id}/delete", 303, NO_KEY, fresh_key, nobody),
    Route("POST", "/models/keys/{key_id}/test", 200, NO_KEY, body=nobody),
    Route("POST", "/models/order", 303, Bad(422, "", {"key_id": "", "model": ""}),
          fresh_key, lambda ids: {"key_id": ids["key_id"], "model": "small"}),
    Route("POST", "/models/order/{choice_id}/move", 303, NO_CHOICE, fresh_choice, lambda _: {"to": "down"}),
    Route("POST", "/models/order/{choice_id}/remove", 303, NO_CHOICE, fresh_choice, nobody),
    Route("POST", "/characters/{character_id}/models", 303, Bad(422, "", {"pick": "nonsense"}),
          fresh_character, lambda _: {"pick": "|quotation|quotation"}),
    Route("GET", "/usage", 200, Bad(422, "", query="?until=never")),
    Route("GET", "/usage/calls", 200, Bad(422, "", query="?since=2026-11-31")),
    Route("POST", "/usage/budget", 303, Bad(422, "", {"day_hard": "-1"}), body=lambda _: {"day_soft": "5"}),
    Route("GET", "/static/{name}", 200, Bad(404, "", ids={"name": "secrets.css"}), is_open=True),
]  # fmt: skip

# Characters as models; see api/test_models_api.py.
MODELS_API = {"GET /v1/models", "GET /v1/models/{model_id}", "POST /v1/chat/completions"}

SOCKETS = {  # see live/
    "/live/documents/{document_id}",
    "/live/conversations/{conversation_id}",
    "/live/library",
}
