"""What a test sees of an extraction: its account, and the lines it wrote."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from personae.library.extract import Extraction


@dataclass(frozen=True)
class Reading:
    """An extraction with the lines it wrote."""

    found: Extraction
    chapters: list[dict[str, object]]
    passages: list[dict[str, object]]

    @property
    def texts(self) -> list[str]:
        return [str(passage["text"]) for passage in self.passages]

    @property
    def titles(self) -> list[str]:
        return [str(chapter["title"]) for chapter in self.chapters]

    @property
    def spans(self) -> list[tuple[int, int]]:
        return [(int(str(p["start"])), int(str(p["end"]))) for p in self.passages]


def reading_of(found: Extraction, out: Path) -> Reading:
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    by_kind = {kind: [line for line in lines if line["kind"] == kind] for kind in ("chapter", "passage")}
    return Reading(found, by_kind["chapter"], by_kind["passage"])


Read = Callable[..., Awaitable[Reading]]
