"""How much processor time a question about a character's state takes, by the length of its ledger."""

import argparse
import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from benches.figures import Report, share
from benches.studio import empty_home
from personae import characters, conversations, evolution
from personae.accounts import Actor
from personae.accounts.tables import User
from personae.cast import Appraisal
from personae.conversations.tables import Author, Message
from personae.evolution.impulse import impulse, to_json
from personae.evolution.tables import Event, EventKind
from personae.platform.db import Database, Tx, upgrade
from personae.platform.ids import new_id

LENGTHS = (1_000, 100_000)
TALKS = 20
TRIES = 20
START = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 5_000
TARGET_MS = 40.0  # what one question may take of a page's time, whatever the length


@dataclass(frozen=True, slots=True)
class Past:
    """A ledger of many events, and the messages that they came from, in order."""

    database: Database
    actor: Actor
    character_id: str
    talks: Sequence[str]
    messages: Sequence[str]


def main() -> None:
    """Fill a ledger on SQLite, and ask about it as pages and programs do."""
    report = Report("fold", __doc__, options=_options)
    for length in report.wish.lengths:
        asyncio.run(_measure(report, length))
    report.end()


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lengths", type=int, nargs="+", default=LENGTHS, help="events of each ledger")


async def _measure(report: Report, length: int) -> None:
    async with _past(length) as past:
        few = f"{length:,} events: "
        await _first(report, past, few)
        for name, ask in _questions(past).items():
            times = [await _ms(past, ask) for _ in range(TRIES)]
            target = TARGET_MS if name in ("state", "feel one more message") else None
            report.add(f"{few}{name}, p95", share(times, 95), "ms", target=target)
        for name, ask in _sums(past).items():
            report.add(f"{few}{name}", await _ms(past, ask), "ms")


async def _first(report: Report, past: Past, few: str) -> None:
    """Fold it all, as after a change of settings."""

    async def settle(tx: Tx) -> object:
        wish = evolution.Settings()
        return await evolution.change_settings(tx, past.actor, past.character_id, wish, version=0)

    report.add(f"{few}fold all of it anew, with checkpoints", await _ms(past, settle), "ms")


def _questions(past: Past) -> dict[str, Callable[[Tx], Awaitable[object]]]:
    actor, id = past.actor, past.character_id
    middle = len(past.messages) // 2
    return {
        "state": lambda tx: evolution.state(tx, actor, id),
        "state through a message": lambda tx: evolution.state(
            tx, actor, id, through=past.messages[middle - 7]
        ),
        "50 records": lambda tx: evolution.records(tx, actor, id),
        "50 moments": lambda tx: evolution.timeline(tx, actor, id),
        "200 moods": lambda tx: evolution.moods(tx, actor, id, past.talks[0]),
        "swipe away the last message": lambda tx: evolution.set_live(
            tx, actor, past.messages[-1:], is_live=False
        ),
        "feel one more message": lambda tx: _say(tx, past),
    }


def _sums(past: Past) -> dict[str, Callable[[Tx], Awaitable[object]]]:
    actor, id = past.actor, past.character_id
    return {
        "trends over all of it": lambda tx: evolution.trends(tx, actor, id, days=3_650),
        "why, of one trait": lambda tx: evolution.why(tx, actor, id, "agreeableness"),
    }


async def _say(tx: Tx, past: Past) -> object:
    id = new_id()
    await tx.execute(insert(Message), [_row(past.talks[0], id, 10**6)])
    return await evolution.feel(
        tx,
        past.actor,
        past.character_id,
        conversation_id=past.talks[0],
        message_id=id,
        speaker="user",
        appraisal=Appraisal({"joy": 0.8}, 0.5, 0.2, 0.1, 0.6),
        at=START,
    )


async def _ms(past: Past, ask: Callable[[Tx], Awaitable[object]]) -> float:
    began = time.process_time()
    async with past.database.begin() as tx:
        await ask(tx)
    return 1000 * (time.process_time() - began)


@asynccontextmanager
async def _past(length: int) -> AsyncIterator[Past]:
    with empty_home() as home:
        database = Database(None, home=home)
        await asyncio.to_thread(upgrade, database)
        async with database.begin() as tx:
            user = User(email="ada@example.org", name="Ada", password_hash="")
            tx.add(user)
            await tx.flush()
            actor = Actor(user.id, user.name, user.email, session_id="")
            made = await characters.create(
                tx, actor, name="Nell", gender="F", description="A miller.", sayings="Grain first."
            )
            talks = [(await conversations.start(tx, actor, made.id)).id for _ in range(TALKS)]
            messages = [new_id() for _ in range(length)]
            for start in range(0, length, BATCH):
                await _write(tx, actor, made.id, talks, messages[start : start + BATCH], start)
        try:
            yield Past(database, actor, made.id, talks, messages)
        finally:
            await database.close()


async def _write(
    tx: Tx, actor: Actor, character_id: str, talks: Sequence[str], messages: Sequence[str], start: int
) -> None:
    """Messages and what they did, the conversations in turns of fifty messages."""
    chance = random.Random(start)
    rows, events = [], []
    for place, id in enumerate(messages, start):
        talk = talks[place // 50 % len(talks)]
        rows.append(_row(talk, id, place))
        found = impulse(_any(chance), speaker="character" if place % 2 else "user")
        events.append(
            {
                "owner_id": actor.user_id,
                "character_id": character_id,
                "conversation_id": talk,
                "message_id": id,
                "kind": EventKind.FELT,
                "facts": to_json(found),
                "rule_version": evolution.RULE_VERSION,
                "at": START + timedelta(minutes=3 * place),
            }
        )
    await tx.execute(insert(Message), rows)
    await tx.execute(insert(Event), events)


def _row(talk: str, id: str, depth: int) -> dict[str, object]:
    return {
        "id": id,
        "conversation_id": talk,
        "depth": depth,
        "author": Author.CHARACTER if depth % 2 else Author.USER,
    }


def _any(chance: random.Random) -> Appraisal:
    labels = chance.sample(sorted(evolution.EMOTIONS), 2)
    scores = {label: round(chance.uniform(0.3, 0.9), 3) for label in labels}
    pleasure, arousal, dominance = (round(chance.uniform(-0.6, 0.6), 3) for _ in range(3))
    return Appraisal(scores, pleasure, arousal, dominance, 0.5)


if __name__ == "__main__":
    main()
