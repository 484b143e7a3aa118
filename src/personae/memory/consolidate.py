"""How many moments become one gist: which belong together, and what of them is kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

ALIKE: Final = 0.3  # the cosine from which on two moments are of one kind
LARGEST: Final = 12  # moments of one gist
LONGEST: Final = 400  # characters of a gist

Directions = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fading:
    """A moment that may fade. direction: what it means, of unit length, all 0 where that is not known."""

    id: str
    version: int
    conversation_id: str | None
    speaker: str
    text: str
    importance: float
    intensity: float
    feeling: tuple[float, float, float]
    emotions: Mapping[str, float]
    happened_at: datetime
    direction: Directions


@dataclass(frozen=True, slots=True)
class Gist:
    """What is kept of some moments, in the words of those that stand best for all of them.

    conversation_id: where all of them are from, None where they are from several.
    """

    text: str
    conversation_id: str | None
    speaker: str
    importance: float
    intensity: float
    feeling: tuple[float, float, float]
    emotions: Mapping[str, float]
    happened_at: datetime
    moments: tuple[Fading, ...]


def gists(moments: Sequence[Fading], *, fading: int) -> list[Gist]:
    """Gists in which at least `fading` of some moments are gathered, or all that two or more can share one.

    First come moments of one conversation, one speaker and one kind, by what they mean, the least important
    kinds first; where that is not enough, those that are left go together by speaker, in the order they
    happened. Nothing is made up: a gist says what the moments have said that are nearest to all others, so
    it costs no model and can be checked.

    Sources: that memory keeps the gist when details fade, Brainerd and Reyna 2002
    (10.1111/1467-8721.00192); choosing the sentences nearest to the centre, Radev et al. 2004
    (10.1016/j.ipm.2003.10.006).
    """
    found: list[Gist] = []
    left = {moment.id: moment for moment in moments}
    for group in [*_kinds(moments), *_rest(left)]:
        if sum(len(gist.moments) for gist in found) >= fading:
            break
        still = [moment for moment in group if moment.id in left]
        if len(still) > 1:
            found.append(gist_of(still))
            for moment in still:
                del left[moment.id]
    return found


def gist_of(moments: Sequence[Fading]) -> Gist:
    """What is kept of some moments, 2 or more of one speaker."""
    weights = np.array([0.05 + each.intensity for each in moments])
    feeling = np.average([each.feeling for each in moments], axis=0, weights=weights)
    talks = {each.conversation_id for each in moments}
    return Gist(
        text=_text(moments),
        conversation_id=talks.pop() if len(talks) == 1 else None,
        speaker=moments[0].speaker,
        importance=max(each.importance for each in moments),
        intensity=float(np.mean([each.intensity for each in moments])),
        feeling=(float(feeling[0]), float(feeling[1]), float(feeling[2])),
        emotions=_emotions(moments),
        happened_at=max(each.happened_at for each in moments),
        moments=tuple(moments),
    )


def _kinds(moments: Sequence[Fading]) -> list[list[Fading]]:
    """Three moments or more that are alike, the least important kinds first."""

    def talk(moment: Fading) -> tuple[str, str]:
        return moment.conversation_id or "", moment.speaker

    found: list[list[Fading]] = []
    for _, some in groupby(sorted(moments, key=lambda each: (*talk(each), each.id)), key=talk):
        found += [group for group in _alike(list(some)) if len(group) > 2]
    return sorted(found, key=lambda group: (sum(each.importance for each in group) / len(group), group[0].id))


def _alike(moments: list[Fading]) -> Iterator[list[Fading]]:
    """Each moment with those most like it that no earlier one has taken, LARGEST at most."""
    free = list(range(len(moments)))
    directions = np.array([each.direction for each in moments])
    while free:
        likeness = directions[free] @ directions[free[0]]
        order = np.argsort(-likeness, kind="stable")[:LARGEST]
        taken = sorted({0, *(int(place) for place in order if likeness[place] >= ALIKE)})[:LARGEST]
        yield [moments[free[place]] for place in taken]
        free = [row for place, row in enumerate(free) if place not in set(taken)]


def _rest(left: Mapping[str, Fading]) -> Iterator[list[Fading]]:
    """What is left once this is asked for, by speaker and in the order it happened."""
    speakers = sorted({moment.speaker for moment in left.values()})
    for speaker in speakers:
        theirs = [moment for moment in left.values() if moment.speaker == speaker]
        theirs.sort(key=lambda each: (each.happened_at, each.id))
        for start in range(0, len(theirs), LARGEST):
            yield theirs[start : start + LARGEST]


def _text(moments: Sequence[Fading]) -> str:
    """The moments nearest to the middle of all, by their importance, in the order they happened."""
    directions = np.array([each.direction for each in moments])
    nearness = directions @ directions.mean(axis=0)
    weights = [float(near) + each.importance for near, each in zip(nearness, moments, strict=True)]
    best = sorted(range(len(moments)), key=lambda place: (-weights[place], place))
    kept: list[int] = []
    room = LONGEST
    for place in best:
        if not kept or len(moments[place].text) < room:
            kept.append(place)
            room -= len(moments[place].text) + 1
    text = " ".join(moments[place].text for place in sorted(kept, key=lambda p: moments[p].happened_at))
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _emotions(moments: Sequence[Fading]) -> dict[str, float]:
    names = dict.fromkeys(name for each in moments for name in each.emotions)
    mean = {name: sum(each.emotions.get(name, 0.0) for each in moments) / len(moments) for name in names}
    return {name: round(mean[name], 4) for name in sorted(mean, key=lambda name: (-mean[name], name))}
