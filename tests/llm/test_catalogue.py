"""What models cost, down to the micro-dollar."""

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personae.llm import FREE_VENDORS, Usage, models, price

NOW = datetime(2026, 11, 25, tzinfo=UTC)
TOKENS = st.integers(0, 2_000_000)
LOADED = "import sys, personae.llm; print('genai_prices' in sys.modules)"


def micros(model: str, usage: Usage, *, vendor: str = "anthropic", at: datetime = NOW) -> int:
    found = price(vendor, model, usage, at)
    assert found is not None
    return found.micros


class TestPrice:
    @given(read=TOKENS, written=TOKENS, rest=TOKENS, output=TOKENS)
    def test_takes_each_kind_of_token_at_its_own_price(
        self, read: int, written: int, rest: int, output: int
    ) -> None:
        usage = Usage(read + written + rest, read, output, cache_written_tokens=written)
        # Claude 3 Opus: 15 dollars a million tokens in, 1.50 read from a cache, 18.75 written to it, 75 out.
        quarters = 60 * rest + 6 * read + 75 * written + 300 * output
        assert micros("claude-3-opus-20240229", usage) == (quarters + 2) // 4

    def test_rounds_half_up(self) -> None:
        assert [micros("claude-3-opus-20240229", Usage(n, n, 0)) for n in (1, 2, 3)] == [2, 3, 5]

    def test_costs_nothing_to_use_nothing(self) -> None:
        assert micros("claude-3-opus-20240229", Usage(0, 0, 0)) == 0

    def test_knows_the_price_of_the_day(self) -> None:
        million = Usage(1_000_000, 0, 0)
        before, after = (datetime(2025, 6, day, 12, tzinfo=UTC) for day in (9, 11))
        assert micros("o3", million, vendor="openai", at=before) == 10_000_000
        assert micros("o3", million, vendor="openai", at=after) == 2_000_000

    def test_is_dated(self) -> None:
        o3, opus = (
            price(vendor, model, Usage(1, 0, 1), NOW)
            for vendor, model in (("openai", "o3"), ("anthropic", "claude-3-opus-20240229"))
        )
        assert o3 is not None and opus is not None
        assert o3.dated == date(2025, 6, 10)
        assert opus.dated is not None and opus.dated > date(2026, 1, 1)
        assert opus.source.startswith("genai-prices ")

    def test_takes_more_for_a_long_prompt_where_the_vendor_does(self) -> None:
        short, long = (micros("gpt-6.1-sol", Usage(n, 0, 0), vendor="openai") for n in (200_000, 400_000))
        assert long == 4 * short

    def test_takes_a_dated_name_for_the_model(self) -> None:
        usage = Usage(1_000, 0, 100)
        dated, plain = (
            micros(name, usage, vendor="openai") for name in ("gpt-5.4-mini-2026-03-17", "gpt-5.4-mini")
        )
        assert dated == plain > 0

    def test_finds_a_seller_by_its_host(self) -> None:
        assert micros("anthropic/claude-haiku-4.5", Usage(1_000, 0, 0), vendor="openrouter.ai") == 1_000

    @pytest.mark.parametrize("vendor", sorted(FREE_VENDORS))
    def test_takes_nothing_for_what_is_free(self, vendor: str) -> None:
        assert micros("anything", Usage(None, None, None), vendor=vendor) == 0

    @pytest.mark.parametrize(
        ("vendor", "model"),
        [
            ("anthropic", "claude-unheard-of"),
            ("openai", "tts-1"),
            ("openai", "moderation"),
            ("127.0.0.1", "llama3"),
            ("localhost", "gpt-5.4-mini"),
            ("openrouter.ai.example.com.", "anthropic/claude-haiku-4.5"),
            ("", ""),
        ],
    )
    def test_is_unknown_rather_than_nothing(self, vendor: str, model: str) -> None:
        assert price(vendor, model, Usage(1_000, 0, 100), NOW) is None

    @pytest.mark.parametrize("usage", [Usage(None, None, 5), Usage(5, None, None)])
    def test_is_unknown_for_tokens_that_nobody_counted(self, usage: Usage) -> None:
        assert price("openai", "gpt-5.4-mini", usage, NOW) is None

    def test_bears_with_a_server_that_counts_cached_tokens_apart(self) -> None:
        assert micros("claude-3-opus-20240229", Usage(10, 1_000, 0)) == 1_500


class TestModels:
    @pytest.mark.parametrize("vendor", ["openai", "anthropic"])
    def test_tells_what_a_vendor_sells(self, vendor: str) -> None:
        sold = models(vendor, at=NOW)
        assert [model.name for model in sold] == sorted(model.name for model in sold)
        assert all(model.vendor == vendor and model.title for model in sold)
        assert all(model.output_micros >= model.input_micros > 0 for model in sold)

    def test_tells_the_size_of_a_model(self) -> None:
        [haiku] = [model for model in models("anthropic", at=NOW) if model.name == "claude-haiku-4-5"]
        assert (haiku.title, haiku.window, haiku.largest_output) == ("Claude Haiku 4.5", 200_000, 64_000)
        assert (haiku.input_micros, haiku.cached_micros, haiku.output_micros) == (
            1_000_000,
            100_000,
            5_000_000,
        )

    @pytest.mark.parametrize("unfit", ["tts-1", "gpt-image-1", "whisper-1", "text-embedding-3-small", "ada"])
    def test_leaves_out_what_cannot_talk(self, unfit: str) -> None:
        assert unfit not in {model.name for model in models("openai", at=NOW)}

    def test_knows_nothing_of_a_strange_host(self) -> None:
        assert models("127.0.0.1", at=NOW) == ()


class TestLoading:
    def test_waits_until_a_price_is_asked_for(self) -> None:
        command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{LOADED}"]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "False"
