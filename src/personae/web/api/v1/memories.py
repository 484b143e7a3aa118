"""What a character remembers of the person who asks, over the API."""

from datetime import datetime
from functools import partial
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from personae import memory
from personae.accounts import Actor
from personae.memory import Filter, Memory, MemoryKind, Speaker
from personae.platform.db import Tx
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.problems import documented
from personae.web.tags import Matching, Telling, tag_of
from personae.web.typed import NOT_BLANK, Flag, Text, Told, Whole

router = APIRouter(prefix="/characters/{character_id}/memories", tags=["memories"])


class MemoryOut(BaseModel):
    """Something a character remembers of you.

    `kind`: moment (one message), gist (many moments in short) or told (you wrote it down). `speaker`: whose
    words it is, user or character. `heard_as`: the words before you corrected them. `emotion`: the strongest
    of `emotions`. `valence`, `arousal`, `dominance`: -1 to 1; `intensity`, `importance`: 0 to 1. `version`:
    one more with each change.
    """

    id: str
    kind: MemoryKind
    speaker: Speaker
    text: str
    heard_as: str | None
    emotion: str
    emotions: dict[str, float]
    valence: float
    arousal: float
    dominance: float
    intensity: float
    importance: float
    is_pinned: bool
    is_resolved: bool
    happened_at: datetime
    recalled_at: datetime | None
    recalls: int
    conversation_id: str | None
    message_id: str | None
    version: int

    @classmethod
    def of(cls, row: Memory) -> Self:
        """The row as programs see it."""
        return cls(**{name: getattr(row, name) for name in MemoryOut.model_fields})


class MemoryWhole(MemoryOut):
    """A memory with the moments that a gist was made of, the oldest first."""

    sources: list[MemoryOut] = Field(default_factory=list)


class MemoryPage(BaseModel):
    """Memories, the newest first, or those that fit the words best. `next` goes into `after`."""

    items: list[MemoryOut]
    next: str | None


class Asking(BaseModel):
    """Which memories to list. `q`: words to search for; the best fit comes first, and there is one page."""

    q: Text = Field("", max_length=2_000)
    kind: MemoryKind | None = None
    speaker: Speaker | None = None
    emotion: Text | None = Field(None, max_length=32)
    resolved: bool | None = None
    pinned: bool | None = None
    after: Text | None = Field(None, max_length=26)
    limit: int = Field(50, ge=1, le=100)

    @property
    def wish(self) -> Filter:
        """The filters alone."""
        return Filter(self.kind, self.speaker, self.emotion, self.resolved, self.pinned)


Words = Annotated[Text, Field(max_length=8_000), Told(pattern=NOT_BLANK, maxLength=memory.TEXT_LIMIT)]


class TellWish(BaseModel):
    """Something that the character shall remember."""

    text: Words


class ChangeWish(BaseModel):
    """What to change; the rest stays as it is. `version`: the one you saw, so that no change is lost."""

    text: Words | None = None
    is_pinned: Flag | None = None
    is_resolved: Flag | None = None
    version: Whole | None = None


@router.get("")
async def list_memories(
    services: ServicesDep, tx: ReadTx, actor: ActorDep, character_id: str, asking: Annotated[Asking, Query()]
) -> MemoryPage:
    """What the character remembers of you."""
    if asking.q.strip():
        return await _search(services, actor, character_id, asking)
    rows, next_page = await memory.list_memories(
        tx, actor, character_id, wish=asking.wish, before=asking.after, limit=asking.limit
    )
    return MemoryPage(items=[MemoryOut.of(row) for row in rows], next=next_page)


async def _search(services: ServicesDep, actor: ActorDep, character_id: str, asking: Asking) -> MemoryPage:
    found = await services.recalling.search(
        actor, character_id, words=asking.q, wish=asking.wish, limit=asking.limit
    )
    return MemoryPage(items=[MemoryOut.of(each.memory) for each in found], next=None)


@router.post("", status_code=201, responses=documented(409))
async def tell(tx: WriteTx, actor: ActorDep, character_id: str, wish: TellWish) -> MemoryOut:
    """Write down something that the character shall remember of you."""
    return MemoryOut.of(await memory.tell(tx, actor, character_id, text=wish.text))


@router.get("/{memory_id}")
async def get(tx: ReadTx, actor: ActorDep, character_id: str, memory_id: str, tags: Telling) -> MemoryWhole:
    """One memory, with what it was made of."""
    row = await memory.get(tx, actor, character_id, memory_id)
    tags.tell(tag_of(row.id, row.version))
    sources = await memory.sources_of(tx, actor, row)
    found = MemoryWhole.of(row)
    return found.model_copy(update={"sources": [MemoryOut.of(each) for each in sources]})


@router.patch("/{memory_id}", responses=documented(409))
async def change(
    tx: WriteTx, actor: ActorDep, character_id: str, memory_id: str, wish: ChangeWish, tags: Matching
) -> MemoryOut:
    """Correct, pin or resolve a memory. `memory_changed` answers when it is not at the version you saw."""
    await tags.check(partial(_tag, tx, actor, character_id, memory_id))
    row = await memory.change(tx, actor, character_id, memory_id, **wish.model_dump())
    tags.tell(tag_of(row.id, row.version))
    return MemoryOut.of(row)


@router.delete("/{memory_id}", status_code=204)
async def forget(tx: WriteTx, actor: ActorDep, character_id: str, memory_id: str, tags: Matching) -> None:
    """Forget a memory for good, with the gist that was made of it."""
    await tags.check(partial(_tag, tx, actor, character_id, memory_id))
    await memory.forget(tx, actor, character_id, memory_id)


async def _tag(tx: Tx, actor: Actor, character_id: str, memory_id: str) -> str:
    row = await memory.get(tx, actor, character_id, memory_id)
    return tag_of(row.id, row.version)
