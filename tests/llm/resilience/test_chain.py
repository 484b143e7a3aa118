"""Models that are asked one after the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm.makers import Books, everything, prompt
from personae.llm import (
    Breaker,
    Chain,
    Chunk,
    Finish,
    ModelBusy,
    ModelKeyRefused,
    ModelPromptTooLong,
    ModelRefused,
    ModelResting,
    Notice,
    Outcome,
    ReplyInterrupted,
    ScriptedProvider,
    Wait,
    guarded,
    metered,
    saying,
)
from personae.llm.providers.scripted import Step
from personae.platform.errors import PersonaeError

BUSY: list[Step] = [ModelBusy(vendor="v", model="m", retry_after_s=None)]
CUT: list[Step] = [ReplyInterrupted(vendor="v", model="m")]
LATE_CUT: list[Step] = ["Well", *CUT]
TOO_LONG: list[Step] = [ModelPromptTooLong(vendor="v", model="m")]
SCRIPTS = st.lists(
    st.lists(st.sampled_from([BUSY, CUT, LATE_CUT, TOO_LONG, saying("Well met.")]), min_size=1, max_size=5),
    min_size=1,
    max_size=5,
)


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def chain(*providers: ScriptedProvider, time: Time | None = None) -> Chain:
    time = time or Time()
    return Chain(providers, clock=time, sleep=time.sleep, chance=lambda: 1.0)


def model(name: str, *scripts: list[Step]) -> ScriptedProvider:
    return ScriptedProvider(*scripts, model=name)


async def asked(chained: Chain) -> tuple[str, list[Notice]]:
    text, chunks = await everything(chained.stream(prompt("Hail")))
    assert chunks[-1].finish is Finish.DONE
    return text, [chunk.notice for chunk in chunks if chunk.notice]


class TestStream:
    async def test_is_its_first_model_when_all_is_well(self) -> None:
        first, second = model("first", saying("Aye.")), model("second")
        chained = chain(first, second)
        assert (chained.name, chained.model, chained.max_tokens) == ("scripted", "first", 1024)
        assert await asked(chained) == ("Aye.", [])
        assert second.prompts == []

    async def test_asks_again_and_says_so(self) -> None:
        time, busy = Time(), model("m", BUSY, BUSY, saying("Aye."))
        text, notices = await asked(chain(busy, time=time))
        assert text == "Aye."
        assert notices == [
            Notice(Wait.RETRY, "scripted", "m", "model_busy", 0.5),
            Notice(Wait.RETRY, "scripted", "m", "model_busy", 1.0),
        ]
        assert time.slept == [0.5, 1.0]

    async def test_asks_the_next_model_and_says_so(self) -> None:
        keyless = model("first", [ModelKeyRefused(vendor="v", model="m")])
        text, notices = await asked(chain(keyless, model("second", saying("Aye."))))
        assert text == "Aye."
        assert notices == [Notice(Wait.FALLBACK, "scripted", "second", "model_key_refused")]

    async def test_fails_as_the_last_one_does(self) -> None:
        first, second = model("first", BUSY), model("second", TOO_LONG)
        with pytest.raises(ModelPromptTooLong):
            await asked(chain(first, second))
        assert (len(first.prompts), len(second.prompts)) == (3, 1)

    async def test_takes_a_refusal_to_nobody_else(self) -> None:
        second = model("second")
        with pytest.raises(ModelRefused):
            await asked(chain(model("first", [ModelRefused(vendor="v", model="m")]), second))
        assert second.prompts == []

    async def test_passes_over_a_model_that_rests(self) -> None:
        time, resting = Time(), Breaker(limit=1)
        resting.failed()
        first, second = model("first"), model("second", BUSY, BUSY, BUSY, saying("Aye."))
        chained = Chain([guarded(first, resting), second], clock=time, sleep=time.sleep)
        text, notices = await asked(chained)
        assert (text, first.prompts) == ("Aye.", [])
        assert [notice.code for notice in notices] == [ModelResting.code, *["model_busy"] * 3]

    async def test_books_every_try(self) -> None:
        books = Books()
        tried = [metered(model("first", BUSY, CUT), books), metered(model("second", saying("Aye.")), books)]
        time = Time()
        await asked(Chain(tried, clock=time, sleep=time.sleep))
        outcomes = [booked.outcome for booked in books.endings]
        assert outcomes == [Outcome.FAILED, Outcome.INTERRUPTED, Outcome.DONE]

    async def test_asks_nobody_else_once_it_is_left(self) -> None:
        first, second = model("first", BUSY), model("second")
        stream = chain(first, second).stream(prompt("Hail"))
        assert (await anext(stream)).notice
        await stream.aclose()
        assert (len(first.prompts), len(second.prompts)) == (1, 0)

    @given(SCRIPTS)
    async def test_never_asks_after_a_word_nor_beyond_its_limits(
        self, scripts: list[list[list[Step]]]
    ) -> None:
        time = Time()
        providers = [model(str(place), *each) for place, each in enumerate(scripts)]
        chunks: list[Chunk] = []
        requests_at_first_word = 0
        try:
            async for chunk in chain(*providers, time=time).stream(prompt("Hail")):
                chunks.append(chunk)
                if chunk.text and not requests_at_first_word:
                    requests_at_first_word = sum(len(each.prompts) for each in providers)
        except PersonaeError:
            assert not any(chunk.finish for chunk in chunks)
        requests = sum(len(each.prompts) for each in providers)
        notices = [place for place, chunk in enumerate(chunks) if chunk.notice]
        assert 1 <= requests <= 4
        assert time.now < 60
        assert len(notices) == requests - 1
        assert requests_at_first_word in (0, requests)
        # All notices come before the first words.
        assert notices == list(range(len(notices)))


class TestClose:
    async def test_closes_every_provider(self) -> None:
        closed: list[str] = []

        class Closing(ScriptedProvider):
            async def close(self) -> None:
                closed.append(self.model)

        await chain(Closing(model="first"), Closing(model="second")).close()
        assert closed == ["first", "second"]
