"""A reply as it is really asked for, streamed and booked: the ledger and `llm.metered` together."""

import asyncio
from contextlib import aclosing

import pytest

from personae.llm import (
    Message,
    ModelBusy,
    Pause,
    Prompt,
    QuotationProvider,
    ReplyInterrupted,
    Role,
    ScriptedProvider,
    metered,
    saying,
)
from personae.usage import BudgetReached, Cap
from usage.books import Books

PROMPT = Prompt(system="Be Pip.", messages=(Message(Role.USER, "Who goes there?"),))


async def read(provider: ScriptedProvider | QuotationProvider, books: Books, *, pieces: int = 99) -> str:
    """What a reader gets who leaves after some pieces."""
    said = ""
    async with aclosing(metered(provider, books.meter()).stream(PROMPT)) as chunks:
        async for chunk in chunks:
            said += chunk.text
            pieces -= 1
            if pieces == 0:
                break
    return said


class TestReply:
    async def test_that_ends_is_booked_as_the_vendor_counts(self, books: Books) -> None:
        assert await read(ScriptedProvider(saying("Nobody but the wind.")), books) == "Nobody but the wind."
        [call] = await books.calls()
        assert (call.vendor, call.outcome, call.input_tokens, call.output_tokens) == (
            "scripted",
            "done",
            10,
            4,
        )
        assert (call.micros, call.is_estimate) == (10 + 4 * 10, False)
        assert await books.held() == 0

    async def test_that_its_reader_leaves_is_booked_as_stopped(self, books: Books) -> None:
        assert await read(ScriptedProvider(saying("Nobody but the wind.")), books, pieces=2) == "Nobody but"
        [call] = await books.calls()
        assert (call.outcome, call.is_estimate) == ("stopped", True)
        assert call.micros is not None and call.micros > 0
        assert await books.held() == 0

    async def test_that_is_cancelled_is_booked_all_the_same(self, books: Books) -> None:
        reading = asyncio.create_task(read(ScriptedProvider(["Nobody", Pause(60)]), books))
        while not await books.held():
            await asyncio.sleep(0.001)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        [call] = await books.calls()
        assert (call.outcome, await books.held()) == ("stopped", 0)

    @pytest.mark.parametrize(
        ("script", "error", "outcome", "is_billed"),
        [
            ([ModelBusy(vendor="scripted", model="scripted")], ModelBusy, "failed", False),
            (["Nobody but"], ReplyInterrupted, "interrupted", True),
        ],
    )
    async def test_that_fails_is_booked_with_what_was_billed(
        self, books: Books, script: list[str], error: type[Exception], outcome: str, is_billed: bool
    ) -> None:
        with pytest.raises(error):
            await read(ScriptedProvider(script), books)
        [call] = await books.calls()
        assert (call.outcome, bool(call.micros)) == (outcome, is_billed)
        assert (await books.held(), (await books.spent())["own/day"]) == (0, call.micros)

    async def test_that_no_budget_has_room_for_is_never_asked_for(self, books: Books) -> None:
        await books.limit(day=Cap(hard=1000))
        provider = ScriptedProvider()
        with pytest.raises(BudgetReached):
            await read(provider, books)
        assert (provider.prompts, await books.calls()) == ([], [])

    async def test_in_quotations_is_free_under_any_limit(self, books: Books) -> None:
        await books.limit(day=Cap(hard=0), month=Cap(hard=0))
        await read(QuotationProvider(), books)
        [call] = await books.calls()
        assert (call.vendor, call.outcome, call.micros) == ("quotation", "done", 0)
