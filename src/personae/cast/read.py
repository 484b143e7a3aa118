"""The whole reading: sample, survey, then quotations and mentions, in three streaming passes."""

import re
from collections.abc import Callable, Iterable, Iterator

from personae.cast import asides, language, mentioned, nested, quotes
from personae.cast.attribution import Attributor
from personae.cast.blocks import Piece, pieces
from personae.cast.conventions import Convention, choose, count_marks
from personae.cast.enrol import build
from personae.cast.evidence import Exchange, Witness, addressees
from personae.cast.grammar import Grammar, grammar_for
from personae.cast.kinds import LABELLED, kind_of
from personae.cast.lang import READ
from personae.cast.letters import Letters
from personae.cast.model import Block, Cast, Character, Fact, Mention, Mode, Quotation, Tie
from personae.cast.performed import Labels, read_labelled
from personae.cast.roster import Hits, Roster
from personae.cast.sample import spread
from personae.cast.scene import Stage
from personae.cast.survey import Survey
from personae.cast.tally import Tally
from personae.cast.told import told
from personae.cast.turn import Turn

SAMPLES, SAMPLE_CHARS, LANGUAGE_SAMPLES = 400, 1_200, 24
RUN_LIMIT: dict[Mode, int] = {"quick": 40, "careful": 200}  # turns decided together
RUN_GAP: dict[Mode, int] = {"quick": 4, "careful": 12}  # paragraphs of telling that end a run
FIRST_PERSON = re.compile(r"\bI\b")
Blocks = Callable[[], Iterable[Block]]


def ignore(_: object) -> None:
    """Take progress, or a finding nobody asked for, and do nothing."""


def read(
    open_blocks: Blocks,
    *,
    on_quotation: Callable[[Quotation], None],
    on_mention: Callable[[Mention], None],
    on_fact: Callable[[Fact], None] = ignore,
    on_tie: Callable[[Tie], None] = ignore,
    on_progress: Callable[[float], None] = ignore,
    mode: Mode = "quick",
) -> Cast:
    """Read a document: report quotations, mentions, facts and ties as they are found, return its cast.

    open_blocks is called three times and must give the same blocks each time.  Quotations come in order,
    and so do mentions, facts and ties.  on_progress gets 0..1, never less than before.  mode: 'careful'
    decides longer runs of turns together than 'quick', and takes a little longer.
    """
    samples, count = spread((block.text[:SAMPLE_CHARS] for block in open_blocks()), limit=SAMPLES)
    on_progress(0.05)
    code, sure = language.detect(_longest(samples))
    convention = choose(count_marks(samples))
    grammar = grammar_for(code)
    kind = kind_of(samples, grammar)
    first = _watched(open_blocks(), count, on_progress, 0.05, 0.4)
    second = _watched(open_blocks(), count, on_progress, 0.4, 1.0)
    if kind in LABELLED:
        labels = Labels().read(first)
        tally, words, marks = (
            read_labelled(labels, second, kind, grammar, on_quotation, on_mention),
            labels.words,
            "labels",
        )
    else:
        survey = _survey(first, convention, grammar)
        roster = build(survey, grammar)
        tally, words, marks = Tally(roster), survey.words, convention.name
        witness = Witness(roster, grammar, tally.id_of, on_fact=on_fact, on_tie=on_tie)
        _Reader(roster, grammar, tally, witness, on_quotation, on_mention, mode).read(second, convention)
    characters = tally.characters()
    on_progress(1.0)
    return Cast(
        language=code,
        language_confidence=sure,
        characters=characters,
        quotations=tally.quotations,
        words=words,
        convention=marks if tally.quotations else "none",
        notices=_notices(code, tally.quotations, characters),
        mode=mode,
        kind=kind,
    )


def _longest(samples: list[str]) -> list[str]:
    return sorted(samples, key=len, reverse=True)[:LANGUAGE_SAMPLES]


def _notices(code: str, quotations: int, characters: tuple[Character, ...]) -> tuple[str, ...]:
    found = []
    if code not in READ:
        found.append(f"language_unread:{code}")
    if not quotations:
        found.append("no_quotations")
    if not characters:
        found.append("no_characters")
    return tuple(found)


def _watched(
    blocks: Iterable[Block], count: int, report: Callable[[float], None], low: float, high: float
) -> Iterator[Block]:
    step = max(1, count // 40)
    for index, block in enumerate(blocks):
        if index % step == 0:
            report(low + (high - low) * min(1.0, index / max(1, count)))
        yield block


def _quoted(
    blocks: Iterable[Block], convention: Convention, grammar: Grammar
) -> Iterator[tuple[Piece, list[quotes.Span]]]:
    """Yield the pieces of a document, each with what is quoted in it."""
    inside = False
    for piece in pieces(blocks):
        found = quotes.spans(piece.text, convention, inside=inside and piece.continued)
        spans = asides.cut(piece.text, found, grammar)
        inside = bool(spans) and not spans[-1].closed
        yield piece, spans


def _survey(blocks: Iterable[Block], convention: Convention, grammar: Grammar) -> Survey:
    survey = Survey()
    for piece, spans in _quoted(blocks, convention, grammar):
        survey.read(piece.text, piece.start, spans, grammar)
        _count_narrator(survey, piece.text, spans)
    return survey


def _count_narrator(survey: Survey, text: str, spans: list[quotes.Span]) -> None:
    place = 0
    for start, end in [*((span.start, span.end) for span in spans), (len(text), len(text))]:
        told = text[place:start]
        survey.narrated_words += told.count(" ") + told.count("\n")
        survey.narrator += sum(1 for _ in FIRST_PERSON.finditer(told))
        place = end


class _Reader:
    """The last pass: gathers turns into runs and reports them once their speakers are decided."""

    def __init__(
        self,
        roster: Roster,
        grammar: Grammar,
        tally: Tally,
        witness: Witness,
        on_quotation: Callable[[Quotation], None],
        on_mention: Callable[[Mention], None],
        mode: Mode,
    ) -> None:
        self.mode: Mode = mode
        self.roster, self.grammar, self.tally, self.witness = roster, grammar, tally, witness
        self.on_quotation, self.on_mention = on_quotation, on_mention
        self.stage = Stage(roster, grammar)
        self.attributor = Attributor(roster)
        self.letters = Letters(grammar)
        self.run: list[Turn] = []
        self.chapter = 0

    def read(self, blocks: Iterable[Block], convention: Convention) -> None:
        """Read all blocks, report everything."""
        self.convention = convention
        for piece, spans in _quoted(blocks, convention, self.grammar):
            if piece.chapter != self.chapter:
                self._decide()
                self.attributor.forget()
                self.chapter = piece.chapter
            self._paragraph(piece, spans)
        self._decide()

    def _paragraph(self, piece: Piece, spans: list[quotes.Span]) -> None:
        hits = Hits(self.roster.hits(piece.text, self.grammar))
        for hit in hits.all:
            self.tally.mention(piece.text, hit)
            self.on_mention(
                Mention(
                    piece.start + hit.start, piece.start + hit.end, piece.chapter, self.tally.id_of(hit.who)
                )
            )
        written = self.letters.holds(piece.text, spans)
        said = [] if written else mentioned.spoken(piece.text, spans, self.grammar)
        if len(said) < len(spans):  # whoever a letter, a sign or a title names is not there
            kept = set(said)
            silent = {h for span in spans if span not in kept for h in hits.within(span.start, span.end)}
            hits = Hits(hit for hit in hits.all if hit not in silent)
        turns = self.stage.read(piece.text, piece.start, piece.chapter, said, hits)
        if self.stage.gap >= RUN_GAP[self.mode] or len(self.run) >= RUN_LIMIT[self.mode]:
            self._decide()
        self._keep_own_words(piece, said, turns)
        self.run.extend(turns)
        self.witness.read(piece.text, piece.start, piece.chapter, said, hits)

    def _keep_own_words(self, piece: Piece, said: list[quotes.Span], turns: list[Turn]) -> None:
        """Cut what is not the speaker's own out of the turns, now that it has played its part in them."""
        silent = told(piece.text, said, self.grammar)
        own: dict[int, list[tuple[int, int]]] = {}
        for span in said:
            goes_on = span == said[0] and turns[0].continues
            own[piece.start + span.start] = (
                nested.own_words(piece.text, span, self.convention, continued=goes_on)
                if span not in silent
                else []
            )
        for turn in turns:
            turn.quotes = [
                (piece.start + a, piece.start + b, chapter)
                for start, _, chapter in turn.quotes
                for a, b in own[start]
            ]

    def _decide(self) -> None:
        """Report the run's quotations, then what it tells of people, now that speakers are known."""
        decided = self.attributor.decide(self.run)
        listeners = addressees(self.run, [who for who, _ in decided])
        heard: dict[int, Exchange] = {}
        for turn, (who, sure), to in zip(self.run, decided, listeners, strict=True):
            for start, end, chapter in turn.quotes:
                heard[start] = Exchange(who, to, sure)
                self.tally.quotation(who)
                self.on_quotation(
                    Quotation(start, end, chapter, self._id(who), sure, turn.kind, self._id(to))
                )
        self.witness.settle(heard)
        self.run = []

    def _id(self, who: int | None) -> str | None:
        return None if who is None else self.tally.id_of(who)
