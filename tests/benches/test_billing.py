"""The vendors' rules for what was sent before, on prompts of ten to a thousand tokens."""

from datetime import UTC, datetime

import pytest

from benches.billing import Bill, Block, ByItself, ByMarks, NoCache, Prices, blocks_of, prices


def parts(*numbers: int, marked: tuple[int, ...] = ()) -> list[Block]:
    """Blocks of about 120 tokens each, a different one for each number."""
    return [Block("user", f"{number} " + "word " * 99, number in marked) for number in numbers]


SIZE = parts(1)[0].tokens


class TestByItself:
    def test_finds_the_longest_beginning_in_steps(self) -> None:
        rule = ByItself()
        assert rule.bill(parts(*range(12))) == Bill(12 * SIZE)
        assert rule.bill(parts(*range(11), 99)).cached == 11 * SIZE // 128 * 128
        assert rule.bill(parts(98, *range(12))).cached == 0

    def test_finds_nothing_that_is_too_short(self) -> None:
        rule = ByItself()
        rule.bill(parts(*range(8)))
        assert rule.bill(parts(*range(9))).cached == 0


class TestByMarks:
    def test_writes_up_to_the_mark_and_reads_that_the_next_time(self) -> None:
        rule = ByMarks(least=2 * SIZE)
        assert rule.bill(parts(0, 1, 2, 3, marked=(2,))) == Bill(4 * SIZE, 0, 3 * SIZE)
        assert rule.bill(parts(0, 1, 2, 3, 4, marked=(4,))) == Bill(5 * SIZE, 3 * SIZE, 2 * SIZE)
        assert rule.bill(parts(0, 1, 2, 3, 4, marked=(4,))) == Bill(5 * SIZE, 5 * SIZE, 0)

    def test_neither_writes_nor_reads_without_a_mark(self) -> None:
        rule = ByMarks(least=SIZE)
        rule.bill(parts(0, 1, marked=(1,)))
        assert rule.bill(parts(0, 1, 2)) == Bill(3 * SIZE)

    def test_keeps_nothing_that_is_too_short(self) -> None:
        rule = ByMarks(least=3 * SIZE)
        assert rule.bill(parts(0, 1, marked=(1,))) == Bill(2 * SIZE)
        assert rule.bill(parts(0, 1, 2, marked=(2,))) == Bill(3 * SIZE, 0, 3 * SIZE)

    @pytest.mark.parametrize(("more", "found"), [(19, 1), (20, 0)])
    def test_looks_twenty_blocks_back(self, more: int, found: int) -> None:
        rule = ByMarks(least=SIZE)
        rule.bill(parts(0, marked=(0,)))
        assert rule.bill(parts(*range(1 + more), marked=(more,))).cached == found * SIZE

    def test_refuses_a_fifth_mark(self) -> None:
        with pytest.raises(ValueError, match="5 marks"):
            ByMarks(least=1).bill(parts(*range(5), marked=tuple(range(5))))


class TestNoCache:
    def test_reads_all_of_it_each_time(self) -> None:
        rule = NoCache()
        assert [rule.bill(parts(1)), rule.bill(parts(1))] == [Bill(SIZE), Bill(SIZE)]


class TestPrices:
    def test_are_the_vendors_published_ones(self) -> None:
        at = datetime(2026, 11, 25, tzinfo=UTC)
        assert prices("anthropic", "claude-haiku-4-5", at) == Prices(read=0.1, written=1.25)
        assert prices("openai", "gpt-5.4-mini", at) == Prices(read=0.1, written=1.0)

    def test_say_how_many_fresh_tokens_would_cost_as_much(self) -> None:
        assert Prices(read=0.1, written=1.25).billed(Bill(1000, 500, 100)) == 400 + 50 + 125


class TestBlocksOf:
    def test_reads_both_protocols_the_same_way(self) -> None:
        mark = {"cache_control": {"type": "ephemeral"}}
        plain = {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}]}
        marked = {
            "system": [{"type": "text", "text": "S", **mark}],
            "messages": [{"role": "user", "content": [{"type": "text", "text": "Q"}]}],
        }
        assert blocks_of(plain) == [Block("system", "S"), Block("user", "Q")]
        assert blocks_of(marked) == [Block("system", "S", is_marked=True), Block("user", "Q")]
