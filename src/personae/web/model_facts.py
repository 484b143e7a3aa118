"""What is known of a model, in few words."""

from datetime import date
from functools import lru_cache

from personae import llm
from personae.platform.clock import now
from personae.usage import dollars


def model_facts(vendor: str, model: str) -> str:
    """How many tokens a model reads at once and what a million of them cost; "" for what is free."""
    known = sold(vendor).get(model)
    if known is None:
        return "" if vendor in llm.FREE_VENDORS else "price unknown"
    costs = f"{dollars(known.input_micros)} in, {dollars(known.output_micros)} out per million tokens"
    return costs if known.window is None else f"reads {_short(known.window)} tokens · {costs}"


def sold(vendor: str) -> dict[str, llm.Model]:
    """The models that a vendor sells today, by name; none of one that the list does not know."""
    return _sold(vendor, now().date())


@lru_cache(maxsize=64)
def _sold(vendor: str, _: date) -> dict[str, llm.Model]:
    return {each.name: each for each in llm.models(vendor, at=now())}


def _short(tokens: int) -> str:
    return f"{tokens / 1_000_000:g}M" if tokens >= 1_000_000 else f"{round(tokens / 1000)}k"
