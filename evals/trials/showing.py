"""Strings kept in a studio, and every page that shows them in a real browser."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

import httpx2
from playwright.sync_api import Browser, TimeoutError

from benches.studio import read_to_end
from evals.trials import carrying
from evals.trials.asking import Asker, as_line, as_text, in_header
from evals.trials.places import A
from evals.trials.screen import ALIVE, SETTLE_MS, Screen, Seen, browser, control, screen
from evals.trials.sets import Payload

MADE, SAID, TOLD, ASKED, NAMED, LIVE = 30, 25, 30, 8, 4, 6  # of the strings, in each way
WAIT_MS = 60_000
SAYINGS = 15_000  # characters


def show(client: httpx2.Client, payloads: Sequence[Payload]) -> dict[str, object]:
    """Keep strings as an admin's own, open every page that shows them, and tell what happened.

    client: of who looks after the studio, with a bearer token.  In the page of the control nothing stops
    them, and they must be seen to run.
    """
    token = client.headers["authorization"].partition(" ")[2]
    home = str(client.base_url).rstrip("/")
    kept = _keep(client, payloads)
    with browser() as chromium:
        controlled = control(chromium, payloads)
        _say("without any defence", controlled)
        with screen(chromium, home, session=token) as found:
            for path in _pages(kept, payloads):
                found.look(path)
            _while_it_is_open(found, client, kept, payloads)
            seen = found.seen
        stranger = _as_a_stranger(chromium, home, payloads)
    _say("on our pages", seen)
    _say("on the pages of strangers", stranger)
    if not controlled.fired:
        sys.exit("Nothing ran where it must, so the trial shows nothing.")
    ours = {"ours": asdict(seen), "strangers": asdict(stranger)}
    return {"control_fired": len(controlled.fired), "control_calls": len(controlled.calls), **ours}


def _keep(client: httpx2.Client, payloads: Sequence[Payload]) -> dict[str, list[str]]:
    """Characters, memories, talks, personas, books, keys and people that are called like payloads."""
    kept: dict[str, list[str]] = {}
    lines = "\n".join(" ".join(each.text.split()) for each in payloads)
    sayings = lines.replace("\0", "")[:SAYINGS]  # a text with a NUL is refused as a whole
    voice = _made(client, "characters", _sheet(as_line(payloads[0].text, 200), sayings), must=True)
    kept["characters"] = [
        _made(client, "characters", _sheet(as_line(each.text, 200), as_text(each.text)[:4000]))
        for each in payloads[:: max(1, len(payloads) // MADE)]
    ]
    for each in payloads[:: max(1, len(payloads) // TOLD)]:
        client.post(f"{A}/characters/{voice}/memories", json={"text": as_text(each.text)[:2000]})
    for each in payloads[:: max(1, len(payloads) // NAMED)]:
        line = as_line(each.text, 40)
        wish = {"name": line, "address": line, "pronouns": line, "about": each.text}
        client.post(f"{A}/personas", json=wish)
        client.post(f"{A}/keys", json={"name": line, "scopes": ["read"], "days": 30})
        _register(client, line)
    talk = _made(client, "conversations", {"character_id": voice}, must=True)
    for each in payloads[:: max(1, len(payloads) // SAID)]:
        _say_to(client, talk, as_text(each.text)[:4000])
    named = {"title": as_line(payloads[-1].text, 200)}
    client.patch(f"{A}/conversations/{talk}", json=named)
    kept |= {"voice": [voice], "talk": [talk], "documents": asyncio.run(_books(client, payloads))}
    for document in kept["documents"]:
        read_to_end(client, document)
    return kept


async def _books(client: httpx2.Client, payloads: Sequence[Payload]) -> list[str]:
    headers = {"authorization": client.headers["authorization"]}
    async with httpx2.AsyncClient(base_url=client.base_url, headers=headers, timeout=120) as another:
        return await carrying.send_books(Asker(another), payloads[: carrying.OF_A_BOOK])


def _pages(kept: dict[str, list[str]], payloads: Sequence[Payload]) -> Iterator[str]:
    """The address of every page that shows what somebody wrote."""
    yield from ("/library", "/characters", "/conversations", "/personas", "/account", "/account/keys")
    yield from ("/account/decisions", "/models", "/usage", "/usage/calls", "/characters/new")
    yield from ("/admin/people", "/admin/audit", "/admin/moderation", "/admin/notices")
    for document in kept["documents"]:
        yield from (f"/documents/{document}", f"/documents/{document}/read", f"/documents/{document}/enrich")
        yield from (f"/documents/{document}/read/{chapter}" for chapter in range(1, 16, 5))
    [voice], [talk] = kept["voice"], kept["talk"]
    yield from (f"/conversations/{talk}", f"/conversations/{talk}/branches")
    for character in (voice, *kept["characters"][:: max(1, len(kept["characters"]) // ASKED)]):
        yield f"/characters/{character}"
    yield from (f"/characters/{voice}/memory", f"/characters/{voice}/evolution")
    for each in payloads[:: max(1, len(payloads) // ASKED)]:
        odd = quote(each.text[:300], safe="") or "x"
        yield from (
            f"/conversations/search?q={quote(each.text[:150])}",
            f"/characters/{voice}/memory?q={odd}",
            f"/characters/{odd}",
        )
        yield from (f"/nothing/{odd}", f"/library?after={odd}", f"/admin/audit?act={odd}")


def _as_a_stranger(chromium: Browser, home: str, payloads: Sequence[Payload]) -> Seen:
    with screen(chromium, home) as found:
        for each in payloads[:: max(1, len(payloads) // ASKED)]:
            odd = quote(each.text[:300], safe="") or "x"
            for path in ("/login?next=", "/register?next=", "/reset?ticket=", "/verify?ticket=", "/"):
                found.look(path + odd)
        return found.seen


def _while_it_is_open(
    found: Screen, client: httpx2.Client, kept: dict[str, list[str]], payloads: Sequence[Payload]
) -> None:
    """Send messages while their conversation is open, so that they come over the live channel."""
    [talk] = kept["talk"]
    found.look(f"/conversations/{talk}")
    found.page.locator("#link-state", has_text="connected").wait_for(state="attached", timeout=WAIT_MS)
    before = found.page.locator(".msg").count()
    for each in payloads[-LIVE:]:
        _say_to(client, talk, as_text(each.text)[:4000])
    try:
        found.page.locator(".msg").nth(before + 1).wait_for(state="attached", timeout=WAIT_MS)
    except TimeoutError:
        sys.exit("Nothing came over the live channel, so the trial shows nothing.")
    found.page.wait_for_timeout(10 * SETTLE_MS)
    found.seen.alive += [f"live: {each}" for each in found.page.evaluate(ALIVE)]


def _sheet(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "description": text[:1500], "sayings": text}


def _made(client: httpx2.Client, kind: str, wish: dict[str, Any], *, must: bool = False) -> str:
    """The id of what was made; "" where a string was refused.  must: end where it is."""
    answer = client.post(f"{A}/{kind}", json=wish)
    if must and answer.is_error:
        sys.exit(f"Nothing could be shown: {answer.text}")
    return str(answer.json()["id"]) if answer.is_success else ""


def _say_to(client: httpx2.Client, talk: str, text: str) -> None:
    client.post(f"{A}/conversations/{talk}/messages", json={"text": text})


def _register(client: httpx2.Client, name: str) -> None:
    """Somebody of this name, whose browser is called so too."""
    email = f"{abs(hash(name))}@example.org"
    agent = in_header(name).decode("ascii", "replace").encode("ascii", "replace").decode()
    with httpx2.Client(base_url=client.base_url, headers={"user-agent": agent}, timeout=60) as newcomer:
        newcomer.post(
            f"{A}/auth/register", json={"email": email, "password": "a long good one", "name": name}
        )


def _say(where: str, seen: Seen) -> None:
    ran = (
        f"{len(seen.fired)} ran, {len(seen.calls)} calls elsewhere, {len(seen.stopped)} stopped by the policy"
    )
    print(f"{where}: {seen.pages} pages, {ran}, {len(seen.alive)} could run")
    if where != "without any defence":
        for line in (*seen.fired, *seen.calls, *seen.stopped, *seen.alive)[:20]:
            print(f"  {line}")
    sys.stdout.flush()
