"""How a reading compares with what people have annotated: one place for every score card of the cast."""

from evals.scoring.causes import CAUSES, causes
from evals.scoring.figures import Figures, detection, matched, score
from evals.scoring.found import Found, found_in
from evals.scoring.gold import Gold, Person, Quote, Span, load_novel, load_story
from evals.scoring.matching import Match, match
from evals.scoring.rewriting import MANNERS, rewritten

__all__ = [
    "CAUSES",
    "MANNERS",
    "Figures",
    "Found",
    "Gold",
    "Match",
    "Person",
    "Quote",
    "Span",
    "causes",
    "detection",
    "found_in",
    "load_novel",
    "load_story",
    "match",
    "matched",
    "rewritten",
    "score",
]
