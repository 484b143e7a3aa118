"""What a model is given to answer with: who the character is, what it said, and the latest turns."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from string import Template

from personae.characters import Portrait, Said
from personae.conversations.tables import Author, Message
from personae.llm import Line, Prompt, Role
from personae.llm import Message as Turn

Place = dict[str, str | int]

SO_FAR = (
    "The reader has come only so far in the document, and so has the character: whatever happens later in "
    "it has not happened yet. Never tell it or hint at it, even if you know the work."
)
NOBODY = "Nothing more is known than the words below."
_ROLES: dict[str, Role] = {Author.USER: Role.USER, Author.CHARACTER: Role.CHARACTER}


@dataclass(frozen=True, slots=True)
class Span:
    """How much of a conversation is sent: at most so many characters.

    What is sent begins at a depth that one of the steps divides, the first of them that leaves few enough:
    so it begins at the same message for many turns, and vendors find what they were sent before in their
    caches.
    """

    chars: int = 24_000  # about 6,000 tokens
    steps: tuple[int, ...] = (20, 4, 1)


SPAN = Span()  # measured: docs/decisions/0015


@dataclass(frozen=True, slots=True)
class Material:
    """All of a prompt that depends on the character alone, so it is the same from turn to turn.

    places: by a line's id, where it stands in the document; nowhere for a character made by hand.
    """

    system: str
    lines: tuple[Line, ...]
    places: dict[str, Place]

    def to_bytes(self) -> bytes:
        """The material as it is kept in the cache."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Material":
        """The material that to_bytes has kept."""
        found = json.loads(kept)
        return cls(found["system"], tuple(Line(**line) for line in found["lines"]), found["places"])


def gather(portrait: Portrait, lines: Sequence[Said]) -> Material:
    """What a model, or the quotation provider, needs to know of a character."""
    return Material(
        system=_system(portrait),
        lines=tuple(Line(line.id, line.text, line.before, line.chapter_title) for line in lines),
        places={line.id: _place(line) for line in lines} if portrait.character.document_id else {},
    )


def build(material: Material, history: Sequence[Message], *, seed: str, span: Span = SPAN) -> Prompt:
    """The prompt for the reply to the last message of history (oldest first)."""
    return Prompt(system=material.system, messages=_fitting(history, span), lines=material.lines, seed=seed)


def _place(said: Said) -> Place:
    return {
        "chapter": said.chapter,
        "chapter_title": said.chapter_title,
        "passage": said.passage,
        "start": said.start,
    }


def _system(portrait: Portrait) -> str:
    character = portrait.character
    wording = Template(files(__package__).joinpath("prompts/character.md").read_text(encoding="utf-8"))
    names = ", ".join(alias.name for alias in character.aliases) or character.name
    return wording.substitute(
        name=_data(character.name),
        names=_data(names),
        description=_data(character.description or _described(portrait) or NOBODY),
        sayings="\n".join(f"- {_data(said.text)}" for said in portrait.sayings),
        limits="" if character.until is None else f"\n\n{SO_FAR}",
    )


def _described(portrait: Portrait) -> str:
    return " ".join(sentence.text for sentence in portrait.description)


def _fitting(history: Sequence[Message], span: Span) -> tuple[Turn, ...]:
    """The latest messages that have words and fit; the last of all whatever its length."""
    kept = [message for message in history[_begin(history, span) :] if message.text]
    return tuple(Turn(_ROLES[message.author], message.text) for message in kept)


def _begin(history: Sequence[Message], span: Span) -> int:
    """The place of the first message to send."""
    size = sum(len(message.text) for message in history)
    fitting: dict[int, int] = {}
    for place, message in enumerate(history):
        if size <= span.chars:
            for step in span.steps:
                if message.depth % step == 0:
                    fitting.setdefault(step, place)
        size -= len(message.text)
    return next((fitting[step] for step in span.steps if step in fitting), len(history) - 1)


def _data(text: str) -> str:
    """Strangers' text inside the prompt's delimiters: it cannot close them."""
    return text.replace("<", "‹").replace(">", "›")
