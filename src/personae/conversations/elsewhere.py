"""Characters answer in talks that programs keep: nothing of one is saved here, unless its key wants it so."""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from personae import characters
from personae.accounts import Actor
from personae.conversations.brief import Brief, Foreign
from personae.conversations.briefing import Briefs
from personae.conversations.due import TRUTH, is_truth_due
from personae.conversations.errors import NothingToAnswer
from personae.conversations.exchange import HISTORY_MOST, Exchange, Turn
from personae.conversations.material import material_about
from personae.conversations.passing import Passing, Ruled, with_more
from personae.conversations.remembering import Keeping
from personae.conversations.tables import Author, Conversation, Message
from personae.conversations.waiting import Waiting
from personae.llm import Chunk, Finish, Prompt, Provider, prompt_tokens
from personae.models import Models
from personae.moderation import Moderation, What
from personae.platform.cache import Cache
from personae.platform.db import OpenTx
from personae.platform.ids import new_id
from personae.platform.logs import get_logger
from personae.platform.storable import storable
from personae.platform.tasks import give_up
from personae.safety import Tripwire
from personae.sharing import Right
from personae.usage import Context, Purpose

log = get_logger(__name__)

CHECK_S = 2.0  # between two looks at whether a character still is shared
MODEL_MOST_TOKENS = 4_096  # that a program may wish for, where the model's usual is less


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk as a program tells it, oldest first. It ends with the person's words, or a reply to go on with.

    program: what the program says about it.  max_tokens: of the reply, None for the usual.
    """

    said: Sequence[tuple[Author, str]]
    program: str = ""
    max_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply that is about to be written. input_tokens: of its prompt, by our own count."""

    input_tokens: int
    chunks: AsyncGenerator[Chunk, None]


class Elsewhere:
    """Answers for programs. What a character knows and remembers goes into a reply as everywhere.

    Memory and change are only read, unless whoever asks does so with a key that lets characters remember.
    """

    def __init__(
        self,
        open_tx: OpenTx,
        cache: Cache,
        models: Models,
        briefs: Briefs,
        keeping: Keeping,
        moderation: Moderation,
    ) -> None:
        self._open_tx, self._cache, self._models, self._briefs = open_tx, cache, models, briefs
        self._keeping, self._moderation = keeping, moderation
        self._passing = Passing(open_tx, moderation)

    async def answer(self, actor: Actor, character_id: str, talk: Talk, *, is_whole: bool = False) -> Answer:
        """Prepare the reply to a talk's last words. The chunks have to be read to their end, or closed.

        is_whole: nobody reads along, so words wait until it is known whether the policy lets them pass.
        Raises NothingToAnswer when the person has said nothing, CharacterNotFound, MessageRefused.
        """
        if not any(author == Author.USER and text.strip() for author, text in talk.said):
            raise NothingToAnswer
        material = await material_about(self._open_tx, self._cache, actor, character_id)
        async with self._open_tx(write=False) as tx:
            character = await characters.open_to(tx, actor, character_id, right=Right.TALK)
            order = await self._models.order(tx, actor, character_id)
        conversation = Conversation(
            id=new_id(), owner_id=actor.user_id, character_id=character_id, until=None
        )
        history, begun = _told(talk)
        await self._moderation.hear(history[-1].text, order.studios_vendor)
        needs_help = await self._weigh(actor, history[-1].text)
        exchange = Exchange(Turn(history[-1], _message(Author.CHARACTER, "")), history, order, begun=begun)
        keeps = actor.has_key and actor.remembers
        brief = await self._briefs.brief(
            actor, conversation, exchange, material, foreign=Foreign(talk.program, is_noted=keeps)
        )
        provider = self._models.answering(order, Context(actor.user_id, Purpose.REPLY, character_id))
        prompt = replace(brief.prompt, max_tokens=_most(talk.max_tokens, provider))
        wire = Tripwire(brief.canary, before=begun)
        chunks = self._passing.watched(self._chunks(provider, prompt), wire, conversation)
        ruled = Ruled(needs_help, order.studios_vendor)
        chunks = self._passing.ruled(actor, provider, chunks, ruled, waits=is_whole)
        if is_truth_due(history[-1].text) and not order.writers.entries:
            chunks = with_more(chunks, lambda: f"\n\n({TRUTH})")
        if keeps and not begun:
            chunks = self._kept(actor, character_id, history[-1].text, brief, provider, chunks)
        if character.owner_id != actor.user_id:
            chunks = self._while_shared(actor, character_id, chunks)
        chunks = with_more(chunks, lambda: self._help if ruled.needs_help else "")
        return Answer(prompt_tokens(prompt), chunks)

    @property
    def _help(self) -> str:
        """Whom to call, behind a reply: a program shows nothing but its words."""
        return f"\n\n({self._moderation.help_sentence.strip()})"

    async def _weigh(self, actor: Actor, text: str) -> bool:
        """Refuse or note the person's last words, by the policy. True where help lines are due."""
        async with self._open_tx(write=False) as tx:
            found = await self._moderation.ruling(tx, text, owner_id=actor.user_id)
        if found is None:
            return False
        if found.is_block:
            raise await self._moderation.refuse(actor, found, text)
        async with self._open_tx() as tx:
            await self._moderation.keep(tx, found, text, owner_id=actor.user_id, what=What.MESSAGE)
        return found.needs_help

    async def _chunks(self, provider: Provider, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        async with aclosing(provider.stream(prompt)) as chunks:
            async for chunk in chunks:
                yield replace(chunk, text=storable(chunk.text)) if chunk.text else chunk

    async def _while_shared(
        self, actor: Actor, character_id: str, chunks: AsyncGenerator[Chunk, None]
    ) -> AsyncGenerator[Chunk, None]:
        """The same, looked at each CHECK_S seconds. Raises CharacterNotFound once it is no longer shared."""
        async with aclosing(chunks):
            coming = asyncio.ensure_future(anext(chunks, None))
            try:
                looked = time.monotonic()
                while True:
                    await asyncio.wait({coming}, timeout=CHECK_S)
                    if time.monotonic() - looked >= CHECK_S:
                        async with self._open_tx(write=False) as tx:
                            await characters.check_talk(tx, actor, character_id)
                        looked = time.monotonic()
                    if not coming.done():
                        continue
                    chunk = coming.result()
                    if chunk is None:
                        return
                    yield chunk
                    coming = asyncio.ensure_future(anext(chunks, None))
            finally:
                await give_up([coming])

    async def _kept(
        self,
        actor: Actor,
        character_id: str,
        question: str,
        brief: Brief,
        provider: Provider,
        chunks: AsyncGenerator[Chunk, None],
    ) -> AsyncGenerator[Chunk, None]:
        """The same; a reply that comes to its end is kept before that end is told."""
        waiting, text = Waiting(provider.name, provider.model), ""
        async with aclosing(chunks):
            async for chunk in chunks:
                text += chunk.text
                if chunk.notice:
                    waiting.take(chunk.notice)
                if chunk.finish and chunk.finish is not Finish.FILTERED and text:
                    work = self._keeping.keep(
                        actor,
                        character_id,
                        question=question,
                        reply=text,
                        writer=(waiting.vendor, waiting.model),
                        recalled=brief.recalled,
                    )
                    await asyncio.shield(asyncio.create_task(work))  # whoever asked may hang up now
                yield chunk


def _told(talk: Talk) -> tuple[list[Message], str]:
    """Unsaved messages up to the last of the person's, and what the reply begins with."""
    said = [(author, text) for author, text in talk.said if text.strip()]
    last = max(place for place, (author, _) in enumerate(said) if author == Author.USER)
    begun = "\n\n".join(text for _, text in said[last + 1 :])
    kept = said[max(0, last - HISTORY_MOST) : last + 1]
    first = last + 1 - len(kept)
    return [_message(author, text, depth=first + place) for place, (author, text) in enumerate(kept)], begun


def _message(author: Author, text: str, *, depth: int = 0) -> Message:
    return Message(id=new_id(), author=author, text=text, depth=depth)


def _most(wanted: int | None, provider: Provider) -> int | None:
    return None if wanted is None else min(wanted, max(MODEL_MOST_TOKENS, provider.max_tokens))
