"""What one reply is made from, and what of it is told beside the reply."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from personae.characters import Known, Piece
from personae.conversations.citing import cited
from personae.conversations.window import Place
from personae.llm import Prompt, Role


@dataclass(frozen=True, slots=True)
class Brief:
    """What a reply is made from: the prompt, and what of it is told beside the reply.

    places: by a line's id, where it stands.  passages: what the character knew for this question.
    recalled: the memories it was given, as messages keep them.  canary: the word in the prompt by which a
    reply shows that it gives the prompt away; "" where nobody is told one.
    """

    prompt: Prompt
    places: Mapping[str, Place]
    passages: Sequence[Known] = ()
    recalled: list[dict[str, str | float]] = field(default_factory=list)
    canary: str = ""

    @property
    def given(self) -> str:
        """All that the model was given but for the character's own words."""
        said = (each.text for each in self.prompt.messages if each.role is Role.USER)
        return "\n".join(
            (self.prompt.system, self.prompt.sheet, self.prompt.earlier, self.prompt.notes, *said)
        )

    def drawn_on(self, text: str) -> list[Place]:
        """Where those passages stand that a reply really draws on."""
        question = self.prompt.messages[-1].text if self.prompt.messages else ""
        pieces = [(known, piece) for known in self.passages for piece in known.pieces]
        drawn = cited(text, [piece.text for _, piece in pieces], question=question)
        return [_place(*pieces[number]) for number in drawn]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Of a talk that a program keeps: what the program says about it, and who may be moved by it.

    is_noted: whether what is recalled counts as recalled, which keeps it in mind for longer.
    """

    program: str
    is_noted: bool


Making = Callable[[], Awaitable[Brief]]


def _place(known: Known, piece: Piece) -> Place:
    return {
        "chapter": known.chapter,
        "chapter_title": known.chapter_title,
        "passage": piece.passage,
        "start": piece.start,
    }
