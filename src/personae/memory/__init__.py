"""What characters remember of the people who talk with them."""

from personae.memory.service import set_live
from personae.memory.tables import Memory, MemoryKind

__all__ = ["Memory", "MemoryKind", "set_live"]
