"""Lets moments fade into gists where a character remembers too many, in the background."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from personae.memory import gists
from personae.memory.tables import Memory
from personae.platform.db import OpenTx
from personae.platform.ids import new_id
from personae.platform.logs import get_logger

if TYPE_CHECKING:  # numpy is not loaded before something fades
    from personae.memory.consolidate import Fading, Gist

log = get_logger(__name__)

MOST: Final = 2_000  # moments that one character recalls one by one of one person, the pinned not counted
KEPT: Final = 1_500  # how many of them are left when some have faded
LATEST: Final = 500  # of those, the latest, which never fade
AT_ONCE: Final = 20  # characters of one run
GATHERED: Final = 2_000  # moments of one character in one run; each is compared with the others


class Consolidating:
    """Makes gists of the oldest moments, so that what is searched at each turn stays bounded."""

    def __init__(
        self,
        open_tx: OpenTx,
        *,
        most: int = MOST,
        kept: int = KEPT,
        latest: int = LATEST,
        gathered: int = GATHERED,
    ) -> None:
        self._open_tx, self._most, self._kept, self._latest = open_tx, most, kept, latest
        self._gathered = gathered

    async def run(self) -> int:
        """Gather what is too much. Returns how many gists were made; safe to run twice."""
        async with self._open_tx(write=False) as tx:
            crowded = await gists.crowded_unscoped(tx, most=self._most, limit=AT_ONCE)
        return sum([await self._relieve(*each) for each in crowded])

    async def _relieve(self, owner_id: str, character_id: str, count: int) -> int:
        async with self._open_tx(write=False) as tx:
            rows = await gists.oldest(
                tx, character_id, owner_id=owner_id, limit=min(count - self._latest, self._gathered)
            )
        made = await asyncio.to_thread(_gists, rows, count - self._kept)
        written = 0
        for gist in made:
            async with self._open_tx() as tx:
                versions = {moment.id: moment.version for moment in gist.moments}
                # Something corrected, pinned or forgotten meanwhile is looked at again in the next run.
                if await gists.unchanged(tx, versions, owner_id=owner_id) == versions:
                    row = {**_row(gist), "character_id": character_id}
                    await gists.add(tx, row, sorted(versions), owner_id=owner_id)
                    written += 1
        log.info("memories.consolidated", character_id=character_id, gists=written)
        return written


def _gists(rows: Sequence[Memory], fading: int) -> "list[Gist]":
    from personae.memory.consolidate import gists as made

    return made([_fading(row) for row in rows], fading=fading)


def _fading(row: Memory) -> "Fading":
    import numpy as np

    from personae.memory.consolidate import Fading
    from personae.memory.packing import unpacked

    vector, scale = unpacked(row.vector, version=row.vector_version)
    return Fading(
        id=row.id,
        version=row.version,
        conversation_id=row.conversation_id,
        speaker=row.speaker,
        text=row.text,
        importance=row.importance,
        intensity=row.intensity,
        feeling=(row.valence, row.arousal, row.dominance),
        emotions=row.emotions,
        happened_at=row.happened_at,
        direction=vector.astype(np.float32) * np.float32(scale),
    )


def _row(gist: "Gist") -> dict[str, Any]:
    valence, arousal, dominance = gist.feeling
    return {
        "id": new_id(),
        "conversation_id": gist.conversation_id,
        "speaker": gist.speaker,
        "text": gist.text,
        "emotion": next(iter(gist.emotions), "neutral"),
        "emotions": dict(gist.emotions),
        "valence": valence,
        "arousal": arousal,
        "dominance": dominance,
        "intensity": gist.intensity,
        "importance": gist.importance,
        "happened_at": gist.happened_at,
    }
