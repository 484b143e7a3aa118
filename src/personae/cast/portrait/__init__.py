"""The portrait of a character: pure folds over lines, mentions, facts and ties up to a point in the book."""

from personae.cast.portrait.claims import Claim, Dropped, Passage, is_answer
from personae.cast.portrait.company import Meeting, Presence, Scene, meetings, presence, scenes
from personae.cast.portrait.description import Description, Sentence, describe
from personae.cast.portrait.enrich import Ask, Enriched, Material, enrich, prompt, tokens_estimate
from personae.cast.portrait.importance import Importance, importance
from personae.cast.portrait.records import Evidence, Line, until
from personae.cast.portrait.relations import Relation, relations
from personae.cast.portrait.sayings import key_quotations
from personae.cast.portrait.spoken import spoken_ties
from personae.cast.portrait.style import Favourite, Style, style
from personae.cast.portrait.traits import Trait, traits, traits_of_all

__all__ = [
    "Ask",
    "Claim",
    "Description",
    "Dropped",
    "Enriched",
    "Evidence",
    "Favourite",
    "Importance",
    "Line",
    "Material",
    "Meeting",
    "Passage",
    "Presence",
    "Relation",
    "Scene",
    "Sentence",
    "Style",
    "Trait",
    "describe",
    "enrich",
    "importance",
    "is_answer",
    "key_quotations",
    "meetings",
    "presence",
    "prompt",
    "relations",
    "scenes",
    "spoken_ties",
    "style",
    "tokens_estimate",
    "traits",
    "traits_of_all",
    "until",
]
