"""What can go wrong with how a character changes."""

from typing import ClassVar

from personae.platform.errors import Kind, PersonaeError


class EvolutionInvalid(PersonaeError):
    """A setting, or the wish of an act, is out of its range."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "evolution_invalid"
    message: ClassVar[str] = "{field} goes from {least} to {most}. Change it and save again."


class EvolutionChanged(PersonaeError):
    """The settings were changed elsewhere since they were read.

    Its facts are the saved version's number (`version`) and, for each setting, what is saved and what was
    wanted: saved_pace, wanted_pace and so on.
    """

    kind: ClassVar[Kind] = Kind.CONFLICT
    code: ClassVar[str] = "evolution_changed"
    message: ClassVar[str] = (
        "These settings were changed in another tab meanwhile. Compare what is saved with what you wanted, "
        "then save again."
    )


class ActNotFound(PersonaeError):
    """No such healing, reset or undoing in this character's ledger, or somebody else's."""

    kind: ClassVar[Kind] = Kind.NOT_FOUND
    code: ClassVar[str] = "act_not_found"
    message: ClassVar[str] = (
        "There is no such act in this character's history. Open the history again and choose one of its acts."
    )


class ActUndone(PersonaeError):
    """The act does not count any more, so there is nothing to undo."""

    kind: ClassVar[Kind] = Kind.CONFLICT
    code: ClassVar[str] = "act_undone"
    message: ClassVar[str] = "That was undone already. To have it again, undo the undoing."


class TraitUnknown(PersonaeError):
    """No such trait."""

    kind: ClassVar[Kind] = Kind.NOT_FOUND
    code: ClassVar[str] = "trait_unknown"
    message: ClassVar[str] = "No character has a trait of that name. Choose one of: {known}."
