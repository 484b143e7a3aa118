"""ETag and If-Match: whoever changes a thing may say which state of it they have seen.

A GET of a thing tells its tag. A change with `If-Match` is done only while the thing has that tag, and is
answered with the new one. Changes of one thing over the API wait for each other, so nothing comes between.
"""

import hashlib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from personae.platform.db import Tx, hold_name
from personae.platform.errors import Kind, PersonaeError
from personae.web.deps import ActorDep, WriteTx

IfMatch = Annotated[
    str | None, Header(max_length=2_000, description="The `ETag` of the state that you have seen.")
]


class Changed(PersonaeError):
    """The thing is not what whoever asks has seen. Facts: etag, what it has now."""

    kind = Kind.STALE
    code = "changed_meanwhile"
    message = "This was changed since you looked at it, so nothing was done. Load it again, then decide anew."


def tag_of(*states: BaseModel | str | int) -> str:
    """The tag of a thing in a state: a strong one. states: all of it that a change should notice."""
    told = [each.model_dump_json() if isinstance(each, BaseModel) else str(each) for each in states]
    return f'"{hashlib.sha256(chr(0).join(told).encode()).hexdigest()[:32]}"'


class Tags:
    """What a route tells and asks about the state of its thing."""

    def __init__(self, response: Response, wanted: str | None) -> None:
        self._response, self._wanted = response, wanted

    def tell(self, tag: str) -> None:
        """Say which state the answer shows."""
        self._response.headers["etag"] = tag

    async def check(self, present: Callable[[], Awaitable[str]]) -> None:
        """Let a change be done, if nobody asks which state it is about or it is this one.

        present: finds the thing's tag in the transaction of the change. Raises Changed, and what it raises.
        """
        if self._wanted is None or self._wanted.strip() == "*":
            return
        tag = await present()
        if tag not in [each.strip() for each in self._wanted.split(",")]:
            raise Changed(etag=tag)

    async def check_in(self, tx: Tx, present: Callable[[Tx], Awaitable[str]], *, holding: str) -> None:
        """The same where several routes change one thing, or a room opens the transaction of the change.

        holding: names the thing. Whoever changes it over another route waits until this is done.
        """
        await hold_name(tx, holding)
        await self.check(partial(present, tx))


def telling(response: Response) -> Tags:
    """For routes that only look."""
    return Tags(response, None)


async def matching(
    request: Request,
    response: Response,
    tx: WriteTx,
    actor: ActorDep,
    if_match: IfMatch = None,
) -> Tags:
    """For routes that change a thing. Who changes the same one waits until this change is done."""
    await hold_name(tx, f"{actor.user_id}:{request.scope['path']}")
    return Tags(response, if_match)


def handed_on(response: Response, if_match: IfMatch = None) -> Tags:
    """For routes whose room opens the transaction of the change: it is handed the check."""
    return Tags(response, if_match)


Telling = Annotated[Tags, Depends(telling)]
HandedOn = Annotated[Tags, Depends(handed_on)]
Matching = Annotated[Tags, Depends(matching)]
