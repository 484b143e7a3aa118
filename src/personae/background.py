"""What goes on while nobody waits: what follows an announcement, and what the clock starts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from personae import accounts, conversations, library, usage
from personae.accounts import Actor
from personae.characters import Casting, Enriching
from personae.conversations import Feeling, Turns
from personae.jobs import Ids, Reaction, Schedule, Step, Workflow
from personae.library import Extracting, Sweeping
from personae.memory import Consolidating, Meanings
from personae.moderation import Noticing
from personae.platform.db import Database
from personae.platform.seal import Seal
from personae.upkeep import ASKED, Checking


@dataclass(frozen=True, slots=True)
class Workers:
    """Every part that works in the background, and what it works with."""

    database: Database
    seal: Seal
    ledger: usage.Ledger
    extracting: Extracting
    casting: Casting
    sweeping: Sweeping
    leaving: accounts.Leaving
    noticing: Noticing
    feeling: Feeling
    turns: Turns
    enriching: Enriching
    meanings: Meanings
    consolidating: Consolidating
    checking: Checking


def reactions(at: Workers) -> list[Reaction]:
    """Return which work follows which announcement."""
    reading = Workflow(
        "reading",
        (
            Step("extract", at.extracting.run),
            Step("read", at.casting.read),
            Step("draft", at.casting.draft),
            Step("weigh", _weighing(at.database, at.noticing)),
        ),
        failed=at.extracting.fail,
    )
    forgetting = Workflow(
        "forgetting",
        (Step("cast", at.casting.forget), Step("document", at.sweeping.forget)),
        failed=_note_failure,
    )
    departing = Workflow("departing", (Step("person", at.leaving.run),), failed=_note_failure)
    checking = Workflow("checking", (Step("files", at.checking.run),), failed=at.checking.failed)
    return [
        Reaction("library.document_added", reading),
        Reaction("library.document_deleted", forgetting),
        Reaction("accounts.left", departing),
        Reaction(ASKED, checking),
    ]


def schedules(at: Workers) -> list[Schedule]:
    """Return what runs by the clock, as cron writes times (UTC)."""

    async def sweep_files() -> None:
        await at.sweeping.sweep()
        at.database.reserve.keep()

    async def settle_dead_calls() -> None:
        await at.ledger.settle_dead()

    async def sweep_sessions() -> None:
        async with at.database.begin() as tx:
            await accounts.sweep_sessions_unscoped(tx)

    async def forget_requests() -> None:
        await accounts.Onces(at.database.begin, at.seal).sweep()

    async def feel_messages() -> None:
        await at.feeling.catch_up()

    async def purge_conversations() -> None:
        await conversations.purge(at.database.begin)

    async def work_out_meanings() -> None:
        await at.meanings.run()

    async def let_moments_fade() -> None:
        await at.consolidating.run()

    return [
        Schedule("work-out-meanings", "* * * * *", work_out_meanings),
        Schedule("feel-messages", "* * * * *", feel_messages),
        Schedule("let-moments-fade", "*/10 * * * *", let_moments_fade),
        Schedule("mend-replies", "* * * * *", at.turns.mend),
        Schedule("mend-enrichments", "*/10 * * * *", at.enriching.mend),
        Schedule("settle-dead-calls", "*/5 * * * *", settle_dead_calls),
        Schedule("sweep-files", "17 * * * *", sweep_files),
        Schedule("forget-requests", "7 * * * *", forget_requests),
        Schedule("sweep-sessions", "47 3 * * *", sweep_sessions),
        Schedule("purge-conversations", "23 4 * * *", purge_conversations),
        Schedule("check-files", "11 5 * * *", at.checking.nightly),
        Schedule("finish-leaving", "37 * * * *", at.leaving.mend),
    ]


def removal_of_documents(
    database: Database, casting: Casting, sweeping: Sweeping
) -> Callable[[str], Awaitable[None]]:
    """Return what removes all documents of somebody who leaves, a piece at a time, as deleting each would."""

    async def remove(user_id: str) -> None:
        owner = Actor(user_id, "", "", session_id="")
        while True:
            async with database.begin() as tx:
                documents, _ = await library.list_documents(tx, owner)
                gone = [{"document_id": each.id, "sha256": each.sha256} for each in documents]
                for each in documents:
                    await library.delete(tx, owner, each.id)
            if not gone:
                return
            for ids in gone:
                await casting.forget(ids)
                await sweeping.forget(ids)

    return remove


def _weighing(database: Database, noticing: Noticing) -> Callable[[Ids], Awaitable[bool]]:
    """Looks for passages that want to instruct models, once a document can be used."""

    async def weigh(ids: Ids) -> bool:
        async with database.begin(write=False) as tx:
            owner_id = await library.owner_unscoped(tx, ids["document_id"])
        if owner_id is not None:
            texts = library.texts_unscoped(database.begin, ids["document_id"])
            await noticing.read(ids["document_id"], owner_id, texts)
        return True

    return weigh


async def _note_failure(_ids: Ids, _error: Exception) -> None:
    """The queue has logged it, and the next sweep does the same work again."""
