"""How long it takes until something comes to a character's mind, among 10,000 memories, on one core."""

import argparse
import asyncio
import os
import random
import re
import secrets
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benches.figures import Report, share
from benches.texts import write_long_text
from personae import accounts, characters, memory
from personae.accounts import Actor
from personae.bootstrap import prepare
from personae.encoder import Encoder
from personae.llm.retrieval import is_courtesy
from personae.memory import Meanings, MemoryKind, Recalling, Speaker, store
from personae.platform.allocator import keep_little
from personae.platform.clock import now
from personae.platform.db import Database
from personae.platform.ids import new_id
from personae.platform.settings import Settings

MEMORIES, QUESTIONS = 10_000, 200
EMBEDDED = 500  # memories whose vectors are worked out and timed; the others get theirs from these
TARGET_MS = 40.0
LEAST_PER_S = 50.0
TEXT_BYTES = 3 * 1024**2
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Took:
    """What one question took: by the clock, and of the processor, which others on it do not lengthen."""

    wall_ms: float
    processor_ms: float


def main() -> None:
    """Fill a home of its own, embed, and ask."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # before numpy counts the cores
    keep_little()  # as the server does
    report = Report("recall", __doc__, options=_options)
    with tempfile.TemporaryDirectory() as home:
        asyncio.run(_measure(report, Path(home), report.wish.memories))
    report.end()


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--memories", type=int, default=MEMORIES, help="how many there are")


async def _measure(report: Report, home: Path, count: int) -> None:
    settings = Settings.model_validate({"PERSONAE_HOME": home})
    prepare(settings)
    database, encoder = Database(None, home=home), Encoder()
    actor, character_id = await _somebody(database)
    texts = _texts(home, count)
    questions = [each for each in _sentences(home) if not is_courtesy(each)][:QUESTIONS]
    await _fill(database, actor, character_id, texts[:EMBEDDED])
    began = time.process_time()
    done = await Meanings(database.begin, encoder).run()
    cost_s = (time.process_time() - began) / done
    words = sum(len(text.split()) for text in texts[:EMBEDDED]) / EMBEDDED
    asked = sum(len(question.split()) for question in questions) / len(questions)
    report.note(f"memories have {words:.0f} words on average, questions {asked:.0f}")
    report.add("processor time to embed one memory", cost_s * 1000, "ms", target=1000 / LEAST_PER_S)
    report.note(f"which is {1 / cost_s:.0f} memories a processor second (at least {LEAST_PER_S:.0f} wanted)")
    await _fill(database, actor, character_id, texts[EMBEDDED:], like=EMBEDDED)
    mind = Recalling(database.begin, encoder)
    [first] = await _asked(mind, actor, character_id, questions[:1])
    report.add("the first question, which reads all memories", first.wall_ms, "ms")
    _tell(report, f"a question among {count:,} memories", await _asked(mind, actor, character_id, questions))
    busy: list[Took] = []
    for question in questions:
        async with database.begin() as tx:
            await memory.tell(tx, actor, character_id, text=question)
        busy += await _asked(mind, actor, character_id, [question])
    _tell(report, "a question just after something new", busy)
    await database.close()


def _tell(report: Report, what: str, took: Sequence["Took"]) -> None:
    report.add(f"{what}, p50", share([each.wall_ms for each in took], 50), "ms")
    report.add(f"{what}, p95", share([each.wall_ms for each in took], 95), "ms", target=TARGET_MS)
    report.add(f"{what}, processor time, p95", share([each.processor_ms for each in took], 95), "ms")


async def _somebody(database: Database) -> tuple[Actor, str]:
    async with database.begin() as tx:
        user = accounts.User(email=f"{secrets.token_hex(6)}@example.org", name="Ada", password_hash="-")
        tx.add(user)
        await tx.flush()
        actor = Actor(user.id, user.name, user.email, session_id="")
        made = await characters.create(tx, actor, name="Mira", gender="F", description="-", sayings="-")
    return actor, made.id


async def _fill(
    database: Database, actor: Actor, character_id: str, texts: Sequence[str], *, like: int = 0
) -> None:
    """Remember texts, as if said a minute apart in talks of 50. like: have the vectors of so many others."""
    chance = random.Random(7)
    began = now() - timedelta(minutes=len(texts))
    async with database.begin(write=False) as tx:
        rows, _ = await memory.list_memories(tx, actor, character_id, limit=like or 1)
        vectors = [(row.vector, row.vector_version) for row in rows if row.vector]
    for start in range(0, len(texts), AT_ONCE):
        async with database.begin() as tx:
            await store.add(
                tx,
                [
                    {
                        "id": new_id(),
                        "character_id": character_id,
                        "kind": MemoryKind.MOMENT,
                        "speaker": chance.choice(list(Speaker)),
                        "text": text,
                        "emotion": "joy",
                        "emotions": {"joy": 0.6},
                        "valence": chance.uniform(-1, 1),
                        "importance": chance.random(),
                        "happened_at": began + timedelta(minutes=start + place),
                        **_vector(chance, vectors if like else []),
                    }
                    for place, text in enumerate(texts[start : start + AT_ONCE])
                ],
                owner_id=actor.user_id,
            )


def _vector(chance: random.Random, vectors: Sequence[tuple[bytes | None, int]]) -> dict[str, object]:
    if not vectors:
        return {}
    vector, version = chance.choice(vectors)
    return {"vector": vector, "vector_version": version}


async def _asked(mind: Recalling, actor: Actor, character_id: str, questions: Sequence[str]) -> list["Took"]:
    """How long each question took."""
    found, answered = [], 0
    for question in questions:
        began, worked = time.perf_counter(), time.process_time()
        recalled = await mind.recall(actor, character_id, question=question, mood=(0.3, 0.2, 0.1))
        found.append(Took(1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)))
        answered += bool(recalled)
    assert answered > 0.9 * len(questions) or len(questions) == 1
    return found


def _texts(home: Path, count: int) -> list[str]:
    """Different texts of two sentences each."""
    sentences = _sentences(home)
    chance, made = random.Random(7), dict[str, None]()
    while len(made) < count:
        made[" ".join(chance.sample(sentences, 2))] = None
    return list(made)


def _sentences(home: Path) -> list[str]:
    """Different sentences of 4 to 30 words, in no order."""
    path = home / "long.txt"
    write_long_text(path, size_bytes=TEXT_BYTES)
    text = " ".join(path.read_text(encoding="utf-8").split())
    found = dict.fromkeys(re.findall(r"[A-Z][^.!?“”]+[.!?]", text))
    sentences = [each for each in found if 4 <= len(each.split()) <= 30]
    return random.Random(7).sample(sentences, len(sentences))


if __name__ == "__main__":
    main()
