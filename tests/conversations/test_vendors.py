"""A conversation with a vendor's model behind it, over the vendors' real protocols."""

import json

import pytest

from makers import Person, cast_of, read_story, talk_with
from personae.llm import Provider, Vendor, build_provider
from servers import scripted_replies as replies
from servers.models import models
from servers.scripted_llm import ScriptedLlm, scripted_llm
from stage import Stage

pytestmark = pytest.mark.once

VENDORS: tuple[Vendor, ...] = ("openai", "anthropic")


def provider_at(vendor: Vendor, url: str, *, max_tokens: int = 1024) -> Provider:
    """What the studio asks when this vendor's key is set; the SDKs want `/v1` in one base URL only."""
    base_url = f"{url}/v1" if vendor == "openai" else url
    return build_provider(vendor, key="sk-test", base_url=base_url, model="test", max_tokens=max_tokens)


async def ask_mira(person: Person, *texts: str) -> list[dict[str, object]]:
    """The replies of Mira, out of a story just read, to each text in turn."""
    cast = await cast_of(person, await read_story(person))
    mira = next(each for each in cast if "Mira" in each["name"])
    conversation = await talk_with(person, mira)
    found = []
    for text in texts:
        answer = await person.client.post(
            f"/api/v1/conversations/{conversation}/messages", json={"text": text}
        )
        found.append(answer.raise_for_status().json()["reply"])
    return found


def sent(server: ScriptedLlm, *, request: int = -1) -> str:
    """What the studio sent to the vendor, as text."""
    return json.dumps(server.requests[request].body, ensure_ascii=False)


@pytest.mark.parametrize("vendor", VENDORS)
class TestVendor:
    async def test_answers_in_character(self, ada: Person, stage: Stage, vendor: Vendor) -> None:
        async with scripted_llm([replies.ok("The stairs, as ever.")]) as server:
            provider = provider_at(vendor, server.url)
            with stage.playing(provider):
                [reply] = await ask_mira(ada, "What do you fear?")
            await provider.close()
            assert (reply["text"], reply["state"], reply["reason"]) == (
                "The stairs, as ever.",
                "complete",
                None,
            )
            assert (reply["provider"], reply["model"]) == (vendor, "test")
            assert "Mira" in sent(server)
            assert "What do you fear?" in sent(server)
            assert "they count themselves" in sent(server).casefold()

    async def test_is_told_the_same_of_the_character_at_every_turn(
        self, ada: Person, stage: Stage, vendor: Vendor
    ) -> None:
        async with scripted_llm([replies.ok("One."), replies.ok("Two.")]) as server:
            provider = provider_at(vendor, server.url)
            with stage.playing(provider):
                await ask_mira(ada, "First?", "Second?")
            await provider.close()
            first, second = (json.loads(sent(server, request=n)) for n in (0, 1))
            assert first.get("system") == second.get("system")
            assert first["messages"][0] == second["messages"][0]
            assert "One." in json.dumps(second["messages"])

    async def test_keeps_what_had_arrived_of_a_reply_that_was_cut(
        self, ada: Person, stage: Stage, vendor: Vendor
    ) -> None:
        async with scripted_llm([replies.cut(3, "one two three four five")]) as server:
            provider = provider_at(vendor, server.url)
            with stage.playing(provider):
                [reply] = await ask_mira(ada, "Count.")
            await provider.close()
            assert (reply["state"], reply["reason"]) == ("interrupted", "reply_interrupted")
            assert str(reply["text"]).split() == ["one", "two", "three"]

    async def test_says_why_it_cannot_answer(self, ada: Person, stage: Stage, vendor: Vendor) -> None:
        async with scripted_llm([replies.unauthorized()]) as server:
            provider = provider_at(vendor, server.url)
            with stage.playing(provider):
                [reply] = await ask_mira(ada, "Hello?")
            await provider.close()
            assert (reply["state"], reply["reason"], reply["text"]) == (
                "interrupted",
                "model_key_refused",
                "",
            )


@pytest.mark.servers
class TestRealModel:
    @pytest.mark.parametrize("vendor", VENDORS)
    async def test_streams_a_reply_to_its_finish(self, ada: Person, stage: Stage, vendor: Vendor) -> None:
        with models() as server:
            url = server.url.removesuffix("/v1")
            # So small a model seldom comes to an end by itself, and never quickly.
            provider = provider_at(vendor, url, max_tokens=32)
            with stage.playing(provider):
                for _ in range(3):
                    [reply] = await ask_mira(ada, "Say good evening.")
                    if reply["reason"] != "instructions_leaked":  # so small a model now and then tells them
                        break
            await provider.close()
            assert reply["state"] == "complete"
            assert reply["text"]
