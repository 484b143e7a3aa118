"""What two people can be to each other: words for it, their kind, and how they read from the other side."""

from collections.abc import Mapping

from personae.cast.lang.rules import words

FAMILY, SOCIAL, PROFESSIONAL, ROMANTIC = "family", "social", "professional", "romantic"

KINDS: Mapping[str, frozenset[str]] = {
    FAMILY: words(
        """
        father mother parent papa mamma mama dad mum son daughter child brother sister twin sibling
        husband wife spouse uncle aunt nephew niece cousin grandfather grandmother grandson granddaughter
        grandchild grandparent stepfather stepmother stepson stepdaughter stepbrother stepsister
        father-in-law mother-in-law brother-in-law sister-in-law son-in-law daughter-in-law widow widower
        godfather godmother godson goddaughter ward guardian relation kinsman kinswoman
        """
    ),
    ROMANTIC: words(
        "lover sweetheart betrothed fiancé fiancée fiance fiancee suitor admirer bride bridegroom"
    ),
    PROFESSIONAL: words(
        """
        servant maid housemaid footman butler coachman groom valet cook nurse governess housekeeper
        gardener steward page master mistress employer employee clerk secretary partner colleague
        assistant pupil student teacher tutor schoolmaster apprentice lawyer solicitor attorney client
        doctor physician patient tenant landlord landlady lodger captain lieutenant sergeant commander
        agent manager boss foreman chaplain squire
        """
    ),
    SOCIAL: words(
        """
        friend companion acquaintance neighbour neighbor playfellow playmate schoolfellow confidante
        confidant guest host hostess visitor rival enemy foe comrade crony ally
        """
    ),
}
OF_WORD: Mapping[str, str] = {word: kind for kind, known in KINDS.items() for word in known}

# How the other one is called, by their gender: ('F', 'M', unknown).
_BACK: tuple[tuple[str, tuple[str, str, str]], ...] = (
    ("father mother parent papa mamma mama dad mum", ("daughter", "son", "child")),
    ("son daughter child", ("mother", "father", "parent")),
    ("brother sister twin sibling", ("sister", "brother", "sibling")),
    ("husband wife spouse", ("wife", "husband", "spouse")),
    ("uncle aunt", ("niece", "nephew", "nephew or niece")),
    ("nephew niece", ("aunt", "uncle", "uncle or aunt")),
    ("grandfather grandmother grandparent", ("granddaughter", "grandson", "grandchild")),
    ("grandson granddaughter grandchild", ("grandmother", "grandfather", "grandparent")),
    ("stepfather stepmother", ("stepdaughter", "stepson", "stepchild")),
    ("father-in-law mother-in-law", ("daughter-in-law", "son-in-law", "child-in-law")),
    ("son-in-law daughter-in-law", ("mother-in-law", "father-in-law", "parent-in-law")),
    ("brother-in-law sister-in-law", ("sister-in-law", "brother-in-law", "in-law")),
    ("godfather godmother", ("goddaughter", "godson", "godchild")),
    (
        "servant maid housemaid footman butler coachman groom valet cook housekeeper gardener page steward",
        ("mistress", "master", "employer"),
    ),
    ("master mistress employer boss", ("servant", "servant", "servant")),
    ("teacher tutor governess schoolmaster", ("pupil", "pupil", "pupil")),
    ("pupil student", ("teacher", "teacher", "teacher")),
    ("doctor physician", ("patient", "patient", "patient")),
    ("patient", ("doctor", "doctor", "doctor")),
    ("lawyer solicitor attorney agent", ("client", "client", "client")),
    ("landlord landlady", ("tenant", "tenant", "tenant")),
    ("tenant lodger", ("landlady", "landlord", "landlord")),
    ("host hostess", ("guest", "guest", "guest")),
    ("guest visitor", ("hostess", "host", "host")),
    ("guardian", ("ward", "ward", "ward")),
    ("bride", ("bridegroom", "bridegroom", "bridegroom")),
    ("bridegroom", ("bride", "bride", "bride")),
    ("fiancé fiancée", ("fiancée", "fiancé", "fiancé")),
    ("ward", ("guardian", "guardian", "guardian")),
)
# One word for each relation, however people call it.
_PLAIN = {
    **dict.fromkeys(words("papa dad"), "father"),
    **dict.fromkeys(words("mamma mama mum"), "mother"),
    **dict.fromkeys(words("fiance"), "fiancé"),
    **dict.fromkeys(words("fiancee"), "fiancée"),
    "neighbor": "neighbour",
}
_WOMEN = words(
    """
    mother mamma mama mum daughter sister wife aunt niece grandmother granddaughter stepmother stepdaughter
    stepsister mother-in-law sister-in-law daughter-in-law widow godmother goddaughter kinswoman fiancée
    fiancee bride maid housemaid nurse governess housekeeper mistress landlady hostess confidante
    """
)
_MEN = words(
    """
    father papa dad son brother husband uncle nephew grandfather grandson stepfather stepson stepbrother
    father-in-law brother-in-law son-in-law widower godfather godson kinsman fiancé fiance bridegroom suitor
    footman butler coachman groom valet page master schoolmaster landlord foreman squire host confidant
    """
)
# What nobody is who goes through the book as "Miss".
WEDDED = words("wife widow mother mamma mama mum parent mother-in-law grandmother grandparent")
_SEEN_BACK = {word: back for known, back in _BACK for word in known.split()}
_ALIKE = words(
    """
    cousin relation friend companion acquaintance neighbour neighbor playfellow playmate schoolfellow
    rival enemy foe comrade crony ally partner colleague lover sweetheart betrothed
    """
)
# What a word says of the feeling between two, -1..1, before anything else is known.
FEELING: Mapping[str, float] = {
    **dict.fromkeys(
        words("friend companion confidante confidant comrade crony playfellow playmate ally"), 0.5
    ),
    **dict.fromkeys(words("lover sweetheart betrothed fiancé fiancée fiance fiancee suitor admirer"), 0.6),
    **dict.fromkeys(words("bride bridegroom husband wife"), 0.3),
    **dict.fromkeys(words("rival"), -0.5),
    **dict.fromkeys(words("enemy foe"), -0.9),
}


def seen_back(detail: str, gender: str) -> str:
    """Return what somebody of a gender is to the one who is called detail by them: 'father' -> 'daughter'.

    Words that read the same both ways, such as 'friend', come back as they are; '' for those that say
    nothing of the other side, such as 'admirer'.
    """
    back = _SEEN_BACK.get(detail)
    if back:
        return back["FM?".index(gender)]
    return detail if detail in _ALIKE else ""


def plain(detail: str) -> str:
    """Return the plain word for a relation: 'papa' -> 'father'; others come back as they are."""
    return _PLAIN.get(detail, detail)


def fits(detail: str, gender: str) -> bool:
    """Say whether somebody of a gender can be called so: no man is a 'mamma'; nobody unknown is ruled out."""
    return not (detail in _WOMEN and gender == "M") and not (detail in _MEN and gender == "F")
