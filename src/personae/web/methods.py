"""Which methods an address takes: routes of different files may share one."""

from fastapi import Request
from fastapi.routing import iter_route_contexts


def methods_of(request: Request) -> list[str]:
    """Every method that some route answers at this address, in the order of the alphabet.

    An address that is written out, as /shares/open, is not also one of /shares/{share_id}.
    """
    path = request.scope["path"]
    routes = [each for each in iter_route_contexts(request.app.routes) if each.path and each.methods]
    found = [each for each in routes if each.path_regex.match(path)]
    names = [str(each.path).count("{") for each in found]
    named = [each for each, many in zip(found, names, strict=True) if many == min(names)]
    return sorted({method for each in named for method in each.methods or ()} - {"HEAD"})
