"""Who may do what: every kind of route and socket, and what it is to everybody who may come."""

from collections.abc import Mapping
from typing import Final, Literal

from web.route_table import CHARACTER, DOCUMENT, EVOLUTION, OWNED, A, Ids, Route

# in: it is answered.  out: nobody is known to ask.  hidden: there is no such thing.  apart: one's own alone
# is shown, and nothing of the owner's.
Answer = Literal["in", "out", "hidden", "apart"]
Role = Literal["stranger", "suspended", "other", "reader", "talker", "admin", "owner"]

ROLES: Final[tuple[Role, ...]] = ("stranger", "suspended", "other", "reader", "talker", "admin", "owner")
ROWS: Final[Mapping[str, tuple[Answer, ...]]] = {  # for each of ROLES
    "open": ("in", "in", "in", "in", "in", "in", "in"),
    "one's own": ("out", "out", "apart", "apart", "apart", "apart", "in"),
    "a thing": ("out", "out", "hidden", "hidden", "hidden", "hidden", "in"),
    "a thing to read": ("out", "out", "hidden", "in", "in", "hidden", "in"),
    "a thing to talk with": ("out", "out", "hidden", "hidden", "in", "hidden", "in"),
    "admins'": ("out", "out", "hidden", "hidden", "hidden", "in", "hidden"),
}
# A document is shared with a reader and a talker: this is what they find, and nothing else of the owner's.
READ: Final = {
    *(f"GET {DOCUMENT}{path}" for path in ("", "/characters", "/chapters", "/passages")),
    *(f"GET {CHARACTER}{path}" for path in ("", "/quotations", "/relations")),
    *("GET /documents/{document_id}", "GET /documents/{document_id}/read", "GET /characters/{character_id}"),
    *("GET /documents/{document_id}/read/{chapter}", "GET /documents/{document_id}/at/{offset}"),
}
CHANGE: Final = "/characters/{character_id}/evolution"
TALK: Final = {
    *(f"{method} {CHARACTER}/{what}" for method in ("GET", "POST") for what in ("memories",)),
    *(f"GET {EVOLUTION}{path}" for path in ("", "/records", "/trends", "/timeline", "/why/{trait}")),
    *(f"{method} {EVOLUTION}/settings" for method in ("GET", "PUT")),
    *(f"POST {EVOLUTION}/{act}" for act in ("therapy", "reset", "undo")),
    *(f"{method} {CHARACTER}/models/order" for method in ("GET", "PUT")),
    *(f"POST {A}/conversations", "POST /characters/{character_id}/models"),
    *(f"{method} /characters/{{character_id}}/memory" for method in ("GET", "POST")),
    *(f"GET {CHANGE}", f"GET {CHANGE}/why", "POST /characters/{character_id}/talk"),
    *(f"POST {CHANGE}/{act}" for act in ("therapy", "reset", "undo", "settings")),
}
SOCKET_ROWS: Final[Mapping[str, str]] = {
    "/live/library": "one's own",
    "/live/documents/{document_id}": "a thing to read",
    "/live/conversations/{conversation_id}": "a thing",
}
MODEL_ROWS: Final[Mapping[str, str]] = {
    "GET /v1/models": "one's own",
    "GET /v1/models/{model_id}": "a thing to talk with",
    "POST /v1/chat/completions": "a thing to talk with",
}
CLOSED: Final[Mapping[Answer, int | None]] = {"out": 4401, "hidden": 4404, "in": None, "apart": None}


def row_of(route: Route) -> Mapping[Role, Answer]:
    """What a route is to everybody."""
    return row(_kind(route))


def row(kind: str) -> Mapping[Role, Answer]:
    """What a kind of route is to everybody."""
    return dict(zip(ROLES, ROWS[kind], strict=True))


def _kind(route: Route) -> str:
    if route.is_open:
        return "open"
    if route.is_for_admins:
        return "admins'"
    if route.name in READ:
        return "a thing to read"
    if route.name in TALK:
        return "a thing to talk with"
    return "a thing" if route.is_about_a_thing else "one's own"


def marks_of(role: Role, ids: Ids) -> list[str]:
    """What shows that something is the owner's, and not meant for a role."""
    shared = {"document_id", "character_id"} if role in ("reader", "talker") else set()
    return [ids[name] for name in OWNED if name not in {"user_id", *shared}] + [ids["email"]]
