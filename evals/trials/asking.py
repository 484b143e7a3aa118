"""Asks a studio with strangers' strings, and looks at whatever comes back for what must never come."""

import re
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx2

from evals.trials.sets import Payload

SERVER_ERROR = 500
SHOWN = 200
# What databases, templates and Python say when a string was taken for more than a string.
SPILT = re.compile(
    r"sqlite3?\.|psycopg|sqlalchemy|OperationalError|ProgrammingError|syntax error at|near \".*\": syntax"
    r"|unterminated|SQLSTATE|Traceback \(most|jinja2|TemplateSyntax|/site-packages/|No such file or dir",
    re.IGNORECASE,
)


class Asker:
    """Somebody signed in who asks, and keeps what was wrong: by place, payload and why."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self.client = client
        self.asked: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.turned_away: set[tuple[str, str]] = set()  # places and ids of strings
        self.wrong: list[str] = []
        self.slowest_s = 0.0

    async def ask(
        self, place: str, payload: Payload, method: str, path: str, **more: Any
    ) -> httpx2.Response | None:
        """The answer; None where the request could not even be written."""
        began = time.perf_counter()
        try:
            answer = await self.client.request(method, path, **more)
        except (httpx2.InvalidURL, httpx2.LocalProtocolError, UnicodeEncodeError, ValueError):
            return None
        spent = time.perf_counter() - began
        self.asked[place] += 1
        self.slowest_s = max(self.slowest_s, spent)
        if answer.status_code >= SERVER_ERROR:
            self.note(place, payload, f"{answer.status_code}: {answer.text[:SHOWN]}")
        if answer.is_error:
            self.refused[place] += 1
            self.turned_away.add((place, payload.id))
            if seen := SPILT.search(answer.text.replace(payload.text, "")):
                self.note(place, payload, f"says {seen[0]!r}")
        return answer

    def note(self, place: str, payload: Payload, why: str) -> None:
        """Keep what was wrong."""
        self.wrong.append(f"{place}, {payload.id} {payload.text[:60]!r}: {why}")

    def expect(self, place: str, payload: Payload, *, got: object, kept: str) -> None:
        """Note a value that came back otherwise than it was to be kept."""
        if got != kept:
            self.note(place, payload, f"kept as {str(got)[:SHOWN]!r}, not {kept[:SHOWN]!r}")


Rule = Callable[[str], str]


def as_line(text: str, limit: int) -> str:
    """A string as a field of one line may hold it: cut to its limit, single spaces, something at least."""
    return " ".join(text[:limit].split()) or "-"


def as_text(text: str) -> str:
    """A string as a message may hold it: something at least."""
    return text if text.strip() else "-"


def in_header(text: str) -> bytes:
    """A string as the bytes of a header's value, which cannot hold controls."""
    return bytes(byte for byte in text.encode()[:2000] if byte >= 32 and byte != 127).strip()
