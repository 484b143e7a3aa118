"""Files that were lost, of an original or of a reading, and how they come back."""

from library.test_service import add, ended
from makers import Receive
from personae import library
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.characters import Casting
from personae.conversations import characters_in_use_unscoped
from personae.library import Status, store
from personae.library.service import original_key


class TestLostFiles:
    async def test_come_back_with_the_same_upload(
        self, services: Services, actor: Actor, receive: Receive, text: str
    ) -> None:
        first = (await add(services, actor, receive, text)).document
        await ended(services, actor, first.id)
        async for key, _ in services.files.list(f"readings/{first.sha256}/"):
            await services.files.delete(key)
        await services.files.delete(original_key(first.id))
        async with services.database.begin() as tx:
            held = await store.hold(tx, first.id, owner_id=actor.user_id)
            held.status = Status.FAILED
        again = await add(services, actor, receive, text)
        assert again.document.id == first.id
        assert (await ended(services, actor, first.id)).status == Status.READY

    async def test_of_a_reading_are_made_anew(
        self, services: Services, actor: Actor, receive: Receive, text: str
    ) -> None:
        document = (await add(services, actor, receive, text)).document
        document = await ended(services, actor, document.id)
        async for key, _ in services.files.list(f"readings/{document.sha256}/"):
            await services.files.delete(key)
        async with services.database.begin() as tx:
            held = await store.hold(tx, document.id, owner_id=actor.user_id)
            held.status = Status.READING
        extracting = library.Extracting(
            services.database.begin, services.files, services.bus, spool=services.settings.spool
        )
        casting = Casting(
            services.database.begin,
            services.files,
            services.bus,
            extracting,
            spool=services.settings.spool,
            mode="quick",
            in_use=characters_in_use_unscoped,
        )
        assert await casting.draft({"document_id": document.id, "attempt": str(document.attempt)})
        assert (await ended(services, actor, document.id)).status == Status.READY
