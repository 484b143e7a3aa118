"""What comes of every fault of a vendor in a conversation, as the docs say: seen, stored and billed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from llm.faults import FAULTS, TEXT, Billed, Fault, broken, documented
from makers import Person
from personae import conversations, llm, usage
from personae.bootstrap import Services
from personae.characters import Profile
from personae.conversations import Message, State, Turns
from personae.llm import Limits, Patience, Provider, text_tokens
from personae.llm.providers.anthropic import AnthropicProvider
from personae.llm.providers.openai import OpenAIProvider
from personae.models import Chains, Models
from personae.usage import Call, Period, Span
from servers import scripted_replies as replies
from servers.scripted_llm import scripted_llm
from web.browser import browser_of, parsed

pytestmark = pytest.mark.once

HASTY = Patience(connect_s=0.5, first_token_s=1.0, between_tokens_s=0.7)
SOLD = {"openai": llm.OPENAI_MODEL, "anthropic": llm.ANTHROPIC_MODEL}
ROWS: Mapping[str, Fault] = {
    **FAULTS,
    "cut after 0 to 20 words": broken(replies.cut(2, TEXT), "The tide"),
    "stall after 0 to 20 words": broken(replies.stall(2, TEXT), "The tide"),
}


@dataclass(frozen=True)
class Found:
    """What came of one question."""

    seen: str
    reply: Message
    call: Call


def provider_of(vendor: str, url: str) -> Provider:
    """A vendor's client, which a script answers."""
    if vendor == "openai":
        return OpenAIProvider(key="k", model=SOLD[vendor], base_url=f"{url}/v1", patience=HASTY)
    return AnthropicProvider(key="k", model=SOLD[vendor], base_url=url, patience=HASTY)


class Studio:
    """Conversations of one person, each with a model of its own; every model is asked once."""

    def __init__(self, services: Services, person: Person, keeper: Profile, address: str) -> None:
        self.services, self.person, self.keeper, self.address = services, person, keeper, address

    async def ask(self, provider: Provider, *, stop_after: str = "") -> Found:
        """Ask something, and look at what a person sees and what is on the books."""
        services, actor = self.services, self.person.actor
        chains = Chains(limits=Limits(tries=1))
        models = Models(
            services.database.begin, services.models.keys, services.ledger, [provider],
            connect=lambda *_: provider, chains=chains,
        )  # fmt: skip
        turns = Turns(services.database.begin, services.bus, services.cache, models, services.feeling)
        async with services.database.begin() as tx:
            talk = await conversations.start(tx, actor, self.keeper.id)
        async with services.bus.subscribe(conversations.topic(talk.id)) as news:
            turn = await turns.ask(actor, talk.id, text="How is the sea?")
            said = ""
            while stop_after and said != stop_after:
                each = await anext(news)
                said += str(each["text"]) if each["kind"] == "piece" else ""
            if stop_after:
                await turns.stop(actor, talk.id, turn.reply.id)
            await turns.ended(turn.reply.id)
        await models.close()
        return await self._found(talk.id, turn.reply.id)

    async def _found(self, conversation_id: str, message_id: str) -> Found:
        actor, today = self.person.actor, Period.DAY.start(self.services.ledger.now())
        async with browser_of(self.person, self.address) as tab:
            page = parsed(await tab.get(f"/conversations/{conversation_id}"))
        cut = page.css_first(f"#m-{message_id} .cut")
        async with self.services.database.begin(write=False) as tx:
            reply = await conversations.get_message(tx, actor, conversation_id, message_id)
            calls, _ = await usage.calls(tx, actor, Span(today, today), limit=500)
        [call] = [each for each in calls if each.message_id == message_id]
        return Found(cut.text(strip=True) if cut else "the reply", reply, call)


@pytest.fixture
def studio(services: Services, ada: Person, keeper: Profile, base_url: str) -> Studio:
    """Ada's."""
    return Studio(services, ada, keeper, base_url)


def stored(found: Found) -> str:
    """What is kept, in the words of the docs."""
    reply = found.reply
    if reply.reason is None and reply.state == State.COMPLETE:
        return "the reply"
    return f"{'what arrived' if reply.text else 'an empty reply'}, as {reply.state}, with `{reply.reason}`"


def billed(vendor: str, found: Found, told: int, text: str) -> str:
    """What the books say, in the words of the docs. told: the prompt's size as the vendor counts it."""
    call = found.call
    counted = llm.Usage(call.input_tokens, call.cached_tokens, call.output_tokens)
    price = llm.price(vendor, SOLD[vendor], counted, call.created_at)
    assert price is not None and call.micros == price.micros
    if not call.input_tokens + call.output_tokens:
        return Billed.NOTHING
    assert call.micros > 0
    if not call.is_estimate:
        assert (call.input_tokens, call.output_tokens) == (told, len(text.split()))
        return Billed.VENDOR
    assert call.output_tokens == text_tokens(text)
    return Billed.ARRIVED if call.first_token_ms is not None else "an estimate: the prompt"


async def row_of(studio: Studio, vendor: str, fault: Fault) -> tuple[str, str, str, str]:
    """A row as the docs have it, but found: what is seen, stored and billed; and how the call ended."""
    async with scripted_llm(otherwise=fault.reply) as server:
        found = await studio.ask(provider_of(vendor, server.url))
        told = server.requests[0].input_tokens
    assert found.reply.text == fault.text
    return found.seen, stored(found), billed(vendor, found, told, fault.text), found.call.outcome


def expected(name: str) -> tuple[str, str, str, str]:
    """The row of the docs. A reply that broke before its first word is billed like one: the prompt."""
    _, seen, kept, costs = documented()[name]
    fault = ROWS[name]
    if fault.billed is Billed.ARRIVED and not fault.text:
        costs = Billed.PROMPT
    return seen, kept, costs, fault.outcome


@pytest.mark.parametrize("vendor", SOLD)
class TestFaults:
    async def test_are_seen_stored_and_billed_as_the_docs_say(self, studio: Studio, vendor: str) -> None:
        found = await asyncio.gather(*(row_of(studio, vendor, fault) for fault in ROWS.values()))
        assert dict(zip(ROWS, found, strict=True)) == {name: expected(name) for name in ROWS}

    async def test_cost_nothing_where_nobody_is(self, studio: Studio, vendor: str) -> None:
        async with scripted_llm() as server:
            url = server.url
        found = await studio.ask(provider_of(vendor, url))
        _, seen, kept, costs = documented()["no connection"]
        assert (found.seen, stored(found), billed(vendor, found, 0, "")) == (seen, kept, costs)

    async def test_cost_what_had_come_when_a_person_stops(self, studio: Studio, vendor: str) -> None:
        async with scripted_llm(otherwise=replies.stall(2, TEXT)) as server:
            found = await studio.ask(provider_of(vendor, server.url), stop_after="The tide")
        _, seen, kept, costs = documented()["stopped by the person"]
        assert (found.seen, stored(found), billed(vendor, found, 0, "The tide")) == (seen, kept, costs)
        assert found.call.outcome == "stopped"
