"""Which passages of a document a character was there for, by where it speaks, hears and acts. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

GAP = 6  # passages between two lines said or heard that are still one scene
REACH = 2  # passages between a scene and a deed that belongs to it, and between deeds of one scene
DEEDS = 3  # that make a scene without a word


class Part(IntEnum):
    """What a character does in a passage: says something or is told it, or acts in the telling."""

    SPEAKS = 2
    ACTS = 1


@dataclass(frozen=True, slots=True, order=True)
class Sign:
    """A place that shows a character: passages and chapters by their numbers."""

    passage: int
    chapter: int
    part: Part


def witnessed(signs: Iterable[Sign]) -> list[tuple[int, int]]:
    """The passages that a character was there for, as (first, last) pairs in order, apart from each other.

    Somebody is there where they say something or are told it. Between two such passages of one chapter, at
    most GAP apart, they have not left: all of it is one scene. A passage in which they act belongs to the
    scene within REACH of it, and so on outwards; DEEDS passages of acting, each within REACH of the next,
    are a scene of their own. To be named by others, or thought of, is not to be there.
    """
    kept: dict[int, Sign] = {}
    for sign in signs:
        there = kept.get(sign.passage)
        kept[sign.passage] = sign if there is None or sign.part > there.part else there
    ordered = [kept[passage] for passage in sorted(kept)]
    return [
        (scene[0].passage, scene[-1].passage)
        for run in _runs(ordered)
        for scene in _scenes(run)
        if any(sign.part is Part.SPEAKS for sign in scene) or len(scene) >= DEEDS
    ]


def _runs(signs: list[Sign]) -> list[list[Sign]]:
    """Signs of one chapter each that stand within GAP of each other."""
    runs: list[list[Sign]] = []
    for sign in signs:
        last = runs[-1][-1] if runs else None
        if last and last.chapter == sign.chapter and sign.passage - last.passage <= GAP:
            runs[-1].append(sign)
        else:
            runs.append([sign])
    return runs


def _scenes(run: list[Sign]) -> list[list[Sign]]:
    """A run cut where a deed is too far from what stands beside it; lines within GAP are never parted."""
    spoken = [place for place, sign in enumerate(run) if sign.part is Part.SPEAKS]
    joined = {
        place
        for one, other in pairwise(spoken)
        if run[other].passage - run[one].passage <= GAP
        for place in range(one + 1, other + 1)
    }
    scenes: list[list[Sign]] = []
    for place, sign in enumerate(run):
        if scenes and (place in joined or sign.passage - run[place - 1].passage <= REACH):
            scenes[-1].append(sign)
        else:
            scenes.append([sign])
    return scenes
