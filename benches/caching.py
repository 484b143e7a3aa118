"""What the prompts of a long conversation are billed, beside sending all of it each time without a cache."""

import argparse
import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import product
from typing import Any

from benches.billing import Bill, Block, ByItself, ByMarks, NoCache, Prices, Rule, blocks_of, prices
from benches.figures import Report
from benches.studio import empty_home
from benches.talk import Listener, ask_main_character, conversation, full_notes, listening
from personae.conversations import Message, fitting, window
from personae.conversations.exchange import HISTORY_MOST
from personae.llm import ANTHROPIC_MODEL, OPENAI_MODEL, Prompt, Vendor, build_provider

TURNS = 50
TARGET_PERCENT = 35.0
LEAST = {ANTHROPIC_MODEL: 4096, "claude-sonnet-4-5": 1024}  # tokens, by Anthropic's documentation
WHOLE = fitting.Span(10**9, (1,))
ALL = 2 * TURNS  # messages
TOKENS, STEP = (4_500, 6_000, 7_500, 9_000), (10, 20, 30, 40)
SPANS = [fitting.Span(tokens, (step, 4, 1)) for tokens, step in product(TOKENS, STEP)]


@dataclass(frozen=True, slots=True)
class Case:
    """A vendor's model, its rule and prices. least: tokens of the shortest beginning that it caches."""

    vendor: Vendor
    model: str
    rule: Callable[[], Rule]
    prices: Prices
    least: int | None

    @property
    def name(self) -> str:
        """As the table calls it."""
        return self.vendor if self.least is None else f"{self.vendor} {self.model}"


@dataclass(frozen=True, slots=True)
class Course:
    """What a conversation took. warm: the first turn that was read from the cache in part, 0 for none.

    known: the fewest turns before the question that were sent once some had to be left out.
    """

    bill: Bill
    billed: float
    warm: int
    known: int


@dataclass(frozen=True, slots=True)
class Talk:
    """What is talked about, and the listener to whom it goes."""

    material: window.Material
    said: Sequence[Message]
    listener: Listener
    has_notes: bool = True

    async def course(self, case: Case, span: fitting.Span, *, most: int = HISTORY_MOST) -> Course:
        """Have a provider send every turn's prompt, and bill the bodies that arrive. most: messages known."""
        provider = build_provider(
            case.vendor, key="scripted", base_url=self.listener.base_url(case.vendor), model=case.model
        )
        self.listener.bodies.clear()
        for prompt in self._prompts(span, most):
            async for _ in provider.stream(prompt):
                pass
        await provider.close()
        rule, sent = case.rule(), [blocks_of(body) for body in self.listener.bodies]
        bills = [rule.bill(blocks) for blocks in sent]
        warm = next((turn for turn, bill in enumerate(bills, 1) if bill.cached), 0)
        total = sum(bills, Bill(0))
        said = [_messages(body) for body in self.listener.bodies]
        known = min((n // 2 for turn, n in enumerate(said, 1) if n < 2 * turn - 1), default=0)
        return Course(total, case.prices.billed(total), warm, known)

    def _prompts(self, span: fitting.Span, most: int) -> Iterator[Prompt]:
        for end in range(1, len(self.said), 2):
            history = self.said[max(0, end - most - 1) : end]
            notes = full_notes(history, end) if self.has_notes else ""
            yield window.build(self.material, history, seed="", span=span, notes=notes)


def _messages(body: dict[str, Any]) -> int:
    return sum(each["role"] != "system" for each in body["messages"])


def main() -> None:
    """Send every turn's prompt through the studio's providers, and reckon what each vendor would bill."""
    report = Report("caching", __doc__, options=_options)
    asyncio.run(_measure(report))
    report.end()


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--spans", action="store_true", help="compare windows of other lengths and steps too")
    parser.add_argument(
        "--short", action="store_true", help="a conversation of questions and replies in a line"
    )
    parser.add_argument("--bare", action="store_true", help="prompts without passages, memories and mood")


async def _measure(report: Report) -> None:
    async with listening() as listener:
        with empty_home() as home:
            await asyncio.to_thread(ask_main_character, home, listener.base_url("openai"))
        system, opening = (str(each["content"]) for each in listener.bodies[0]["messages"][:2])
        sheet = "".join(opening.partition("</character>")[:2])
        said, cases = conversation(TURNS, is_short=report.wish.short), list(_cases())
        talk = Talk(window.Material(system, sheet, (), {}), said, listener, has_notes=not report.wish.bare)
        whole = (await talk.course(cases[-1], WHOLE, most=ALL)).bill.sent
        courses = [(case, await talk.course(case, fitting.SPAN)) for case in cases]
        _tell(report, talk, courses, whole)
        if report.wish.spans:
            await _compare(report, talk, cases, whole)


def _cases() -> Iterator[Case]:
    """Who bills how, the one without a cache last."""
    now = datetime.now(UTC)
    yield Case("openai", OPENAI_MODEL, ByItself, prices("openai", OPENAI_MODEL, now), ByItself.LEAST)
    for model, least in LEAST.items():
        yield Case("anthropic", model, partial(ByMarks, least), prices("anthropic", model, now), least)
    yield Case("compatible", "any", NoCache, Prices(), None)


def _tell(report: Report, talk: Talk, courses: Sequence[tuple[Case, Course]], whole: int) -> None:
    sheet = Block("system", talk.material.system + talk.material.sheet).tokens
    said = sum(Block(each.author, each.text).tokens for each in talk.said)
    report.note(
        f"{TURNS} turns of {said:,} tokens, sheet of {sheet:,}; all of it each time: {whole:,} tokens"
    )
    report.note("by our own count; each turn within the cache's five minutes, on a server that has it")
    report.note(f"{'':<28} {'sent':>8} {'cached':>8} {'written':>8} {'billed':>8}  from the cache")
    for case, found in courses:
        bill = found.bill
        row = f"{case.name:<28} {bill.sent:>8,} {bill.cached:>8,} {bill.written:>8,} {found.billed:>8,.0f}"
        report.note(f"{row}  {_warmth(case, found, sheet)}")
    for case, found in courses:
        target = None if case.least is None else TARGET_PERCENT
        report.add(f"{case.name}: billed of all of it", _percent(found, whole), "%", target=target)


def _warmth(case: Case, found: Course, sheet: int) -> str:
    if case.least is None:
        return "never: no cache"
    prices = f"read at {case.prices.read:g} ×, written at {case.prices.written:g} ×"
    short = f"; the sheet alone is short of {case.least:,}" if sheet < case.least else ""
    return f"since turn {found.warm}, {prices}{short}" if found.warm else f"never{short}"


async def _compare(report: Report, talk: Talk, cases: Sequence[Case], whole: int) -> None:
    """The same with windows of other lengths and steps: percent billed by each rule, and turns remembered."""
    report.note("percent billed, by window: " + " · ".join(case.name for case in cases))
    for span in SPANS:
        found = [await talk.course(case, span) for case in cases]
        shares = " · ".join(f"{_percent(each, whole):5.1f}" for each in found)
        what = f"{span.tokens:,} tokens, {span.steps[0]:>2} messages a step"
        report.note(f"{what}: {shares}; {found[0].known} turns are known at least")


def _percent(found: Course, whole: int) -> float:
    return 100 * found.billed / whole


if __name__ == "__main__":
    main()
