"""All that one reply is made from, put together within what a model can read."""

import asyncio
import secrets

from personae import characters, evolution
from personae.accounts import Actor, Persona
from personae.characters import CharacterNotFound, Knowing
from personae.conversations import fitting, notes, noting, summary, window, wording
from personae.conversations.brief import Brief, Foreign
from personae.conversations.due import due_part
from personae.conversations.exchange import Exchange
from personae.conversations.gathering import Gathering, in_time
from personae.conversations.resuming import asking_to_go_on
from personae.conversations.summarizing import Summarizing
from personae.conversations.tables import Conversation
from personae.llm import Prompt, Provider, text_tokens
from personae.llm import window as window_of
from personae.memory import Recalling
from personae.models import Models
from personae.moderation import Noticing
from personae.platform.clock import now
from personae.platform.db import OpenTx
from personae.safety import canary_of

PROGRAM_TOKENS = 1_500
NOTES_TOKENS, EARLIER_TOKENS = 700, 400  # that the rest of a prompt may take, with the words around them


class Briefs:
    """Makes briefs. knowing, recalling: None where characters know and remember nothing, as in some tests."""

    def __init__(
        self,
        open_tx: OpenTx,
        *,
        knowing: Knowing | None = None,
        recalling: Recalling | None = None,
        models: Models | None = None,
        secret: bytes = b"",
        noticing: Noticing | None = None,
    ) -> None:
        """models: who may summarize what no longer fits; None for nobody.

        secret: what canaries are made from; b"" for one of this process alone.  noticing: who looks whether
        words that go into prompts were written to instruct models; None for nobody.
        """
        self._open_tx, self._noticing = open_tx, noticing
        self._secret = secret or secrets.token_bytes(32)
        self._gathering = Gathering(open_tx, knowing=knowing, recalling=recalling)
        self.summarizing = Summarizing(open_tx, models)

    async def close(self) -> None:
        """Give up what is going on in the background."""
        await self.summarizing.close()
        await self._gathering.close()

    def look_ahead(
        self, actor: Actor, conversation: Conversation, exchange: Exchange, material: window.Material
    ) -> None:
        """Once a reply has ended: prepare in the background for when the messages no longer fit."""
        if exchange.order.writers.entries:
            span = span_of(exchange, material)
            self.summarizing.look_ahead(actor, conversation, exchange.history, span)

    async def brief(
        self,
        actor: Actor,
        conversation: Conversation,
        exchange: Exchange,
        material: window.Material,
        *,
        foreign: Foreign | None = None,
    ) -> Brief:
        """The brief for a reply.  What cannot be found, or not in time, is left out and logged.

        foreign: the talk is a program's, so that nothing of it is in the database.

        Quotations are made of the character's lines alone, so nothing else is looked for where nobody else
        is asked.
        """
        seed = exchange.turn.reply.id
        if not exchange.order.writers.entries:
            prompt = window.build(material, exchange.history, seed=seed)
            return Brief(_going_on(prompt, exchange), material.places)
        program = program_part(foreign.program) if foreign else ""
        span = span_of(exchange, material, besides=text_tokens(program))
        begin = fitting.begin(exchange.history, span)
        earlier = program if foreign else await self._earlier(actor, conversation, exchange, begin)
        canary = self._canary(conversation, foreign)
        found = await self._gathering.gather(actor, conversation, exchange.history[begin:], foreign)
        due = await in_time(asyncio.to_thread, due_part, exchange.history, material.lines)
        if self._noticing is not None:
            maker_id = await self._maker_of(actor, conversation) if noting.is_made(material) else ""
            seen = noting.seen(
                conversation, exchange.history[-1], material, found.persona, foreign, maker_id=maker_id
            )
            self._noticing.notice(actor.user_id, seen)
        passages = notes.chosen([(each.chapter_title, each.text) for each in found.known])
        reminders = notes.fitting(found.reminders)
        prompt = window.build(
            material,
            exchange.history,
            seed=seed,
            span=span,
            reader=reader_part(found.persona) if found.persona else "",
            canary=canary,
            earlier=earlier,
            notes=notes.joined(
                notes.passages_part(passages),
                notes.memories_part(reminders, now()),
                notes.mood_part(evolution.describe(found.mind) if found.mind else ""),
                due or "",
            ),
        )
        return Brief(
            _going_on(prompt, exchange),
            material.places,
            tuple(found.known[: len(passages)]),
            [{"memory_id": each.id, "score": round(each.score, 4)} for each in reminders],
            canary,
        )

    async def _maker_of(self, actor: Actor, conversation: Conversation) -> str:
        """Whose a character is; "" once it is no longer shared with the person."""
        async with self._open_tx(write=False) as tx:
            try:
                return (await characters.open_to(tx, actor, conversation.character_id)).owner_id
            except CharacterNotFound:
                return ""

    def _canary(self, conversation: Conversation, foreign: Foreign | None) -> str:
        """A word for each conversation; for the talks of programs, for each character."""
        talk = f"{conversation.owner_id} {conversation.character_id}" if foreign else conversation.id
        return canary_of(self._secret, talk)

    async def _earlier(self, actor: Actor, conversation: Conversation, exchange: Exchange, begin: int) -> str:
        """What was said before history[begin], in short, as a part of a prompt."""
        told = await in_time(self.summarizing.earlier, actor, conversation, exchange.history, begin=begin)
        return summary.part(told or "")


def reader_part(persona: Persona) -> str:
    """Who the reader is, as a part of a prompt."""
    said = (
        ("Name", persona.name),
        ("To be addressed as", persona.address),
        ("Pronouns", persona.pronouns),
        ("About", persona.about),
    )
    lines = [f"{label}: {wording.data(text)}" for label, text in said if text and text.strip()]
    return wording.filled("reader", reader="\n".join(lines)) if lines else ""


def program_part(words: str) -> str:
    """What a program says about the talk it keeps, as a part of a prompt; "" for nothing."""
    shown = wording.data(notes.cut(words, PROGRAM_TOKENS))
    return wording.filled("program", words=shown) if shown else ""


def span_of(exchange: Exchange, material: window.Material, *, besides: int = 0) -> fitting.Span:
    """How much of a conversation fits the smallest window among the models that may be asked.

    besides: tokens that the prompt takes beside what every prompt does.
    """
    sheet = (
        text_tokens(material.system) + text_tokens(material.sheet) + NOTES_TOKENS + EARLIER_TOKENS + besides
    )
    asked = [provider for provider, _ in exchange.order.writers.entries]
    return fitting.span_within([(_window(each), each.max_tokens) for each in asked], besides=sheet)


def _window(provider: Provider) -> int | None:
    """In tokens: what a model in our own process was given, or what its vendor says; None for unknown."""
    own = getattr(provider, "window_tokens", None)
    return own if isinstance(own, int) else window_of(provider.name, provider.model)


def _going_on(prompt: Prompt, exchange: Exchange) -> Prompt:
    return asking_to_go_on(prompt, exchange.begun) if exchange.begun else prompt
