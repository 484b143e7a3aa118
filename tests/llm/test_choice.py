"""Who answers, by the name of a vendor."""

import subprocess
import sys

import pytest

from llm.makers import KEY, everything, prompt
from personae.llm import (
    ModelAddressMissing,
    ModelKeyRefused,
    ModelUnreachable,
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

    @pytest.mark.parametrize("vendor", ["openai", "anthropic", "compatible"])
    async def test_connects_to_the_number_that_a_host_leads_to(self, vendor: Vendor) -> None:
        asked: list[tuple[str, int]] = []

        async def reach(host: str, port: int) -> str:
            asked.append((host, port))
            return "127.0.0.1"

        async with scripted_llm() as server:
            port = int(server.url.rpartition(":")[2])
            url = f"http://models.test:{port}" + ("" if vendor == "anthropic" else "/v1")
            provider = build_provider(vendor, key=KEY, base_url=url, model="m-1", reach=reach)
            text, _ = await everything(provider.stream(prompt("Hail")))
            await provider.close()
        assert text
        assert asked == [("models.test", port)]
        assert server.requests[0].headers["host"] == f"models.test:{port}"

    @pytest.mark.parametrize("vendor", ["openai", "anthropic"])
    async def test_connects_to_nobody_when_a_host_leads_nowhere(self, vendor: Vendor) -> None:
        async def reach(host: str, port: int) -> str:
            raise OSError("private")

        async with scripted_llm() as server:
            provider = build_provider(vendor, key=KEY, base_url=f"{server.url}/v1", reach=reach)
            with pytest.raises(ModelUnreachable):
                await everything(provider.stream(prompt("Hail")))
            await provider.close()
        assert server.requests == []

    @pytest.mark.parametrize("address", [None, "", "tinyllama"])
    def test_wants_the_address_of_a_server(self, address: str | None) -> None:
        with pytest.raises(ModelAddressMissing):
            build_provider("compatible", base_url=address)

    def test_loads_no_vendor_without_a_key(self) -> None:
        command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{STARTED_WITHOUT_KEYS}"]
        started = subprocess.run(command, capture_output=True, text=True, check=True)
        assert started.stdout.strip() == "[]"
