"""Who answers, for each set of keys."""

import subprocess
import sys

import pytest

from llm.makers import KEY, everything, prompt
from personae.llm import (
    ANTHROPIC_MODEL,
    OPENAI_MODEL,
    ModelAddressMissing,
    ModelKeyRefused,
    Vendor,
    build_provider,
    choose,
)
from servers import scripted_replies as replies
from servers.scripted_llm import scripted_llm

STARTED_WITHOUT_KEYS = """
import sys
from personae.llm import choose
assert choose(openai_key="", anthropic_key=None).name == "quotation"
print([each for each in ("openai", "anthropic", "httpx2") if each in sys.modules])
"""


class TestBuildProvider:
    @pytest.mark.parametrize("vendor", ["openai", "anthropic"])
    async def test_makes_a_vendors_own(self, vendor: Vendor) -> None:
        provider = build_provider(vendor, key=KEY, model="m-1", max_tokens=77)
        assert (provider.name, provider.model, provider.max_tokens) == (vendor, "m-1", 77)
        await provider.close()

    def test_lets_characters_quote_themselves(self) -> None:
        assert build_provider("quotation").name == "quotation"

    @pytest.mark.parametrize("vendor", ["openai", "anthropic"])
    def test_wants_the_key_of_a_vendor(self, vendor: Vendor) -> None:
        with pytest.raises(ModelKeyRefused):
            build_provider(vendor, key="")

    async def test_asks_a_server_of_ones_own_without_a_key(self) -> None:
        async with scripted_llm() as server:
            provider = build_provider("compatible", base_url=f"{server.url}/v1", model="tinyllama")
            text, _ = await everything(provider.stream(prompt("Hail")))
            await provider.close()
        assert text
        assert (provider.name, provider.model) == ("127.0.0.1", "tinyllama")
        assert server.requests[0].body["model"] == "tinyllama"

    @pytest.mark.parametrize("address", [None, "", "tinyllama"])
    def test_wants_the_address_of_a_server(self, address: str | None) -> None:
        with pytest.raises(ModelAddressMissing):
            build_provider("compatible", base_url=address)


class TestChoose:
    def test_lets_characters_quote_themselves_without_a_key(self) -> None:
        assert choose().name == "quotation"
        assert choose(openai_key="", anthropic_key="").name == "quotation"

    async def test_takes_the_vendor_that_has_a_key(self) -> None:
        openai, anthropic = choose(openai_key=KEY), choose(anthropic_key=KEY)
        assert (openai.name, openai.model) == ("openai", OPENAI_MODEL)
        assert (anthropic.name, anthropic.model) == ("anthropic", ANTHROPIC_MODEL)
        await openai.close()
        await anthropic.close()

    @pytest.mark.parametrize("preferred", ["anthropic", "openai", "quotation"])
    async def test_takes_the_preferred_one_of_several(self, preferred: str) -> None:
        chosen = choose(openai_key=KEY, anthropic_key=KEY, preferred=preferred)  # type: ignore[arg-type]
        assert chosen.name == preferred
        await chosen.close()

    async def test_takes_the_model_that_the_settings_name(self) -> None:
        openai = choose(openai_key=KEY, openai_model="m-1", openai_base_url="http://127.0.0.1:9/v1")
        anthropic = choose(anthropic_key=KEY, anthropic_model="m-2", anthropic_base_url="http://127.0.0.1:9")
        assert (openai.model, anthropic.model) == ("m-1", "m-2")
        await openai.close()
        await anthropic.close()

    def test_sends_nothing_to_a_vendor_that_was_not_preferred(self) -> None:
        with pytest.raises(ModelKeyRefused) as caught:
            choose(openai_key=KEY, preferred="anthropic")
        assert "anthropic" in caught.value.sentence

    def test_loads_no_vendor_without_a_key(self) -> None:
        command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{STARTED_WITHOUT_KEYS}"]
        started = subprocess.run(command, capture_output=True, text=True, check=True)
        assert started.stdout.strip() == "[]"

    async def test_asks_again_when_the_vendor_fails_at_first(self) -> None:
        async with scripted_llm([replies.rate_limited(0.01), replies.ok("Aye.")]) as server:
            provider = choose(openai_key=KEY, openai_base_url=f"{server.url}/v1")
            text, chunks = await everything(provider.stream(prompt("Hail")))
            await provider.close()
        assert text == "Aye."
        assert chunks[0].notice is not None
        assert len(server.requests) == 2
