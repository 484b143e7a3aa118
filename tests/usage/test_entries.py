"""What is set aside for a call."""

from datetime import UTC, datetime

from personae import llm
from personae.usage import Context, Purpose
from personae.usage.entries import Tariff, reservation_of

AT = datetime(2026, 11, 25, tzinfo=UTC)


class TestReservationOf:
    def test_has_room_for_a_prompt_that_is_written_to_a_cache(self) -> None:
        call = llm.Call("anthropic", "claude-haiku-4-5", 6000, 1000)
        tariff = Tariff(llm.price, llm.FREE_VENDORS)
        kept = reservation_of(call, Context("u", Purpose.REPLY), tariff, is_own_key=False, at=AT)
        took = llm.price(call.vendor, call.model, llm.Usage(6000, 0, 1000, cache_written_tokens=6000), AT)
        fresh = llm.price(call.vendor, call.model, llm.Usage(6000, 0, 1000), AT)
        assert took and fresh and took.micros > fresh.micros
        assert kept.micros == took.micros
