"""Who answers, for each set of keys."""

import subprocess
import sys

import pytest

from llm.makers import KEY
from personae.llm import ANTHROPIC_MODEL, OPENAI_MODEL, ModelKeyRefused, choose

STARTED_WITHOUT_KEYS = """
import sys
from personae.llm import choose
assert choose(openai_key="", anthropic_key=None).name == "quotation"
print([each for each in ("openai", "anthropic", "httpx2") if each in sys.modules])
"""


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
