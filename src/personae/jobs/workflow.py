"""How a job is described: its steps, what starts it, how often it runs."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Ids = dict[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One checkpoint of a workflow. A finished step never runs again; an unfinished one may run twice.

    `run` gets the ids that the announcement carried and returns False to end the workflow early.
    """

    name: str
    run: Callable[[Ids], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Workflow:
    """Steps in order. `failed` is told when a step raises, with the ids and the error."""

    name: str
    steps: tuple[Step, ...]
    failed: Callable[[Ids, Exception], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Reaction:
    """A workflow that starts whenever a fact is announced."""

    fact: str
    workflow: Workflow


@dataclass(frozen=True, slots=True)
class Schedule:
    """Something to do again and again, once per tick however many processes there are."""

    name: str
    cron: str
    run: Callable[[], Awaitable[None]]
