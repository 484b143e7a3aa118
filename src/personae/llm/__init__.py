"""Talks to models: who answers, in which pieces, and what it means when they fail."""

from personae.llm.choice import ANTHROPIC_MODEL, OPENAI_MODEL, Preference, choose
from personae.llm.errors import (
    ModelBusy,
    ModelEmpty,
    ModelFailed,
    ModelKeyRefused,
    ModelPromptTooLong,
    ModelQuota,
    ModelRefused,
    ModelUnknown,
    ModelUnreachable,
    ReplyInterrupted,
)
from personae.llm.port import Chunk, Finish, Line, Message, Prompt, Provider, Role, Usage
from personae.llm.providers.quotation import QuotationProvider
from personae.llm.providers.relay import Patience
from personae.llm.providers.scripted import Pause, ScriptedProvider, saying

__all__ = [
    "ANTHROPIC_MODEL",
    "OPENAI_MODEL",
    "Chunk",
    "Finish",
    "Line",
    "Message",
    "ModelBusy",
    "ModelEmpty",
    "ModelFailed",
    "ModelKeyRefused",
    "ModelPromptTooLong",
    "ModelQuota",
    "ModelRefused",
    "ModelUnknown",
    "ModelUnreachable",
    "Patience",
    "Pause",
    "Preference",
    "Prompt",
    "Provider",
    "QuotationProvider",
    "ReplyInterrupted",
    "Role",
    "ScriptedProvider",
    "Usage",
    "choose",
    "saying",
]
