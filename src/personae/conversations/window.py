"""What a model is given to answer with: who the character is, what it said, and the latest turns."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from personae.characters import Portrait, Said
from personae.conversations import wording
from personae.conversations.fitting import SPAN, Span, begin
from personae.conversations.tables import Author, Message
from personae.conversations.wording import data
from personae.llm import Line, Prompt, Role, text_tokens
from personae.llm import Message as Turn
from personae.safety import telling

Place = dict[str, str | int]

SO_FAR = (
    "The reader has come only so far in the document, and so has the character: whatever happens later in "
    "it has not happened yet. Never tell it or hint at it, even if you know the work."
)
NOBODY = "Nothing more is known than the words below."
SAYINGS_TOKENS = 800  # of the character's own words in the sheet, at most
_ROLES: dict[str, Role] = {Author.USER: Role.USER, Author.CHARACTER: Role.CHARACTER}


@dataclass(frozen=True, slots=True)
class Material:
    """All of a prompt that depends on the character alone, so it is the same from turn to turn.

    system: our own words alone.  sheet: who the character is, in strangers' words.
    places: by a line's id, where it stands in the document; nowhere for a character made by hand.
    """

    system: str
    sheet: str
    lines: tuple[Line, ...]
    places: dict[str, Place]

    def to_bytes(self) -> bytes:
        """The material as it is kept in the cache."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Material":
        """The material that to_bytes has kept."""
        found = json.loads(kept)
        return cls(
            found["system"], found["sheet"], tuple(Line(**line) for line in found["lines"]), found["places"]
        )


def gather(portrait: Portrait, lines: Sequence[Said]) -> Material:
    """What a model, or the quotation provider, needs to know of a character."""
    character = portrait.character
    return Material(
        system=wording.filled("rules", limits="" if character.until is None else f"\n\n{SO_FAR}"),
        sheet=_sheet(portrait),
        lines=tuple(Line(line.id, line.text, line.before, line.chapter_title) for line in lines),
        places={line.id: _place(line) for line in lines} if character.document_id else {},
    )


def build(
    material: Material,
    history: Sequence[Message],
    *,
    seed: str,
    span: Span = SPAN,
    reader: str = "",
    canary: str = "",
    earlier: str = "",
    notes: str = "",
) -> Prompt:
    """The prompt for the reply to the last message of history (oldest first).

    What changes least comes first: our words and the canary, the sheet, who the reader is, what was said
    before the first message that fits, the messages, and only then the notes, which hold for this reply
    alone. So each prompt begins with the one before it up to that one's notes, except where the window moves
    on. Nothing that strangers wrote stands in the system text.

    reader, earlier, notes: parts worded already; "" leaves a part out.  canary: the word that only the model
    shall know; "" for none.
    """
    return Prompt(
        system="\n\n".join(filter(None, (material.system, telling(canary)))),
        sheet="\n\n".join(filter(None, (material.sheet, reader))),
        messages=tuple(
            Turn(_ROLES[message.author], wording.said(message.text))
            for message in history[begin(history, span) :]
            if message.text
        ),
        lines=material.lines,
        seed=seed,
        earlier=earlier,
        notes=notes,
    )


def _place(said: Said) -> Place:
    return {
        "chapter": said.chapter,
        "chapter_title": said.chapter_title,
        "passage": said.passage,
        "start": said.start,
    }


def _sheet(portrait: Portrait) -> str:
    character = portrait.character
    names = ", ".join(alias.name for alias in character.aliases) or character.name
    return wording.filled(
        "character",
        name=data(character.name),
        names=data(names),
        description=data(character.description or _described(portrait) or NOBODY),
        sayings="\n".join(_fitting([f"- {data(said.text)}" for said in portrait.sayings])),
    )


def _described(portrait: Portrait) -> str:
    return " ".join(sentence.text for sentence in portrait.description)


def _fitting(sayings: Sequence[str]) -> list[str]:
    """The first of some lines that fit into the sheet."""
    found: list[str] = []
    room = SAYINGS_TOKENS
    for saying in sayings:
        room -= text_tokens(saying)
        if room < 0:
            break
        found.append(saying)
    return found
