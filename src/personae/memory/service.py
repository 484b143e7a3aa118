"""What a person can ask about memories, and what a conversation tells about its own."""

from collections.abc import Collection, Sequence

from personae import characters
from personae.accounts import Actor
from personae.cast import UNREAD, Appraisal
from personae.memory import store
from personae.memory.errors import MemoriesMany, MemoryChanged, MemoryInvalid
from personae.memory.importance import importance
from personae.memory.moment import felt
from personae.memory.store import Filter
from personae.memory.tables import Memory, MemoryKind, Speaker
from personae.platform.clock import now
from personae.platform.db import Tx
from personae.platform.ids import new_id
from personae.platform.storable import storable

PAGE = 50
TEXT_LIMIT = 2_000
TOLD_LIMIT = 1_000  # things that one person may tell one character
EVERYTHING = Filter()


async def list_memories(
    tx: Tx,
    actor: Actor,
    character_id: str,
    *,
    wish: Filter = EVERYTHING,
    before: str | None = None,
    limit: int = PAGE,
) -> tuple[Sequence[Memory], str | None]:
    """A page of what a character remembers of the person, the newest first, and the next page's `before`.

    Left out are moments of messages that their conversation does not show.  Raises CharacterNotFound.
    """
    await characters.check_talk(tx, actor, character_id)
    rows = await store.page(
        tx, wish, character_id=character_id, owner_id=actor.user_id, before=before, limit=limit + 1
    )
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


async def count(tx: Tx, actor: Actor, character_id: str) -> int:
    """How many memories `list_memories` would list; 0 for a character that is not the person's."""
    return await store.count(tx, character_id=character_id, owner_id=actor.user_id)


async def get(tx: Tx, actor: Actor, character_id: str, memory_id: str) -> Memory:
    """One memory that `list_memories` would list. Raises MemoryNotFound."""
    return await store.get(tx, memory_id, character_id=character_id, owner_id=actor.user_id)


async def get_many(tx: Tx, actor: Actor, character_id: str, ids: Collection[str]) -> dict[str, Memory]:
    """Those of some ids (500 at most) that are still memories, as to show which ones a reply was given."""
    return await store.get_many(tx, ids, character_id=character_id, owner_id=actor.user_id)


async def sources_of(tx: Tx, actor: Actor, memory: Memory) -> Sequence[Memory]:
    """The moments that a gist was made of, the oldest first; none for other memories."""
    if memory.kind != MemoryKind.GIST:
        return []
    return await store.sources(tx, memory.id, owner_id=actor.user_id)


async def tell(
    tx: Tx, actor: Actor, character_id: str, *, text: str, appraisal: Appraisal | None = None
) -> Memory:
    """Write down something that a character shall remember of the person.

    Raises CharacterNotFound, MemoryInvalid, MemoriesMany.
    """
    text = _written(text)
    await characters.check_talk(tx, actor, character_id)
    told = await store.count_told(tx, character_id=character_id, owner_id=actor.user_id)
    if told >= TOLD_LIMIT:
        raise MemoriesMany(limit=TOLD_LIMIT)
    feeling = appraisal or UNREAD
    row = {
        "id": new_id(),
        "character_id": character_id,
        "kind": MemoryKind.TOLD,
        "speaker": Speaker.USER,
        "text": text,
        # Whoever takes the trouble to write it down finds it worth remembering.
        "importance": max(0.5, importance(text, intensity=feeling.intensity)),
        "happened_at": now(),
        **felt(feeling),
    }
    [memory] = await store.add(tx, [row], owner_id=actor.user_id)
    return memory


async def change(
    tx: Tx,
    actor: Actor,
    character_id: str,
    memory_id: str,
    *,
    text: str | None = None,
    is_pinned: bool | None = None,
    is_resolved: bool | None = None,
    version: int | None = None,
) -> Memory:
    """Change some things about a memory at once; None leaves a thing as it is.

    A corrected text is looked up anew by its meaning, and a gist that was made of the old one is dropped.
    version: the one that the person saw; None changes whatever there is.
    Raises MemoryNotFound, MemoryInvalid, and MemoryChanged when the memory is at another version.
    """
    words = None if text is None else _written(text)
    memory = await store.hold(tx, memory_id, character_id=character_id, owner_id=actor.user_id)
    if version is not None and version != memory.version:
        raise MemoryChanged(
            expected=version,
            found=memory.version,
            text=memory.text,
            is_pinned=memory.is_pinned,
            is_resolved=memory.is_resolved,
        )
    if words is not None and words != memory.text:
        memory.heard_as = memory.heard_as or memory.text
        memory.text, memory.vector, memory.vector_version = words, None, 0
        await store.remove_gist_of(tx, memory_id, owner_id=actor.user_id)
    memory.is_pinned = memory.is_pinned if is_pinned is None else is_pinned
    memory.is_resolved = memory.is_resolved if is_resolved is None else is_resolved
    memory.version += 1
    await tx.flush()
    return memory


async def correct(
    tx: Tx, actor: Actor, character_id: str, memory_id: str, *, text: str, version: int | None = None
) -> Memory:
    """Put a memory right; what was heard first is kept beside it. Raises as `change`."""
    return await change(tx, actor, character_id, memory_id, text=text, version=version)


async def pin(
    tx: Tx, actor: Actor, character_id: str, memory_id: str, *, is_pinned: bool, version: int | None = None
) -> Memory:
    """Have a memory come to mind before others and never fade, or no longer. Raises as `change`."""
    return await change(tx, actor, character_id, memory_id, is_pinned=is_pinned, version=version)


async def resolve(
    tx: Tx, actor: Actor, character_id: str, memory_id: str, *, is_resolved: bool, version: int | None = None
) -> Memory:
    """Say that a memory is settled, so that it comes to mind less, or open again. Raises as `change`."""
    return await change(tx, actor, character_id, memory_id, is_resolved=is_resolved, version=version)


async def forget(tx: Tx, actor: Actor, character_id: str, memory_id: str) -> None:
    """Remove a memory for good, with the gist that was made of it. Raises MemoryNotFound."""
    await store.hold(tx, memory_id, character_id=character_id, owner_id=actor.user_id)
    await store.remove(tx, memory_id, owner_id=actor.user_id)


async def set_live(tx: Tx, actor: Actor, message_ids: Collection[str], *, is_live: bool) -> None:
    """Say that some messages came onto the branch that their conversation shows, or left it.

    message_ids: 500 at most, which is what one statement may carry.
    """
    await store.set_live(tx, message_ids, is_live=is_live, owner_id=actor.user_id)


async def unlearn(tx: Tx, actor: Actor, message_id: str) -> None:
    """Remember nothing of a message whose words change; what a person has put right or pinned stays."""
    await store.remove_moment_of(tx, message_id, owner_id=actor.user_id)


def _written(text: str) -> str:
    words = " ".join(storable(text[: 4 * TEXT_LIMIT]).split())
    if not 0 < len(words) <= TEXT_LIMIT or len(text) > 4 * TEXT_LIMIT:
        raise MemoryInvalid(limit=f"{TEXT_LIMIT:,}")
    return words
