"""Who speaks with whom, as a picture: people on a ring, a line for each pair as wide as they say much."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from personae.characters import Exchange, Profile

WIDTH, HEIGHT = 760, 440
RING = (230, 165)  # half axes
LABEL_GAP = 18
WIDEST = 9.0


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody on the ring, and where their name stands beside them (`anchor`: start, middle or end)."""

    person: Profile
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Edge:
    """Two who speak with each other. lines: said both ways."""

    one: Node
    other: Node
    lines: int
    width: float


@dataclass(frozen=True, slots=True)
class Circle:
    """The whole picture; no edges where nobody is known to speak to anybody."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]


def circle(people: Sequence[Profile], exchanges: Sequence[Exchange]) -> Circle:
    """Put people on a ring in their order, clockwise from the top, with a line for each pair of them."""
    nodes = {person.id: _node(person, place / len(people)) for place, person in enumerate(people)}
    known = [each for each in exchanges if each.one in nodes and each.other in nodes]
    most = max((each.lines for each in known), default=1)
    edges = [
        Edge(nodes[each.one], nodes[each.other], each.lines, round(1 + WIDEST * each.lines / most, 1))
        for each in known
    ]
    return Circle(list(nodes.values()), edges)


def _node(person: Profile, turn: float) -> Node:
    right, down = math.sin(2 * math.pi * turn), -math.cos(2 * math.pi * turn)
    x, y = WIDTH / 2 + RING[0] * right, HEIGHT / 2 + RING[1] * down
    anchor = "middle" if abs(right) < 0.2 else "start" if right > 0 else "end"
    label_y = y + LABEL_GAP * 1.2 * down + 5
    return Node(person, round(x, 1), round(y, 1), round(x + LABEL_GAP * right, 1), round(label_y, 1), anchor)
