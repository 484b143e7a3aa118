"""What a page offers after a refusal that passes by itself: the same once more, with all that was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from fastapi import Request

FORM: Final = "application/x-www-form-urlencoded"
# Never shown in a page again; who typed them does so once more, on the page before.
SECRET: Final = ("password", "secret", "code", "token", "key")


@dataclass(frozen=True, slots=True)
class Again:
    """Where to, and for a form its fields in their order, less its token."""

    address: str
    is_form: bool = False
    fields: Sequence[tuple[str, str]] = ()


async def again(request: Request) -> Again:
    """How to ask for the same once more. A form with a file or a secret is only led back to its page."""
    address = address_of(request)
    if request.method in ("GET", "HEAD"):
        return Again(address)
    if not request.headers.get("content-type", "").startswith(FORM):
        return Again(_page_before(request))
    fields = [(name, str(text)) for name, text in (await request.form()).multi_items() if name != "csrf"]
    if any(part in name.lower() for name, _ in fields for part in SECRET):
        return Again(_page_before(request))
    return Again(address, True, fields)


def _page_before(request: Request) -> str:
    """The page of ours that a form stands on, as its browser tells; else the library."""
    try:
        before = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/library"
    is_ours = before.path.startswith("/") and not before.path.startswith("//")
    return quote(before.path) if is_ours else "/library"


def address_of(request: Request) -> str:
    """The path and query as they came: `request.url` would believe a Host header with a path in it."""
    path, query = quote(request.scope["path"]), request.scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path
