"""What is known of vendors' models, and what their tokens cost: the one home of `genai-prices`.

The list comes with the installed package and is never fetched: a price that changed is learnt by upgrading.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from personae.llm.port import Usage

if TYPE_CHECKING:
    from genai_prices import types

FREE_VENDORS: Final = frozenset({"quotation", "gguf"})
_MICROS: Final = 1_000_000  # micro-dollars in a dollar, and tokens in the unit of a price list
_DATED_NAME: Final = re.compile(r"-20\d\d-\d\d-\d\d$")
_NOT_FOR_TALK: Final = re.compile(
    r"image|audio|realtime|live|transcribe|tts|whisper|embed|moderation|search|codex|instruct"
    r"|davinci|curie|babbage|^ada$|^ft:|\.ft-|computer-use"
)
# The vendors' model pages, by how a name begins; the price list does not tell.
_LARGEST_OUTPUTS: Final = (
    ("claude-3-5", 8_192),
    ("claude-3-7", 64_000),
    ("claude-3", 4_096),
    ("claude-opus-4-0", 32_000),
    ("claude-opus-4-1", 32_000),
    ("claude-sonnet-4", 64_000),
    ("claude-haiku-4", 64_000),
    ("claude-opus-4-5", 64_000),
    ("gpt-3.5", 4_096),
    ("gpt-4o", 16_384),
    ("gpt-4.1", 32_768),
    ("gpt-5", 128_000),
    ("o1-mini", 65_536),
    ("o1", 100_000),
    ("o3", 100_000),
    ("o4-mini", 100_000),
)


@dataclass(frozen=True, slots=True)
class Price:
    """What some tokens cost, in whole micro-dollars.

    `dated` is the day since which that price holds, or the last day that the list knows of; None for what
    is free. `source` names the list and its version.
    """

    micros: int
    dated: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model that can hold a conversation; None is what nobody has told.

    `window` is the longest prompt and `largest_output` the longest reply, in tokens. Prices are
    micro-dollars per million tokens, those of short prompts where long ones cost more; `cached_micros` is
    None for a model that reads nothing from a cache.
    """

    vendor: str
    name: str
    title: str
    window: int | None
    largest_output: int | None
    input_micros: int
    cached_micros: int | None
    output_micros: int
    is_deprecated: bool


def models(vendor: str, *, at: datetime) -> tuple[Model, ...]:
    """Return the models that a vendor, `openai`, `anthropic` or a host, sells for conversations at a moment.

    They come in the order of their names; an unknown vendor has none.
    """
    try:
        sold = _provider(vendor).models
    except LookupError:
        return ()
    known = [_model(vendor, each, at) for each in sold if not _NOT_FOR_TALK.search(each.id)]
    return tuple(sorted(filter(None, known), key=lambda model: model.name))


@lru_cache(maxsize=256)
def window(vendor: str, model: str) -> int | None:
    """Return the longest prompt that a vendor's model takes, in tokens; None when nobody knows."""
    try:
        return _find(_provider(vendor), model).context_window
    except LookupError:
        return None


def price(vendor: str, model: str, usage: Usage, at: datetime) -> Price | None:
    """Return what some tokens cost at a moment, rounded half up; None when nobody knows.

    vendor: `openai`, `anthropic`, a host such as `openrouter.ai`, or one of FREE_VENDORS, where all is
    free. Cached tokens cost what the vendor takes for them, read and written apart. Tokens that were not
    counted have no price.
    """
    if vendor in FREE_VENDORS:
        return Price(0, None, vendor)
    if usage.input_tokens is None or usage.output_tokens is None:
        return None
    try:
        provider = _provider(vendor)
        found = _find(provider, model)
    except LookupError:
        return None
    if not _text_prices(found, at):
        return None
    cost = found.calc_price(_amounts(usage), provider, genai_request_timestamp=at).total_price
    micros = int((cost * _MICROS).to_integral_value(ROUND_HALF_UP))
    return Price(micros, _since(found, at) or _listed(), _source())


def _provider(vendor: str) -> "types.Provider":
    """Find a vendor by its name or its host. Raises LookupError when it is unknown."""
    from genai_prices.data_snapshot import get_snapshot

    if vendor in ("openai", "anthropic"):
        return get_snapshot().find_provider(None, vendor, None)
    address = f"https://{vendor}"
    for each in get_snapshot().providers:
        # Up to the host's very end: whoever owns openrouter.ai.example.com is somebody else.
        if (found := re.match(each.api_pattern, f"{address}/")) and found.end() >= len(address):
            return each
    raise LookupError(vendor)


def _find(provider: "types.Provider", name: str) -> "types.ModelInfo":
    from genai_prices.data_snapshot import get_snapshot

    everyone = get_snapshot().providers
    for each in (name, _DATED_NAME.sub("", name)):
        found = provider.find_model(each, all_providers=everyone)
        if found:
            return found
    raise LookupError(name)


def _text_prices(model: "types.ModelInfo", at: datetime) -> tuple[Decimal, Decimal] | None:
    """Return dollars per million tokens in and out; None for models that are paid by other measures."""
    prices = model.get_prices(at)
    taken, given = _base(prices.input_mtok), _base(prices.output_mtok)
    return None if taken is None or given is None else (taken, given)


def _base(listed: "Decimal | types.TieredPrices | None") -> Decimal | None:
    return listed if isinstance(listed, Decimal) or listed is None else listed.base


def _model(vendor: str, listed: "types.ModelInfo", at: datetime) -> Model | None:
    prices = _text_prices(listed, at)
    if prices is None:
        return None
    cached = _base(listed.get_prices(at).cache_read_mtok)
    return Model(
        vendor=vendor,
        name=listed.id,
        title=listed.name or listed.id,
        window=listed.context_window,
        largest_output=next((most for start, most in _LARGEST_OUTPUTS if listed.id.startswith(start)), None),
        input_micros=int(prices[0] * _MICROS),
        cached_micros=None if cached is None else int(cached * _MICROS),
        output_micros=int(prices[1] * _MICROS),
        is_deprecated=bool(listed.deprecated),
    )


def _amounts(usage: Usage) -> "types.Usage":
    from genai_prices import Usage as Amounts

    cached, written = usage.cached_tokens or 0, usage.cache_written_tokens or 0
    return Amounts(
        # Some servers count what was cached apart from the prompt.
        input_tokens=max(usage.input_tokens or 0, cached + written),
        cache_read_tokens=cached,
        cache_write_tokens=written,
        output_tokens=usage.output_tokens or 0,
    )


def _since(model: "types.ModelInfo", at: datetime) -> date | None:
    """Return the day on which the price that holds at a moment began, where the list has it."""
    starts = [start for start in _starts(model) if start <= at.astimezone(UTC).date()]
    return max(starts, default=None)


@cache
def _listed() -> date:
    """Return the last day that the list knows of, which is about how old it is."""
    from genai_prices.data_snapshot import get_snapshot

    everything = (model for provider in get_snapshot().providers for model in provider.models)
    today = datetime.now(UTC).date()
    return max(start for model in everything for start in _starts(model) if start <= today)


def _starts(model: "types.ModelInfo") -> list[date]:
    conditions = model.prices if isinstance(model.prices, list) else []
    starts = (getattr(each.constraint, "start_date", None) for each in conditions)
    return [start for start in starts if start]


@cache
def _source() -> str:
    from genai_prices import __version__

    return f"genai-prices {__version__}"
