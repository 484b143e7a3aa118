"""Finds what answers a message best: by the words they share, and by the kind of answer."""

from personae.llm.retrieval.manners import is_courtesy, is_personal, is_to_you
from personae.llm.retrieval.ranking import Fit, Weights, rank
from personae.llm.retrieval.terms import terms

__all__ = ["Fit", "Weights", "is_courtesy", "is_personal", "is_to_you", "rank", "terms"]
