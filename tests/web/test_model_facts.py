"""What pages say of a model in few words."""

import pytest

from personae.web.model_facts import model_facts, sold


class TestModelFacts:
    def test_tells_how_much_it_reads_and_what_it_costs(self) -> None:
        facts = model_facts("anthropic", "claude-haiku-4-5")
        assert facts == "reads 200k tokens · $1.00 in, $5.00 out per million tokens"
        assert model_facts("anthropic", "claude-sonnet-4-6").startswith("reads 1M tokens · ")

    def test_knows_the_price_of_a_model_by_the_name_that_its_vendor_lists(self) -> None:
        facts = model_facts("anthropic", "claude-haiku-4-5-20251001")
        assert facts == "$1.00 in, $5.00 out per million tokens"

    @pytest.mark.parametrize(
        ("vendor", "model"), [("127.0.0.1", "llama3"), ("openai", "nobody-knows"), ("somebody", "")]
    )
    def test_says_that_a_price_is_unknown(self, vendor: str, model: str) -> None:
        assert model_facts(vendor, model) == "price unknown"

    @pytest.mark.parametrize("vendor", ["quotation", "gguf"])
    def test_says_nothing_of_what_is_free(self, vendor: str) -> None:
        assert model_facts(vendor, "any") == ""


class TestSold:
    def test_names_what_a_vendor_sells_and_nothing_of_one_that_is_unknown(self) -> None:
        assert sold("openai")["gpt-5.4-mini"].vendor == "openai"
        assert sold("127.0.0.1") == {}
