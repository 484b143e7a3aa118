"""The local reader: a document's language, quotations, people and who says what, by rules alone."""

from personae.cast.blocks import blocks_of
from personae.cast.emotion import LABELS, UNREAD, Appraisal, appraise
from personae.cast.files import cast_file
from personae.cast.model import (
    MODES,
    PIPELINE_VERSION,
    Alias,
    Block,
    Cast,
    Character,
    Fact,
    Mention,
    Mode,
    Quotation,
    Tie,
)
from personae.cast.read import read

__all__ = [
    "LABELS",
    "MODES",
    "PIPELINE_VERSION",
    "UNREAD",
    "Alias",
    "Appraisal",
    "Block",
    "Cast",
    "Character",
    "Fact",
    "Mention",
    "Mode",
    "Quotation",
    "Tie",
    "appraise",
    "blocks_of",
    "cast_file",
    "read",
]
