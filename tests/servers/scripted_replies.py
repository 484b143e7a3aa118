"""What the scripted model server may answer: good replies, and every way in which vendors fail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

DEFAULT_TEXT = "The tide is out, and the harbour keeps its own counsel until morning."
HTML_PAGE = b"<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>"

Finish = Literal["stop", "length", "filter"]
Break = Literal["stall", "cut", "garbage", "silence"]


@dataclass(frozen=True)
class Reply:
    """One answer of the server, in terms that both protocols share.

    A token is a word with the space before it.  break_after counts the tokens sent before `how`
    happens, None for a whole reply.  body, when set, is sent as it is instead of a reply.
    """

    text: str = DEFAULT_TEXT
    finish: Finish = "stop"
    has_usage: bool = True
    pause_s: float = 0.0
    break_after: int | None = None
    how: Break = "cut"
    is_chunked: bool = True
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    error_kind: str = ""
    body: bytes | None = None
    content_type: str = "application/json"

    @property
    def tokens(self) -> list[str]:
        """The text in the pieces in which it is streamed."""
        words = self.text.split(" ")
        return [word if place == 0 else f" {word}" for place, word in enumerate(words)] if self.text else []


def ok(text: str = DEFAULT_TEXT) -> Reply:
    """Answer well."""
    return Reply(text=text)


def slow(pause_s: float, text: str = DEFAULT_TEXT) -> Reply:
    """Answer well, with a pause before every token."""
    return Reply(text=text, pause_s=pause_s)


def empty() -> Reply:
    """Answer well, with no text at all."""
    return Reply(text="")


def filtered(text: str = "") -> Reply:
    """Stop because the vendor's filter objects."""
    return Reply(text=text, finish="filter")


def length(text: str = DEFAULT_TEXT) -> Reply:
    """Stop because the most tokens allowed are reached."""
    return Reply(text=text, finish="length")


def usage_missing(text: str = DEFAULT_TEXT) -> Reply:
    """Answer well, but say nothing of tokens used."""
    return Reply(text=text, has_usage=False)


def silent() -> Reply:
    """Take the request and never answer it."""
    return Reply(break_after=0, how="silence")


def stall(after: int, text: str = DEFAULT_TEXT, *, is_chunked: bool = True) -> Reply:
    """Fall silent after some tokens, with the connection left open."""
    return Reply(text=text, break_after=after, how="stall", is_chunked=is_chunked)


def cut(after: int, text: str = DEFAULT_TEXT, *, is_chunked: bool = False) -> Reply:
    """Close the connection after some tokens.

    Not chunked, the end of the connection is how a reply ends, so that a client sees nothing wrong.
    """
    return Reply(text=text, break_after=after, how="cut", is_chunked=is_chunked)


def malformed_chunk(after: int, text: str = DEFAULT_TEXT) -> Reply:
    """Send an event that is not JSON after some tokens, and close."""
    return Reply(text=text, break_after=after, how="garbage")


def bad_json() -> Reply:
    """Answer 200 with half a JSON document."""
    return Reply(body=b'{"choices": [{"message": {"content": "The ti')


def html_error(status: int = 502) -> Reply:
    """Answer with the error page of a proxy."""
    return Reply(status=status, body=HTML_PAGE, content_type="text/html")


def rate_limited(retry_after_s: float | None = None) -> Reply:
    """Refuse with 429, and say when to try again unless retry_after_s is None."""
    headers = {} if retry_after_s is None else {"retry-after": f"{retry_after_s:g}"}
    return Reply(status=429, error_kind="rate_limit_error", headers=headers)


def used_up() -> Reply:
    """Refuse with 429 because the account has nothing left to spend."""
    return Reply(status=429, error_kind="insufficient_quota")


def too_long() -> Reply:
    """Refuse a prompt with 400 that is longer than the model can read."""
    return Reply(status=400, error_kind="context_length_exceeded")


def unknown_model() -> Reply:
    """Refuse with 404 a model that is not there."""
    return Reply(status=404, error_kind="not_found_error")


def refused() -> Reply:
    """Refuse with 400 because the vendor's filter objects to the question."""
    return Reply(status=400, error_kind="content_policy_violation")


def server_error() -> Reply:
    """Fail with 500."""
    return Reply(status=500, error_kind="api_error")


def overloaded() -> Reply:
    """Refuse with 529, Anthropic's own status for too much load."""
    return Reply(status=529, error_kind="overloaded_error")


def unauthorized() -> Reply:
    """Refuse the key with 401."""
    return Reply(status=401, error_kind="authentication_error")
