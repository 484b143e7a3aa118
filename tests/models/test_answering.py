"""Who answers: whose order holds, what is asked with a key, and what is never asked."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from llm.makers import everything, prompt
from makers import Person
from models.conftest import SENTINEL
from personae import characters
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.characters import Profile
from personae.llm import ModelKeyRefused, Provider, ScriptedProvider, Wait, saying
from personae.models import (
    KeyGone,
    Keyring,
    KeyUnreadable,
    KeyWrong,
    Models,
    NotOffered,
    OwnQuota,
    Source,
    Wish,
)
from personae.platform.errors import PersonaeError
from personae.platform.seal import Seal
from personae.usage import Call, Context, Purpose
from personae.web.wording import reason_sentence
from servers.scripted_llm import ScriptedLlm, scripted_llm
from servers.scripted_replies import Reply
from stage import Stage

QUOTATION = Wish("quotation", "quotation")


@pytest.fixture
async def nell(services: Services, actor: Actor) -> Profile:
    """A character of Ada's."""
    async with services.database.begin() as tx:
        return await characters.create(tx, actor, name="Nell", gender="F", description="x", sayings="Aye.")


@pytest.fixture
async def vendor() -> AsyncIterator[ScriptedLlm]:
    """A model server on this machine."""
    async with scripted_llm(otherwise=Reply(text="From the vendor.")) as server:
        yield server


@pytest.fixture
def context(actor: Actor) -> Context:
    """In Ada's name."""
    return Context(actor.user_id, Purpose.REPLY)


async def at(keys: Keyring, actor: Actor, server: ScriptedLlm) -> Wish:
    """A key of somebody's for a server, as a wish."""
    key = await keys.add(actor, vendor="compatible", secret=SENTINEL, base_url=f"{server.url}/v1")
    return Wish("", "large", key.id)


async def choose(services: Services, actor: Actor, *wishes: Wish, character_id: str | None = None) -> None:
    """Set an order."""
    async with services.database.begin() as tx:
        await services.models.orders.replace(tx, actor, wishes, character_id=character_id)


async def source(services: Services, actor: Actor, character_id: str | None) -> tuple[Source, str]:
    """Whose order holds for a character, and the first model in it."""
    async with services.database.begin(write=False) as tx:
        order = await services.models.order(tx, actor, character_id)
    return order.source, order.first.model


async def answering(services: Services, actor: Actor, context: Context) -> Provider:
    """What answers somebody as any character."""
    async with services.database.begin(write=False) as tx:
        order = await services.models.order(tx, actor, None)
    return services.models.answering(order, context)


class TestOrder:
    async def test_is_the_characters_then_the_persons_then_the_studios(
        self, services: Services, stage: Stage, actor: Actor, ben: Person, nell: Profile, vendor: ScriptedLlm
    ) -> None:
        wish = await at(services.models.keys, actor, vendor)
        with stage.playing(ScriptedProvider(model="script one")):
            assert await source(services, actor, nell.id) == (Source.STUDIO, "script one")
            await choose(services, actor, QUOTATION)
            assert await source(services, actor, nell.id) == (Source.PERSON, "quotation")
            await choose(services, actor, wish, QUOTATION, character_id=nell.id)
            assert await source(services, actor, nell.id) == (Source.CHARACTER, "large")
            assert await source(services, actor, None) == (Source.PERSON, "quotation")
            assert await source(services, ben.actor, nell.id) == (Source.STUDIO, "script one")

    async def test_is_quotations_when_the_studio_offers_nothing(
        self, services: Services, actor: Actor
    ) -> None:
        bare = Models(services.database.begin, services.models.keys, services.ledger, [], connect=unused)
        async with services.database.begin(write=False) as tx:
            assert (await bare.order(tx, actor, None)).first.name == "quotation"


class TestFallback:
    async def test_asks_the_next_model_when_one_fails_and_says_who_answers(
        self, services: Services, actor: Actor, context: Context, vendor: ScriptedLlm
    ) -> None:
        vendor.script.extend([Reply(status=401, error_kind="authentication_error")])
        wish = await at(services.models.keys, actor, vendor)
        await choose(services, actor, wish, replace(wish, model="small"))
        provider = await answering(services, actor, context)
        text, chunks = await everything(provider.stream(prompt("Well?")))
        assert text == "From the vendor."
        [notice] = [chunk.notice for chunk in chunks if chunk.notice]
        assert (notice.wait, notice.model, notice.code) == (Wait.FALLBACK, "small", "model_key_wrong")
        async with services.database.begin(write=False) as tx:
            calls = await tx.scalars(select(Call).where(Call.user_id == actor.user_id).order_by(Call.id))
            booked = [(call.model, call.outcome, call.micros) for call in calls]
        assert booked == [("large", "failed", 0), ("small", "done", None)]

    async def test_goes_to_the_end_of_the_longest_order_past_what_is_gone(
        self, services: Services, stage: Stage, actor: Actor, context: Context, vendor: ScriptedLlm
    ) -> None:
        vendor.otherwise = Reply(status=404, error_kind="not_found_error")
        wish = await at(services.models.keys, actor, vendor)
        with stage.playing(ScriptedProvider(model="script one")):
            gone = Wish("scripted", "script one")
            await choose(services, actor, gone, *(replace(wish, model=m) for m in "abcdefgh"), QUOTATION)
        provider = await answering(services, actor, context)
        text, _ = await everything(provider.stream(prompt("Well?")))
        assert text and len(vendor.requests) == 8

    async def test_never_leaves_the_order(
        self, services: Services, stage: Stage, actor: Actor, context: Context, vendor: ScriptedLlm
    ) -> None:
        vendor.otherwise = Reply(status=401, error_kind="authentication_error")
        await choose(services, actor, await at(services.models.keys, actor, vendor))
        with stage.playing(ScriptedProvider(saying("Somebody else."))):
            provider = await answering(services, actor, context)
            with pytest.raises(ModelKeyRefused):
                await everything(provider.stream(prompt("Well?")))


class TestProviderFor:
    async def test_asks_with_the_persons_key_and_books_it_as_theirs(
        self, services: Services, actor: Actor, context: Context, vendor: ScriptedLlm
    ) -> None:
        await choose(services, actor, await at(services.models.keys, actor, vendor))
        provider = await answering(services, actor, context)
        text, _ = await everything(provider.stream(prompt("Well?")))
        assert text == "From the vendor."
        [request] = vendor.requests
        assert request.headers["authorization"] == f"Bearer {SENTINEL}"
        assert request.body["model"] == "large"
        async with services.database.begin(write=False) as tx:
            call = await tx.scalar(select(Call).where(Call.user_id == actor.user_id))
        assert call is not None and call.is_own_key and call.outcome == "done"
        assert (call.vendor, call.model) == ("127.0.0.1", "large")

    async def test_books_what_the_studio_pays_as_the_studios(
        self, services: Services, stage: Stage, actor: Actor, context: Context
    ) -> None:
        with stage.playing(ScriptedProvider(saying("Aye."), model="script one")):
            provider = await answering(services, actor, context)
            assert (await everything(provider.stream(prompt("Well?"))))[0] == "Aye."
        async with services.database.begin(write=False) as tx:
            call = await tx.scalar(select(Call).where(Call.user_id == actor.user_id))
        assert call is not None and not call.is_own_key and call.model == "script one"

    async def test_uses_no_key_that_was_deleted_meanwhile(
        self, services: Services, actor: Actor, context: Context, vendor: ScriptedLlm
    ) -> None:
        wish = await at(services.models.keys, actor, vendor)
        await choose(services, actor, wish)
        provider = await answering(services, actor, context)
        async with services.database.begin() as tx:
            await services.models.keys.delete(tx, actor, str(wish.key_id))
        with pytest.raises(KeyGone):
            await everything(provider.stream(prompt("Well?")))
        assert vendor.requests == []
        assert await source(services, actor, None) == (Source.STUDIO, "quotation")

    async def test_lets_a_reply_end_whose_key_is_deleted_while_it_streams(
        self, services: Services, actor: Actor, context: Context, vendor: ScriptedLlm
    ) -> None:
        wish = await at(services.models.keys, actor, vendor)
        await choose(services, actor, wish)
        provider = await answering(services, actor, context)
        chunks = provider.stream(prompt("Well?"))
        first = await anext(chunks)
        async with services.database.begin() as tx:
            await services.models.keys.delete(tx, actor, str(wish.key_id))
        rest, _ = await everything(chunks)
        assert first.text + rest == "From the vendor."

    async def test_says_to_enter_the_key_again_when_the_secret_key_has_changed(
        self, services: Services, actor: Actor, context: Context, vendor: ScriptedLlm
    ) -> None:
        elsewhere = Keyring(services.database.begin, Seal(b"another secret"), allows_private=True)
        await choose(services, actor, await at(elsewhere, actor, vendor))
        provider = await answering(services, actor, context)
        with pytest.raises(KeyUnreadable, match="Enter the key again"):
            await everything(provider.stream(prompt("Well?")))
        assert vendor.requests == []

    async def test_asks_nobody_in_the_place_of_a_model_that_is_not_offered_any_more(
        self, services: Services, stage: Stage, actor: Actor, context: Context
    ) -> None:
        with stage.playing(ScriptedProvider(saying("Once."), model="script one")):
            await choose(services, actor, Wish("scripted", "script one"))
        provider = await answering(services, actor, context)
        with pytest.raises(NotOffered, match="does not offer script one any more"):
            await everything(provider.stream(prompt("Well?")))

    @pytest.mark.parametrize(
        ("status", "kind", "failure"),
        [(401, "authentication_error", KeyWrong), (402, "insufficient_quota", OwnQuota)],
    )
    async def test_tells_people_what_is_wrong_with_a_key_of_their_own(
        self, services: Services, actor: Actor, context: Context, vendor: ScriptedLlm, status: int,
        kind: str, failure: type[PersonaeError],
    ) -> None:  # fmt: skip
        vendor.otherwise = Reply(status=status, error_kind=kind)
        await choose(services, actor, await at(services.models.keys, actor, vendor))
        provider = await answering(services, actor, context)
        with pytest.raises(failure) as caught:
            await everything(provider.stream(prompt("Well?")))
        assert SENTINEL not in repr(caught.value)
        assert reason_sentence(caught.value.code).startswith("Your ")

    async def test_shares_one_client_between_replies_that_ask_at_once(
        self, services: Services, actor: Actor, context: Context, vendor: ScriptedLlm
    ) -> None:
        await choose(services, actor, await at(services.models.keys, actor, vendor))
        provider = await answering(services, actor, context)
        replies = await asyncio.gather(*(everything(provider.stream(prompt("Well?"))) for _ in range(5)))
        assert {text for text, _ in replies} == {"From the vendor."}


def unused(*_: object) -> ScriptedProvider:
    """Makes a client in a test that needs none."""
    raise AssertionError("nobody has a key here")


class TestWriterFor:
    async def test_leaves_quotations_out_and_books_for_the_purpose(
        self, services: Services, keys: Keyring, actor: Actor, nell: Profile, vendor: ScriptedLlm
    ) -> None:
        await choose(services, actor, QUOTATION, await at(keys, actor, vendor), character_id=nell.id)
        portrait = Context(actor.user_id, Purpose.PORTRAIT, nell.id)
        writer = await services.models.writer_for(actor, nell.id, portrait)
        assert writer is not None
        text, _ = await everything(writer.stream(prompt("Write.")))
        assert text == "From the vendor."
        async with services.database.begin(write=False) as tx:
            [call] = await tx.scalars(select(Call).where(Call.user_id == actor.user_id))
        assert (call.purpose, call.character_id) == (Purpose.PORTRAIT, nell.id)

    async def test_is_nobody_where_only_quotations_are_chosen(
        self, services: Services, actor: Actor, nell: Profile, context: Context
    ) -> None:
        assert await services.models.writer_for(actor, nell.id, context) is None
        assert await services.models.writers_of(actor, nell.id) == []


class TestWritersOf:
    async def test_names_all_that_may_have_to_write(
        self, services: Services, keys: Keyring, actor: Actor, nell: Profile, vendor: ScriptedLlm
    ) -> None:
        mine = await at(keys, actor, vendor)
        await choose(services, actor, mine, QUOTATION, replace(mine, model="m-2"), character_id=nell.id)
        assert await services.models.writers_of(actor, nell.id) == [
            ("127.0.0.1", mine.model),
            ("127.0.0.1", "m-2"),
        ]
