"""Who answers, by the name of a vendor."""

import subprocess
import sys

import pytest

from llm.makers import KEY, everything, prompt
from personae.llm import (
    ModelAddressMissing,
    ModelKeyRefused,
    Vendor,
    build_provider,
)
from servers.scripted_llm import scripted_llm

STARTED_WITHOUT_KEYS = """
import sys
from personae.llm import build_provider
assert build_provider("quotation", key="").name == "quotation"
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

    def test_loads_no_vendor_without_a_key(self) -> None:
        command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{STARTED_WITHOUT_KEYS}"]
        started = subprocess.run(command, capture_output=True, text=True, check=True)
        assert started.stdout.strip() == "[]"
