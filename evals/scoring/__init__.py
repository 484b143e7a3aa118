"""How a reading compares with what people have annotated: one place for every score card of the cast."""

from evals.scoring.causes import CAUSES, causes
from evals.scoring.figures import Figures, score
from evals.scoring.found import Found, found_in
from evals.scoring.gold import Gold, Person, Quote, load_novel, load_story
from evals.scoring.matching import Match, match

__all__ = [
    "CAUSES",
    "Figures",
    "Found",
    "Gold",
    "Match",
    "Person",
    "Quote",
    "causes",
    "found_in",
    "load_novel",
    "load_story",
    "match",
    "score",
]
