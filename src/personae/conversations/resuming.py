"""Going on with a reply that was broken off, or asking for it once more. Pure."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.resources import files

from personae.conversations.errors import InstructionsLeaked, ReplyGoingOn, ReplyNotContinuable
from personae.conversations.tables import Author, Message, State
from personae.llm import Finish, Prompt, QuotationProvider, Role
from personae.llm import Message as Said
from personae.models import Order

BROKEN_WORD = re.compile(r"(?<!\S)\S{0,40}\Z")  # a script without spaces has longer runs, and needs none


class Way(StrEnum):
    """How a reply may be had after all: the rest of it, or all of it anew."""

    CONTINUE = "continue"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Resumption:
    """What a reply begins with when it is taken up again; `order` is who is asked for it."""

    way: Way
    begun: str
    order: Order


def way_of(message: Message, order: Order) -> Way | None:
    """How a reply may be had after all, were it the last one; None for one that is whole or being written.

    Quotations have nothing to go on with: neither a reply made of them, nor where nobody else is asked.
    """
    if message.author != Author.CHARACTER or message.state == State.WRITING:
        return None
    is_broken = message.state == State.INTERRUPTED or message.reason == Finish.LENGTH
    if message.text and not is_broken:
        return None
    is_quoted = message.provider == QuotationProvider.name or not order.writers.entries
    # What comes next after a leak would be the rest of it.
    is_spoilt = message.reason == InstructionsLeaked.code
    return Way.AGAIN if is_quoted or is_spoilt or not begun(message.text) else Way.CONTINUE


def resumption(message: Message, order: Order) -> Resumption:
    """How to take a reply up again. Raises ReplyGoingOn, ReplyNotContinuable."""
    if message.state == State.WRITING:
        raise ReplyGoingOn
    way = way_of(message, order)
    if way is None:
        raise ReplyNotContinuable
    if way is Way.AGAIN:
        return Resumption(way, "", order)
    # Quotations cannot go on with another's sentence, so they do not take over when a model fails.
    return Resumption(way, begun(message.text), order.writers)


def begun(text: str) -> str:
    """What a reply goes on from: all but its last word, which may have been broken off in the middle.

    So the model begins with a whole word, and no space is missing or too many.
    """
    return BROKEN_WORD.sub("", text)


def asking_to_go_on(prompt: Prompt, begun: str) -> Prompt:
    """The same prompt with what the reply begins with, and a request to go on with it.

    The request is the person's turn, for vendors differ in whether they go on with a reply of their own.
    """
    wording = files(__package__).joinpath("prompts/continue.md").read_text(encoding="utf-8").strip()
    said = Said(Role.CHARACTER, begun.rstrip()), Said(Role.USER, wording)
    return replace(prompt, messages=(*prompt.messages, *said))
