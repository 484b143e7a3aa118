"""What is counted of one spelling of a name, and of one description that speaks."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Form:
    """One spelling of a name and what was seen of it."""

    key: str
    shown: str
    start: int
    end: int
    count: int = 0
    initial: int = 0
    quoted: int = 0
    spoke: int = 0
    placed: int = 0
    article: int = 0
    article_at: tuple[int, int] = (0, 0)  # where "the Mouse" first stands
    elder: int = 0
    determined: int = 0  # behind an article or an adjective
    addressed: int = 0
    kin: dict[str, int] = field(default_factory=lambda: {"F": 0, "M": 0})  # behind "aunt" or "uncle"
    votes: dict[str, float] = field(default_factory=lambda: {"F": 0.0, "M": 0.0})


@dataclass(slots=True)
class Phrase:
    """A common noun that speaks: "the old man"."""

    text: str
    shown: str
    gender: str
    start: int
    end: int
    spoke: int = 0
