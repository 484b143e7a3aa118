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
    ("ward", ("guardian", "guardian", "guardian")),
)
_SEEN_BACK = {word: back for known, back in _BACK for word in known.split()}
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

    Words that read the same both ways, such as 'friend', come back as they are.
    """
    back = _SEEN_BACK.get(detail)
    return back["FM?".index(gender)] if back else detail
