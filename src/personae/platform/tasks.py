"""Ending work that goes on beside us."""

import asyncio
from collections.abc import Iterable
from typing import Any


async def give_up(tasks: "Iterable[asyncio.Future[Any]]") -> None:
    """Cancel tasks and return once all have ended, however they did; those that have are left as they are."""
    given = tuple(tasks)
    for task in given:
        task.cancel()
    await asyncio.gather(*given, return_exceptions=True)
