"""Finds, among the things a character says in the document, the one that answers best."""

from personae.llm.retrieval.ranking import WEIGHTS, Fit, Weights, rank

__all__ = ["WEIGHTS", "Fit", "Weights", "rank"]
