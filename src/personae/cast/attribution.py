"""Who says each turn: the best path through a run of dialogue, all hints weighed together."""

from collections.abc import Sequence
from dataclasses import dataclass

from personae.cast.roster import Roster
from personae.cast.turn import Turn

BEAM = 24
CANDIDATES = 10
MEMORY = 6  # turns back in which somebody counts as part of the conversation
NEVER = -30.0


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each hint counts; tuned by hand, in the units of a log score."""

    named: float = 12.0
    wrong_gender: float = -9.0
    unknown_gender: float = -2.2
    presence: float = 1.6
    pronoun_presence: float = 1.4
    addressed: float = -2.2
    answers: float = 2.4
    will_answer: float = 0.8
    spoken_of: float = -2.2
    repeats: float = -2.0
    repeats_in_paragraph: float = -2.7
    repeats_after_gap: float = -0.3
    alternates: float = 2.0
    alternates_after_gap: float = 0.8
    continues: float = 12.0
    newcomer: float = -0.7
    heard: float = 0.8
    focus: float = 0.5
    resumes: float = 2.5
    answers_self: float = -1.5
    never_heard: float = -2.0


@dataclass(frozen=True, slots=True)
class Path:
    """One reading of the turns so far: speakers in order, with the two that spoke last."""

    score: float
    speakers: tuple[int | None, ...]
    last: int | None
    before_last: int | None


class Attributor:
    """Keeps the last two speakers from one run of turns to the next."""

    def __init__(self, roster: Roster, weights: Weights | None = None) -> None:
        self.roster = roster
        self.weights = weights or Weights()
        self.last: int | None = None
        self.before_last: int | None = None

    def forget(self) -> None:
        """Start afresh, as at a new chapter."""
        self.last = self.before_last = None

    def decide(self, turns: Sequence[Turn]) -> list[tuple[int | None, float]]:
        """Return speaker and confidence for each turn of a run."""
        paths = [Path(0.0, (), self.last, self.before_last)]
        margins: list[float] = []
        for index, turn in enumerate(turns):
            scores = self._scores(turns, index, paths)
            paths = self._extend(paths, turn, scores)
            ranked = sorted(scores.values(), reverse=True)
            margins.append(ranked[0] - ranked[1] if len(ranked) > 1 else 4.0)
        best = paths[0]
        self.last, self.before_last = best.last, best.before_last
        return [
            (who, self._confidence(turn, who, margin))
            for turn, who, margin in zip(turns, best.speakers, margins, strict=True)
        ]

    def _confidence(self, turn: Turn, who: int | None, margin: float) -> float:
        if who is None:
            return 0.0
        if turn.named == who:
            return 0.97
        base = 0.55 if turn.kind == "anaphoric" else 0.4
        return round(min(0.95, base + 0.08 * max(0.0, margin)), 2)

    def _scores(self, turns: Sequence[Turn], index: int, paths: Sequence[Path]) -> dict[int | None, float]:
        """Score every candidate for a turn by all that does not depend on who spoke before."""
        turn = turns[index]
        people: set[int] = set(turn.present) | set(turn.favoured)
        for path in paths[:6]:
            people.update(who for who in (path.last, path.before_last) if who is not None)
        people.update(who for who in paths[0].speakers[-MEMORY:] if who is not None)
        for near in turns[max(0, index - 4) : index + 3]:
            people.update(near.addressed)
            if near.named is not None:
                people.add(near.named)
        if self.roster.narrator is not None:
            people.add(self.roster.narrator)
        if turn.named is not None:
            people.add(turn.named)
        scored: dict[int | None, float] = {who: self._alone(turns, index, who) for who in people}
        if len(scored) > CANDIDATES:
            kept = sorted(scored, key=lambda who: -scored[who])[:CANDIDATES]
            scored = {who: scored[who] for who in kept}
        return scored or {None: 0.0}

    def _alone(self, turns: Sequence[Turn], index: int, who: int) -> float:
        turn, w = turns[index], self.weights
        if turn.named is not None:
            return w.named if turn.named == who else NEVER
        presence = turn.present.get(who, 0.0)
        score = w.presence * min(presence, 2.0) + turn.favoured.get(who, 0.0)
        if not self.roster.entries[who].is_heard:
            score += w.never_heard
        gender = self.roster.gender(who)
        if turn.gender != "?":
            if gender == "?":
                score += w.unknown_gender
            elif gender != turn.gender:
                score += w.wrong_gender
            score += w.pronoun_presence * min(presence, 2.0) + w.focus * (turn.gap > 0 and who in turn.focus)
        if turn.kind == "anaphoric" and who == self.roster.narrator:
            score += w.wrong_gender
        if who == turn.excluded:
            score += w.addressed
        if who in turn.addressed:
            score += w.addressed
        elif who in turn.spoken_of:
            score += w.spoken_of
        if index and turn.gap == 0 and who in turns[index - 1].addressed:
            score += w.answers
        if index + 1 < len(turns) and turns[index + 1].gap == 0 and who in turns[index + 1].addressed:
            score += w.will_answer
        return score + self._heard(turns, index, gender)

    def _heard(self, turns: Sequence[Turn], index: int, gender: str) -> float:
        """Weigh that the turns around say "sir" or "madam", most likely to this speaker."""
        score = 0.0
        if gender == "?":
            return score
        if index and turns[index].gap == 0 and turns[index - 1].heard_gender != "?":
            score += self.weights.heard * (1 if turns[index - 1].heard_gender == gender else -1)
        if index + 1 < len(turns) and turns[index + 1].gap == 0 and turns[index + 1].heard_gender != "?":
            score += self.weights.heard * (1 if turns[index + 1].heard_gender == gender else -1)
        return score

    def _extend(self, paths: list[Path], turn: Turn, scores: dict[int | None, float]) -> list[Path]:
        best: dict[tuple[int | None, int | None], Path] = {}
        for path in paths:
            for who, score in scores.items():
                total = path.score + score + self._step(path, turn, who)
                last, before = (who, path.last) if who != path.last else (path.last, path.before_last)
                held = best.get((last, before))
                if held is None or total > held.score:
                    best[last, before] = Path(total, (*path.speakers, who), last, before)
        return sorted(best.values(), key=lambda path: -path.score)[:BEAM]

    def _step(self, path: Path, turn: Turn, who: int | None) -> float:
        w = self.weights
        if who is None or path.last is None:
            return 0.0
        if turn.continues:
            return w.continues if who == path.last else 0.0
        if who == path.last:
            manner = w.resumes if turn.resumes else w.answers_self if turn.answers else 0.0
            if turn.same_paragraph:
                return manner + w.repeats_in_paragraph
            return manner + (w.repeats if not turn.gap else w.repeats_after_gap)
        if who == path.before_last:
            return w.alternates if not turn.gap else w.alternates_after_gap
        return w.newcomer
