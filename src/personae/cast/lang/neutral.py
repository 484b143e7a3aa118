"""A language without rules of its own: quotations and repeated capitalised names, nothing more."""

from personae.cast.lang.rules import Rules

NOTHING: frozenset[str] = frozenset()

RULES = Rules(
    code="neutral",
    speech=NOTHING,
    subjects={},
    gendered={},
    titles={},
    people={},
    determiners=NOTHING,
    stop=NOTHING,
    places=NOTHING,
    boundary=NOTHING,
    speech_inside=True,
)
