"""Server-sent events, whichever way their bytes are cut."""

import asyncio
import itertools
from collections.abc import AsyncIterator

import pytest
from httpx2 import AsyncByteStream, Response
from hypothesis import given
from hypothesis import strategies as st

from personae.llm.providers import events
from personae.llm.providers.events import Event, Events

STREAM = (
    b': a comment\n\nevent: piece\ndata: {"n": 1, "text": "na\xc3\xafve"}\n\ndata: {"n":\ndata: 2}\r\n\r\n'
    b'retry: 5\ndata:{"n": 3}\n\ndata: [DONE]\n\n'
)
FOUND = [{"n": 1, "text": "naïve"}, {"n": 2}, {"n": 3}]


class Pieces(AsyncByteStream):
    """A body that arrives in these pieces."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces, self.is_closed = pieces, False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece

    async def aclose(self) -> None:
        self.is_closed = True


async def read(*pieces: bytes) -> list[Event]:
    return [event async for event in Events(Response(200, stream=Pieces(list(pieces))))]


class TestEvents:
    @given(st.sets(st.integers(min_value=1, max_value=len(STREAM) - 1)))
    async def test_are_the_same_wherever_the_bytes_are_cut(self, cuts: set[int]) -> None:
        edges = [0, *sorted(cuts), len(STREAM)]
        assert await read(*(STREAM[a:b] for a, b in itertools.pairwise(edges))) == FOUND

    async def test_may_end_without_a_blank_line(self) -> None:
        assert await read(b'data: {"n": 1}\n\ndata: {"n": 2}') == [{"n": 1}, {"n": 2}]

    @pytest.mark.parametrize(
        "broken",
        [b'data: {"n": \n\n', b"data: [1]\n\n", b'data: "n"\n\n', b'data: {"n": "\xff"}\n\n', b"data: {"],
    )
    async def test_that_are_no_objects_are_errors(self, broken: bytes) -> None:
        with pytest.raises(ValueError):
            await read(broken)

    async def test_without_an_end_are_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(events, "LONGEST", 100)
        with pytest.raises(ValueError, match="no end"):
            await read(*[b"x" * 30] * 5)

    async def test_of_lines_without_an_end_are_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(events, "LONGEST", 100)
        with pytest.raises(ValueError, match="no end"):
            await read(*[b"data: 0\n"] * 50)

    async def test_of_an_answer_without_an_end_are_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(events, "MOST", 100)
        with pytest.raises(ValueError, match="no end"):
            await read(*[b"data: {}\n\n"] * 50)

    @pytest.mark.parametrize("nothing", [b"\n", b"data: {}\n\n"])
    async def test_of_an_answer_in_many_lines_are_given_up_sooner(
        self, nothing: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(events, "MOST", 10 * events.LINE)
        with pytest.raises(ValueError, match="no end"):
            await read(*[nothing] * 10)

    @pytest.mark.parametrize(
        "flood", [[b": " + b"x" * events.FLOOD + b"\n"] * 20, [b"data: {}\n\n" * 10 * events.BREATH]]
    )
    async def test_that_come_as_a_flood_leave_time_for_others(self, flood: list[bytes]) -> None:
        heard = 0

        async def listen() -> None:
            nonlocal heard
            while True:
                heard += 1
                await asyncio.sleep(0)

        listening = asyncio.create_task(listen())
        await read(*flood)
        listening.cancel()
        assert heard >= 20

    async def test_of_a_page_are_none(self) -> None:
        assert await read(b"<html>\n<p>Bad gateway</p>\n\n</html>") == []

    async def test_close_the_answer(self) -> None:
        body = Pieces([])
        await Events(Response(200, stream=body)).close()
        assert body.is_closed
