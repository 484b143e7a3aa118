"""The figures of one text: quotations, names within them, people and their names, speakers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.scoring.found import Found, names_of
from evals.scoring.gold import KINDS, Gold, Quote, Span, trim
from evals.scoring.matching import Match, flat, plain

OVERLAP = 0.5  # intersection over union from which a quotation counts as found

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Answer:
    """One annotated quotation of somebody, and the id of who was found to say it."""

    quote: Quote
    speaker: str
    said_by: str | None
    is_found: bool


def score(gold: Gold, found: Found, match: Match) -> Figures:
    """Return every figure, 0..1; what a text has no case of is left out.

    accuracy: quotations given to the right person, one character to a person; so by kind, and `narrator`
    for what a first-person narrator says.  many_to_one: the same with a person in pieces counted as
    right, and split: the difference.  coverage: quotations given to anybody.  detection_*: spans.
    mentions: names within quotations that are found and lead to the right person.  alias_*: B-cubed over
    the names that stand in the text.  gender: of people found whose gender is annotated.  people: major
    and intermediate people found.
    """
    return {
        **_attribution(gold, list(answers(gold, found)), match),
        **detection(gold.text, [span for quote in gold.quotes for span in quote.spans], _spans(found)),
        **_mentions(gold, found, match),
        **_aliases(gold, found),
        **_people(gold, found, match),
    }


def answers(gold: Gold, found: Found) -> Iterator[Answer]:
    """Give for each quotation of somebody who was found to say most of it."""
    owner = _owners(len(gold.text), [trim(gold.text, *span) for span in _spans(found)])
    for quote in gold.quotes:
        if quote.speaker is None:
            continue
        held = Counter(place for span in quote.spans for place in owner[span[0] : span[1]] if place >= 0)
        best = held.most_common(1)[0][0] if held else None
        speaker = None if best is None else found.quotations[best].speaker
        yield Answer(quote, quote.speaker, speaker, best is not None)


def _owners(length: int, spans: Sequence[Span]) -> list[int]:
    """For each character of a text the number of the span there, or -1."""
    owner = [-1] * length
    for number, span in enumerate(spans):
        owner[span[0] : span[1]] = [number] * (span[1] - span[0])
    return owner


def _spans(found: Found) -> list[Span]:
    return [(each.start, each.end) for each in found.quotations]


def _attribution(gold: Gold, given: list[Answer], match: Match) -> Figures:
    if not given:
        return {}
    right = [match.one.get(each.said_by or "") == each.speaker for each in given]
    lenient = [match.many.get(each.said_by or "") == each.speaker for each in given]
    accuracy, many = _share(right), _share(lenient)
    figures = {
        "accuracy": accuracy,
        "many_to_one": many,
        "split": many - accuracy,
        "coverage": _share([each.said_by is not None for each in given]),
    }
    for kind in KINDS:
        cases = [ok for each, ok in zip(given, right, strict=True) if each.quote.kind == kind]
        figures |= {kind: _share(cases)} if cases else {}
    told = [ok for each, ok in zip(given, right, strict=True) if gold.people[each.speaker].is_narrator]
    return figures | ({"narrator": _share(told)} if told else {})


def detection(text: str, wanted: Sequence[Span], found: Sequence[Span]) -> Figures:
    """Return precision, recall and F1, 0..1, of spans found in a text; marks at their ends do not count.

    Spans are matched one to one, the best fitting first.  Found spans should not overlap: the later one takes
    what two share.
    """
    met = matched([trim(text, *span) for span in wanted], [trim(text, *span) for span in found])
    return _rates("detection", len(met) / max(1, len(found)), len(met) / max(1, len(wanted)))


def matched(wanted: Sequence[Span], found: Sequence[Span]) -> dict[int, int]:
    """Return annotated span -> found span, by number: each at most once, the best fitting first.

    Two fit when what they share is half or more of what they cover together.
    """
    owner = _owners(max((end for _, end in [*wanted, *found]), default=0), found)
    pairs = []
    for number, (start, end) in enumerate(wanted):
        for other, shared in Counter(owner[start:end]).items():
            if other >= 0:
                fit = shared / (end - start + found[other][1] - found[other][0] - shared)
                pairs.append((-fit, number, other))
    met: dict[int, int] = {}
    taken: set[int] = set()
    for fit, number, other in sorted(pairs):
        if -fit >= OVERLAP and number not in met and other not in taken:
            met[number] = other
            taken.add(other)
    return met


def _mentions(gold: Gold, found: Found, match: Match) -> Figures:
    named = [(span, who) for quote in gold.quotes for span, who in quote.named]
    if not named:
        return {}
    starts = {each.start: each for each in found.mentions}
    ends = {each.end: each for each in found.mentions}
    right = 0
    for (start, end), who in named:
        mention = starts.get(start) or ends.get(end)
        right += mention is not None and match.one.get(mention.character) == who
    return {"mentions": right / len(named)}


def _aliases(gold: Gold, found: Found) -> Figures:
    """B-cubed over the annotated names that occur; one that no character carries stands alone."""
    text = flat(gold.text)
    home: dict[str, str] = {}
    for character in found.cast.characters:
        for name in names_of(character):
            home.setdefault(plain(name), character.id)
    items = [
        (id, home.get(plain(name), f"alone:{id}:{name}"))
        for id, person in gold.people.items()
        for name in person.names
        if name.lower() in text or name == "_narr"
    ]
    if not items:
        return {}
    mine, theirs, both = Counter(id for id, _ in items), Counter(at for _, at in items), Counter(items)
    precision = sum(both[item] / theirs[item[1]] for item in items) / len(items)
    recall = sum(both[item] / mine[item[0]] for item in items) / len(items)
    return _rates("alias", precision, recall)


def _people(gold: Gold, found: Found, match: Match) -> Figures:
    home = {who: id for id, who in match.one.items()}
    known = [who for who in home if gold.people[who].gender in ("M", "F")]
    weighty = [id for id, person in gold.people.items() if person.category in ("major", "intermediate")]
    figures = {"people": _share([id in home for id in weighty])} if weighty else {}
    if known:
        right = [found.people[home[who]].gender == gold.people[who].gender for who in known]
        figures["gender"] = _share(right)
    return figures


def _rates(name: str, precision: float, recall: float) -> Figures:
    f1 = 2 * precision * recall / (precision + recall) if precision and recall else 0.0
    return {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": f1}


def _share(cases: list[bool]) -> float:
    return sum(cases) / max(1, len(cases))
