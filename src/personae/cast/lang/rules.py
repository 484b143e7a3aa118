"""What a language has to tell the reader: its words for speaking, addressing and pointing at people."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def words(text: str) -> frozenset[str]:
    """Return the words of a plain list."""
    return frozenset(text.split())


def gendered(**lists: str) -> dict[str, str]:
    """Return word -> gender from one plain list per gender: F=…, M=…, both for '?' ."""
    return {word: ("?" if key == "both" else key) for key, text in lists.items() for word in text.split()}


def long_forms(text: str) -> dict[str, tuple[str, ...]]:
    """Return short form -> the given names it stands for, from lines such as "elizabeth: lizzy bess"."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.strip().splitlines():
        given, _, shorts = line.partition(":")
        for short in shorts.split():
            found[short] = (*found.get(short, ()), given.strip())
    return found


@dataclass(frozen=True, slots=True)
class Rules:
    """One language; words are lower-case and without full stops unless said otherwise."""

    code: str
    speech: frozenset[str]  # verb forms that introduce speech or thought
    subjects: Mapping[str, str]  # subject pronouns -> gender
    gendered: Mapping[str, str]  # every word that gives a gender away -> gender
    titles: Mapping[str, str]  # honorifics -> gender
    people: Mapping[str, str]  # common nouns for people and kin -> gender
    determiners: frozenset[str]
    stop: frozenset[str]  # capitalised words that are no name (sentence openers, months, peoples)
    places: frozenset[str]  # prepositions after which a place is likely
    boundary: frozenset[str]  # words at which a noun phrase ends
    adverbs: frozenset[str] = frozenset()  # words that may stand between verb and subject
    kin: frozenset[str] = frozenset()  # those of people that name a relative
    generic: frozenset[str] = frozenset()  # those of people that name nobody in particular
    first_person: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()  # "de", "von": lower-case inside a name
    given: Mapping[str, str] = field(default_factory=dict)  # given names -> gender
    nicknames: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # short form -> given names
    endearments: frozenset[str] = frozenset()  # words before a name that is being addressed
    landmarks: frozenset[str] = frozenset()  # last words of names of places: "Park", "Street"
    groups: frozenset[str] = frozenset()  # titles of several people at once: "Misses"
    phrasal: frozenset[str] = frozenset()  # verbs of speech only with a small word behind: "went on"
    phrasal_ends: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()  # verbs that make a subject of the name before them
    being: frozenset[str] = frozenset()  # "was": it may stand before "Emma's answer"
    sayings: frozenset[str] = frozenset()  # nouns for what is said: "answer"
    authors: frozenset[str] = frozenset()  # prepositions before whoever said it: "by"
    relatives: frozenset[str] = frozenset()  # "who"
    elders: frozenset[str] = frozenset()  # "old": of a father and a son, the father
    salutations: frozenset[str] = frozenset()  # "dear": how a letter opens
    own: frozenset[str] = frozenset()  # "my"
    resuming: frozenset[str] = frozenset()  # verbs of speech of somebody who goes on: "added"
    answering: frozenset[str] = frozenset()  # verbs of speech of somebody who answers: "replied"
    spouses: frozenset[str] = frozenset()  # those of people that are married to somebody
    parents: frozenset[str] = frozenset()  # those of people that bear a child's surname
    siblings: frozenset[str] = frozenset()  # those of people that share a surname with somebody
    becoming: frozenset[str] = frozenset()  # before a wife's new name: "now", "became"
    marrying: frozenset[str] = frozenset()  # before a husband's: "married"
    born: frozenset[str] = frozenset()  # before the name a wife had: "née"
    supposing: frozenset[str] = frozenset()  # before what is not so: "had Ann married him"
    addresses: Mapping[str, str] = field(default_factory=dict)  # "sir", "madam" -> gender of who is meant
    ranks: frozenset[str] = frozenset()  # titles that older books give to men only
    abbreviations: Mapping[str, str] = field(default_factory=dict)  # short title -> full title
    noble: frozenset[str] = frozenset()  # titles that take "of": "Duchess of Harley"
    weak_past: tuple[str, ...] = ()  # endings that make any verb before a name one of speech
    nouns_capitalised: bool = False  # every noun has a capital: a name needs other proof
    adjectives: tuple[str, ...] = ()  # their endings, where nouns have capitals
    small_titles: bool = False  # "madame Morel": a title before a name has a small letter
    speech_inside: bool = False  # "dit-il" may stand inside the marks
    articles: frozenset[str] = frozenset()  # those of determiners that say nothing of whose
    clitics: frozenset[str] = frozenset()  # small words before an inverted verb: "lui dit Jean"
    elisions: frozenset[str] = frozenset()  # words that lose their end before a vowel: "l" of "l'ami"
    trailing: frozenset[str] = frozenset()  # with which an aside goes on behind its comma: "dit Jean, qui"
    adverb_ending: str = "ly"
    endings: Mapping[str, str] = field(default_factory=dict)  # last letter of a given name -> gender
    apposed: frozenset[str] = frozenset()  # articles before what somebody is: "Cosme, el boticario,"
    article_gender: Mapping[str, str] = field(default_factory=dict)  # of the noun behind one
    head_first: bool = False  # a description starts with its noun: "la mujer vieja"
    drops_subject: bool = False  # "preguntó" alone says that somebody asked
    close_nicknames: bool = False  # a short form leaves little doubt: Paco is Francisco; Minnie may be Mary
