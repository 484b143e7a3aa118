"""How characters change with those who talk with them: a ledger, and what folding it comes to."""

from personae.evolution.service import set_live

__all__ = ["set_live"]
