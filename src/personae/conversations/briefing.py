"""All that one reply is made from: found while the person waits, and no longer than they would."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TypeVar

from personae import characters, evolution
from personae.accounts import Actor, Persona
from personae.characters import Knowing, Known
from personae.conversations import fitting, notes, store, summary, window, wording
from personae.conversations.brief import Brief, Foreign
from personae.conversations.exchange import Exchange
from personae.conversations.notes import Moment
from personae.conversations.resuming import asking_to_go_on
from personae.conversations.summarizing import Summarizing
from personae.conversations.tables import Conversation, Message
from personae.llm import Prompt, Provider, text_tokens
from personae.llm import window as window_of
from personae.memory import Recalling, Speaker
from personae.models import Models
from personae.platform.clock import now
from personae.platform.db import OpenTx
from personae.platform.errors import PersonaeError
from personae.platform.logs import get_logger

log = get_logger(__name__)

PATIENCE_S = 4.0  # for each of memories, passages and mood; a reply without them is better than none
MEMORIES, PASSAGES = 6, 4
BEFORE_CHARS = 600  # of the turn before, for a question that names nothing
PROGRAM_TOKENS = 1_500
NOTES_TOKENS, EARLIER_TOKENS = 700, 400  # that the rest of a prompt may take, with the words around them

Found = TypeVar("Found")


class Briefs:
    """Makes briefs. knowing, recalling: None where characters know and remember nothing, as in some tests."""

    def __init__(
        self,
        open_tx: OpenTx,
        *,
        knowing: Knowing | None = None,
        recalling: Recalling | None = None,
        models: Models | None = None,
    ) -> None:
        """models: who may summarize what no longer fits; None for nobody."""
        self._open_tx, self._knowing, self._recalling = open_tx, knowing, recalling
        self.summarizing = Summarizing(open_tx, models)

    async def close(self) -> None:
        """Give up what is going on in the background."""
        await self.summarizing.close()
        if self._knowing is not None:
            await self._knowing.close()

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
        persona = None if foreign else await self._or_none(self._persona(actor, conversation))
        program = program_part(foreign.program) if foreign else ""
        span = span_of(exchange, material, besides=text_tokens(program))
        begin = fitting.begin(exchange.history, span)
        sent = exchange.history[begin:]
        earlier = (
            program
            if foreign
            else summary.part(
                await self._or_none(
                    self.summarizing.earlier(actor, conversation, exchange.history, begin=begin)
                )
                or ""
            )
        )
        mind = await self._or_none(self._mind(actor, conversation))
        recalled, known = await asyncio.gather(
            self._or_none(
                self._recalled(
                    actor, conversation, sent, persona, mind, is_noted=foreign is None or foreign.is_noted
                )
            ),
            self._or_none(self._known(actor, conversation, sent)),
        )
        passages = notes.chosen([(each.chapter_title, each.text) for each in known or ()])
        moments = notes.fitting(recalled or ())
        prompt = window.build(
            material,
            exchange.history,
            seed=seed,
            span=span,
            reader=reader_part(persona) if persona else "",
            earlier=earlier,
            notes=notes.joined(
                notes.passages_part(passages),
                notes.memories_part(moments, now()),
                notes.mood_part(evolution.describe(mind) if mind else ""),
            ),
        )
        return Brief(
            _going_on(prompt, exchange),
            material.places,
            tuple((known or ())[: len(passages)]),
            [{"memory_id": each.id, "score": round(each.score, 4)} for each in moments],
        )

    async def _or_none(self, looking: Awaitable[Found]) -> Found | None:
        try:
            return await asyncio.wait_for(looking, PATIENCE_S)
        except TimeoutError:
            log.warning("brief.late")
        except PersonaeError as error:
            log.warning("brief.incomplete", code=error.code)
        except Exception:
            log.exception("brief.incomplete")
        return None

    async def _persona(self, actor: Actor, conversation: Conversation) -> Persona | None:
        async with self._open_tx(write=False) as tx:
            return await store.persona_of(tx, conversation.id, owner_id=actor.user_id)

    async def _mind(self, actor: Actor, conversation: Conversation) -> evolution.Mind:
        async with self._open_tx(write=False) as tx:
            return await evolution.state(tx, actor, conversation.character_id, until=conversation.until)

    async def _recalled(
        self,
        actor: Actor,
        conversation: Conversation,
        sent: Sequence[Message],
        persona: Persona | None,
        mind: evolution.Mind | None,
        *,
        is_noted: bool,
    ) -> list[Moment]:
        if self._recalling is None:
            return []
        async with self._open_tx(write=False) as tx:
            profile = await characters.get(tx, actor, conversation.character_id, until=conversation.until)
            beyond = await store.ids_beyond(
                tx, conversation.character_id, until=conversation.until, owner_id=actor.user_id
            )
        found = await self._recalling.recall(
            actor,
            conversation.character_id,
            question=sent[-1].text,
            mood=(mind.mood.pleasure, mind.mood.arousal, mind.mood.dominance) if mind else None,
            but_not=[message.id for message in sent],
            not_from=beyond,  # what was said where more of the book is known would tell it
            names={
                Speaker.USER: [persona.name] if persona else [actor.name],
                Speaker.CHARACTER: [profile.name, *(alias.name for alias in profile.aliases)],
            },
            limit=MEMORIES,
            is_noted=is_noted,
        )
        return [
            Moment(
                each.memory.id,
                each.memory.text,
                each.memory.emotion,
                each.memory.happened_at,
                each.score,
                is_own=each.memory.speaker == Speaker.CHARACTER,
            )
            for each in found
        ]

    async def _known(
        self, actor: Actor, conversation: Conversation, sent: Sequence[Message]
    ) -> Sequence[Known]:
        if self._knowing is None:
            return []
        async with self._open_tx(write=False) as tx:
            profile = await characters.get(tx, actor, conversation.character_id, until=conversation.until)
        before = " ".join(message.text[-BEFORE_CHARS:] for message in sent[-3:-1])
        return await self._knowing.recall(
            actor, profile, question=sent[-1].text, before=before, limit=PASSAGES
        )


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
    sheet = text_tokens(material.system) + NOTES_TOKENS + EARLIER_TOKENS + besides
    asked = [provider for provider, _ in exchange.order.writers.entries]
    return fitting.span_within([(_window(each), each.max_tokens) for each in asked], besides=sheet)


def _window(provider: Provider) -> int | None:
    """In tokens: what a model in our own process was given, or what its vendor says; None for unknown."""
    own = getattr(provider, "window_tokens", None)
    return own if isinstance(own, int) else window_of(provider.name, provider.model)


def _going_on(prompt: Prompt, exchange: Exchange) -> Prompt:
    return asking_to_go_on(prompt, exchange.begun) if exchange.begun else prompt
