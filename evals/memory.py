"""Ranks the turns of long conversations for questions about them, with the studio's own recall."""

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from personae.encoder import VERSION, Encoder
from personae.memory import MemoryKind, Speaker, Weights
from personae.memory.about import Names, asked
from personae.memory.fresh import Known
from personae.memory.importance import importance
from personae.memory.index import Index
from personae.memory.packing import packed
from personae.memory.recall import Numbers, rank

DEPTH = 50  # places of a ranking
APART = timedelta(minutes=1)  # between two turns of a session
LATER = timedelta(days=1)  # from the last turn to the questions


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a conversation, as the file has it."""

    id: str
    speaker: str
    text: str
    session: str
    at: datetime


def main() -> None:
    """Write the rankings for every question of a file in LoCoMo's form."""
    parser = argparse.ArgumentParser(prog="./run eval memory", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="conversations with questions (JSON)")
    parser.add_argument("--out", type=Path, required=True, help="the file to write, for score_memory.py")
    wish = parser.parse_args()
    samples = json.loads(wish.data.read_text(encoding="utf-8"))
    encoder = Encoder()
    rankings = {sample["sample_id"]: ranking(sample, encoder) for sample in samples}
    wish.out.write_text(json.dumps(rankings), encoding="utf-8")
    print(f"{sum(map(len, rankings.values()))} questions on {len(rankings)} conversations: {wish.out}")


def ranking(
    sample: Mapping[str, Any], encoder: Encoder, *, weights: Weights | None = None
) -> dict[str, list[str]]:
    """The ids of a conversation's turns for each of its questions, the best first."""
    turns = list(turns_of(sample["conversation"]))
    index = remembered(turns, sample["conversation"]["speaker_a"], encoder)
    names: Names = {
        Speaker.USER: [sample["conversation"]["speaker_a"]],
        Speaker.CHARACTER: [sample["conversation"]["speaker_b"]],
    }
    questions = [asked(str(each["question"]), names) for each in sample["qa"]]
    meanings = encoder.encode([question.text for question in questions])
    at = turns[-1].at + LATER
    found = {}
    for number, (question, meaning) in enumerate(zip(questions, meanings, strict=True)):
        signs = index.signs(question, meaning, mood=None, at=at)
        allowed = index.allowed(but_not=(), not_from=())
        best = rank(signs, weights=weights or Weights(), allowed=allowed, limit=DEPTH)
        found[str(number)] = [index.ids[each.row] for each in best]
    return found


def remembered(turns: Sequence[Turn], user: str, encoder: Encoder) -> Index:
    """All turns as memories: which of them a character would have kept is not the question here."""
    vectors = encoder.encode([turn.text for turn in turns])
    index = Index()
    index.put(_known(turn, vector, user) for turn, vector in zip(turns, vectors, strict=True))
    return index


def turns_of(conversation: Mapping[str, Any]) -> Iterator[Turn]:
    """The turns of all sessions in their order."""
    sessions = [key for key in conversation if re.fullmatch(r"session_\d+", key)]
    for session in sorted(sessions, key=lambda key: int(key.removeprefix("session_"))):
        began = _time(conversation[f"{session}_date_time"])
        for number, turn in enumerate(conversation[session]):
            yield Turn(turn["dia_id"], turn["speaker"], turn["text"], session, began + number * APART)


def _known(turn: Turn, vector: "Numbers", user: str) -> Known:
    return Known(
        id=turn.id,
        message_id=turn.id,
        conversation_id=turn.session,
        kind=MemoryKind.MOMENT,
        speaker=Speaker.USER if turn.speaker == user else Speaker.CHARACTER,
        text=turn.text,
        valence=0.0,
        arousal=0.0,
        dominance=0.0,
        intensity=0.0,
        importance=importance(turn.text, intensity=0.0),
        is_pinned=False,
        is_resolved=False,
        happened_at=turn.at,
        vector=packed(vector),
        vector_version=VERSION,
        version=1,
        updated_at=turn.at,
    )


def _time(text: str) -> datetime:
    """Of "1:56 pm on 8 May, 2023"."""
    return datetime.strptime(text, "%I:%M %p on %d %B, %Y").replace(tzinfo=UTC)


if __name__ == "__main__":
    main()
