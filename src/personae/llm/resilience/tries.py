"""Decides after a failure who is asked next, and when. Pure."""

from dataclasses import dataclass

from personae.llm.port import Wait
from personae.llm.resilience.failures import may_go_elsewhere, may_pass
from personae.platform.errors import PersonaeError


@dataclass(frozen=True, slots=True)
class Limits:
    """How often and how long to try for one reply before its first word.

    Waits grow from `first_wait_s` by doubling up to `longest_wait_s`. No try begins after `total_s`.
    """

    tries: int = 4
    total_s: float = 60.0
    first_wait_s: float = 0.5
    longest_wait_s: float = 16.0


@dataclass(frozen=True, slots=True)
class Course:
    """How far the search for a reply has come: requests sent, of them to this model, models behind it.

    A model that was not asked because it rests has had none.
    """

    tries: int
    tries_here: int
    behind: int
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next: the same model or the one behind it, after some seconds."""

    wait: Wait
    wait_s: float = 0.0


def next_step(error: PersonaeError, course: Course, limits: Limits, *, chance: float) -> Step | None:
    """Return what to do after a failure before the first word; None to give up.

    The same model is asked again when its failure may pass; a vendor's Retry-After is the least that is
    waited, and one that does not fit into the time ends the tries there. Every model behind keeps one try.
    chance: 0..1, the share of the wait that is taken, so that many who failed together do not come back
    together ("full jitter", Brooker, AWS Architecture Blog 2015).
    """
    if course.tries >= limits.tries or course.elapsed_s >= limits.total_s:
        return None
    if may_pass(error) and course.tries + course.behind < limits.tries:
        wait_s = max(_advice_s(error), chance * _longest_s(course, limits))
        if course.elapsed_s + wait_s < limits.total_s:
            return Step(Wait.RETRY, wait_s)
    if course.behind and may_go_elsewhere(error):
        return Step(Wait.FALLBACK)
    return None


def _longest_s(course: Course, limits: Limits) -> float:
    return min(limits.longest_wait_s, limits.first_wait_s * 2.0 ** (course.tries_here - 1))


def _advice_s(error: PersonaeError) -> float:
    return float(error.facts.get("retry_after_s") or 0.0)
