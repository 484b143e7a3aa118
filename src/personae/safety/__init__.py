"""Refuses harm: text in, verdict out. Who acts on a verdict, and how, is not known here."""

from personae.safety.canary import canary_of, leaks, new_canary, telling
from personae.safety.errors import PolicyInvalid
from personae.safety.helplines import HelpLine, help_lines, regions
from personae.safety.human import is_sincere_question_about_being_human
from personae.safety.injection import Signal, injection, may_instruct
from personae.safety.language import LANGUAGES, Guess, language
from personae.safety.moderation import moderate
from personae.safety.policy import ACTIONS, Action, Decision, Policy
from personae.safety.tripwire import Tripwire
from personae.safety.unmask import Hidden, Unmasked, unmask
from personae.safety.verdict import CATEGORIES, Category, Finding, Verdict

__all__ = [
    "ACTIONS",
    "CATEGORIES",
    "LANGUAGES",
    "Action",
    "Category",
    "Decision",
    "Finding",
    "Guess",
    "HelpLine",
    "Hidden",
    "Policy",
    "PolicyInvalid",
    "Signal",
    "Tripwire",
    "Unmasked",
    "Verdict",
    "canary_of",
    "help_lines",
    "injection",
    "is_sincere_question_about_being_human",
    "language",
    "leaks",
    "may_instruct",
    "moderate",
    "new_canary",
    "regions",
    "telling",
    "unmask",
]
