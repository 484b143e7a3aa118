"""What can go wrong with a character."""

from personae.platform.errors import Kind, PersonaeError


class CharacterNotFound(PersonaeError):
    """No such character, or somebody else's."""

    kind = Kind.NOT_FOUND
    code = "character_not_found"
    message = "There is no such character among yours. It may have been deleted."


class CharacterUnseen(PersonaeError):
    """The character comes in only later in the book."""

    kind = Kind.NOT_FOUND
    code = "character_unseen"
    message = "This character has not come in by that point. Choose a later one."


class CharacterInvalid(PersonaeError):
    """A form field is missing or too long."""

    kind = Kind.INVALID
    code = "character_invalid"
    message = "{field} needs 1 to {limit} characters. Change it and save again."


class NameTaken(PersonaeError):
    """The person has made a character so called by hand. Facts: name, proposed, which is free."""

    kind = Kind.CONFLICT
    code = "character_name_taken"
    message = "You have made a character called {name} already. Take another name, such as “{proposed}”."


class CastFailed(PersonaeError):
    """The reader ended without a result."""

    kind = Kind.UNAVAILABLE
    code = "cast_failed"
    message = "The cast of this document could not be read. Try again; if it fails again, tell the operator."


class CastTooCostly(PersonaeError):
    """The reader needed more processor time or memory than a document of this size may take."""

    kind = Kind.INVALID
    code = "cast_too_costly"
    message = (
        "Finding the cast of this document takes more time or memory than one document may have. Split it "
        "into parts and upload those, or ask the operator to read in the mode `quick` (READING_MODE)."
    )


class ModelMissing(PersonaeError):
    """Whoever would be asked is no language model."""

    kind = Kind.CONFLICT
    code = "model_missing"
    message = "Only a language model can add to a portrait. Choose one under Models, then ask again."


class NothingToShow(PersonaeError):
    """There is no passage that a model could be shown."""

    kind = Kind.CONFLICT
    code = "nothing_to_show"
    message = "No passage of a document names this character, so there is nothing a model could add from."


class EnrichmentGoingOn(PersonaeError):
    """A model is being asked about the same character already."""

    kind = Kind.CONFLICT
    code = "enrichment_going_on"
    message = "A model is at work on this portrait already. Wait for it to end, then ask again."
