"""Characters: who is in a document, what they say there, and those made by hand."""

from personae.characters.casting import Casting
from personae.characters.errors import CharacterInvalid, CharacterNotFound
from personae.characters.profile import AliasSeen, Portrait, portray
from personae.characters.quotations import Said, lines_of, quotations_between
from personae.characters.service import cast_of, cast_size, create, delete, get, list_characters, portrait
from personae.characters.stages import is_outdated, version
from personae.characters.store import is_there
from personae.characters.tables import Character, CharacterKind, Mention, Quotation

__all__ = [
    "AliasSeen",
    "Casting",
    "Character",
    "CharacterInvalid",
    "CharacterKind",
    "CharacterNotFound",
    "Mention",
    "Portrait",
    "Quotation",
    "Said",
    "cast_of",
    "cast_size",
    "create",
    "delete",
    "get",
    "is_outdated",
    "is_there",
    "lines_of",
    "list_characters",
    "portrait",
    "portray",
    "quotations_between",
    "version",
]
