"""The demo account and its story."""

from pathlib import Path

from personae import accounts, characters, library
from personae.bootstrap import Services
from personae.cli.demo import EMAIL, PASSWORD, add_demo


class TestAddDemo:
    async def test_gives_an_account_whose_story_is_read_however_often_it_is_called(
        self, services: Services
    ) -> None:
        for _ in range(2):
            entry = await add_demo(services)
            assert (entry.email, entry.password) == (EMAIL, PASSWORD)
        signed_in = await accounts.log_in(
            services.database.begin, services.passwords, email=EMAIL, password=PASSWORD, session_days=1
        )
        async with services.database.begin(write=False) as tx:
            [story], _ = await library.list_documents(tx, signed_in.actor)
            cast, _ = await characters.cast_of(tx, signed_in.actor, story.id)
        assert story.status == library.Status.READY
        assert len(cast) >= 6
        assert sum(character.lines for character in cast) >= 50

    async def test_brings_the_story_again_when_it_was_deleted(self, services: Services) -> None:
        await add_demo(services)
        signed_in = await accounts.log_in(
            services.database.begin, services.passwords, email=EMAIL, password=PASSWORD, session_days=1
        )
        async with services.database.begin() as tx:
            [story], _ = await library.list_documents(tx, signed_in.actor)
            await library.delete(tx, signed_in.actor, story.id)
        await add_demo(services)
        async with services.database.begin(write=False) as tx:
            [again], _ = await library.list_documents(tx, signed_in.actor)
        assert again.id != story.id
        assert Path(again.filename).suffix == ".txt"
