"""Characters: who is in a document, what they say there, and those made by hand."""

from personae.characters.access import check_own, check_talk, may_talk, open_to, things_of
from personae.characters.casting import Casting
from personae.characters.enriching import Enriching, Offer, Outlook
from personae.characters.errors import (
    CharacterInvalid,
    CharacterNotFound,
    CharacterUnseen,
    EnrichmentGoingOn,
    ModelMissing,
    NameTaken,
    NothingToShow,
)
from personae.characters.knowing import Knowing, Known, Piece
from personae.characters.portrait import Company, Portrait, Related, portray
from personae.characters.portraying import baseline, portrait, relations_of
from personae.characters.profile import AliasSeen, Exchange, Profile, Who
from personae.characters.quotations import Said, lines_of, quotations_between, quotations_of
from personae.characters.service import (
    DESCRIPTION_LIMIT,
    NAME_LIMIT,
    SAYINGS_LIMIT,
    cast_of,
    cast_size,
    chapters_of,
    create,
    delete,
    document_of,
    exchanges,
    get,
    list_characters,
    list_shared,
    whom_unscoped,
)
from personae.characters.stages import is_outdated, version
from personae.characters.store import is_there
from personae.characters.tables import Character, CharacterKind, Enriched, Enrichment, Mention, Quotation

__all__ = [
    "DESCRIPTION_LIMIT",
    "NAME_LIMIT",
    "SAYINGS_LIMIT",
    "AliasSeen",
    "Casting",
    "Character",
    "CharacterInvalid",
    "CharacterKind",
    "CharacterNotFound",
    "CharacterUnseen",
    "Company",
    "Enriched",
    "Enriching",
    "Enrichment",
    "EnrichmentGoingOn",
    "Exchange",
    "Knowing",
    "Known",
    "Mention",
    "ModelMissing",
    "NameTaken",
    "NothingToShow",
    "Offer",
    "Outlook",
    "Piece",
    "Portrait",
    "Profile",
    "Quotation",
    "Related",
    "Said",
    "Who",
    "baseline",
    "cast_of",
    "cast_size",
    "chapters_of",
    "check_own",
    "check_talk",
    "create",
    "delete",
    "document_of",
    "exchanges",
    "get",
    "is_outdated",
    "is_there",
    "lines_of",
    "list_characters",
    "list_shared",
    "may_talk",
    "open_to",
    "portrait",
    "portray",
    "quotations_between",
    "quotations_of",
    "relations_of",
    "things_of",
    "version",
    "whom_unscoped",
]
