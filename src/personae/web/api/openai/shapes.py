"""Replies as OpenAI's clients read them, whole and in pieces. Pure."""

import json
from dataclasses import dataclass
from typing import Any

from personae.llm import Finish, Usage, text_tokens

FINISHES = {Finish.DONE: "stop", Finish.LENGTH: "length", Finish.FILTERED: "content_filter"}
DONE = "data: [DONE]\n\n"


@dataclass(frozen=True, slots=True)
class Head:
    """What is the same in every piece of a reply."""

    id: str
    created: int
    model: str

    def whole(self, text: str, finish: Finish, usage: dict[str, Any]) -> dict[str, Any]:
        """A whole reply."""
        message = {"role": "assistant", "content": text, "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": FINISHES[finish]}
        return {**self._fields("chat.completion"), "choices": [choice], "usage": usage}

    def piece(self, delta: dict[str, Any], *, finish: Finish | None = None, tells_usage: bool) -> str:
        """An event with a piece of a reply. tells_usage: the last event will say what it took."""
        choice = {
            "index": 0,
            "delta": delta,
            "logprobs": None,
            "finish_reason": FINISHES[finish] if finish else None,
        }
        usage = {"usage": None} if tells_usage else {}
        return event({**self._fields("chat.completion.chunk"), "choices": [choice], **usage})

    def end(self, usage: dict[str, Any]) -> str:
        """The event that says what a reply took. It has no choice, but tells so."""
        return event({**self._fields("chat.completion.chunk"), "choices": [], "usage": usage})

    def _fields(self, kind: str) -> dict[str, Any]:
        return {"id": self.id, "object": kind, "created": self.created, "model": self.model}


def usage_of(usage: Usage | None, *, input_tokens: int, text: str) -> dict[str, Any]:
    """What a reply took, by the vendor's figures, or by our own count where it told none.

    input_tokens: our count for the prompt.
    """
    asked = input_tokens if usage is None or usage.input_tokens is None else usage.input_tokens
    told = text_tokens(text) if usage is None or usage.output_tokens is None else usage.output_tokens
    cached = (usage.cached_tokens or 0) if usage else 0
    return {
        "prompt_tokens": asked,
        "completion_tokens": told,
        "total_tokens": asked + told,
        "prompt_tokens_details": {"cached_tokens": cached},
    }


def event(data: dict[str, Any]) -> str:
    """One server-sent event."""
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"
