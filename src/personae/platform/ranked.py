"""Where a page of a ranked list ends, as one word that goes into `after`: the rank, and the id there."""

from personae.platform.errors import PersonaeError


def written(rank: int, id: str) -> str:
    """The end of a page. rank: 0 or more."""
    return f"{rank}-{id}"


def read(after: str | None, *, digits: int, unknown: type[PersonaeError]) -> tuple[int, str] | None:
    """The rank and the id of a page's end; None for the first page.

    digits: that a rank has at most.  Raises unknown for what is no end of a page.
    """
    if after is None:
        return None
    rank, _, id = after.partition("-")
    if not (rank.isascii() and rank.isdecimal() and len(rank) <= digits and id):
        raise unknown
    return int(rank), id
