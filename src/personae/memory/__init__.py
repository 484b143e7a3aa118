"""What characters remember of the people who talk with them."""

from personae.memory.about import Names
from personae.memory.consolidating import Consolidating
from personae.memory.errors import MemoriesMany, MemoryChanged, MemoryInvalid, MemoryNotFound
from personae.memory.meaning import Meanings
from personae.memory.moment import Moment
from personae.memory.recalling import Recalling
from personae.memory.remembering import remember
from personae.memory.service import (
    TEXT_LIMIT,
    change,
    correct,
    count,
    forget,
    get,
    get_many,
    list_memories,
    pin,
    resolve,
    set_live,
    sources_of,
    tell,
    unlearn,
)
from personae.memory.store import Filter
from personae.memory.tables import Memory, MemoryKind, Speaker
from personae.memory.weights import Weights

__all__ = [
    "TEXT_LIMIT",
    "Consolidating",
    "Filter",
    "Meanings",
    "MemoriesMany",
    "Memory",
    "MemoryChanged",
    "MemoryInvalid",
    "MemoryKind",
    "MemoryNotFound",
    "Moment",
    "Names",
    "Recalling",
    "Speaker",
    "Weights",
    "change",
    "correct",
    "count",
    "forget",
    "get",
    "get_many",
    "list_memories",
    "pin",
    "remember",
    "resolve",
    "set_live",
    "sources_of",
    "tell",
    "unlearn",
]
