"""Answers that are long under way end with the session that asked for them, as sockets do."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Annotated

from fastapi import Depends, Request

from personae.accounts import Actor
from personae.platform.tasks import give_up
from personae.web.deps import ActorDep, ServicesDep, find_actor
from personae.web.live.doorkeeper import while_signed_in

Held = Callable[[AsyncIterator[bytes] | AsyncIterator[str]], AsyncIterator[bytes | str]]


async def holding(request: Request, services: ServicesDep, actor: ActorDep) -> Held:
    """What passes the pieces of an answer on for as long as who asked may see them."""

    async def present() -> Actor | None:
        return await find_actor(request, services)

    def held(pieces: AsyncIterator[bytes] | AsyncIterator[str]) -> AsyncIterator[bytes | str]:
        return _until(pieces, while_signed_in(services, actor, present))

    return held


WhileHeld = Annotated[Held, Depends(holding)]


async def _until(
    pieces: AsyncIterator[bytes] | AsyncIterator[str], watch: Coroutine[object, object, None]
) -> AsyncIterator[bytes | str]:
    """The pieces, until there are no more or the watch ends: whoever reads them misses their end mark."""
    watching = asyncio.ensure_future(watch)
    try:
        while True:
            coming = asyncio.ensure_future(_next(pieces))
            await asyncio.wait((coming, watching), return_when=asyncio.FIRST_COMPLETED)
            if watching.done():
                await give_up([coming])
                return
            piece = coming.result()
            if piece is None:
                return
            yield piece
    finally:
        await give_up([watching])


async def _next(pieces: AsyncIterator[bytes] | AsyncIterator[str]) -> bytes | str | None:
    return await anext(pieces, None)
