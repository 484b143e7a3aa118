"""A vendor's stream as the server-sent events it is made of.

The SDKs make a checked object of every event, which takes more processor time than all else that is done
with a token (docs/decisions/0012). We need three fields of it, so we read the events ourselves.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Final

from personae.llm.refusals import Refusal

if TYPE_CHECKING:
    from httpx2 import Response

Event = dict[str, Any]

END: Final = b"[DONE]"
LONGEST: Final = 4 * 1024**2  # bytes of one event; no vendor's comes near
MOST: Final = 32 * 1024**2  # bytes of one answer, where most of its events may say nothing
LINE: Final = 128  # bytes that a line counts beside its own, for even an empty one takes time
FLOOD: Final = 8 * 1024  # bytes that no vendor sends at once, for it sends as it thinks
BREATH: Final = 64  # lines of a flood between which others have their turn


class SaidRefusal(Exception):
    """A refusal that a vendor says inside of its stream."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__("said in the stream")  # never in the vendor's words: they may repeat a key
        self.refusal = refusal


class Events:
    """The events of an open answer, each the JSON object that its data is.

    Raises ValueError for data that is no JSON object, for an event without an end and for an answer
    without one. A server that sends as fast as it can leaves time for everybody else.
    """

    def __init__(self, response: "Response") -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[Event]:
        rest = b""
        data: list[bytes] = []
        sent = size = 0  # the weight of the answer in bytes, and the bytes of the event that is being read
        async for piece in self._response.aiter_bytes():
            sent += len(piece) + LINE * piece.count(b"\n")
            if len(piece) > FLOOD:
                await asyncio.sleep(0)
            *lines, rest = (rest + piece).split(b"\n")
            if size + len(rest) > LONGEST or sent > MOST:
                raise ValueError("an event or an answer has no end")
            for number, line in enumerate(lines, start=1):
                if number % BREATH == 0:
                    await asyncio.sleep(0)
                if line.startswith(b"data:"):
                    data.append(line[5:].strip())
                    size += len(line)
                elif data and not line.strip():
                    if data != [END]:
                        yield _read(data)
                    data, size = [], 0
        if rest.startswith(b"data:"):
            data.append(rest[5:].strip())
        if data and data != [END]:
            yield _read(data)

    async def close(self) -> None:
        """Close the answer, and the connection with it unless it has ended."""
        await self._response.aclose()


def _read(data: list[bytes]) -> Event:
    found = json.loads(b"\n".join(data))
    if not isinstance(found, dict):
        raise ValueError("an event is no JSON object")
    return found
