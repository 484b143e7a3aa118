"""What can go wrong with sharing."""

from personae.platform.errors import Kind, PersonaeError


class ShareNotFound(PersonaeError):
    """No such share among those one has made or been given."""

    kind = Kind.NOT_FOUND
    code = "share_not_found"
    message = "There is no such share any more. Reload the page to see those there are."


class LinkSpent(PersonaeError):
    """A link to something shared that leads nowhere: ended, renewed, or never made."""

    kind = Kind.NOT_FOUND
    code = "share_link_spent"
    message = "This link leads nowhere any more. Ask whoever gave it to you for a new one."


class ShareInvalid(PersonaeError):
    """A share as nobody can have it. Facts: why."""

    kind = Kind.INVALID
    code = "share_invalid"
    message = "{why}."


class SharesMany(PersonaeError):
    """There are as many shares as one thing may have. Facts: limit."""

    kind = Kind.CONFLICT
    code = "shares_many"
    message = "This is shared {limit} times already, which is the most. End a share first."
