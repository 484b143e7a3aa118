"""How long a conversation of 100,000 messages takes to open, page, branch, search, delete and bring back."""

import argparse
import asyncio
import resource
import tempfile
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from sqlalchemy import insert, update

from benches.figures import Report, share
from personae import characters, conversations
from personae.accounts import Actor, User
from personae.bootstrap import Services, build, prepare
from personae.conversations import Author, Conversation, Message
from personae.conversations.tables import Searchable
from personae.evolution import EventKind
from personae.evolution.tables import Event
from personae.platform.clock import now
from personae.platform.db import Tx
from personae.platform.folding import fold
from personae.platform.ids import new_id
from personae.platform.settings import Settings

COUNT = 100_000
AT_ONCE = 5_000  # rows of one statement
TRIES = 20
WORDS = "The lamp at the end of the pier went out again, and the keeper said nothing about it for a week."

Work = Callable[[Tx], Awaitable[object]]


def main() -> None:
    """Fill a studio of its own, and ask it what a page asks; memory is the whole process's at most."""
    report = Report("branches", __doc__, options=_options)
    with tempfile.TemporaryDirectory() as home:
        asyncio.run(_measure(report, Path(home)))
    report.end()


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--messages", type=int, default=COUNT, help="in the one conversation")
    parser.add_argument("--database", help="an empty PostgreSQL database instead of an SQLite file")


async def _measure(report: Report, home: Path) -> None:
    settings = Settings.model_validate(
        {"PERSONAE_HOME": home, **({"DATABASE_URL": report.wish.database} if report.wish.database else {})}
    )
    prepare(settings)
    services = build(settings)
    actor, talk, ids = await _filled(services, report.wish.messages)
    report.note(f"{len(ids):,} messages, each in the ledger, on {services.database.url.get_backend_name()}")
    at_first_mb = _most_mb()

    async def timed(name: str, work: Work, *, tries: int = 1, target: float | None = None) -> None:
        took: list[float] = []
        for _ in range(tries):
            began = perf_counter()
            async with services.database.begin() as tx:
                await work(tx)
            took.append(perf_counter() - began)
        report.add(name, share(took, 95) if tries > 1 else took[0], "s", target=target)

    async def page(tx: Tx, before: int | None = None) -> None:
        await conversations.get(tx, actor, talk.id)
        rows, _ = await conversations.messages(tx, actor, talk.id, before=before)
        await conversations.siblings_of(tx, actor, rows)

    await timed("open its page, p95", page, tries=TRIES)
    await timed("the page in its middle, p95", lambda tx: page(tx, len(ids) // 2), tries=TRIES)
    await timed(
        "edit the last message, p95",
        lambda tx: conversations.edit(tx, actor, talk.id, ids[-1], text="Again."),
        tries=TRIES,
    )
    first = actor, talk.id, ids[0]
    whole = actor, talk.id
    await timed("list its branches", lambda tx: conversations.list_branches(tx, *whole))
    await timed("edit the first: all leave", lambda tx: conversations.edit(tx, *first, text="Anew."))
    await timed("list its branches, which leave there", lambda tx: conversations.list_branches(tx, *whole))
    await timed("jump back: all come again", lambda tx: conversations.show(tx, *first))
    for name, wanted in (("in every message", "lamp"), ("in one", "unheard"), ("in none", "nowhere")):
        search = partial(conversations.search, actor=actor, wanted=wanted)
        await timed(f"search a word {name}, p95", search, tries=TRIES)
    await timed("delete the first, with all", lambda tx: conversations.delete_message(tx, *first))
    await timed("undo that", lambda tx: conversations.restore_message(tx, *first))
    await timed("delete the conversation", lambda tx: conversations.delete(tx, *whole))
    await timed("undo that too", lambda tx: conversations.restore(tx, *whole))
    async with services.database.begin() as tx:
        old = now() - 2 * conversations.KEPT
        await tx.execute(update(Conversation).where(Conversation.id == talk.id).values(deleted_at=old))
    began = perf_counter()
    await conversations.purge(services.database.begin)
    report.add("purge it, in pieces", perf_counter() - began, "s")
    report.add("memory gained at most, over all of this", _most_mb() - at_first_mb, "MB")
    await services.database.close()


async def _filled(services: Services, count: int) -> tuple[Actor, Conversation, list[str]]:
    """A person's conversation with so many messages on its branch."""
    async with services.database.begin() as tx:
        user = User(email="bench@example.org", name="Bench", password_hash="")
        tx.add(user)
        await tx.flush()
        actor = Actor(user.id, user.name, user.email, session_id="")
        keeper = await characters.create(tx, actor, name="Keeper", gender="?", description="x", sayings="y")
        talk = await conversations.start(tx, actor, keeper.id)
    ids = sorted(new_id() for _ in range(count))
    for start in range(0, count, AT_ONCE):
        async with services.database.begin() as tx:
            await _say(tx, actor, talk, ids, range(start, min(start + AT_ONCE, count)))
    return actor, talk, ids


async def _say(tx: Tx, actor: Actor, talk: Conversation, ids: list[str], some: range) -> None:
    texts = {n: f"{n}. {WORDS}{' Unheard of.' if n == len(ids) // 3 else ''}" for n in some}
    here = {"owner_id": actor.user_id}
    await tx.execute(
        insert(Message),
        [
            {
                "id": ids[n],
                "conversation_id": talk.id,
                "parent_id": ids[n - 1] if n else None,
                "depth": n,
                "author": (Author.USER, Author.CHARACTER)[n % 2],
                "text": texts[n],
            }
            for n in some
        ],
    )
    folded = [{"message_id": ids[n], **here, "folded": fold(texts[n])} for n in some]
    await tx.execute(insert(Searchable), folded)
    cause = {
        "conversation_id": talk.id,
        "character_id": talk.character_id,
        "kind": EventKind.FELT,
        "rule_version": 1,
    }
    await tx.execute(insert(Event), [{"message_id": ids[n], **here, **cause} for n in some])


def _most_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
