"""The words of OpenAI's chat completions, which llama.cpp and many servers speak too."""

from typing import Any, Final

from personae.llm.port import Finish, Prompt, Role, Usage
from personae.llm.providers.counts import count
from personae.llm.providers.events import Event, SaidRefusal
from personae.llm.refusals import Refusal

_ROLES: Final = {Role.USER: "user", Role.CHARACTER: "assistant"}
_FINISHES: Final = {"length": Finish.LENGTH, "content_filter": Finish.FILTERED}


class ChatReader:
    """Keeps the finish reason, and the usage that comes in an event of its own after it."""

    def __init__(self) -> None:
        self.finish: Finish | None = None
        self.usage: Usage | None = None

    def read(self, event: Event) -> str:
        """Take one chunk in and return its words; see Reader."""
        if event.get("error"):
            raise SaidRefusal(_said(event["error"]))
        if event.get("usage"):
            self.usage = _usage(event["usage"])
        text = ""
        for choice in event.get("choices") or ():
            if choice.get("finish_reason"):
                self.finish = _FINISHES.get(choice["finish_reason"], Finish.DONE)
            delta = choice.get("delta") or {}
            text += delta.get("content") or delta.get("refusal") or ""
        return text


def chat_messages(prompt: Prompt) -> list[dict[str, str]]:
    """Return the character's sheet and the conversation."""
    sheet = [{"role": "system", "content": prompt.system}] if prompt.system else []
    return sheet + [{"role": _ROLES[each.role], "content": each.text} for each in prompt.spoken]


def _usage(usage: dict[str, Any]) -> Usage:
    details = usage.get("prompt_tokens_details") or {}
    return Usage(
        input_tokens=count(usage.get("prompt_tokens")),
        cached_tokens=count(details.get("cached_tokens")),
        output_tokens=count(usage.get("completion_tokens")),
        cache_written_tokens=count(details.get("cache_write_tokens")),
    )


def _said(error: object) -> Refusal:
    """A refusal out of the stream: an object with type, code and message, or only words."""
    fields = error if isinstance(error, dict) else {"message": error}
    return Refusal(0, " ".join(str(fields.get(name)) for name in ("type", "code", "message")))
