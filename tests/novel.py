"""A text as long as a novel, made up by rule, in which many people speak."""

import random

PEOPLE = (
    "Ada Thorn",
    "Bram Kestrel",
    "Cora Finch",
    "Dorian Vale",
    "Edith Marsh",
    "Felix Harrow",
    "Greta Lund",
)
VERBS = ("said", "replied", "asked", "murmured", "cried", "answered")
THINGS = ("lantern", "harbour", "orchard", "clock", "letter", "bridge", "garden", "kettle", "window", "river")
DEEDS = ("waits for the rain", "belongs to nobody", "was never ours", "opens at dusk", "remembers us all")


def novel(*, words: int, seed: int = 1) -> str:
    """Return a text of about so many words, always the same for the same seed."""
    chance = random.Random(seed)
    parts: list[str] = []
    written, chapter = 0, 0
    while written < words:
        if len(parts) % 120 == 0:
            chapter += 1
            parts.append(f"CHAPTER {chapter}")
        parts.append(_paragraph(chance))
        written += len(parts[-1].split())
    return "\n\n".join(parts) + "\n"


def _paragraph(chance: random.Random) -> str:
    who, thing, other = chance.choice(PEOPLE), *chance.sample(THINGS, 2)
    if chance.random() < 0.4:
        return (
            f"{who} walked past the {thing} towards the {other}. Nobody spoke for a while, and it grew late."
        )
    first = f"The {thing} {chance.choice(DEEDS)}, and the {other} too"
    return f"“{first},” {chance.choice(VERBS)} {who}. “Shall we tell the others about the {other}?”"
