"""A model that adds to portraits: what is told before, what is kept after, and what goes wrong."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest

from leaking import Leaking
from makers import STORY, Person, Receive, read_to_end
from personae import characters, library, llm
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.characters import (
    CharacterNotFound,
    Enriching,
    EnrichmentGoingOn,
    ModelMissing,
    Portrait,
)
from personae.library import Document
from personae.llm import ModelBusy, Pause, ScriptedProvider, saying
from personae.platform.ids import new_id
from personae.usage.entries import Nothing

LENGTH = llm.Finish.LENGTH

Script = list[llm.Chunk | str | Pause | Exception]

QUOTE = "I fear the stairs"


def claim(**changed: object) -> dict[str, object]:
    said = {"kind": "wish", "text": "She fears stairs.", "passage": "p1", "quote": QUOTE, "confidence": 0.9}
    return {**said, **changed}


def answer(*claims: object) -> Script:
    return saying(json.dumps({"claims": claims}))


def everywhere(**changed: object) -> list[object]:
    """The same claim of each passage, for only one of them holds the words."""
    return [claim(passage=f"p{number}", **changed) for number in range(1, 12)]


def price(_vendor: str, model: str, tokens: llm.Usage, _at: object) -> Nothing | None:
    if model == "unheard-of":
        return None
    micros = (tokens.input_tokens or 0) + 4 * (tokens.output_tokens or 0)
    return Nothing(9 * micros if model == "dear" else micros)


class Desk:
    """An Enriching that asks a scripted model about one document."""

    def __init__(self, services: Services, actor: Actor, document: Document, model: Any) -> None:
        async def answering(_actor: Actor, _character_id: str) -> llm.Provider | None:
            return model

        async def asked(_actor: Actor, _character_id: str) -> list[tuple[str, str]]:
            return [("scripted", name) for name in self.asked]

        self.services, self.actor, self.document, self.model = services, actor, document, model
        self.asked = [model.model] if model else []
        self.enriching = Enriching(services.database.begin, answering, price, asked=asked)

    async def someone(self, name: str = "Mira") -> str:
        async with self.services.database.begin(write=False) as tx:
            cast, _ = await characters.cast_of(tx, self.actor, self.document.id)
        return next(each.id for each in cast if name in each.name)

    async def ask(self, character_id: str) -> characters.Enrichment:
        await self.enriching.start(self.actor, self.document.id, character_id)
        await self.enriching.ended(character_id)
        return (await self.enriching.look(self.actor, self.document.id, character_id)).states[character_id]

    async def portrait(self, character_id: str, *, until: int | None = None) -> Portrait:
        async with self.services.database.begin(write=False) as tx:
            return await characters.portrait(tx, self.actor, character_id, until=until)


@pytest.fixture(scope="module")
async def lamp(services: Services, reader: Person, receive: Receive) -> Document:
    """A story that no other test looks at, read."""
    async with receive(f"{STORY}\n{new_id()}\n") as received:
        added = await library.add(services.database.begin, services.files, reader.actor, received)
    return await read_to_end(services, reader.actor, added.document.id)


@pytest.fixture
async def desk(services: Services, reader: Person, lamp: Document) -> AsyncIterator[Callable[..., Desk]]:
    """Makes a desk at which these scripts are played; what was added is taken back in the end."""

    def seat(*scripts: Script, model: str = "scripted") -> Desk:
        return Desk(services, reader.actor, lamp, ScriptedProvider(*scripts, model=f"{model}-{new_id()}"))

    yield seat
    async with services.database.begin() as tx:
        cast, _ = await characters.cast_of(tx, reader.actor, lamp.id)
        for each in cast:
            await seat(answer()).enriching.remove(tx, reader.actor, each.id)


class TestLook:
    async def test_tells_what_it_would_take_before_anything_is_asked(self, desk: Callable[..., Desk]) -> None:
        at = desk(answer())
        outlook = await at.enriching.look(at.actor, at.document.id)
        assert outlook.offer is not None
        assert outlook.offer.input_tokens > 500
        assert outlook.offer.micros == outlook.offer.input_tokens + 4 * outlook.offer.output_tokens
        assert outlook.offer.seconds > 10
        assert {each.name for each in outlook.characters} == {"Mira", "Tobias"}
        assert outlook.states == {}
        assert at.model.prompts == []

    async def test_tells_the_price_of_the_dearest_that_may_have_to_answer(
        self, desk: Callable[..., Desk]
    ) -> None:
        at = desk(answer())
        first = (await at.enriching.look(at.actor, at.document.id)).offer
        at.asked += ["dear"]
        both = (await at.enriching.look(at.actor, at.document.id)).offer
        at.asked += ["unheard-of"]
        unknown = (await at.enriching.look(at.actor, at.document.id)).offer
        assert first and both and unknown and first.micros
        assert (both.micros, unknown.micros) == (9 * first.micros, None)

    async def test_says_when_there_is_no_model_to_ask(
        self, services: Services, story: Document, reader: Person
    ) -> None:
        at = Desk(services, reader.actor, story, None)
        outlook = await at.enriching.look(at.actor, at.document.id)
        assert outlook.offer is None
        assert isinstance(outlook.problem, ModelMissing)
        with pytest.raises(ModelMissing):
            await at.enriching.start(at.actor, at.document.id)

    async def test_is_only_for_the_owner_and_for_characters_of_the_document(
        self, desk: Callable[..., Desk], story: Document, ben: Person
    ) -> None:
        at = desk(answer())
        with pytest.raises(library.DocumentNotFound):
            await at.enriching.look(ben.actor, at.document.id)
        with pytest.raises(CharacterNotFound):
            await at.enriching.look(at.actor, story.id, await at.someone())

    async def test_adds_up_what_different_models_would_take(
        self, desk: Callable[..., Desk], services: Services
    ) -> None:
        at = desk(answer())
        mira, other = await at.someone(), ScriptedProvider(answer(), model="another")

        async def answering(_actor: Actor, character_id: str) -> llm.Provider:
            return other if character_id == mira else at.model

        async def asked(actor: Actor, character_id: str) -> list[tuple[str, str]]:
            return [("scripted", (await answering(actor, character_id)).model)]

        both = Enriching(services.database.begin, answering, price, asked=asked)
        whole = (await both.look(at.actor, at.document.id)).offer
        assert whole is not None
        assert set(whole.models) == {"another", at.model.model}
        one = (await both.look(at.actor, at.document.id, mira)).offer
        assert one is not None
        assert (one.models, one.output_tokens) == (("another",), whole.output_tokens // 2)


class TestStart:
    async def test_keeps_the_claims_that_the_text_bears_out(self, desk: Callable[..., Desk]) -> None:
        at = desk(answer(*everywhere(), claim(quote="I fear the kettle")))
        mira = await at.someone()
        state = await at.ask(mira)
        assert (state.state, state.kept) == ("done", 1)
        assert state.dropped == 11
        [kept] = (await at.portrait(mira)).claims
        assert kept.text == "She fears stairs."
        assert STORY[kept.citation.start : kept.citation.end] == QUOTE

    async def test_shows_nothing_at_a_point_before_the_last_that_the_model_was_shown(
        self, desk: Callable[..., Desk]
    ) -> None:
        at = desk(answer(*everywhere()))
        mira = await at.someone()
        await at.ask(mira)
        [kept] = (await at.portrait(mira)).claims
        assert (await at.portrait(mira, until=kept.citation.end)).claims == ()
        assert (await at.portrait(mira, until=len(STORY))).claims == (kept,)

    async def test_asks_the_same_only_once(self, desk: Callable[..., Desk]) -> None:
        at = desk(answer(*everywhere()))
        mira = await at.someone()
        await at.ask(mira)
        outlook = await at.enriching.look(at.actor, at.document.id, mira)
        assert outlook.offer is not None
        assert (outlook.offer.input_tokens, outlook.offer.micros) == (0, 0)
        assert (await at.ask(mira)).kept == 1
        assert len(at.model.prompts) == 1

    async def test_gives_up_with_the_reason_and_keeps_what_was_done(self, desk: Callable[..., Desk]) -> None:
        at = desk(answer(*everywhere()), [ModelBusy(vendor="scripted")])
        await at.enriching.start(at.actor, at.document.id)
        cast = (await at.enriching.look(at.actor, at.document.id)).characters
        await at.enriching.ended(cast[-1].id)
        states = (await at.enriching.look(at.actor, at.document.id)).states
        found = [(states[each.id].state, states[each.id].reason) for each in cast if each.id in states]
        assert found[0] == ("done", None)
        assert set(found[1:]) == {("failed", "model_busy")}
        assert len(at.model.prompts) == 2

    async def test_is_looked_at_without_an_offer_while_it_goes_on(self, desk: Callable[..., Desk]) -> None:
        at = desk([Pause(30)])
        mira = await at.someone()
        await at.enriching.start(at.actor, at.document.id, mira)
        busy = await at.enriching.look(at.actor, at.document.id, mira, offers_if_busy=False)
        assert (busy.is_busy, busy.offer, busy.problem) == (True, None, None)
        assert (await at.enriching.look(at.actor, at.document.id, mira)).offer is not None
        await at.enriching.close()
        done = await at.enriching.look(at.actor, at.document.id, mira, offers_if_busy=False)
        assert (done.is_busy, done.offer is not None) == (False, True)

    async def test_refuses_to_ask_about_somebody_twice_at_once(self, desk: Callable[..., Desk]) -> None:
        at = desk([Pause(30)])
        mira = await at.someone()
        await at.enriching.start(at.actor, at.document.id, mira)
        with pytest.raises(EnrichmentGoingOn):
            await at.enriching.start(at.actor, at.document.id, mira)
        await at.enriching.close()
        state = (await at.enriching.look(at.actor, at.document.id, mira)).states[mira]
        assert (state.state, state.reason) == ("failed", "studio_stopped")

    async def test_is_begun_once_when_two_tabs_ask_together(self, desk: Callable[..., Desk]) -> None:
        at = desk([Pause(30)])
        mira = await at.someone()
        begun = [at.enriching.start(at.actor, at.document.id, mira) for _ in range(5)]
        found = await asyncio.gather(*begun, return_exceptions=True)
        await at.enriching.close()
        assert [type(each) for each in found].count(EnrichmentGoingOn) == 4
        assert found.count(None) == 1

    @pytest.mark.parametrize(
        "useless", [saying("I would rather not."), [*saying('{"claims": [')[:-1], llm.Chunk(finish=LENGTH)]]
    )
    async def test_may_be_asked_again_after_what_was_no_answer(
        self, desk: Callable[..., Desk], useless: Script
    ) -> None:
        at = desk(useless, answer(*everywhere()))
        mira = await at.someone()
        assert (await at.ask(mira)).kept == 0
        outlook = await at.enriching.look(at.actor, at.document.id, mira)
        assert outlook.offer is not None and outlook.offer.input_tokens > 0
        assert (await at.ask(mira)).kept == 1

    async def test_takes_signs_that_no_database_does(self, desk: Callable[..., Desk]) -> None:
        at = desk(saying(json.dumps({"claims": everywhere()}).replace("claims", "cla\ud800i\0ms")))
        assert (await at.ask(await at.someone())).kept == 1

    async def test_keeps_nothing_of_an_answer_that_gives_its_instructions_away(
        self, services: Services, reader: Person, lamp: Document, desk: Callable[..., Desk]
    ) -> None:
        told = {"claims": everywhere()}
        at = desk(answer())
        leaking = Leaking(lambda word: json.dumps({**told, "why": word}), before="", after="")
        leaking.model = f"leaking-{new_id()}"
        spoilt = Desk(services, reader.actor, lamp, leaking)
        mira = await at.someone()
        assert (await spoilt.ask(mira)).kept == 0
        assert (await spoilt.ask(mira)).kept == 0
        assert len(set(leaking.canaries)) == 2  # asked again, for the first answer was none

    async def test_names_the_model_that_answered(self, desk: Callable[..., Desk]) -> None:
        said = llm.Notice(llm.Wait.FALLBACK, "another", "kinder", "model_busy")
        at = desk([llm.Chunk(notice=said), *answer(*everywhere())])
        state = await at.ask(await at.someone())
        assert (state.vendor, state.model) == ("another", "kinder")

    async def test_asks_about_nobody_whose_portrait_was_given_up_meanwhile(
        self, desk: Callable[..., Desk], services: Services
    ) -> None:
        at = desk(answer(), answer())
        may_go, answered = asyncio.Event(), at.model.stream

        async def held(prompt: llm.Prompt) -> AsyncGenerator[llm.Chunk, None]:
            await may_go.wait()
            async for chunk in answered(prompt):
                yield chunk

        at.model.stream = held
        await at.enriching.start(at.actor, at.document.id)
        last = (await at.enriching.look(at.actor, at.document.id)).characters[-1].id
        async with services.database.begin() as tx:
            await at.enriching.remove(tx, at.actor, last)
        may_go.set()
        await at.enriching.ended(last)
        assert len(at.model.prompts) == 1

    async def test_lets_no_stranger_in(self, desk: Callable[..., Desk], ben: Person) -> None:
        at = desk(answer())
        with pytest.raises(library.DocumentNotFound):
            await at.enriching.start(ben.actor, at.document.id)


class TestMend:
    async def test_marks_what_a_dead_process_had_begun(self, desk: Callable[..., Desk]) -> None:
        dead, alive = desk([Pause(30)]), desk(answer())
        mira = await dead.someone()
        await dead.enriching.start(dead.actor, dead.document.id, mira)
        await dead.enriching.mend(grace=timedelta())
        assert await state_of(alive, mira) == ("asked", None)
        await alive.enriching.mend(grace=timedelta())
        assert await state_of(alive, mira) == ("failed", "studio_stopped")
        await dead.enriching.close()


class TestRemove:
    async def test_takes_back_what_was_added(
        self, desk: Callable[..., Desk], services: Services, ben: Person
    ) -> None:
        at = desk(answer(*everywhere()))
        mira = await at.someone()
        await at.ask(mira)
        async with services.database.begin() as tx:
            with pytest.raises(CharacterNotFound):
                await at.enriching.remove(tx, ben.actor, mira)
            await at.enriching.remove(tx, at.actor, mira)
        assert (await at.portrait(mira)).claims == ()
        assert (await at.enriching.look(at.actor, at.document.id, mira)).states == {}


async def state_of(at: Desk, character_id: str) -> tuple[str, str | None]:
    found = (await at.enriching.look(at.actor, at.document.id, character_id)).states[character_id]
    return found.state, found.reason
