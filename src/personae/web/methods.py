"""Which methods an address takes: routes of different files may share one."""

from fastapi import Request
from starlette.routing import Match

from personae.web.edge import METHODS


def methods_of(request: Request) -> list[str]:
    """Every method that some route answers at this address, in the order of the alphabet."""
    routes = request.app.router.routes
    asked = [(method, {**request.scope, "method": method}) for method in sorted(METHODS)]
    return [name for name, scope in asked if any(each.matches(scope)[0] is Match.FULL for each in routes)]
