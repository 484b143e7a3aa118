"""What a key needs for each route: the one place where that is said.

A session may do all that its person may. A route that is missing here is shut to every key.
"""

from collections.abc import Mapping
from typing import Final

from starlette.requests import HTTPConnection

from personae.accounts import Actor, Scope
from personae.platform.errors import Kind, PersonaeError
from personae.web.edge import route_template
from personae.web.problems import is_for_programs

V1: Final = "/api/v1"
DOCUMENT, CHARACTER = "/documents/{document_id}", "/characters/{character_id}"
CONVERSATION, MESSAGE = "/conversations/{conversation_id}", "/conversations/{conversation_id}/messages"
EVOLUTION, MEMORY = f"{CHARACTER}/evolution", f"{CHARACTER}/memories"
PEOPLE = "/admin/people"

# Whoever is asked nothing about themself needs nothing.
OPEN: Final = frozenset(
    {
        f"GET {V1}/openapi.json",
        *(
            f"POST {V1}/auth/{name}"
            for name in ("register", "login", "login/second", "password/forgot", "password/reset", "verify")
        ),
        *(f"GET /{name}" for name in ("healthz", "readyz", "metrics")),
    }
)

_NEEDED: Final[Mapping[Scope, tuple[str, ...]]] = {
    Scope.READ: (
        *("GET /auth/me", "GET /documents", f"GET {DOCUMENT}", f"GET {DOCUMENT}/characters"),
        *(f"GET {DOCUMENT}/chapters", f"GET {DOCUMENT}/passages", f"GET {DOCUMENT}/enrichment"),
        *("GET /characters", f"GET {CHARACTER}", f"GET {CHARACTER}/quotations"),
        *(f"GET {CHARACTER}/relations", f"GET {CHARACTER}/models/order"),
        *(f"GET {MEMORY}", f"GET {MEMORY}/{{memory_id}}"),
        *(f"GET {EVOLUTION}", f"GET {EVOLUTION}/records", f"GET {EVOLUTION}/trends"),
        *(f"GET {EVOLUTION}/timeline", f"GET {EVOLUTION}/why/{{trait}}", f"GET {EVOLUTION}/settings"),
        *("GET /conversations", f"GET {CONVERSATION}", f"GET {MESSAGE}", f"GET {CONVERSATION}/moods"),
        *(f"GET {CONVERSATION}/branches", "GET /search", "GET /personas", "GET /personas/{persona_id}"),
        *("GET /models", "GET /models/order", "GET /usage", "GET /usage/by/{by}", "GET /usage/calls"),
        *("GET /usage/budget", "GET /moderation", "GET /notices", f"GET {DOCUMENT}/notices"),
        *("GET /shares", "GET /shares/received", "GET /shares/{share_id}"),
    ),
    Scope.WRITE: (
        *("POST /documents", f"POST {DOCUMENT}/cancel", f"POST {DOCUMENT}/retry", f"DELETE {DOCUMENT}"),
        *("POST /characters", f"DELETE {CHARACTER}", f"PUT {CHARACTER}/models/order"),
        *(f"POST {MEMORY}", f"PATCH {MEMORY}/{{memory_id}}", f"DELETE {MEMORY}/{{memory_id}}"),
        *(f"PUT {EVOLUTION}/settings", f"POST {EVOLUTION}/therapy", f"POST {EVOLUTION}/reset"),
        *(f"POST {EVOLUTION}/undo", f"POST {DOCUMENT}/enrichment", f"DELETE {CHARACTER}/enrichment"),
        *("POST /conversations", f"PATCH {CONVERSATION}", f"DELETE {CONVERSATION}"),
        *(f"POST {CONVERSATION}/restore", f"DELETE {CONVERSATION}/branches/{{message_id}}"),
        *(f"POST {MESSAGE}/{{message_id}}/{act}" for act in ("edit", "show", "restore")),
        f"DELETE {MESSAGE}/{{message_id}}",
        *("POST /personas", "PATCH /personas/{persona_id}", "DELETE /personas/{persona_id}"),
        *("PUT /models/order", "POST /moderation/{decision_id}/appeal"),
        *("POST /shares", "PATCH /shares/{share_id}", "DELETE /shares/{share_id}"),
        *("POST /shares/{share_id}/renew", "POST /shares/open", "DELETE /shares/received/{received_id}"),
    ),
    Scope.CHAT: (
        f"POST {MESSAGE}",
        *(f"POST {MESSAGE}/{{message_id}}/{act}" for act in ("stop", "continue", "regenerate", "ask")),
    ),
    Scope.EXPORT: ("GET /account/export", "GET /usage/calls.csv"),
    Scope.ADMIN: (
        *(f"GET {PEOPLE}", f"GET {PEOPLE}/{{user_id}}", f"PUT {PEOPLE}/{{user_id}}/role"),
        *(f"POST {PEOPLE}/{{user_id}}/{act}" for act in ("suspend", "unsuspend", "log-out", "reset-link")),
        *(f"DELETE {PEOPLE}/{{user_id}}", "GET /admin/invites", "POST /admin/invites"),
        "GET /admin/invites/{invite_id}",
        *("DELETE /admin/invites/{invite_id}", "GET /admin/audit"),
        *("GET /admin/moderation", "GET /admin/notices", "POST /admin/moderation/{decision_id}/uphold"),
        "POST /admin/moderation/{decision_id}/overturn",
        *(f"GET /admin/usage{path}" for path in ("", "/by/{part}", "/people", "/sheet.csv")),
        "GET /admin/settings",
        *("GET /admin/storage", "GET /admin/storage/people", "POST /admin/storage/check"),
        *("GET /admin/jobs", "POST /admin/jobs/{job_id}/retry", "POST /admin/jobs/{job_id}/cancel"),
    ),
    # Who leads to what is the person's own: their account, what opens it, whom they pay, and how much.
    Scope.SELF: (
        *("POST /auth/logout", "GET /account", "PATCH /account", "PUT /account/password"),
        *("PUT /account/email", "POST /account/email/verify", "GET /account/sessions"),
        *("DELETE /account/sessions", "DELETE /account/sessions/{session_id}"),
        *(f"POST /account/second-factor{act}" for act in ("", "/confirm", "/codes", "/off")),
        *("DELETE /account/identities/{identity_id}", "POST /account/delete"),
        *("GET /keys", "GET /keys/{api_key_id}", "POST /keys", "DELETE /keys/{api_key_id}"),
        *("GET /models/keys", "GET /models/keys/{key_id}", "POST /models/keys", "PUT /models/keys/{key_id}"),
        *("DELETE /models/keys/{key_id}", "POST /models/keys/{key_id}/test", "PUT /usage/budget"),
    ),
}
_ELSEWHERE: Final[Mapping[str, Scope]] = {
    **{
        f"SOCKET /live/{name}": Scope.READ
        for name in ("library", "documents/{document_id}", "conversations/{conversation_id}")
    },
    **dict.fromkeys(("GET /v1/models", "GET /v1/models/{model_id}", "POST /v1/chat/completions"), Scope.CHAT),
}
NEEDED: Final[Mapping[str, Scope]] = {
    **{route.replace(" /", f" {V1}/", 1): scope for scope, routes in _NEEDED.items() for route in routes},
    **_ELSEWHERE,
}


class ScopeMissing(PersonaeError):
    """The key is good, but not for this. Facts: scope, which it would need."""

    kind = Kind.FORBIDDEN
    code = "scope_missing"
    message = "This key may not do that: it needs the scope “{scope}”. Make another key on the page API keys."


class SessionNeeded(PersonaeError):
    """What no key may do."""

    kind = Kind.FORBIDDEN
    code = "session_needed"
    message = "No API key may do this. Log in and do it yourself."


def needed(method: str, template: str) -> Scope | None:
    """What a key needs for a route, None where nobody has said so. Pages are for people alone."""
    scope = NEEDED.get(f"{method} {template}")
    if scope is None and not is_for_programs({"path": template}):
        return Scope.SELF
    return scope


def check_scope(actor: Actor, connection: HTTPConnection) -> None:
    """Raises ScopeMissing, SessionNeeded where a key may not do what is asked."""
    if not actor.has_key:
        return
    method = "SOCKET" if connection.scope["type"] == "websocket" else str(connection.scope["method"])
    scope = needed("GET" if method == "HEAD" else method, route_template(connection.scope))
    if scope is None or scope is Scope.SELF:
        raise SessionNeeded
    if scope not in actor.scopes:
        raise ScopeMissing(scope=scope.value)
