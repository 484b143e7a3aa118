"""Keeps conversations going while vendors fail: tries again, goes round, waits in turn."""

from personae.llm.resilience.breaker import Breaker, Breakers, guarded
from personae.llm.resilience.chain import Chain
from personae.llm.resilience.queue import Queue, queued
from personae.llm.resilience.tries import Limits

__all__ = ["Breaker", "Breakers", "Chain", "Limits", "Queue", "guarded", "queued"]
