"""What a person can ask of their library, and what becomes of it."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, select

from makers import STORY, Person, Receive
from makers import read_to_end as ended
from personae import library
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.library import (
    Chapter,
    Document,
    DocumentNotFound,
    NothingToCancel,
    NothingToRetry,
    Passage,
    Stage,
    Status,
    Watch,
    passages_key,
)
from personae.library.service import original_key
from personae.platform.db import Tx
from personae.platform.files import StorageFull
from personae.platform.ids import new_id


async def add(services: Services, actor: Actor, receive: Receive, text: str) -> library.Added:
    async with receive(text) as received:
        return await library.add(services.database.begin, services.files, actor, received)


async def queued(services: Services, actor: Actor, **fields: object) -> Document:
    """A document that nobody has announced, so that nothing happens to it by itself."""
    id = new_id()
    made = Document(
        id=id,
        owner_id=actor.user_id,
        filename="x.txt",
        format="txt",
        size_bytes=1,
        sha256=new_id(),
        title=id,
        **fields,
    )
    async with services.database.begin() as tx:
        tx.add(made)
    return made


async def found(services: Services, document_id: str) -> Document | None:
    async with services.database.begin(write=False) as tx:
        return await tx.get(Document, document_id)


class TestAdd:
    async def test_has_a_document_read(
        self, services: Services, actor: Actor, receive: Receive, text: str
    ) -> None:
        added = await add(services, actor, receive, text)
        assert added.is_new
        assert (added.document.title, added.document.filename) == ("The lamp", "the_lamp.txt")
        document = await ended(services, actor, added.document.id)
        assert (document.status, document.progress, document.error) == (Status.READY, 1.0, None)
        assert document.language == "en"
        assert document.words > 100

    async def test_gives_the_same_document_for_the_same_content(
        self, services: Services, reader: Person, receive: Receive, story: Document
    ) -> None:
        again = await add(services, reader.actor, receive, STORY)
        assert (again.document.id, again.is_new) == (story.id, False)

    async def test_gives_one_document_for_the_same_content_many_times_at_once(
        self, services: Services, actor: Actor, receive: Receive, text: str
    ) -> None:
        added = await asyncio.gather(*(add(services, actor, receive, text) for _ in range(6)))
        assert len({each.document.id for each in added}) == 1
        assert sum(each.is_new for each in added) == 1
        kept = [key async for key, _ in services.files.list("originals/")]
        assert kept.count(original_key(added[0].document.id)) == 1
        await ended(services, actor, added[0].document.id)
        async with services.database.begin(write=False) as tx:
            rows, _ = await library.list_documents(tx, actor)
        assert len(rows) == 1

    async def test_gives_somebody_else_a_document_of_their_own(
        self, services: Services, ben: Person, receive: Receive, story: Document
    ) -> None:
        added = await add(services, ben.actor, receive, STORY)
        assert added.is_new
        assert added.document.id != story.id

    @pytest.mark.parametrize("status", [Status.FAILED, Status.CANCELLED])
    async def test_tries_again_what_failed_or_was_cancelled(
        self, services: Services, actor: Actor, receive: Receive, text: str, status: Status
    ) -> None:
        first = await add(services, actor, receive, text)
        await ended(services, actor, first.document.id)
        async with services.database.begin() as tx:
            (await library.get(tx, actor, first.document.id)).status = status
        again = await add(services, actor, receive, text)
        assert (again.document.id, again.is_new) == (first.document.id, False)
        document = await ended(services, actor, first.document.id)
        assert (document.status, document.attempt) == (Status.READY, 2)

    async def test_keeps_nothing_when_the_storage_is_full(
        self, services: Services, actor: Actor, receive: Receive, text: str
    ) -> None:
        class FullFiles:
            async def put(self, *_: object) -> None:
                raise StorageFull

        async with receive(text) as received:
            with pytest.raises(StorageFull):
                await library.add(
                    services.database.begin,
                    FullFiles(),  # type: ignore[arg-type]
                    actor,
                    received,
                )
        async with services.database.begin(write=False) as tx:
            assert await library.list_documents(tx, actor) == ([], None)


class TestReading:
    async def test_is_used_again_for_somebody_elses_same_content(
        self, services: Services, reader: Person, ben: Person, receive: Receive, story: Document
    ) -> None:
        before = await readings(services, story)
        assert len(before) == 3
        added = await add(services, ben.actor, receive, STORY)
        # Neither extractor nor reader can work on this one, for it has no bytes any more.
        await services.files.delete(original_key(added.document.id))
        document = await ended(services, ben.actor, added.document.id)
        assert (document.status, document.quotations) == (Status.READY, story.quotations)
        assert await readings(services, story) == before
        async with services.database.begin(write=False) as tx:
            mine = await rows_of(tx, reader.actor, story.id)
            theirs = await rows_of(tx, ben.actor, document.id)
        assert mine == theirs

    async def test_gives_passages_that_are_the_text_at_their_offsets(
        self, services: Services, reader: Person, story: Document
    ) -> None:
        async with services.database.begin(write=False) as tx:
            passages = await rows_of(tx, reader.actor, story.id)
            chapters = await library.chapters(tx, reader.actor, story.id)
        assert [chapter.title for chapter in chapters if "CHAPTER" in chapter.title]
        assert all(STORY[start:end] == text for _, start, end, text in passages)
        assert [seq for seq, *_ in passages] == list(range(len(passages)))
        prose = "".join(line for line in STORY.splitlines() if not line.startswith("CHAPTER"))
        assert "".join("".join(text.split()) for *_, text in passages) == "".join(prose.split())


async def readings(services: Services, document: Document) -> dict[str, object]:
    prefix = f"readings/{document.sha256}/"
    return {key: written async for key, written in services.files.list(prefix)}


async def rows_of(tx: Tx, actor: Actor, document_id: str) -> list[tuple[int, int, int, str]]:
    rows: list[tuple[int, int, int, str]] = []
    for chapter in await library.chapters(tx, actor, document_id):
        after: int | None = -1
        while after is not None:
            page, after = await library.passages(
                tx, actor, document_id, chapter=chapter.seq, after=after, limit=3
            )
            rows += [(row.seq, row.start, row.end, row.text) for row in page]
    return rows


class TestListDocuments:
    async def test_gives_every_one_once_newest_first_page_by_page(
        self, services: Services, actor: Actor
    ) -> None:
        made = [(await queued(services, actor)).id for _ in range(7)]
        listed: list[str] = []
        before: str | None = None
        async with services.database.begin(write=False) as tx:
            while True:
                rows, before = await library.list_documents(tx, actor, before=before, limit=3)
                listed += [row.id for row in rows]
                if before is None:
                    break
        assert listed == sorted(made, reverse=True)


class TestCancel:
    async def test_is_told_to_who_looks_at_it_after_the_commit(
        self, services: Services, actor: Actor
    ) -> None:
        document = await queued(services, actor)
        async with services.bus.subscribe(library.topic(document.id)) as news:
            async with services.database.begin() as tx:
                await library.cancel(tx, actor, document.id)
            assert await asyncio.wait_for(anext(news), 5) == {"kind": "changed", "id": document.id}

    async def test_ends_the_reading_and_what_works_on_it(self, services: Services, actor: Actor) -> None:
        document = await queued(services, actor)
        begun, cancelled = asyncio.Event(), asyncio.Event()

        async def work() -> None:
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                cancelled.set()

        watch = Watch(services.database.begin, services.bus, document, stage=Stage.READING, span=(0.0, 1.0))
        watching = asyncio.create_task(watch.run(work()))
        await begun.wait()
        async with services.database.begin() as tx:
            assert (await library.cancel(tx, actor, document.id)).status == Status.CANCELLED
        with pytest.raises(library.ReadingStopped):
            await watching
        assert cancelled.is_set()
        kept = await found(services, document.id)
        assert kept is not None and kept.status == Status.CANCELLED

    @pytest.mark.parametrize("status", [Status.READY, Status.FAILED, Status.CANCELLED])
    async def test_is_refused_once_the_reading_has_ended(
        self, services: Services, actor: Actor, status: Status
    ) -> None:
        document = await queued(services, actor, status=status)
        with pytest.raises(NothingToCancel):
            async with services.database.begin() as tx:
                await library.cancel(tx, actor, document.id)

    async def test_lets_an_end_that_came_first_stand(self, services: Services, actor: Actor) -> None:
        for _ in range(5):
            document = await queued(services, actor, status=Status.READING)
            finished, cancelled = await asyncio.gather(
                finish(services, document), cancel(services, actor, document), return_exceptions=True
            )
            kept = await found(services, document.id)
            assert kept is not None
            if kept.status == Status.READY:
                assert (finished, type(cancelled)) == (True, NothingToCancel)
            else:
                assert (finished, kept.status) == (False, Status.CANCELLED)


async def finish(services: Services, document: Document) -> bool:
    async with services.database.begin() as tx:
        return await library.finish_unscoped(
            tx, document, language="en", quotations=0, notices=[], reading="1"
        )


async def cancel(services: Services, actor: Actor, document: Document) -> None:
    async with services.database.begin() as tx:
        await library.cancel(tx, actor, document.id)


class TestRetry:
    async def test_reads_a_cancelled_document_again(
        self, services: Services, actor: Actor, receive: Receive, text: str
    ) -> None:
        added = await add(services, actor, receive, text)
        async with services.database.begin() as tx:
            await library.cancel(tx, actor, added.document.id)
        async with services.database.begin() as tx:
            again = await library.retry(tx, actor, added.document.id)
        assert (again.status, again.progress, again.attempt) == (Status.QUEUED, 0.0, 2)
        document = await ended(services, actor, added.document.id)
        assert document.status == Status.READY
        async with services.database.begin(write=False) as tx:
            rows = await rows_of(tx, actor, document.id)
        assert all(text[start:end] == passage for _, start, end, passage in rows)

    @pytest.mark.parametrize("status", [Status.QUEUED, Status.READING, Status.READY])
    async def test_is_refused_unless_the_reading_failed_or_was_cancelled(
        self, services: Services, actor: Actor, status: Status
    ) -> None:
        document = await queued(services, actor, status=status)
        with pytest.raises(NothingToRetry):
            async with services.database.begin() as tx:
                await library.retry(tx, actor, document.id)


class TestWatch:
    async def test_lets_an_attempt_that_was_overtaken_write_nothing(
        self, services: Services, actor: Actor
    ) -> None:
        document = await queued(services, actor, status=Status.READING)
        stale = Watch(services.database.begin, services.bus, document, stage=Stage.READING, span=(0, 1))
        async with stale.writing() as tx:
            assert await tx.get(Document, document.id) is not None
        async with services.database.begin() as tx:
            row = await library.get(tx, actor, document.id)
            row.attempt += 1
        with pytest.raises(library.ReadingStopped):
            async with stale.writing():
                raise AssertionError("it may not get here")
        with pytest.raises(library.ReadingStopped):
            await stale.run(asyncio.sleep(60))

    async def test_writes_down_how_far_its_part_of_the_reading_is(
        self, services: Services, actor: Actor
    ) -> None:
        document = await queued(services, actor)
        watch = Watch(services.database.begin, services.bus, document, stage=Stage.READING, span=(0.2, 0.6))
        async with services.bus.subscribe(library.topic(document.id)) as news:

            async def work() -> str:
                watch.report(0.5)
                while True:
                    await anext(news)
                    row = await found(services, document.id)
                    if row is not None and row.progress == 0.4:
                        assert (row.status, row.stage) == (Status.READING, Stage.READING)
                        return "done"

            assert await watch.run(work()) == "done"

    async def test_passes_on_what_the_work_raises(self, services: Services, actor: Actor) -> None:
        document = await queued(services, actor)
        watch = Watch(services.database.begin, services.bus, document, stage=Stage.READING, span=(0, 1))

        async def work() -> None:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await watch.run(work())

    async def test_says_that_the_disk_is_full(self, services: Services, actor: Actor) -> None:
        document = await queued(services, actor)
        watch = Watch(services.database.begin, services.bus, document, stage=Stage.READING, span=(0, 1))

        async def work() -> None:
            raise OSError(28, "No space left on device")

        with pytest.raises(StorageFull):
            await watch.run(work())


class TestDelete:
    async def test_removes_rows_and_files(
        self, services: Services, actor: Actor, receive: Receive, text: str
    ) -> None:
        added = await add(services, actor, receive, text)
        document = await ended(services, actor, added.document.id)
        assert await readings(services, document)
        async with services.database.begin() as tx:
            await library.delete(tx, actor, document.id)
        with pytest.raises(DocumentNotFound):  # at once, though its rows go piece by piece
            async with services.database.begin(write=False) as tx:
                await library.get(tx, actor, document.id)
        await until(lambda: is_gone(services, document))
        async with services.database.begin(write=False) as tx:
            for table in (Chapter, Passage):
                count = select(func.count()).where(table.document_id == document.id)
                assert await tx.scalar(count) == 0
            assert await tx.get(Document, document.id) is None

    async def test_lets_the_same_content_come_again_at_once(
        self, services: Services, actor: Actor, receive: Receive, text: str
    ) -> None:
        first = (await add(services, actor, receive, text)).document
        async with services.database.begin() as tx:
            await library.delete(tx, actor, first.id)
        again = await add(services, actor, receive, text)
        assert again.is_new
        assert (await ended(services, actor, again.document.id)).status == Status.READY

    async def test_is_told_to_who_looks_at_it(self, services: Services, actor: Actor) -> None:
        document = await queued(services, actor)
        async with services.bus.subscribe(library.topic(document.id)) as news:
            async with services.database.begin() as tx:
                await library.delete(tx, actor, document.id)
            assert await asyncio.wait_for(anext(news), 5) == {"kind": "changed", "id": document.id}

    async def test_keeps_the_reading_while_somebody_else_has_the_same_content(
        self, services: Services, ben: Person, receive: Receive, story: Document
    ) -> None:
        added = await add(services, ben.actor, receive, STORY)
        document = await ended(services, ben.actor, added.document.id)
        async with services.database.begin() as tx:
            await library.delete(tx, ben.actor, document.id)

        async def original_is_gone() -> bool:
            return not await services.files.exists(original_key(document.id))

        await until(original_is_gone)
        assert await services.files.exists(passages_key(story))
        assert await services.files.exists(original_key(story.id))

    async def test_is_done_once_however_many_ask_for_it(self, services: Services, actor: Actor) -> None:
        document = await queued(services, actor)

        async def delete() -> None:
            async with services.database.begin() as tx:
                await library.delete(tx, actor, document.id)

        ends = await asyncio.gather(*(delete() for _ in range(4)), return_exceptions=True)
        assert ends.count(None) == 1
        assert sum(isinstance(end, DocumentNotFound) for end in ends) == 3

    async def test_stops_a_reading_that_goes_on(
        self, services: Services, actor: Actor, receive: Receive, text: str
    ) -> None:
        added = await add(services, actor, receive, text)
        async with services.database.begin() as tx:
            await library.delete(tx, actor, added.document.id)
        await until(lambda: is_gone(services, added.document))


async def is_gone(services: Services, document: Document) -> bool:
    kept = await services.files.exists(original_key(document.id))
    return not kept and not await readings(services, document)


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(600):
        if await holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never came true")


class TestEveryQuestionAboutADocument:
    async def test_hides_other_peoples(self, tx: Tx, ben: Person, story: Document) -> None:
        for ask in (library.get, library.cancel, library.retry, library.delete, library.chapters):
            with pytest.raises(DocumentNotFound):
                await ask(tx, ben.actor, story.id)
        with pytest.raises(DocumentNotFound):
            await library.passages(tx, ben.actor, story.id, chapter=0)
        assert await library.list_documents(tx, ben.actor) == ([], None)

    async def test_hides_other_peoples_in_the_store_too(
        self, tx: Tx, reader: Person, ben: Person, story: Document
    ) -> None:
        from personae.library import store

        mine, theirs = reader.actor.user_id, ben.actor.user_id
        content = {"sha256": story.sha256, "format": story.format}
        assert await store.find_same(tx, owner_id=mine, **content) is not None
        assert await store.find_same(tx, owner_id=theirs, **content) is None
        assert await store.chapters(tx, story.id, owner_id=mine)
        assert await store.chapters(tx, story.id, owner_id=theirs) == []
        for chapter in await store.chapters(tx, story.id, owner_id=mine):
            page = {"chapter": chapter.seq, "after": -1, "limit": 10}
            assert await store.passages(tx, story.id, owner_id=mine, **page)
            assert await store.passages(tx, story.id, owner_id=theirs, **page) == []
