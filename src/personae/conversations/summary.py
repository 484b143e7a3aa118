"""What was said before the messages that fit, in short: the sentences that tell most. Pure."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from personae.conversations import wording
from personae.conversations.notes import cut
from personae.conversations.tables import Author, Message
from personae.llm import text_tokens
from personae.llm.retrieval.language import likeliest
from personae.llm.retrieval.question import content
from personae.llm.retrieval.words import folded

SUMMARY_TOKENS = 240
SENTENCE_TOKENS = 50  # of one sentence, which is cut behind them
TURN_TOKENS = 400  # of one message that a model is shown
SENTENCES_MOST = 2_000  # that are weighed, the latest
ASKED = 0.5  # what a question tells, beside a sentence
NAMED = 0.5  # what a name or a figure adds, beside a word
WHO = {Author.USER: "They", Author.CHARACTER: "You"}
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*[”’\"')»]*")
_NAMED = re.compile(r"(?<=[^\W\d_] )[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]\w+|\d+")


@dataclass(frozen=True, slots=True)
class _Said:
    place: int
    line: str
    words: frozenset[str]
    weight: float


def extracted(former: str, turns: Sequence[Message], *, tokens: int = SUMMARY_TOKENS) -> str:
    """A summary of a former one and of the messages that follow it, at most so many tokens.

    It is made of their own sentences: those whose words are rarest among all of them, for their length, in
    the order in which they were said. The same for the same; "" when nothing was said.
    """
    lines = [each for line in former.splitlines() for each in _remembered(line)]
    lines += [f"{WHO[Author(turn.author)]}: {each}" for turn in turns for each in _sentences(turn.text)]
    kept: list[_Said] = []
    for said in sorted(_weighed(lines[-SENTENCES_MOST:]), key=lambda said: (-said.weight, said.place)):
        size = text_tokens(said.line) + 1
        is_new = all(len(said.words & other.words) <= len(said.words) / 2 for other in kept)
        if size <= tokens and is_new:
            tokens -= size
            kept.append(said)
    return "\n".join(said.line for said in sorted(kept, key=lambda said: said.place))


def asking(name: str, former: str, turns: Sequence[Message]) -> str:
    """What a model is asked for the same. name: the character's."""
    said = [
        f"{WHO[Author(turn.author)]}: {wording.data(cut(turn.text, TURN_TOKENS))}"
        for turn in turns
        if turn.text
    ]
    return wording.filled(
        "summary",
        name=wording.data(name),
        former=wording.data(former) or "Nothing yet.",
        turns="\n".join(said),
    )


def part(summary: str) -> str:
    """A summary as a part of a prompt; "" for none."""
    lines = [wording.data(line) for line in summary.splitlines() if line.strip()]
    return wording.filled("earlier", summary="\n".join(lines)) if lines else ""


def _remembered(line: str) -> list[str]:
    """A line as it was extracted, or the sentences of what a model wrote."""
    return [line] if line.startswith(tuple(f"{who}: " for who in WHO.values())) else _sentences(line)


def _sentences(text: str) -> list[str]:
    found = (" ".join(each.split()) for each in _SENTENCE.findall(text))
    return [cut(each, SENTENCE_TOKENS) for each in found if len(each) > 1]


def _weighed(lines: Sequence[str]) -> list[_Said]:
    plain = [folded(line.partition(": ")[2] or line) for line in lines]
    tongue = likeliest(plain)
    words = [frozenset(content(each, tongue)) for each in plain]
    holding = Counter(word for each in words for word in each)
    rarity = {word: math.log(1 + len(lines) / count) for word, count in holding.items()}
    return [
        _Said(place, line, each, _weight(line, sum(rarity[word] for word in each)))
        for place, (line, each) in enumerate(zip(lines, words, strict=True))
        if each
    ]


def _weight(line: str, rare: float) -> float:
    told = rare + NAMED * len(_NAMED.findall(line))
    asked = ASKED if line.rstrip("”’\"')» ").endswith("?") else 1.0
    return asked * told / math.sqrt(8 + len(line.split()))
