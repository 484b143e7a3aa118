"""What a vendor thinks of words that it answers anyway: asked once for a text, joined with our own view."""

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Final

from personae.llm import Judge, Judgement
from personae.platform.errors import PersonaeError
from personae.platform.logs import get_logger
from personae.safety import CATEGORIES, Category, Finding, Verdict

log = get_logger(__name__)

WAIT_S: Final = 2.0  # for an opinion; then ours alone counts
FAILED_MOST: Final = 3  # times in a row, after which the vendor is left alone
REST_S: Final = 60.0
KNOWN_MOST: Final = 2_000  # opinions that are remembered
# The vendor's names, as ours. It has none for strong language alone, nor for advice on crimes among ours.
MEANT: Final[Mapping[str, Category]] = {
    "hate": "hate",
    "hate/threatening": "hate",
    "harassment": "harassment",
    "harassment/threatening": "harassment",
    "sexual": "sexual",
    "sexual/minors": "sexual_minors",
    "self-harm": "self_harm",
    "self-harm/intent": "self_harm",
    "self-harm/instructions": "self_harm",
    "violence": "violence",
    "violence/graphic": "violence",
}


class Opinions:
    """Asks a vendor, remembers what it said, and leaves it alone while it fails."""

    def __init__(
        self, judge: Judge, *, wait_s: float = WAIT_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """clock: seconds from any start, never backwards."""
        self.name = judge.name
        self._judge, self._wait_s, self._clock = judge, wait_s, clock
        self._known: OrderedDict[bytes, Judgement] = OrderedDict()
        self._failed, self._rests_until = 0, 0.0

    async def ask(self, text: str) -> None:
        """Have the vendor look at a text, unless it has before. What goes wrong is a line in the log."""
        key = _key(text)
        if key in self._known or self._clock() < self._rests_until:
            return
        try:
            async with asyncio.timeout(self._wait_s):
                self._known[key] = await self._judge.judge(text)
            self._failed = 0
        except (PersonaeError, TimeoutError) as error:
            code = error.code if isinstance(error, PersonaeError) else "late"
            log.warning("moderation.no_opinion", vendor=self.name, code=code)
            self._failed += 1
            if self._failed >= FAILED_MOST:
                self._failed, self._rests_until = 0, self._clock() + REST_S
        if len(self._known) > KNOWN_MOST:
            self._known.popitem(last=False)

    def of(self, text: str) -> Judgement | None:
        """What the vendor said of a text; None where it was not asked, or did not answer."""
        return self._known.get(_key(text))


def joined(ours: Verdict, theirs: Judgement) -> Verdict:
    """Both views as one: the higher score of each category, flagged where either flags it.

    A miss costs more than a needless flag: flags only note unless the operator says so, and can be appealed
    against, and the two miss different things (the vendor knows languages and kinds of advice that ours has
    not seen; ours has a rule of its own for the young, and never fails).
    """
    scores: dict[Category, float] = {name: ours.by_category[name].score for name in CATEGORIES}
    flagged = {name for name in CATEGORIES if ours.by_category[name].is_flagged}
    for name, meant in MEANT.items():
        scores[meant] = max(scores[meant], round(theirs.scores.get(name, 0.0), 4))
        if name in theirs.flagged:
            flagged.add(meant)
    return Verdict({name: Finding(scores[name], name in flagged) for name in CATEGORIES})


def weighed_by(name: str, because: tuple[Category, ...], ours: Verdict, theirs: Judgement) -> str:
    """Who flags a decision's categories: "studio", the vendor's name, or "studio, name"."""
    is_ours = any(ours.by_category[each].is_flagged for each in because)
    is_theirs = any(MEANT.get(each) in because for each in theirs.flagged)
    return ", ".join((["studio"] if is_ours else []) + ([name] if is_theirs else []))


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
