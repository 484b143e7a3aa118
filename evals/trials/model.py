"""A vendor on a loopback port that obeys whatever it reads, or repeats it, in OpenAI's protocol."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]
Answer = Callable[[list[Json]], Json]

MODEL = "obedient"
PIECE = 400  # characters of an event
PATHS = ("/v1/chat/completions", "/chat/completions")


class Vendor:
    """Its address, what it answers, and the prompts it was sent.

    answer: from the messages of a request to what the vendor's message says: `content`, and whatever else
    a message may have, tool calls for one.
    """

    def __init__(self, url: str, answer: Answer) -> None:
        self.url = url
        self.answer = answer
        self.prompts: list[list[Json]] = []
        self.bodies: list[Json] = []


def everything(messages: list[Json]) -> Json:
    """Repeat all that was sent, word for word."""
    return {"content": "\n".join(str(each["content"]) for each in messages)}


@contextmanager
def vendor(answer: Answer = everything) -> Iterator[Vendor]:
    """A vendor that answers while the context is open."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    made = Vendor(f"http://127.0.0.1:{server.server_port}", answer)
    server.vendor = made  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer a chat completion, streamed where that is asked for."""
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path not in PATHS:
            return self._send(404, "application/json", b"{}")
        found: Vendor = self.server.vendor  # type: ignore[attr-defined]
        found.bodies.append(body)
        found.prompts.append(body["messages"])
        message = {"role": "assistant", **found.answer(body["messages"])}
        if not body.get("stream"):
            whole = _envelope(body, "chat.completion") | {
                "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
                "usage": _usage(message),
            }
            return self._send(200, "application/json", json.dumps(whole).encode())
        return self._send(200, "text/event-stream", b"".join(_events(body, message)))

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _events(body: Json, message: Json) -> Iterator[bytes]:
    text = message.pop("content")
    pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    for delta in (message | {"content": ""}, *({"content": piece} for piece in pieces)):
        yield _event(_envelope(body, "chat.completion.chunk") | {"choices": [_choice(delta, None)]})
    yield _event(_envelope(body, "chat.completion.chunk") | {"choices": [_choice({}, "stop")]})
    usage = _usage({"content": text})
    yield _event(_envelope(body, "chat.completion.chunk") | {"choices": [], "usage": usage})
    yield b"data: [DONE]\n\n"


def _choice(delta: Json, finish: str | None) -> Json:
    return {"index": 0, "delta": delta, "finish_reason": finish}


def _envelope(body: Json, kind: str) -> Json:
    return {"id": "chatcmpl-trial", "object": kind, "created": 0, "model": body.get("model")}


def _usage(message: Json) -> Json:
    written = len(message["content"]) // 4
    return {"prompt_tokens": 100, "completion_tokens": written, "total_tokens": 100 + written}


def _event(data: Json) -> bytes:
    return b"data: " + json.dumps(data).encode() + b"\n\n"
