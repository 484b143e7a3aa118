"""When a vendor is left alone, and when it is tried again."""

import pytest

from llm.makers import KEY, everything, prompt
from personae.llm import (
    Breaker,
    Breakers,
    Chunk,
    Finish,
    ModelBusy,
    ModelKeyRefused,
    ModelResting,
    ReplyInterrupted,
    ScriptedProvider,
    guarded,
    saying,
)
from personae.llm.providers.scripted import Step
from personae.platform.errors import Kind, PersonaeError

FACTS = {"vendor": "scripted", "model": "scripted"}
BUSY: list[Step] = [ModelBusy(vendor="scripted", model="scripted")]


class NothingLeft(PersonaeError):
    kind, code, message = Kind.INVALID, "nothing_left", "Nothing is left."


class Clock:
    """Time that stands still unless it is moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


async def outcomes(breaker: Breaker, *scripts: list[Step]) -> list[str]:
    """Return what came of each request in turn: its text or its failure."""
    provider, found = guarded(ScriptedProvider(*scripts), breaker), []
    for _ in scripts:
        try:
            found.append((await everything(provider.stream(prompt("Hail"))))[0])
        except PersonaeError as error:
            found.append(error.code)
    return found


class TestGuarded:
    async def test_asks_while_all_is_well(self) -> None:
        assert await outcomes(Breaker(), saying("Aye.")) == ["Aye."]

    async def test_asks_no_more_after_failures_in_a_row(self) -> None:
        clock = Clock()
        breaker = Breaker(limit=2, rest_s=30, clock=clock)
        assert await outcomes(breaker, BUSY, BUSY) == ["model_busy", "model_busy"]
        provider = ScriptedProvider()
        clock.now += 10.5
        with pytest.raises(ModelResting) as caught:
            await everything(guarded(provider, breaker).stream(prompt("Hail")))
        assert provider.prompts == []
        assert "20 seconds" in caught.value.sentence

    async def test_counts_failures_in_a_row_only(self) -> None:
        breaker = Breaker(limit=2, clock=Clock())
        assert await outcomes(breaker, BUSY, saying("Aye."), BUSY, saying("No.")) == [
            "model_busy",
            "Aye.",
            "model_busy",
            "No.",
        ]

    @pytest.mark.parametrize(
        ("script", "opens"),
        [
            (BUSY, True),
            ([ReplyInterrupted(**FACTS)], True),
            (["Well", ReplyInterrupted(**FACTS)], True),
            ([ModelKeyRefused(**FACTS)], False),
            ([NothingLeft()], False),
            ([Chunk(finish=Finish.FILTERED)], False),
        ],
    )
    async def test_tells_trouble_from_answers(self, script: list[Step], opens: bool) -> None:
        breaker = Breaker(limit=1, clock=Clock())
        await outcomes(breaker, script)
        assert (breaker.enter() > 0) is opens

    async def test_lets_one_try_after_the_rest(self) -> None:
        clock = Clock()
        breaker = Breaker(limit=1, rest_s=30, clock=clock)
        await outcomes(breaker, BUSY)
        clock.now += 30
        probe = guarded(ScriptedProvider(saying("Well met.")), breaker).stream(prompt("Hail"))
        assert (await anext(probe)).text == "Well"
        assert await outcomes(breaker, saying("Aye.")) == ["model_resting"]
        assert [chunk.text async for chunk in probe] == [" met.", ""]
        assert await outcomes(breaker, saying("Aye.")) == ["Aye."]

    async def test_rests_anew_when_that_one_fails(self) -> None:
        clock = Clock()
        breaker = Breaker(limit=1, rest_s=30, clock=clock)
        await outcomes(breaker, BUSY)
        clock.now += 30
        assert await outcomes(breaker, BUSY, saying("Aye.")) == ["model_busy", "model_resting"]

    async def test_lets_another_try_when_that_one_leaves(self) -> None:
        clock = Clock()
        breaker = Breaker(limit=1, rest_s=30, clock=clock)
        await outcomes(breaker, BUSY)
        clock.now += 30
        assert await outcomes(breaker, [NothingLeft()], saying("Aye.")) == ["nothing_left", "Aye."]


class TestBreakers:
    def test_keeps_one_for_each_vendor_address_and_key(self) -> None:
        breakers = Breakers()
        mine = breakers.of("openai", address="https://a", key=KEY)
        assert breakers.of("openai", address="https://a", key=KEY) is mine
        others = [
            breakers.of("openai", address="https://a", key="another"),
            breakers.of("openai", address="https://b", key=KEY),
            breakers.of("anthropic", address="https://a", key=KEY),
            breakers.of("openai", address=f"https://a{KEY}"),
        ]
        assert len({mine, *others}) == 5

    def test_keeps_no_key(self) -> None:
        breakers = Breakers()
        breakers.of("openai", key=KEY)
        assert KEY not in repr(vars(breakers))

    def test_forgets_the_one_that_is_longest_unused(self) -> None:
        breakers = Breakers()
        first, second = breakers.of("first"), breakers.of("second")
        for number in range(1022):
            breakers.of(str(number))
        assert breakers.of("first") is first
        breakers.of("one more")
        assert breakers.of("first") is first
        assert breakers.of("second") is not second
