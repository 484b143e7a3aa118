"""Reads XML with expat; a document that declares entities is refused, so nothing can be expanded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from personae.library.extract.errors import EntitiesDeclared, TooComplex

MOST_ELEMENTS: Final = 400_000


@dataclass(slots=True)
class Element:
    """An element by its local name, with its own text and the local names of its attributes."""

    name: str
    attributes: dict[str, str]
    text: str = ""


def parser(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> expat.XMLParserType:
    """A parser that gives names as 'namespace local' and refuses entity declarations."""
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True
    made.StartElementHandler = start
    made.EndElementHandler = end
    made.CharacterDataHandler = text
    made.EntityDeclHandler = _refuse
    made.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return made


def elements(data: bytes) -> list[Element]:
    """All elements of a small document in the order they start."""
    found: list[Element] = []
    stack: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(found) >= MOST_ELEMENTS:
            raise TooComplex
        element = Element(local(name), {local(key): value for key, value in attributes.items()})
        found.append(element)
        stack.append(element)

    def text(characters: str) -> None:
        if stack:
            stack[-1].text += characters

    def end(_: str) -> None:
        stack.pop()

    parser(start, end, text).Parse(data, True)
    return found


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def _refuse(*declaration: object) -> None:
    raise EntitiesDeclared
