"""What the first look at a page costs over the wire, in a real Chromium with an empty cache."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
from playwright.sync_api import Browser, sync_playwright

from benches.figures import Report
from benches.studio import Studio, cast_of, empty_home, read_to_end, serving, upload, visitor
from benches.texts import STORY
from tests.servers import chromium

TARGET_KB = 100.0
TARGET_REQUESTS = 10
DOCUMENTS = 20


@dataclass(slots=True)
class Wire:
    """What the browser fetched: requests, live channels among them, and bytes with their headers."""

    requests: int = 0
    received: float = 0.0


def main() -> None:
    """Look at every kind of page once, each with nothing in the browser's cache."""
    report = Report("page", __doc__)
    path = chromium.find()
    if path is None:
        raise SystemExit("There is no Chromium. Install one, or name it in PERSONAE_CHROMIUM.")
    with empty_home() as home, serving(home) as studio, visitor(studio) as client, _browser(path) as browser:
        for page in ("/", "/login", "/register"):
            _weigh(report, browser, studio, page, page, session={})
        for name, page in _pages(client, home):
            _weigh(report, browser, studio, name, page, session=dict(client.cookies))
    report.note("kB are 1,000 bytes, compressed as sent, with headers; a live channel counts as a request.")
    report.end()


def _pages(client: httpx2.Client, home: Path) -> Iterator[tuple[str, str]]:
    """A library of DOCUMENTS, and one of everything in it."""
    story = STORY.read_text(encoding="utf-8")
    ids = []
    for number in range(DOCUMENTS):
        path = home / f"story-{number}.txt"
        path.write_text(f"{story}\n\nTold for the {number}th time.\n", encoding="utf-8")
        ids.append(upload(client, path))
    for each in ids:
        read_to_end(client, each)
    character = cast_of(client, ids[0])[0]["id"]
    talk = client.post("/api/v1/conversations", json={"character_id": character}).json()["id"]
    wish = {"text": "What do you fear most?"}
    client.post(f"/api/v1/conversations/{talk}/messages", json=wish).raise_for_status()
    yield f"/library with {DOCUMENTS} documents", "/library"
    yield "a document's cast", f"/documents/{ids[0]}"
    yield "a document in the reader", f"/documents/{ids[0]}/read"
    yield "a character", f"/characters/{character}"
    yield "what a character remembers", f"/characters/{character}/memory"
    yield "how a character changes", f"/characters/{character}/evolution"
    yield "a conversation", f"/conversations/{talk}"


@contextmanager
def _browser(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def _weigh(
    report: Report, browser: Browser, studio: Studio, name: str, path: str, *, session: dict[str, str]
) -> None:
    wire = Wire()
    with browser.new_context() as context:  # a context has a cache of its own
        for cookie, value in session.items():
            context.add_cookies([{"name": cookie, "value": value, "url": studio.url}])
        page = context.new_page()
        events = context.new_cdp_session(page)
        events.send("Network.enable")
        events.on("Network.requestWillBeSent", lambda _: _count(wire, 1, 0))
        events.on("Network.webSocketCreated", lambda _: _count(wire, 1, 0))
        events.on("Network.loadingFinished", lambda end: _count(wire, 0, end["encodedDataLength"]))
        answer = page.goto(f"{studio.url}{path}", wait_until="networkidle")
        if answer is None or answer.status != http.client.OK or not page.url.endswith(path):
            raise SystemExit(f"{path} led to {page.url}")
    report.add(f"{name}: weight", wire.received / 1000, "kB", target=TARGET_KB)
    report.add(f"{name}: requests", wire.requests, "", target=TARGET_REQUESTS)


def _count(wire: Wire, requests: int, received: float) -> None:
    wire.requests += requests
    wire.received += received


if __name__ == "__main__":
    main()
