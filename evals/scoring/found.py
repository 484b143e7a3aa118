"""What the reader found in a text, in the shape that is compared."""

from collections.abc import Callable
from dataclasses import dataclass

from personae.cast import Cast, Character, Mention, Mode, Quotation, blocks_of, read

Reader = Callable[[str], "Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """The cast with its quotations and mentions, in order."""

    cast: Cast
    quotations: tuple[Quotation, ...]
    mentions: tuple[Mention, ...]

    @property
    def people(self) -> dict[str, Character]:
        """The characters by id."""
        return {each.id: each for each in self.cast.characters}


def found_in(text: str, *, mode: Mode = "quick") -> Found:
    """Read a text as `./run cast` does, and keep everything that is found."""
    quotations: list[Quotation] = []
    mentions: list[Mention] = []
    cast = read(
        lambda: blocks_of(text), on_quotation=quotations.append, on_mention=mentions.append, mode=mode
    )
    return Found(cast, tuple(quotations), tuple(mentions))


def names_of(character: Character) -> list[str]:
    """The name a character is shown by, and all its others."""
    return list(dict.fromkeys([character.name, *(alias.name for alias in character.aliases)]))
