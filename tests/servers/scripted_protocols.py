"""A reply in the words of OpenAI's chat completions and of Anthropic's messages."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from servers.scripted_replies import Finish, Reply

Json = Mapping[str, object]

OPENAI_FINISH: Mapping[Finish, str] = {"stop": "stop", "length": "length", "filter": "content_filter"}
ANTHROPIC_FINISH: Mapping[Finish, str] = {"stop": "end_turn", "length": "max_tokens", "filter": "refusal"}


@dataclass(frozen=True)
class Request:
    """One request as it came in; names of headers are in lower case."""

    path: str
    headers: Mapping[str, str]
    body: Json

    @property
    def is_streamed(self) -> bool:
        """Whether the answer is wanted piece by piece."""
        return self.body.get("stream") is True

    @property
    def input_tokens(self) -> int:
        """The count of words in the prompt, which stands in for a count of tokens."""
        return len(json.dumps([self.body.get("system"), self.body.get("messages")]).split())


class Vendor(Protocol):
    """How one vendor writes an answer."""

    def error(self, reply: Reply) -> Json:
        """Return the body of a refusal."""

    def whole(self, request: Request, reply: Reply) -> Json:
        """Return the body of an answer that is not streamed."""

    def opening(self, request: Request, reply: Reply) -> Iterator[bytes]:
        """Return the events before the first token."""

    def piece(self, request: Request, token: str) -> bytes:
        """Return the event that carries one token."""

    def closing(self, request: Request, reply: Reply) -> Iterator[bytes]:
        """Return the events after the last token, without which a reply is not done."""


class OpenAI:
    """The words of `POST /v1/chat/completions`."""

    def error(self, reply: Reply) -> Json:
        return {"error": {"message": "scripted refusal", "type": reply.error_kind, "code": reply.error_kind}}

    def whole(self, request: Request, reply: Reply) -> Json:
        message = {"role": "assistant", "content": reply.text}
        choice = {"index": 0, "message": message, "finish_reason": OPENAI_FINISH[reply.finish]}
        body = {**self._envelope(request, "chat.completion"), "choices": [choice]}
        return {**body, "usage": self._usage(request, reply)} if reply.has_usage else body

    def opening(self, request: Request, reply: Reply) -> Iterator[bytes]:
        yield self._event(request, {"role": "assistant", "content": ""})

    def piece(self, request: Request, token: str) -> bytes:
        return self._event(request, {"content": token})

    def closing(self, request: Request, reply: Reply) -> Iterator[bytes]:
        yield self._event(request, {}, OPENAI_FINISH[reply.finish])
        options = request.body.get("stream_options")
        # The vendor too counts a stream only when asked to.
        if reply.has_usage and isinstance(options, dict) and options.get("include_usage"):
            envelope = self._envelope(request, "chat.completion.chunk")
            yield event({**envelope, "choices": [], "usage": self._usage(request, reply)})
        yield b"data: [DONE]\n\n"

    def _event(self, request: Request, delta: Json, finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return event({**self._envelope(request, "chat.completion.chunk"), "choices": [choice]})

    def _envelope(self, request: Request, kind: str) -> Json:
        return {"id": "chatcmpl-scripted", "object": kind, "created": 0, "model": request.body.get("model")}

    def _usage(self, request: Request, reply: Reply) -> Json:
        count, made = request.input_tokens, len(reply.tokens)
        return {"prompt_tokens": count, "completion_tokens": made, "total_tokens": count + made}


class Anthropic:
    """The words of `POST /v1/messages`."""

    def error(self, reply: Reply) -> Json:
        return {"type": "error", "error": {"type": reply.error_kind, "message": "scripted refusal"}}

    def whole(self, request: Request, reply: Reply) -> Json:
        content = [{"type": "text", "text": reply.text}] if reply.text else []
        body = {**self._message(request), "content": content, "stop_reason": ANTHROPIC_FINISH[reply.finish]}
        usage = {"input_tokens": request.input_tokens, "output_tokens": len(reply.tokens)}
        return {**body, "usage": usage} if reply.has_usage else body

    def opening(self, request: Request, reply: Reply) -> Iterator[bytes]:
        message = self._message(request)
        if reply.has_usage:
            message = {**message, "usage": {"input_tokens": request.input_tokens, "output_tokens": 1}}
        yield self._event("message_start", message=message)
        yield self._event("content_block_start", index=0, content_block={"type": "text", "text": ""})
        yield self._event("ping")

    def piece(self, request: Request, token: str) -> bytes:
        return self._event("content_block_delta", index=0, delta={"type": "text_delta", "text": token})

    def closing(self, request: Request, reply: Reply) -> Iterator[bytes]:
        yield self._event("content_block_stop", index=0)
        delta = {"stop_reason": ANTHROPIC_FINISH[reply.finish], "stop_sequence": None}
        usage = {"usage": {"output_tokens": len(reply.tokens)}} if reply.has_usage else {}
        yield self._event("message_delta", delta=delta, **usage)
        yield self._event("message_stop")

    def _message(self, request: Request) -> Json:
        named = {"id": "msg_scripted", "type": "message", "role": "assistant"}
        ended = {"stop_reason": None, "stop_sequence": None}
        return {**named, "model": request.body.get("model"), "content": [], **ended}

    def _event(self, kind: str, **facts: object) -> bytes:
        return f"event: {kind}\n".encode() + event({"type": kind, **facts})


VENDORS: Mapping[str, Vendor] = {"/v1/chat/completions": OpenAI(), "/v1/messages": Anthropic()}


def event(data: Json) -> bytes:
    """Return one server-sent event that carries JSON."""
    return f"data: {json.dumps(data)}\n\n".encode()
