"""What a reading is made of: blocks in, quotations, mentions, facts, ties and a cast out."""

from dataclasses import dataclass
from typing import Literal, get_args

PIPELINE_VERSION = "11"  # part of every cache key: raise it when the same text would be read differently
Mode = Literal["quick", "careful"]
MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph; text is exactly document[start:end], hard-wrapped lines and all.

    A block that starts where the last one ended goes on with the same paragraph.
    """

    start: int
    end: int
    chapter: int
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """One contiguous quoted segment, marks excluded.

    speaker: Character.id, or None when nobody fits.  confidence: 0..1.
    kind: 'explicit' (a name beside it, or a label before it), 'anaphoric' (a pronoun or common noun),
    'implicit' (neither).
    addressee: Character.id of whom it is said to, or None when that is not known.
    """

    start: int
    end: int
    chapter: int
    speaker: str | None
    confidence: float
    kind: str
    addressee: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a character is named, in the telling or inside a quotation."""

    start: int
    end: int
    chapter: int
    character: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the text says of a character; text is the words themselves, start..end their place.

    character: Character.id.  kind: 'occupation', 'appearance', 'features' (what they have: "grey eyes"),
    'nature', 'age', 'home', 'kin', 'self' (what they call themselves) or 'other'.
    confidence: 0..1.
    """

    character: str
    kind: str
    text: str
    start: int
    end: int
    chapter: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Tie:
    """One place that shows what two characters are to each other; start..end is that place.

    source, target: Character.id.  kind: 'family', 'social', 'professional', 'romantic' or '' when the
    place does not tell.  detail: what the target is to the source, in one word ('sister', 'servant'),
    or ''.  affinity: how the source feels about the target there, -1..1; 0 where nothing shows it.
    confidence: 0..1.
    """

    source: str
    target: str
    kind: str
    detail: str
    affinity: float
    start: int
    end: int
    chapter: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of a character; start and end are the first place where it stands, its evidence."""

    name: str
    mentions: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Character:
    """One person of the document, under one id.

    gender: 'F', 'M' or '?'.  lines: quotations spoken.  ids are "c1", "c2" … roughly by
    importance; Cast.characters is in that order exactly.
    """

    id: str
    name: str
    aliases: tuple[Alias, ...]
    gender: str
    mentions: int
    lines: int
    is_narrator: bool
    gender_confidence: float


@dataclass(frozen=True, slots=True)
class Cast:
    """Everything a reading found out about the whole document.

    convention: straight, curly, high, single, guillemets, low-high, corner, dash, labels or none.
    notices: codes such as 'no_quotations', 'no_characters', 'language_unread:xx'.
    mode: how it was read.
    kind: novel (any story told), play, screenplay, interview, conversation, letters, memoir, essay, manual
    or verse.
    """

    language: str
    language_confidence: float
    characters: tuple[Character, ...]
    quotations: int
    words: int
    convention: str
    notices: tuple[str, ...]
    mode: Mode
    kind: str
