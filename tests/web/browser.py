"""A browser for tests: keeps cookies, sends the forms of the pages it has loaded."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from selectolax.lexbor import LexborHTMLParser

from makers import Person, client_at

SESSION = "personae_session"
VISITOR = "personae_visitor"


@asynccontextmanager
async def browser(base_url: str, token: str | None = None) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser, signed in when there is a token."""
    cookies = {SESSION: token} if token else None
    async with client_at(base_url, cookies=cookies) as client:
        yield client


@asynccontextmanager
async def browser_of(person: Person, base_url: str) -> AsyncIterator[httpx2.AsyncClient]:
    """The browser of somebody signed in."""
    async with browser(base_url, person.token) as client:
        yield client


async def form_token(client: httpx2.AsyncClient, path: str) -> str:
    """The token in the first form of a page."""
    page = parsed(await client.get(path))
    field = page.css_first("input[name=csrf]")
    assert field is not None, f"{path} has no form"
    return str(field.attributes["value"])


async def send(client: httpx2.AsyncClient, page: str, action: str, **fields: str) -> httpx2.Response:
    """Load page, then send a form with its token to action."""
    return await client.post(action, data={"csrf": await form_token(client, page), **fields})


def parsed(answer: httpx2.Response) -> LexborHTMLParser:
    """A page as a tree."""
    return LexborHTMLParser(answer.text)


def alert(answer: httpx2.Response) -> str:
    """What a page says went wrong."""
    found = parsed(answer).css_first("[role=alert]")
    return found.text(strip=True) if found is not None else ""


def problem(answer: httpx2.Response) -> dict[str, Any]:
    """The problem that the API answers, which always has this shape."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    found: dict[str, Any] = json.loads(answer.text)
    assert found["status"] == answer.status_code
    assert found["code"] and found["title"]
    assert is_sentence(found["detail"]), found["detail"]
    return found


def is_sentence(text: str) -> bool:
    """True for something said in full: a capital or a field's name first, a full stop last, some words."""
    return text.endswith(".") and len(text.split()) >= 5


def assert_inert(html: str) -> None:
    """Assert that nothing in the HTML can run: no script, style or handler but files of our own."""
    tree = LexborHTMLParser(html)
    for node in tree.css("*"):
        if node.tag == "script":
            assert (node.attributes.get("src") or "").startswith("/static/"), node.html
            assert not node.text().strip(), node.html
        assert node.tag not in ("style", "iframe", "object", "embed", "base", "foreignobject"), node.html
        for name, value in node.attributes.items():
            assert not name.startswith("on") and name not in ("style", "srcdoc", "hx-on"), node.html
            if name in ("href", "src", "action", "formaction", "xlink:href", "hx-post", "hx-get"):
                assert not value or value[0] in "/?#", node.html
                assert not (value or "").startswith("//"), node.html
