"""What can be wrong with what the operator asks of this tool."""

from typing import ClassVar

from personae.platform.errors import Kind, PersonaeError


class PolicyInvalid(PersonaeError):
    """A moderation policy names what there is not, or asks for what may not be."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "moderation_policy_invalid"
    message: ClassVar[str] = (
        "The moderation policy cannot be read at “{part}”: write pairs such as hate=flag, sexual=off. "
        "Categories: {categories}. Actions: off, flag, block; sexual_minors may not be off."
    )
