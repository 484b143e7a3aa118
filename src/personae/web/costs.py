"""What each route costs beside looking: the one place where that is said.

All requests of an account are counted together (Rate.ACCOUNT), those of strangers by their address
(Rate.ADDRESS). What costs money, work or somebody's attention is counted once more under its own name.
"""

from collections.abc import Mapping
from typing import Final

from starlette.requests import HTTPConnection

from personae.accounts import Actor
from personae.bootstrap import Services
from personae.platform.caller import caller, household
from personae.platform.rates import Rate
from personae.web.edge import route_template
from personae.web.scopes import (
    CHARACTER,
    CONVERSATION,
    DOCUMENT,
    EVOLUTION,
    MEMORY,
    MESSAGE,
    PEOPLE,
    V1,
)

ONE_MESSAGE: Final = f"{MESSAGE}/{{message_id}}"

# Of the API, without its prefix.
_API: Final[Mapping[Rate, tuple[str, ...]]] = {
    Rate.DOOR: tuple(
        f"POST /auth/{name}"
        for name in ("register", "login", "login/second", "password/forgot", "password/reset", "verify")
    ),
    Rate.UPLOAD: ("POST /documents", f"POST {DOCUMENT}/retry"),
    Rate.ASK: (
        f"POST {MESSAGE}",
        *(f"POST {ONE_MESSAGE}/{act}" for act in ("ask", "continue", "edit", "regenerate")),
    ),
    Rate.ENRICH: (f"POST {DOCUMENT}/enrichment",),
    Rate.SEARCH: ("GET /search",),
    Rate.EXPORT: ("GET /account/export", "GET /usage/calls.csv"),
    Rate.MAKE: (
        *("POST /characters", "POST /personas", "POST /conversations", f"POST {MEMORY}"),
        *("POST /shares", "POST /shares/{share_id}/renew", "POST /shares/open"),
    ),
    Rate.KEY: (
        *("POST /keys", "POST /models/keys", "PUT /models/keys/{key_id}"),
        *("POST /models/keys/{key_id}/test", "POST /account/second-factor"),
        "POST /account/second-factor/codes",
    ),
    Rate.LETTER: (
        *("PUT /account/email", "POST /account/email/verify", "POST /admin/invites"),
        f"POST {PEOPLE}/{{user_id}}/reset-link",
    ),
    Rate.APPEAL: ("POST /moderation/{decision_id}/appeal",),
}
_PAGES: Final[Mapping[Rate, tuple[str, ...]]] = {
    Rate.DOOR: (
        *(f"POST /{name}" for name in ("register", "login", "login/second", "forgot", "reset", "verify")),
        *("GET /verify", "GET /reset", "GET /login/oidc", "GET /login/oidc/callback"),
    ),
    Rate.UPLOAD: ("POST /library", f"POST {DOCUMENT}/retry"),
    Rate.ASK: (
        f"POST {MESSAGE}",
        *(f"POST {ONE_MESSAGE}/{act}" for act in ("continue", "edit", "regenerate")),
        "POST /v1/chat/completions",
    ),
    Rate.ENRICH: (f"POST {DOCUMENT}/enrich",),
    Rate.SEARCH: ("GET /conversations/search",),
    Rate.MAKE: (
        "POST /characters/new",
        "POST /personas",
        f"POST {CHARACTER}/talk",
        f"POST {CHARACTER}/memory",
        *(f"POST {DOCUMENT}/shares", f"POST {CHARACTER}/shares", "POST /shares/{share_id}/renew"),
        "POST /shared/{secret}",
    ),
    Rate.KEY: (
        *("POST /account/keys", "POST /models/keys", "POST /models/keys/{key_id}/replace"),
        *("POST /models/keys/{key_id}/test", "POST /account/second-factor"),
        "POST /account/second-factor/codes",
    ),
    Rate.LETTER: (
        *("POST /account/email", "POST /account/verify", "POST /admin/invites"),
        f"POST {PEOPLE}/{{user_id}}/reset-link",
    ),
    Rate.APPEAL: ("POST /account/decisions/{decision_id}/appeal",),
}
COSTS: Final[Mapping[str, Rate]] = {
    **{route.replace(" /", f" {V1}/", 1): rate for rate, routes in _API.items() for route in routes},
    **{route: rate for rate, routes in _PAGES.items() for route in routes},
}

_ADMIN_ACTS: Final = (
    *(f"POST {PEOPLE}/{{user_id}}/{act}" for act in ("suspend", "unsuspend", "log-out")),
    *(f"POST /admin/moderation/{{decision_id}}/{act}" for act in ("uphold", "overturn")),
    *(f"POST /admin/jobs/{{job_id}}/{act}" for act in ("cancel", "retry")),
    "POST /admin/storage/check",
)
# What changes something and costs no more than looking.
LIGHT: Final = frozenset(
    {
        *(
            route.replace(" /", f" {V1}/", 1)
            for route in (
                *("POST /auth/logout", "PATCH /account", "PUT /account/password", "POST /account/delete"),
                *("POST /account/second-factor/confirm", "POST /account/second-factor/off"),
                *("DELETE /account/identities/{identity_id}", "DELETE /account/sessions"),
                *("DELETE /account/sessions/{session_id}", "DELETE /admin/invites/{invite_id}"),
                *(*_ADMIN_ACTS, f"PUT {PEOPLE}/{{user_id}}/role", f"DELETE {PEOPLE}/{{user_id}}"),
                *(f"DELETE {CHARACTER}", f"DELETE {CHARACTER}/enrichment", f"PUT {CHARACTER}/models/order"),
                *(f"POST {EVOLUTION}/{act}" for act in ("reset", "therapy", "undo")),
                *(f"PUT {EVOLUTION}/settings", f"PATCH {MEMORY}/{{memory_id}}"),
                *(f"DELETE {MEMORY}/{{memory_id}}", f"PATCH {CONVERSATION}", f"DELETE {CONVERSATION}"),
                *(f"POST {CONVERSATION}/restore", f"DELETE {CONVERSATION}/branches/{{message_id}}"),
                *(f"POST {ONE_MESSAGE}/{act}" for act in ("restore", "show", "stop")),
                *(f"DELETE {ONE_MESSAGE}", f"DELETE {DOCUMENT}", f"POST {DOCUMENT}/cancel"),
                *("DELETE /keys/{api_key_id}", "DELETE /models/keys/{key_id}", "PUT /models/order"),
                *("PATCH /shares/{share_id}", "DELETE /shares/{share_id}"),
                "DELETE /shares/received/{received_id}",
                *("PATCH /personas/{persona_id}", "DELETE /personas/{persona_id}", "PUT /usage/budget"),
            )
        ),
        *("POST /logout", "POST /account/delete", "POST /account/identities/{identity_id}/unlink"),
        *("POST /account/keys/{api_key_id}/revoke", "POST /account/name", "POST /account/password"),
        *("POST /account/second-factor/confirm", "POST /account/second-factor/off"),
        *("POST /account/sessions/end", "POST /account/sessions/{session_id}/end"),
        *("POST /admin/invites/{invite_id}/delete", *_ADMIN_ACTS),
        *(f"POST {PEOPLE}/{{user_id}}/{act}" for act in ("role", "delete")),
        *(f"POST {CHARACTER}/{act}" for act in ("delete", "enrichment/delete", "models")),
        *(f"POST {EVOLUTION}/{act}" for act in ("reset", "settings", "therapy", "undo")),
        *(f"POST {CHARACTER}/memory/{{memory_id}}/{act}" for act in ("correct", "forget", "pin", "resolve")),
        *(
            f"POST {CONVERSATION}/{act}"
            for act in ("archive", "delete", "persona", "pin", "restore", "title")
        ),
        *(f"POST {ONE_MESSAGE}/{act}" for act in ("delete", "prune", "restore", "show", "stop")),
        *(f"POST {DOCUMENT}/{act}" for act in ("cancel", "delete")),
        *("POST /models/keys/{key_id}/delete", "POST /models/order"),
        *(f"POST /models/order/{{choice_id}}/{act}" for act in ("move", "remove")),
        *(f"POST /personas/{{persona_id}}{act}" for act in ("", "/delete", "/usual")),
        *(
            "POST /shares/{share_id}/change",
            "POST /shares/{share_id}/end",
            "POST /shares/{received_id}/leave",
        ),
        "POST /usage/budget",
    }
)
# Where guessing or writing to somebody else would go uncounted while Redis is away: closed for that time.
# What costs money has budgets, and work waits in queues, so all else goes on.
CAREFUL: Final = frozenset({Rate.DOOR, Rate.LETTER})


def cost_of(connection: HTTPConnection) -> Rate | None:
    """What a request is counted as beside its account's, None for looking and for small changes."""
    method = connection.scope.get("method", "SOCKET")
    return COSTS.get(f"{'GET' if method == 'HEAD' else method} {route_template(connection.scope)}")


async def count_account(services: Services, actor: Actor) -> None:
    """Count a request of somebody's. Raises TooOften."""
    await _count(services, Rate.ACCOUNT, actor.user_id)


async def count_cost(services: Services, actor: Actor, connection: HTTPConnection) -> None:
    """Count what a request of somebody's costs beside that. Raises TooOften, CountUnknown."""
    rate = cost_of(connection)
    if rate is not None and rate is not Rate.DOOR:
        await _count(services, rate, actor.user_id)


async def count_stranger(services: Services, connection: HTTPConnection) -> None:
    """Count a request of who is not signed in. Raises TooOften."""
    if cost_of(connection) is not Rate.DOOR:
        await _count_address(services, Rate.ADDRESS)


async def count_door(services: Services, connection: HTTPConnection) -> None:
    """Count a request at the door, whoever sends it. Raises TooOften, CountUnknown."""
    if cost_of(connection) is Rate.DOOR:
        await _count_address(services, Rate.DOOR)


async def _count_address(services: Services, rate: Rate) -> None:
    # Where only this machine can reach the studio, everybody has the same address.
    if not services.settings.is_private:
        await _count(services, rate, household(caller().address))


async def _count(services: Services, rate: Rate, key: str) -> None:
    limit = services.settings.rate_limits[rate]
    await services.limiter.count(rate.value, key, limit, careful=rate in CAREFUL)
