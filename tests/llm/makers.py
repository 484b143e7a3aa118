"""Small things that the tests of the model tool are made of."""

from collections.abc import AsyncIterator, Sequence

from personae.llm import Chunk, Line, Message, Prompt, Role

KEY = "sk-very-secret-0451"


def prompt(*turns: str, system: str = "", lines: Sequence[Line] = (), seed: str = "") -> Prompt:
    """Return a prompt whose turns alternate and end with the person's."""
    roles = [Role.USER if (len(turns) - place) % 2 else Role.CHARACTER for place in range(len(turns))]
    messages = tuple(Message(role, text) for role, text in zip(roles, turns, strict=True))
    return Prompt(system, messages, lines, seed)


def line(text: str, before: str = "", *, key: str = "") -> Line:
    """Return a line of a character; its text is its id unless it is given another."""
    return Line(key or text, text, before, "Chapter 1")


async def everything(chunks: AsyncIterator[Chunk]) -> tuple[str, list[Chunk]]:
    """Return the whole text and all chunks of a reply."""
    found = [chunk async for chunk in chunks]
    return "".join(chunk.text for chunk in found), found
