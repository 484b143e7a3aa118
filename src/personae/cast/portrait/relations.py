"""What characters are to each other, folded from ties and meetings up to a point in the book."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from personae.cast.evidence.kinds import FAMILY, FEELING, OF_WORD, SOCIAL
from personae.cast.model import Tie
from personae.cast.portrait.company import Meeting
from personae.cast.portrait.records import Evidence
from personae.cast.portrait.stated import Stated, credible, stated, weight_of

STEADY = 2.0  # weight of what a relation alone suggests: so many sure ties pull half of the way
USUAL_STEADY = 20.0  # the same for what is usual in the book, around no feeling either way
FEELING_ELSE = 0.1  # people of books wish each other well rather than not
RETURNED = 0.4  # how much of what one feels is taken to be felt back, while the other shows nothing
SETTLED = 1.5  # sum of confidences at which half of all confidence is there
TALKED, TOGETHER = 4, 4  # lines between two, or scenes they share, who are then at least acquainted
KNOWN_BY_TALK = 0.25  # confidence that people who talk, of whom nothing else is known, are acquainted
SHOWN = 12  # places kept for a relation, the strongest first


@dataclass(frozen=True, slots=True)
class Relation:
    """What target is to source.

    kind: 'family', 'social', 'professional', 'romantic'.  detail: what the target is to the source in one
    word, or '' where the book does not say it clearly enough (`stated`).  affinity: how the source feels
    about the target, -1..1.  confidence: of the detail where there is one, else of the kind.  lines: said
    by source to target.  evidence: places, first the `stated` ones that say the detail, then the strongest;
    weight is a tie's confidence, or what it moved the affinity.
    """

    source: str
    target: str
    kind: str
    detail: str
    affinity: float
    confidence: float
    scenes: int
    lines: int
    evidence: tuple[Evidence, ...]
    stated: int = 0


@dataclass(slots=True)
class _Pair:
    ties: dict[str, list[Tie]] = field(default_factory=lambda: defaultdict(list))  # by source
    meeting: Meeting | None = None


def relations(
    ties: Iterable[Tie], meetings: Iterable[Meeting] = (), *, genders: Mapping[str, str] | None = None
) -> tuple[Relation, ...]:
    """Return a relation each way for all who have a tie or talk, the surest first.

    ties: also those between others that have a detail, or two may pass for somebody's mother.
    genders: Character.id -> 'F', 'M' or '?', to call a father's child a daughter, and no man a mother.
    """
    known = genders or {}
    ties = credible(ties, known)
    said = stated(ties, known)
    pairs: dict[tuple[str, str], _Pair] = defaultdict(_Pair)
    for tie in ties:
        if tie.source != tie.target:
            pairs[min(tie.source, tie.target), max(tie.source, tie.target)].ties[tie.source].append(tie)
    for meeting in meetings:
        pair = pairs.get((meeting.one, meeting.other))
        talk = meeting.to_one + meeting.to_other >= TALKED
        if pair is not None or talk or meeting.scenes >= TOGETHER:
            pairs[meeting.one, meeting.other].meeting = meeting
    usual = _usual(tie for pair in pairs.values() for ties in pair.ties.values() for tie in ties)
    found = [
        _relation(source, target, pair, said.get((source, target)), usual)
        for (one, other), pair in pairs.items()
        for source, target in ((one, other), (other, one))
    ]
    return tuple(sorted(found, key=lambda r: (-r.confidence, -r.scenes, r.source, r.target)))


def _relation(source: str, target: str, pair: _Pair, said: Stated | None, usual: float) -> Relation:
    own, back = pair.ties[source], pair.ties[target]
    kind, sure = _kind(own + back)
    detail = said.detail if said else ""
    if said:
        kind, sure = OF_WORD.get(detail, FAMILY), said.confidence
    met = pair.meeting
    to_target = 0 if met is None else met.to_other if met.one == source else met.to_one
    return Relation(
        source=source,
        target=target,
        kind=kind,
        detail=detail,
        affinity=_affinity(own, back, detail, usual),
        confidence=sure,
        scenes=met.scenes if met else 0,
        lines=to_target,
        evidence=_evidence(own, back, said.ties if said else ()),
        stated=len(said.ties) if said else 0,
    )


def _kind(ties: list[Tie]) -> tuple[str, float]:
    kinds = {tie.kind for tie in ties if tie.kind}
    votes = {kind: weight_of(tie for tie in ties if tie.kind == kind) for kind in kinds}
    if not votes:
        return SOCIAL, KNOWN_BY_TALK
    kind = max(votes, key=lambda name: (votes[name], name))
    agreed = votes[kind] / sum(votes.values())
    return kind, round(agreed * votes[kind] / (votes[kind] + SETTLED), 2)


def _affinity(own: list[Tie], back: list[Tie], detail: str, usual: float) -> float:
    """Average what the source shows, next to what is usual; little evidence stays near the relation's own."""
    weighed = [(tie.confidence, tie.affinity - usual) for tie in own if tie.affinity]
    weighed += [(tie.confidence * RETURNED, tie.affinity - usual) for tie in back if tie.affinity]
    prior = FEELING.get(detail, FEELING_ELSE)
    shown = sum(weight * felt for weight, felt in weighed)
    felt = (shown + prior * STEADY) / (sum(weight for weight, _ in weighed) + STEADY)
    return round(max(-1.0, min(1.0, felt)), 3)


def _usual(ties: Iterable[Tie]) -> float:
    """Return how warm people of this book are to each other on the whole; polite books are not all love."""
    shown = [(tie.confidence, tie.affinity) for tie in ties if tie.affinity]
    weight = sum(sure for sure, _ in shown)
    return sum(sure * felt for sure, felt in shown) / (weight + USUAL_STEADY)


def _evidence(own: list[Tie], back: list[Tie], said: Sequence[Tie]) -> tuple[Evidence, ...]:
    weighed = [(tie, tie.confidence * (tie.affinity or bool(tie.kind))) for tie in own]
    weighed += [(tie, 0.5 * tie.confidence * bool(tie.kind)) for tie in back if tie.kind]
    weighed = [(tie, weight) for tie, weight in weighed if tie not in said]
    weighed.sort(key=lambda pair: (-abs(pair[1]), pair[0].start))
    first = sorted(((tie, tie.confidence) for tie in said), key=lambda pair: (-pair[1], pair[0].start))
    return tuple(Evidence(tie.start, tie.end, round(weight, 3)) for tie, weight in [*first, *weighed][:SHOWN])
