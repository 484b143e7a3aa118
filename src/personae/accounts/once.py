"""Doing a request once, however often a program that heard no answer sends it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from personae.accounts import once_store
from personae.accounts.actor import Actor
from personae.accounts.errors import AnswerLost, RequestDiffers, RequestGoingOn, RequestKeyInvalid
from personae.accounts.rules import digest
from personae.accounts.tables import Once
from personae.platform.clock import now
from personae.platform.db import OpenTx
from personae.platform.seal import Seal, SealBroken

KEPT: Final = timedelta(hours=24)
DEAD: Final = timedelta(minutes=15)  # longer than any request takes
PATIENCE_S: Final = 60.0
LOOK_S: Final = 0.2
KEY_LIMIT: Final = 255


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered to a request."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """A request that its holder alone does: it is settled or released in the end."""

    owner_id: str
    asker: str
    key_hash: str


class Onces:
    """Knows which requests were done. Answers are kept sealed, for there may be secrets in them."""

    def __init__(self, open_tx: OpenTx, seal: Seal) -> None:
        self._open_tx, self._seal = open_tx, seal

    def of(self, actor: Actor, key: str) -> Claim:
        """The claim on what somebody calls by a key of theirs. Raises RequestKeyInvalid."""
        if not (0 < len(key) <= KEY_LIMIT and key.isascii() and key.isprintable()):
            raise RequestKeyInvalid(limit=KEY_LIMIT)
        return Claim(actor.user_id, actor.session_id if actor.has_key else actor.user_id, digest(key))

    async def take(self, claim: Claim) -> bool:
        """Take a request upon oneself. False when somebody has, or had."""
        async with self._open_tx() as tx:
            return await once_store.claim(tx, claim.asker, claim.key_hash, owner_id=claim.owner_id, at=now())

    async def answer(self, claim: Claim, *, request: str) -> Answered | None:
        """What was answered to a request that somebody else does or has done, waiting while it goes on.

        request: its digest. None when it did nothing, and may be done after all.
        Raises RequestDiffers, RequestGoingOn, AnswerLost.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE_S
        while loop.time() < deadline:
            async with self._open_tx(write=False) as tx:
                once = await once_store.find(tx, claim.asker, claim.key_hash, owner_id=claim.owner_id)
            if once is None:
                return None
            if once.status is not None:
                return self._opened(claim, once, request)
            if now() - once.created_at > DEAD:
                raise AnswerLost
            await asyncio.sleep(LOOK_S)
        raise RequestGoingOn(retry_after_s=5)

    async def settle(self, claim: Claim, *, request: str, answered: Answered | None) -> None:
        """Keep what was answered. answered: None when that was lost on its way."""
        async with self._open_tx() as tx:
            await once_store.settle(
                tx,
                claim.asker,
                claim.key_hash,
                owner_id=claim.owner_id,
                digest=request,
                status=answered.status if answered else 0,
                headers=answered.headers if answered else {},
                sealed=self._closed(claim, answered) if answered else None,
            )

    async def release(self, claim: Claim) -> None:
        """Let a request that did nothing be sent again."""
        async with self._open_tx() as tx:
            await once_store.release(tx, claim.asker, claim.key_hash, owner_id=claim.owner_id)

    async def sweep(self) -> None:
        """Forget what is a day old."""
        async with self._open_tx() as tx:
            await once_store.sweep_unscoped(tx, before=now() - KEPT)

    def _closed(self, claim: Claim, answered: Answered) -> bytes:
        return self._seal.close(answered.body.decode("latin-1"), about=_about(claim))

    def _opened(self, claim: Claim, once: Once, request: str) -> Answered:
        if once.digest and once.digest != request:
            raise RequestDiffers
        if not once.status or once.sealed is None:
            raise AnswerLost
        try:
            body = self._seal.open(once.sealed, about=_about(claim)).encode("latin-1")
        except SealBroken as error:
            raise AnswerLost from error
        return Answered(once.status, once.headers, body)


def _about(claim: Claim) -> str:
    return f"once:{claim.asker}:{claim.key_hash}"
