"""What a character is called as a model: a readable name, and the id, which alone is looked at. Pure."""

import re
import unicodedata
from typing import Final

ID: Final = 26
NAME_CHARS: Final = 60


def model_of(name: str, character_id: str) -> str:
    """The model's id: "elizabeth-bennet-01j…"; the character's id alone where a name has no Latin letter."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:NAME_CHARS].strip("-")
    return f"{slug}-{character_id}" if slug else character_id


def character_of(model: str) -> str:
    """The id of the character that a model's id names, whatever stands before it."""
    return model.strip()[-ID:].casefold()
