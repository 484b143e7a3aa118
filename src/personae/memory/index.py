"""All that one character may recall of one person, ready to be ranked."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from personae.encoder import DIMENSION
from personae.llm.retrieval import terms
from personae.llm.retrieval.postings import Postings
from personae.memory.about import Asked
from personae.memory.fresh import Known, State
from personae.memory.neighbours import NOBODY, Link, Neighbours, Seat
from personae.memory.packing import products, unpacked
from personae.memory.recall import Numbers, Signs, congruence
from personae.memory.tables import MemoryKind, Speaker

# One row is one memory; scale brings its vector of whole numbers to unit length, 0 for none.
ROW: Final = np.dtype(
    [
        ("happened_s", "f8"),
        ("before", "i8"),
        ("after", "i8"),
        ("felt", "f4", (3,)),
        ("intensity", "f4"),
        ("importance", "f4"),
        ("scale", "f4"),
        ("is_there", "?"),
        ("is_pinned", "?"),
        ("is_resolved", "?"),
        ("is_users", "?"),
        ("vector", "i1", (DIMENSION,)),
    ]
)
_MORE_BYTES: Final = 600  # of a memory beside its row and its words: ids and places in tables
_FEWEST: Final = 64


class Index:
    """Rows of memories. A memory that changes gets a new row, and its old one is empty from then on."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._held: dict[str, _Held] = {}
        self._postings = Postings()
        self._neighbours = Neighbours()
        self._table = np.zeros(_FEWEST, ROW)
        self._sums = State()
        self._is_latest_known = True

    @property
    def state(self) -> State:
        """What its memories amount to, to be compared with what the database says."""
        if not self._is_latest_known:
            latest = max((each.updated_at for each in self._held.values()), default=None)
            self._sums, self._is_latest_known = replace(self._sums, latest=latest), True
        return self._sums

    @property
    def size_bytes(self) -> int:
        """About how much memory it takes."""
        return self._table.nbytes + self._postings.size_bytes + _MORE_BYTES * len(self.ids)

    @property
    def held(self) -> Collection[str]:
        """The ids of its memories."""
        return self._held.keys()

    @property
    def is_loose(self) -> bool:
        """True when most of its rows are empty, so that it is better made anew."""
        return len(self.ids) > 2 * len(self._held) + _FEWEST

    def put(self, memories: Iterable[Known]) -> None:
        """Take memories in, in the place of what was known of them."""
        for memory in memories:
            held = self._held.get(memory.id)
            if held is None or held.is_older(memory):
                self.drop([memory.id])
                self._add(memory)

    def drop(self, ids: Iterable[str]) -> None:
        """Empty the rows of some memories; unknown ids do no harm."""
        for id in ids:
            held = self._held.pop(id, None)
            if held is not None:
                self._table[held.row] = np.zeros((), ROW)
                self._count(held, -1)
                if held.conversation_id is not None:
                    self._link(self._neighbours.remove(held.conversation_id, held.seat))

    def allowed(self, *, but_not: Collection[str], not_from: Collection[str]) -> NDArray[np.bool_]:
        """Which rows hold a memory that comes of none of some messages, and of none of some conversations.

        A gist of several conversations may hold words of any.
        """
        found = self._table["is_there"][: len(self.ids)].copy()
        if but_not or not_from:
            for held in self._held.values():
                is_from = held.conversation_id in not_from or (held.is_of_many and not_from)
                if held.message_id in but_not or is_from:
                    found[held.row] = False
        return found

    def signs(
        self,
        question: Asked,
        meaning: Numbers | None,
        *,
        mood: tuple[float, float, float] | None,
        at: datetime,
    ) -> Signs:
        """What speaks for each row. meaning: the question's vector, of unit length; None for none."""
        table = self._table[: len(self.ids)]
        cosines = np.zeros(len(table), np.float32)
        if meaning is not None:
            cosines = products(table["vector"], meaning) * table["scale"]
        is_theirs = table["is_users"] == (question.about is Speaker.USER)
        return Signs(
            meaning=cosines,
            words=self._postings.scores(question.words, table["is_there"]),
            spoken=(is_theirs * question.surely).astype(np.float32),
            age_h=((at.timestamp() - table["happened_s"]) / 3600).astype(np.float32),
            importance=table["importance"],
            congruence=congruence(table["felt"], table["intensity"], mood),
            is_pinned=table["is_pinned"],
            is_resolved=table["is_resolved"],
            before=table["before"],
            after=table["after"],
        )

    def _add(self, memory: Known) -> None:
        row = self._postings.add(terms(memory.text))
        self.ids.append(memory.id)
        if row == len(self._table):
            self._table = np.concatenate([self._table, np.zeros(row, ROW)])
        happened_s = memory.happened_at.timestamp()
        held = _Held(row, (happened_s, memory.id, row), memory)
        self._held[memory.id] = held
        self._count(held, 1)
        vector, scale = unpacked(memory.vector, version=memory.vector_version)
        felt = (memory.valence, memory.arousal, memory.dominance)
        self._table[row] = (
            *(happened_s, NOBODY, NOBODY, felt, memory.intensity, memory.importance, scale, True),
            *(memory.is_pinned, memory.is_resolved, memory.speaker == Speaker.USER, vector),
        )
        if memory.conversation_id is not None:
            self._link(self._neighbours.add(memory.conversation_id, held.seat))

    def _count(self, held: "_Held", sign: int) -> None:
        """Count a memory in (1) or out (-1). When the latest goes, who is it now is seen once it is asked."""
        sums, latest = self._sums, self._sums.latest
        if sign < 0 and held.updated_at == latest:
            self._is_latest_known = False
        elif latest is None or held.updated_at > latest:
            latest = held.updated_at
        versions, vectors = sums.versions + sign * held.version, sums.vectors + sign * held.vector_version
        self._sums = State(sums.count + sign, latest, versions, vectors)

    def _link(self, links: Iterable[Link]) -> None:
        for one, next_one in links:
            if one != NOBODY:
                self._table["after"][one] = next_one
            if next_one != NOBODY:
                self._table["before"][next_one] = one


class _Held:
    """What is known of a memory beside its row in the table."""

    __slots__ = (
        *("conversation_id", "is_of_many", "message_id", "row", "seat"),
        *("updated_at", "vector_version", "version"),
    )

    def __init__(self, row: int, seat: Seat, memory: Known) -> None:
        self.row, self.seat = row, seat
        self.conversation_id, self.message_id = memory.conversation_id, memory.message_id
        self.is_of_many = memory.kind == MemoryKind.GIST and memory.conversation_id is None
        self.updated_at, self.version = memory.updated_at, memory.version
        self.vector_version = memory.vector_version

    def is_older(self, memory: Known) -> bool:
        """True when the memory has changed since."""
        now = (memory.updated_at, memory.version, memory.vector_version)
        return (self.updated_at, self.version, self.vector_version) != now
