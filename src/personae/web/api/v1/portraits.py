"""A portrait as programs see it: every claim with the places that show it."""

from typing import Self

from pydantic import BaseModel

from personae import cast
from personae.cast.portrait import Claim, Evidence, Favourite, Sentence, Style, Trait
from personae.characters import Company, Portrait, Profile, Related, Said, Who


class CharacterOut(BaseModel):
    """A character, as known up to `until`, an offset into the document's text, or in all of it (null).

    `presence`: how often they are named or speak in each equal part of the text so far. `gender` and
    `is_narrator` are what the whole document tells, at every point.
    """

    id: str
    document_id: str | None
    until: int | None
    kind: str
    name: str
    aliases: list[str]
    gender: str
    is_narrator: bool
    rank: int
    lines: int
    mentions: int
    presence: list[int]
    description: str

    @classmethod
    def of(cls, character: Profile) -> Self:
        """The character as programs see it."""
        fields = {name: getattr(character, name) for name in CharacterOut.model_fields}
        return cls(**{**fields, "aliases": [alias.name for alias in character.aliases]})


class NameOut(BaseModel):
    """A name they go by, how often, and the first place where it stands; 0 to 0 for one that we gave."""

    name: str
    mentions: int
    start: int
    end: int


class EvidenceOut(BaseModel):
    """A place in the document's text. `weight` above 0 speaks for the claim, below 0 against it."""

    start: int
    end: int
    weight: float

    @classmethod
    def all(cls, places: tuple[Evidence, ...]) -> list[Self]:
        """Places as programs see them."""
        return [cls(start=place.start, end=place.end, weight=place.weight) for place in places]


class SentenceOut(BaseModel):
    """One sentence of a description with the places that bear it out. `confidence`: 0..1."""

    text: str
    confidence: float
    citations: list[EvidenceOut]

    @classmethod
    def of(cls, sentence: Sentence) -> Self:
        """The sentence as programs see it."""
        citations = EvidenceOut.all(sentence.citations)
        return cls(text=sentence.text, confidence=sentence.confidence, citations=citations)


class FactOut(BaseModel):
    """Something the text says of a character: its words from `start` to `end`. `confidence`: 0..1."""

    kind: str
    text: str
    start: int
    end: int
    chapter: int
    confidence: float

    @classmethod
    def of(cls, fact: cast.Fact) -> Self:
        """The fact as programs see it."""
        return cls(**{name: getattr(fact, name) for name in cls.model_fields})


class SayingOut(BaseModel):
    """A line of theirs and the place where it stands."""

    text: str
    chapter: int
    chapter_title: str
    passage: int
    start: int
    confidence: float

    @classmethod
    def of_said(cls, said: Said) -> Self:
        """The line as programs see it."""
        return cls(**{name: getattr(said, name) for name in SayingOut.model_fields})


class FavouriteOut(BaseModel):
    """A word they use more than the others do. `z`: how far beyond chance."""

    word: str
    uses: int
    z: float
    places: list[EvidenceOut]

    @classmethod
    def of(cls, favourite: Favourite) -> Self:
        """The word as programs see it."""
        places = EvidenceOut.all(favourite.places)
        return cls(word=favourite.word, uses=favourite.uses, z=favourite.z, places=places)


class StyleOut(BaseModel):
    """How they speak. `questions`, `exclamations`: share of lines, 0..1. `richness`: MTLD, in words."""

    lines: int
    words: int
    mean_words: float
    questions: float
    exclamations: float
    richness: float | None
    favourites: list[FavouriteOut]
    confidence: float

    @classmethod
    def of(cls, style: Style) -> Self:
        """The style as programs see it."""
        fields = {name: getattr(style, name) for name in cls.model_fields if name != "favourites"}
        return cls(**fields, favourites=[FavouriteOut.of(each) for each in style.favourites])


class TraitOut(BaseModel):
    """A trait, 0..1, .5 being like everybody, with the lines that moved it. `confidence`: 0..1."""

    name: str
    value: float
    confidence: float
    evidence: list[EvidenceOut]

    @classmethod
    def of(cls, trait: Trait) -> Self:
        """The trait as programs see it."""
        evidence = EvidenceOut.all(trait.evidence)
        return cls(name=trait.name, value=trait.value, confidence=trait.confidence, evidence=evidence)


class NamedOut(BaseModel):
    """Somebody else of the document, by the name known at the point."""

    id: str
    name: str

    @classmethod
    def of(cls, who: Who) -> Self:
        """Whom to name, as programs see it."""
        return cls(id=who.id, name=who.name)


class RelationOut(BaseModel):
    """What somebody is to the character.

    `kind`: family, social, professional or romantic. `detail`: in one word, or empty. `affinity`: how the
    character feels about them, -1..1. `scenes`, `lines`: shared, and said to them. `confidence`: 0..1.
    """

    to: NamedOut
    kind: str
    detail: str
    affinity: float
    confidence: float
    scenes: int
    lines: int
    evidence: list[EvidenceOut]

    @classmethod
    def of(cls, related: Related) -> Self:
        """The relation as programs see it."""
        known = related.relation
        names = cls.model_fields.keys() - {"to", "evidence"}
        fields = {name: getattr(known, name) for name in names}
        return cls(**fields, to=NamedOut.of(related.who), evidence=EvidenceOut.all(known.evidence))


class CompanyOut(BaseModel):
    """Somebody the character speaks with. `said`, `heard`: lines to them and from them."""

    who: NamedOut
    scenes: int
    said: int
    heard: int

    @classmethod
    def of(cls, company: Company) -> Self:
        """The company as programs see it."""
        who = NamedOut.of(company.who)
        return cls(who=who, scenes=company.scenes, said=company.said, heard=company.heard)


class ChapterPresenceOut(BaseModel):
    """How often they are named and speak in one chapter, and in how many of its scenes they are."""

    chapter: int
    mentions: int
    lines: int
    scenes: int


class AddedOut(BaseModel):
    """What a language model has added, and the place whose words bear it out. `confidence`: 0..1."""

    kind: str
    text: str
    start: int
    end: int
    confidence: float

    @classmethod
    def of(cls, claim: Claim) -> Self:
        """The claim as programs see it."""
        place = claim.citation
        return cls(
            kind=claim.kind, text=claim.text, start=place.start, end=place.end, confidence=claim.confidence
        )


class PortraitOut(CharacterOut):
    """A character with all that is claimed of them. `names`: their aliases, the first places with them.

    `role`: protagonist, major, intermediate, minor or mentioned. It and `share` (of everybody's weight,
    0..1) are null outside of documents. `sentences`: the description, each with its places; `description`
    is their text, or what a person wrote. `company`: whom they speak with.
    """

    names: list[NameOut]
    role: str | None
    share: float | None
    sentences: list[SentenceOut]
    facts: list[FactOut]
    sayings: list[SayingOut]
    style: StyleOut
    traits: list[TraitOut]
    relations: list[RelationOut]
    company: list[CompanyOut]
    chapters: list[ChapterPresenceOut]
    added: list[AddedOut]

    @classmethod
    def of_portrait(cls, portrait: Portrait) -> Self:
        """The portrait as programs see it."""
        known = CharacterOut.of(portrait.character).model_dump()
        sentences = [SentenceOut.of(each) for each in portrait.description]
        known["description"] = known["description"] or " ".join(each.text for each in sentences)
        weight, presence = portrait.importance, portrait.presence
        return cls(
            **known,
            names=[
                NameOut(name=each.name, mentions=each.mentions, start=each.start, end=each.end)
                for each in portrait.character.aliases
            ],
            role=weight.role if weight else None,
            share=weight.share if weight else None,
            sentences=sentences,
            facts=[FactOut.of(each) for each in portrait.facts],
            sayings=[SayingOut.of_said(each) for each in portrait.sayings],
            style=StyleOut.of(portrait.style),
            traits=[TraitOut.of(each) for each in portrait.traits],
            relations=[RelationOut.of(each) for each in portrait.relations],
            company=[CompanyOut.of(each) for each in portrait.company],
            chapters=[
                ChapterPresenceOut(**{name: getattr(each, name) for name in ChapterPresenceOut.model_fields})
                for each in (presence.chapters if presence else ())
            ],
            added=[AddedOut.of(each) for each in portrait.claims],
        )
