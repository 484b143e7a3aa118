"""What replies have come to is saved together, and each is told whether it is still wanted."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import Author, Conversation, Message, State
from personae.conversations.keeper import Keeper
from personae.platform.db import Tx


@pytest.fixture
async def replies(services: Services, conversation: Conversation) -> list[str]:
    """The ids of three replies that are being written; the third was asked to stop."""
    rows = [
        Message(
            conversation_id=conversation.id,
            depth=depth,
            author=Author.CHARACTER,
            state=State.WRITING,
            reason="stopped" if depth == 2 else None,
        )
        for depth in range(3)
    ]
    async with services.database.begin() as tx:
        tx.add_all(rows)
    return [row.id for row in rows]


class TestKeep:
    async def test_saves_many_in_one_transaction_and_says_which_are_wanted(
        self, services: Services, replies: list[str]
    ) -> None:
        opened = 0

        @asynccontextmanager
        async def open_tx(*, write: bool = True) -> AsyncIterator[Tx]:
            nonlocal opened
            opened += 1
            async with services.database.begin(write=write) as tx:
                yield tx

        keeper = Keeper(open_tx)
        everybody = ["nobody's", *replies]
        told = await asyncio.gather(*(keeper.keep(id, f"so far {id}") for id in everybody))
        assert told == [False, True, True, False]
        assert opened <= 2  # the first is served at once, and who comes meanwhile together
        async with services.database.begin(write=False) as tx:
            found = [await tx.get_one(Message, id) for id in replies]
        assert [each.text for each in found] == [f"so far {id}" for id in replies]
        assert all(each.state == State.WRITING for each in found)

    async def test_saves_the_latest_of_what_comes_twice(self, services: Services, replies: list[str]) -> None:
        keeper = Keeper(services.database.begin)
        await asyncio.gather(keeper.keep(replies[0], "one"), keeper.keep(replies[0], "one two"))
        await keeper.keep(replies[1], "later")
        async with services.database.begin(write=False) as tx:
            found = [(await tx.get_one(Message, id)).text for id in replies]
        assert found == ["one two", "later", ""]

    async def test_leaves_what_has_ended(self, services: Services, actor: Actor, replies: list[str]) -> None:
        async with services.database.begin() as tx:
            row = await tx.get_one(Message, replies[0])
            row.state, row.text = State.COMPLETE, "the whole"
        assert not await Keeper(services.database.begin).keep(replies[0], "the wh")
        async with services.database.begin(write=False) as tx:
            assert (await tx.get_one(Message, replies[0])).text == "the whole"

    async def test_tells_everybody_when_the_database_is_away(self) -> None:
        @asynccontextmanager
        async def away(*, write: bool = True) -> AsyncIterator[Tx]:
            raise ConnectionError
            yield  # makes this a generator

        keeper = Keeper(away)
        told = await asyncio.gather(keeper.keep("a", "x"), keeper.keep("b", "y"), return_exceptions=True)
        assert [type(each) for each in told] == [ConnectionError, ConnectionError]
