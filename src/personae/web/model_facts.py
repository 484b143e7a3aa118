"""What is known of a model, in few words."""

from datetime import date
from functools import lru_cache
from typing import Final

from personae import llm
from personae.platform.clock import now
from personae.usage import dollars

MILLION: Final = 1_000_000
SAMPLE: Final = 10_000  # tokens whose price is asked for: few enough for the price of short prompts


def model_facts(vendor: str, model: str) -> str:
    """How many tokens a model reads at once and what a million of them cost; "" for what is free."""
    if vendor in llm.FREE_VENDORS:
        return ""
    known = sold(vendor).get(model)
    costs = (known.input_micros, known.output_micros) if known else _costs(vendor, model, now().date())
    if costs is None:
        return "price unknown"
    told = f"{dollars(costs[0])} in, {dollars(costs[1])} out per million tokens"
    return f"reads {_short(known.window)} tokens · {told}" if known and known.window else told


def sold(vendor: str) -> dict[str, llm.Model]:
    """The models that a vendor sells today, by name; none of one that the list does not know."""
    return _sold(vendor, now().date())


@lru_cache(maxsize=64)
def _sold(vendor: str, _: date) -> dict[str, llm.Model]:
    return {each.name: each for each in llm.models(vendor, at=now())}


@lru_cache(maxsize=512)
def _costs(vendor: str, model: str, _: date) -> tuple[int, int] | None:
    """Micro-dollars for a million tokens in and out, also of a model that goes by another of its names."""
    taken = llm.price(vendor, model, llm.Usage(SAMPLE, 0, 0), now())
    given = llm.price(vendor, model, llm.Usage(0, 0, SAMPLE), now())
    if taken is None or given is None:
        return None
    return taken.micros * (MILLION // SAMPLE), given.micros * (MILLION // SAMPLE)


def _short(tokens: int) -> str:
    return f"{tokens / MILLION:.3g}M" if tokens >= MILLION else f"{round(tokens / 1000)}k"
