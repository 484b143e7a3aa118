"""Orders what a character says in the document by how well it answers a message."""

from collections.abc import Sequence
from dataclasses import dataclass

from personae.llm.port import Line
from personae.llm.retrieval.bm25 import Want, scores
from personae.llm.retrieval.language import Ask, Language, likeliest
from personae.llm.retrieval.question import Question, content, understood
from personae.llm.retrieval.words import folded


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts, in units of BM25 (sharing a rare word is worth about 5).

    `before`: words of what stands just before the line; `asked` instead, when that is a question, for the
    reply to a similar question is a good reply. `frame`: words of the way of asking. `context`: words of
    the turns before; `adrift` instead, when the message has no topic of its own. `own`: "my sister" after
    "your sister". `kind`: an answer of the kind asked for; `courtesy` when the message is little more than
    that kind. `me`: the line speaks of its speaker, `to_you` instead when the message asks about that.
    `reply`: it answered a question in the document. `fragment`: taken off for shreds and speeches,
    `counter` for answering with a question.
    """

    asked: float = 1.0
    before: float = 0.5
    frame: float = 0.15
    context: float = 0.1
    adrift: float = 0.6
    own: float = 2.5
    kind: float = 1.2
    courtesy: float = 6.0
    me: float = 0.3
    to_you: float = 0.9
    reply: float = 0.4
    fragment: float = 2.0
    counter: float = 0.8


WEIGHTS = Weights()
_COURTESIES = frozenset({Ask.GREETING, Ask.FAREWELL, Ask.THANKS, Ask.MOOD, Ask.SELF})
_SHORTEST, _LONGEST = 5, 60  # words of a line that stands on its own
_OTHERS = 100  # lines imagined besides, so that a word shared is worth something even among three lines
_NEAR = 160  # characters before a line that it is likely to answer
_EARLY = 80  # characters from the start within which a courtesy counts in full
_QUOTES = " \"'“”‘’«»„_"


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one line answers: its place in the lines given, the score, the part of it that is topic."""

    place: int
    score: float
    topic: float


def rank(
    message: str, lines: Sequence[Line], *, context: Sequence[str] = (), weights: Weights = WEIGHTS
) -> list[Fit]:
    """Return all lines, the one that answers best first; equal ones stay in the order given.

    context: the turns before, the latest last. They count little, but carry a bare "Why?".
    """
    heard = _Heard.read(lines)
    question = understood(message, heard.tongue)
    around = heard.about(understood(" ".join(context), heard.tongue).topic, weights)
    topics = heard.about(question.topic, weights)
    if not question.topic:
        topics, around = [weights.adrift * fit for fit in around], [0.0] * len(lines)
    frames = heard.scores(question.frame)
    is_known = any(topics)
    fits = []
    for place, topic in enumerate(topics):
        score = topic + weights.frame * frames[place] + weights.context * around[place]
        score += _prior(
            heard.plains[place], question, heard.tongue, weights, _share(topic, is_known=is_known)
        )
        fits.append(Fit(place, score + _standing(lines[place], weights), topic))
    return sorted(fits, key=lambda fit: -fit.score)


@dataclass(frozen=True, slots=True)
class _Heard:
    """The lines of a character as retrieval hears them: folded, and in stems with what stands before."""

    tongue: Language
    plains: list[str]
    texts: list[list[str]]
    befores: list[list[str]]
    is_reply: list[bool]

    @classmethod
    def read(cls, lines: Sequence[Line]) -> "_Heard":
        plains = [folded(line.text) for line in lines]
        tongue = likeliest(plains)
        return cls(
            tongue,
            plains,
            texts=[content(plain, tongue) for plain in plains],
            befores=[content(folded(line.before[-_NEAR:]), tongue) for line in lines],
            is_reply=[_is_question(line.before) for line in lines],
        )

    def scores(self, wants: Sequence[Want]) -> list[float]:
        return scores(self.texts, wants, others=_OTHERS)

    def about(self, wants: Sequence[Want], weights: Weights) -> list[float]:
        """Return how much each line, with what it answers, has to do with what is wanted."""
        spoken, asked = self.scores(wants), scores(self.befores, wants, others=_OTHERS)
        return [
            spoken[place] + asked[place] * (weights.asked if is_reply else weights.before)
            for place, is_reply in enumerate(self.is_reply)
        ]


def _share(topic: float, *, is_known: bool) -> float:
    """The right kind of answer to another question is worth little, unless no line knows the topic."""
    if topic > 0:
        return 1.0
    return 0.3 if is_known else 2.0


def _prior(plain: str, question: Question, tongue: Language, weights: Weights, share: float) -> float:
    """What speaks for a line besides its topic: the kind of answer it is, and whether it is personal."""
    prior = 0.0
    for ask in question.asks:
        suits, start = _suits(plain, ask, tongue)
        if ask in _COURTESIES:
            early = _EARLY / max(_EARLY, start + len(plain) / 4)
            prior += weights.courtesy * suits * early
        else:
            prior += weights.kind * suits * share
    if any(phrase in plain for phrase in question.own):
        prior += weights.own
    if tongue.first_person.search(plain):
        prior += weights.to_you if question.is_to_you else weights.me
    return prior


def _suits(plain: str, ask: Ask, tongue: Language) -> tuple[float, int]:
    """Return how surely a line is of a kind, 0..1, and at which character that shows."""
    for tier, pattern in enumerate(tongue.replies.get(ask, ())):
        found = pattern.search(plain)
        if found:
            return 1.0 / (1 + tier), found.start()
    return 0.0, 0


def _standing(line: Line, weights: Weights) -> float:
    """Whole sentences of a comfortable length stand on their own; shreds, speeches and questions less so."""
    text = line.text.strip(_QUOTES + "\n")
    count = len(text.split())
    standing = weights.reply if _is_question(line.before) else 0.0
    if count < _SHORTEST:
        standing -= weights.fragment * (_SHORTEST - count) / 2
    if count > _LONGEST:
        standing -= weights.fragment * min(2.0, (count - _LONGEST) / _LONGEST)
    if text[:1].islower() or text[-1:] in {",", ";", ":"}:
        standing -= weights.fragment
    if _is_question(text):
        standing -= weights.counter
    return standing


def _is_question(text: str) -> bool:
    return text.rstrip(_QUOTES + "\n").endswith("?")
