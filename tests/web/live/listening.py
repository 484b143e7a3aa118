"""Somebody who listens to the live channel with a real WebSocket client."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from selectolax.lexbor import LexborHTMLParser
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Frame = dict[str, Any]
PATIENCE_S = 20  # a test that waits longer than this has hung


class Listener:
    """One open socket and the frames it has heard."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.frames: list[Frame] = []

    async def until(self, holds: Callable[[list[Frame]], bool]) -> list[Frame]:
        """Every frame so far, once they fulfil a wish."""
        async with asyncio.timeout(PATIENCE_S):
            while not holds(self.frames):
                self.frames.append(json.loads(await self.connection.recv()))
        return self.frames

    async def next(self) -> Frame:
        """One more frame."""
        count = len(self.frames)
        return (await self.until(lambda frames: len(frames) > count))[count]

    async def closed(self) -> int:
        """The code this socket is closed with; frames that come before are kept."""
        try:
            await self.until(lambda _: False)
        except ConnectionClosed as end:
            assert end.rcvd is not None
            return end.rcvd.code
        raise AssertionError


@asynccontextmanager
async def listening(address: str, path: str, token: str | None, **options: Any) -> AsyncIterator[Listener]:
    """A socket as a page of somebody signed in opens it."""
    cookie = {"Cookie": f"personae_session={token}"} if token else {}
    headers = {**cookie, **options.pop("headers", {})}
    url = address.replace("http", "ws") + path
    async with connect(url, additional_headers=headers, compression=None, **options) as connection:
        yield Listener(connection)


def text_of(frames: list[Frame], message_id: str) -> str:
    """What a page shows of a reply after these frames, following the rules of live-channel."""
    shown = ""
    for frame in frames:
        if frame["kind"] == "upsert" and frame["id"] == f"m-{message_id}" and frame["at"] >= len(shown):
            shown = _said(frame["html"], message_id)
        if frame["kind"] == "piece" and frame["id"] == f"t-{message_id}" and frame["at"] <= len(shown):
            shown += frame["text"][len(shown) - frame["at"] :]
    return shown


def state_of(frames: list[Frame], message_id: str) -> str | None:
    """The last state of a message that these frames tell."""
    states = [
        LexborHTMLParser(frame["html"]).css_first("article").attributes["data-state"]
        for frame in frames
        if frame["kind"] == "upsert" and frame["id"] == f"m-{message_id}"
    ]
    return states[-1] if states else None


def _said(html: str, message_id: str) -> str:
    return LexborHTMLParser(html).css_first(f"#t-{message_id}").text()
