"""What comes of every fault of a vendor, in both protocols: one test for each row of the docs."""

import asyncio

import pytest

from llm.faults import FAULTS, Billed, Fault, documented
from llm.makers import KEY, Books, prompt
from personae.llm import (
    Chain,
    Ending,
    Finish,
    Outcome,
    Patience,
    Provider,
    Usage,
    Wait,
    errors,
    metered,
    prompt_tokens,
    text_tokens,
)
from personae.llm.providers.anthropic import AnthropicProvider
from personae.llm.providers.openai import OpenAIProvider
from personae.platform.errors import PersonaeError
from personae.web.wording import CUT_OFF, REASONS
from servers import scripted_replies as replies
from servers.scripted_llm import scripted_llm
from servers.scripted_protocols import Request
from servers.scripted_replies import Reply

VENDORS = ("openai", "anthropic")
HASTY = Patience(connect_s=0.5, first_token_s=1.5, between_tokens_s=1.0)
ASKED = prompt("How is the sea?", system="Be Pip.")
WORDS = [f"word{n}" for n in range(24)]
TRIES = 4


def provider_of(vendor: str, url: str, model: str = "m") -> Provider:
    if vendor == "openai":
        return OpenAIProvider(key=KEY, model=model, base_url=f"{url}/v1", patience=HASTY)
    return AnthropicProvider(key=KEY, model=model, base_url=url, patience=HASTY)


class Asking:
    """One reply, asked for as the studio does it, and all that came of it."""

    def __init__(self, provider: Provider) -> None:
        self.provider, self.books = provider, Books()
        self.text, self.reason = "", ""
        self.waits: list[float] = []

    async def run(self) -> "Asking":
        chain = Chain([metered(self.provider, self.books)], sleep=self._sleep, chance=lambda: 1.0)
        try:
            async for chunk in chain.stream(ASKED):
                self.text += chunk.text
                assert chunk.notice is None or chunk.notice.wait is Wait.RETRY
                if chunk.finish and chunk.finish is not Finish.DONE:
                    self.reason = chunk.finish.value
        except PersonaeError as error:
            self.reason = error.code
        await chain.close()
        return self

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


def usage_of(billed: Billed, text: str, told: int | None) -> Usage | None:
    """Return what the books must say; told: the size of the prompt, where the vendor told it in time."""
    if billed is Billed.NOTHING:
        return None
    if billed is Billed.VENDOR:
        return Usage(told, None, len(text.split()))
    return Usage(prompt_tokens(ASKED) if told is None else told, None, text_tokens(text))


def counted(ending: Ending) -> Usage | None:
    """Return the tokens of an ending, whatever was cached."""
    usage = ending.usage
    return Usage(usage.input_tokens, None, usage.output_tokens) if usage else None


async def check(vendor: str, fault: Fault) -> None:
    """Ask a vendor that has a fault, and see that everything comes as it should."""
    async with scripted_llm(otherwise=fault.reply) as server:
        asking = await Asking(provider_of(vendor, server.url)).run()
    assert (asking.text, asking.reason or None) == (fault.text, fault.code)
    assert len(server.requests) == (TRIES if fault.is_tried_again else 1) == len(asking.books.endings)
    # Anthropic tells the size of the prompt before the first word, OpenAI after the last one.
    is_told = fault.reply.has_usage and (
        fault.billed is Billed.VENDOR or (vendor == "anthropic" and fault.text)
    )
    told = server.requests[0].input_tokens if is_told else None
    for ending in asking.books.endings:
        assert ending.outcome is fault.outcome
        assert counted(ending) == usage_of(fault.billed, fault.text, told)
        assert ending.is_estimate is (fault.billed in (Billed.PROMPT, Billed.ARRIVED))


def by_model(request: Request) -> Reply:
    """A reply that breaks as the name of the model says: how, after how many words, in which framing."""
    how, after, framing = str(request.body["model"]).split("-")
    make = replies.cut if how == "cut" else replies.stall
    return make(int(after), " ".join(WORDS), is_chunked=framing == "chunked")


async def check_broken(vendor: str, how: str) -> None:
    """Ask for 42 replies at once that break after 0 to 20 words, in both framings."""
    names = [f"{how}-{after}-{framing}" for after in range(21) for framing in ("closed", "chunked")]
    async with scripted_llm(otherwise=by_model) as server:
        asked = await asyncio.gather(*(Asking(provider_of(vendor, server.url, name)).run() for name in names))
    assert len(server.requests) == len(names)
    for name, asking in zip(names, asked, strict=True):
        text = " ".join(WORDS[: int(name.split("-")[1])])
        [ending] = asking.books.endings
        assert (asking.text, asking.reason, ending.outcome) == (
            text,
            "reply_interrupted",
            Outcome.INTERRUPTED,
        )
        assert ending.is_estimate and ending.usage is not None
        assert ending.usage.output_tokens == text_tokens(text)


def seen(code: str | None) -> str:
    """Return what a person reads under a reply."""
    return "the reply" if code is None else REASONS.get(code, CUT_OFF)


class TestFaults:
    @pytest.mark.parametrize("vendor", VENDORS)
    @pytest.mark.parametrize("name", FAULTS)
    async def test_end_as_they_should(self, vendor: str, name: str) -> None:
        await check(vendor, FAULTS[name])

    @pytest.mark.parametrize("vendor", VENDORS)
    @pytest.mark.parametrize("how", ["cut", "stall"])
    async def test_keep_every_word_that_came(self, vendor: str, how: str) -> None:
        await check_broken(vendor, how)

    @pytest.mark.parametrize("vendor", VENDORS)
    async def test_cost_nothing_when_nobody_is_there(self, vendor: str) -> None:
        async with scripted_llm() as server:
            url = server.url
        asking = await Asking(provider_of(vendor, url)).run()
        assert (asking.text, asking.reason, len(asking.books.endings)) == ("", "model_unreachable", TRIES)
        assert {ending.usage for ending in asking.books.endings} == {None}

    @pytest.mark.parametrize("vendor", VENDORS)
    async def test_cost_what_came_before_a_person_stops(self, vendor: str) -> None:
        books = Books()
        async with scripted_llm([replies.stall(2, "The tide is out.")]) as server:
            provider = metered(provider_of(vendor, server.url), books)
            stream = provider.stream(ASKED)
            text = (await anext(stream)).text + (await anext(stream)).text
            await stream.aclose()
            await provider.close()
        [ending] = books.endings
        assert (text, ending.outcome, ending.is_estimate) == ("The tide", Outcome.STOPPED, True)
        assert ending.usage is not None and ending.usage.output_tokens == text_tokens(text)

    async def test_are_waited_for_as_long_as_the_vendor_says(self) -> None:
        async with scripted_llm(otherwise=replies.rate_limited(2)) as server:
            asking = await Asking(provider_of("openai", server.url)).run()
        assert asking.waits == [2, 2, 2]


class TestDocs:
    def test_have_a_row_for_every_fault(self) -> None:
        others = {
            "no connection",
            "cut after 0 to 20 words",
            "stall after 0 to 20 words",
            "stopped by the person",
        }
        assert set(documented()) == set(FAULTS) | others

    @pytest.mark.parametrize("name", FAULTS)
    def test_tell_what_comes_of_it(self, name: str) -> None:
        fault = FAULTS[name]
        again, sees, stored, billed = documented()[name]
        assert again == ("yes" if fault.is_tried_again else "no")
        assert sees == seen(fault.code)
        assert (fault.code is None) == (stored == "the reply")
        assert fault.code is None or f"`{fault.code}`" in stored
        assert billed == fault.billed

    def test_have_words_for_every_failure(self) -> None:
        kinds = [each for each in vars(errors).values() if isinstance(each, type)]
        failures = {each.code for each in kinds if each.__module__ == errors.__name__}
        assert failures - {"reply_interrupted"} <= set(REASONS)
