"""Every call is accounted for, whatever becomes of it."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm.makers import Books, everything, prompt
from personae.llm import (
    Chunk,
    Ending,
    Finish,
    ModelBusy,
    ModelEmpty,
    ModelUnreachable,
    Outcome,
    Pause,
    Prompt,
    ReplyInterrupted,
    ScriptedProvider,
    Usage,
    metered,
    prompt_tokens,
    saying,
    text_tokens,
)
from personae.llm.providers.scripted import Step
from personae.platform.errors import Fact, Kind, PersonaeError

ASKED = prompt("Hail, who goes there?", system="Be Pip.")
COUNTED = prompt_tokens(ASKED)
FACTS: dict[str, Fact] = {"vendor": "scripted", "model": "scripted"}
FAULTS = [ReplyInterrupted(**FACTS), ModelBusy(**FACTS), ValueError()]
SCRIPTS = st.lists(st.sampled_from(["a", " b", *FAULTS]), max_size=5)


class NothingLeft(PersonaeError):
    kind, code, message = Kind.INVALID, "nothing_left", "Nothing is left."


class Endless(ScriptedProvider):
    """Goes on for ever, and knows when it is left."""

    is_left = False

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        try:
            while True:
                yield Chunk(text="on and ")
        finally:
            self.is_left = True


async def ending(*script: Step) -> Ending:
    """Return how the one call of a script is booked."""
    books = Books()
    try:
        await everything(metered(ScriptedProvider(script), books).stream(ASKED))
    except Exception as error:  # whichever it is, the books must have it
        assert books.endings, error
    (booked,) = books.endings
    return booked


class TestMetered:
    async def test_reserves_the_prompt_and_the_longest_reply(self) -> None:
        books = Books()
        await everything(metered(ScriptedProvider(), books).stream(ASKED))
        (call,) = books.calls
        assert (call.vendor, call.model) == ("scripted", "scripted")
        assert (call.input_tokens, call.output_tokens) == (COUNTED, ScriptedProvider.max_tokens)

    async def test_asks_nothing_when_nothing_is_left(self) -> None:
        provider = ScriptedProvider()
        with pytest.raises(NothingLeft):
            await everything(metered(provider, Books(refusal=NothingLeft())).stream(ASKED))
        assert provider.prompts == []

    async def test_passes_the_reply_on_as_it_is(self) -> None:
        text, chunks = await everything(metered(ScriptedProvider(saying("Well met.")), Books()).stream(ASKED))
        assert (text, chunks[-1].finish) == ("Well met.", Finish.DONE)

    async def test_books_what_the_vendor_says_was_used(self) -> None:
        told = Usage(20, 16, 2)
        booked = await ending("Well met.", Chunk(finish=Finish.DONE, usage=told))
        assert (booked.outcome, booked.usage, booked.is_estimate) == (Outcome.DONE, told, False)
        assert booked.code is None

    @pytest.mark.parametrize("finish", list(Finish))
    async def test_books_why_a_reply_ended(self, finish: Finish) -> None:
        assert (await ending("Well", Chunk(finish=finish))).outcome == finish.value

    async def test_counts_for_a_vendor_that_does_not(self) -> None:
        booked = await ending("Well met, friend.", Chunk(finish=Finish.DONE))
        assert booked.usage == Usage(COUNTED, None, text_tokens("Well met, friend."))
        assert booked.is_estimate

    async def test_keeps_the_half_that_the_vendor_tells(self) -> None:
        booked = await ending("Well met.", Chunk(finish=Finish.DONE, usage=Usage(None, None, 7)))
        assert (booked.usage, booked.is_estimate) == (Usage(COUNTED, None, 7), True)

    @pytest.mark.parametrize("error", [ModelBusy(**FACTS), ModelUnreachable(**FACTS)])
    async def test_books_nothing_for_a_request_that_was_turned_away(self, error: PersonaeError) -> None:
        booked = await ending(error)
        assert (booked.outcome, booked.usage, booked.is_estimate) == (Outcome.FAILED, None, False)
        assert (booked.code, booked.first_token_s) == (error.code, None)

    async def test_books_the_prompt_of_a_request_that_got_no_answer(self) -> None:
        booked = await ending(ModelUnreachable(was_sent=True, **FACTS))
        assert (booked.usage, booked.is_estimate) == (Usage(COUNTED, None, 0), True)

    async def test_books_an_empty_reply_as_the_vendor_does(self) -> None:
        booked = await ending(Chunk(usage=Usage(9, 0, 3)), ModelEmpty(**FACTS))
        assert (booked.outcome, booked.usage, booked.is_estimate) == (Outcome.FAILED, Usage(9, 0, 3), False)

    async def test_counts_what_came_of_a_cut_reply(self) -> None:
        booked = await ending(Chunk(text="Well met", usage=Usage(30, 20, 1)), " again")
        assert booked.usage == Usage(30, 20, text_tokens("Well met again"))
        assert (booked.outcome, booked.is_estimate) == (Outcome.INTERRUPTED, True)
        assert booked.code == ReplyInterrupted.code

    async def test_books_a_fault_of_our_own(self) -> None:
        booked = await ending("Well", ZeroDivisionError())
        assert (booked.outcome, booked.code) == (Outcome.FAILED, "unexpected")

    async def test_takes_the_time(self) -> None:
        books, times = Books(), iter([100.0, 101.5, 104.0])
        provider = metered(
            ScriptedProvider(["Well", " met", Chunk(finish=Finish.DONE)]), books, clock=times.__next__
        )
        await everything(provider.stream(ASKED))
        assert (books.endings[0].first_token_s, books.endings[0].duration_s) == (1.5, 4.0)

    async def test_has_settled_before_the_finish_is_told(self) -> None:
        books = Books()
        async for chunk in metered(ScriptedProvider(), books).stream(ASKED):
            assert len(books.endings) == (1 if chunk.finish else 0)

    async def test_books_a_reply_that_is_closed_as_stopped(self) -> None:
        books = Books()
        stream = metered(ScriptedProvider(saying("Well met, friend.")), books).stream(ASKED)
        await anext(stream)
        await stream.aclose()
        (booked,) = books.endings
        assert (booked.outcome, booked.usage) == (Outcome.STOPPED, Usage(COUNTED, None, text_tokens("Well")))

    async def test_closes_what_it_asked(self) -> None:
        provider = Endless()
        stream = metered(provider, Books()).stream(ASKED)
        await anext(stream)
        assert not provider.is_left
        await stream.aclose()
        assert provider.is_left

    async def test_gives_back_what_was_reserved_for_nobody(self) -> None:
        books = Books()
        books.may_reserve.clear()
        reading = asyncio.create_task(everything(metered(ScriptedProvider(), books).stream(ASKED)))
        await books.asked.wait()
        reading.cancel()
        books.may_reserve.set()
        with pytest.raises(asyncio.CancelledError):
            await reading
        (booked,) = books.endings
        assert (booked.outcome, booked.usage) == (Outcome.STOPPED, None)

    async def test_settles_to_the_end_though_cancelled_twice(self) -> None:
        books, provider = Books(), ScriptedProvider(["Well", Pause(60)])
        books.may_settle.clear()
        reading = asyncio.create_task(everything(metered(provider, books).stream(ASKED)))
        while not provider.prompts:
            await asyncio.sleep(0)
        for _ in range(2):
            reading.cancel()
            await asyncio.sleep(0)
        assert books.endings == []
        books.may_settle.set()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert [booked.outcome for booked in books.endings] == [Outcome.STOPPED]

    @given(script=SCRIPTS, leave_after=st.integers(0, 6), is_finished=st.booleans())
    async def test_settles_exactly_once(
        self, script: list[Step], leave_after: int, is_finished: bool
    ) -> None:
        books = Books()
        steps = [*script, Chunk(finish=Finish.DONE)] if is_finished else script

        stream = metered(ScriptedProvider(steps), books).stream(ASKED)
        with contextlib.suppress(StopAsyncIteration, PersonaeError, ValueError):
            for _ in range(leave_after):
                await anext(stream)
        await stream.aclose()
        assert len(books.endings) == len(books.calls) == (1 if leave_after else 0)
