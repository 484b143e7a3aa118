"""Characters of a document and characters made by hand."""

import asyncio

import pytest
from sqlalchemy import select

from makers import STORY, Person, Receive, read_to_end
from personae import characters, library
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.characters import CharacterInvalid, CharacterKind, CharacterNotFound, Profile, quotation_store
from personae.characters.service import DESCRIPTION_LIMIT, NAME_LIMIT, SAYINGS_LIMIT
from personae.characters.tables import HUES, Mention, Quotation
from personae.library import Document
from personae.platform.db import Tx
from personae.platform.ids import new_id

ESSAY = """On Stairs

Stairs are the slowest argument in a house. Nobody wins it, and everybody climbs.

A kettle knows when it is finished. A staircase never does! Who has not counted one twice?

The cellar asks for less light than the attic. It gets what it asks for.
"""


async def named(tx: Tx, actor: Actor, document: Document, name: str) -> Profile:
    cast, _ = await characters.cast_of(tx, actor, document.id)
    return next(character for character in cast if name in character.name)


async def handmade(tx: Tx, actor: Actor, **wish: str) -> Profile:
    fields = {"name": "The Keeper", "gender": "M", "description": "Keeps a light.", "sayings": "Aye."}
    return await characters.create(tx, actor, **{**fields, **wish})


async def several(tx: Tx, actor: Actor, count: int) -> list[Profile]:
    return [await handmade(tx, actor, name=f"Keeper {number}") for number in range(count)]


class TestCastOf:
    async def test_gives_a_documents_people_by_importance_page_by_page(
        self, tx: Tx, reader: Person, story: Document
    ) -> None:
        whole, _ = await characters.cast_of(tx, reader.actor, story.id)
        names = " ".join(character.name for character in whole)
        assert "Mira" in names and "Tobias" in names
        assert [character.rank for character in whole] == list(range(len(whole)))
        assert await characters.cast_size(tx, reader.actor, story.id) == len(whole)
        paged: list[str] = []
        after: int | None = -1
        while after is not None:
            page, after = await characters.cast_of(tx, reader.actor, story.id, after=after, limit=1)
            paged += [character.id for character in page]
        assert paged == [character.id for character in whole]

    async def test_gives_people_what_their_pages_show(self, tx: Tx, reader: Person, story: Document) -> None:
        mira = await named(tx, reader.actor, story, "Mira")
        assert (mira.kind, mira.gender) == (CharacterKind.PERSON, "F")
        assert mira.lines >= 5
        assert mira.mentions >= 5
        assert sum(mira.presence) >= mira.lines
        assert 0 <= mira.hue < HUES
        for alias in mira.aliases:
            assert STORY[alias.start : alias.end] == alias.name


class TestLinesOf:
    async def test_are_the_words_of_the_document_at_their_places(
        self, tx: Tx, reader: Person, story: Document
    ) -> None:
        tobias = await named(tx, reader.actor, story, "Tobias")
        lines = await characters.lines_of(tx, reader.actor, tobias)
        assert [line.start for line in lines] == sorted(line.start for line in lines)
        for line in lines:
            assert STORY[line.start :].startswith(line.text.split(".")[0].split(",")[0])
        assert {line.chapter_title for line in lines} == {"CHAPTER ONE", "CHAPTER TWO"}

    async def test_join_what_narration_parts_in_one_passage(
        self, tx: Tx, reader: Person, story: Document
    ) -> None:
        mira = await named(tx, reader.actor, story, "Mira")
        first, *_ = await characters.lines_of(tx, reader.actor, mira)
        assert first.text.startswith("Good evening")
        assert first.text.endswith("I have come about the lamp in your window.")

    async def test_know_what_stood_before_them(self, tx: Tx, reader: Person, story: Document) -> None:
        tobias = await named(tx, reader.actor, story, "Tobias")
        lines = await characters.lines_of(tx, reader.actor, tobias)
        kettle = next(line for line in lines if "You saw the kettle" in line.text)
        assert "Then what did I see, Mr. Finch?" in kettle.before

    async def test_are_a_handmade_characters_sayings(self, tx: Tx, actor: Actor) -> None:
        keeper = await handmade(tx, actor, sayings=" Aye. \n\n  The light is lit.\n")
        lines = await characters.lines_of(tx, actor, keeper)
        assert [line.text for line in lines] == ["Aye.", "The light is lit."]
        assert keeper.lines == 2

    async def test_are_the_sentences_of_a_document_in_which_nobody_speaks(
        self, services: Services, actor: Actor, receive: Receive
    ) -> None:
        essay = f"{ESSAY}\nIt is signed with the number {new_id()}.\n"
        document = await read(services, actor, receive, essay)
        async with services.database.begin(write=False) as tx:
            [voice], _ = await characters.cast_of(tx, actor, document.id)
            lines = await characters.lines_of(tx, actor, voice)
        assert voice.kind == CharacterKind.VOICE
        assert document.title in voice.name
        text = " ".join(essay.split())
        assert len(lines) >= 4
        assert all(line.text in text for line in lines)
        assert "On Stairs" not in [line.text for line in lines]  # a title is no answer
        assert all(essay[line.start :].lstrip().startswith(line.text[:10]) for line in lines)

    async def test_are_headings_where_a_document_has_nothing_else_and_each_once(
        self, services: Services, actor: Actor, receive: Receive
    ) -> None:
        document = await read(services, actor, receive, f"Bread\n\nMilk\n\nBread\n\n{new_id()}\n")
        async with services.database.begin(write=False) as tx:
            [voice], _ = await characters.cast_of(tx, actor, document.id)
            lines = await characters.lines_of(tx, actor, voice)
        assert [line.text for line in lines][:2] == ["Bread", "Milk"]
        assert len(lines) == 3

    async def test_end_as_the_speaker_ended_where_narration_came_after(
        self, services: Services, actor: Actor, receive: Receive
    ) -> None:
        text = f"“We found a letter, Mr. Finch,” said Mira Vale.\n\n{new_id()}\n"
        document = await read(services, actor, receive, text)
        async with services.database.begin(write=False) as tx:
            mira = await named(tx, actor, document, "Mira")
            [line] = await characters.lines_of(tx, actor, mira)
        assert line.text == "We found a letter, Mr. Finch."

    async def test_hide_other_peoples_even_when_somebody_has_the_character_in_hand(
        self, tx: Tx, reader: Person, ben: Person, story: Document
    ) -> None:
        mira = await named(tx, reader.actor, story, "Mira")
        with pytest.raises(CharacterNotFound):
            await characters.lines_of(tx, ben.actor, mira)


async def read(services: Services, actor: Actor, receive: Receive, text: str) -> Document:
    async with receive(text) as received:
        added = await library.add(services.database.begin, services.files, actor, received)
    return await read_to_end(services, actor, added.document.id)


class TestQuotationsOf:
    async def test_are_all_a_character_says_page_by_page(
        self, tx: Tx, reader: Person, ben: Person, story: Document
    ) -> None:
        mira = await named(tx, reader.actor, story, "Mira")
        found: list[str] = []
        after: int | None = -1
        while after is not None:
            rows, after = await characters.quotations_of(tx, reader.actor, mira.id, after=after, limit=2)
            assert all(STORY[row.start : row.end] == row.text for row, _ in rows)
            found += [row.text for row, _ in rows]
        assert len(found) == mira.lines
        with pytest.raises(CharacterNotFound):
            await characters.quotations_of(tx, ben.actor, mira.id)


class TestQuotationsBetween:
    async def test_tell_who_says_what_in_the_passages_shown(
        self, tx: Tx, reader: Person, ben: Person, story: Document
    ) -> None:
        for chapter in await library.chapters(tx, reader.actor, story.id):
            shown, _ = await library.passages(tx, reader.actor, story.id, chapter=chapter.seq)
            said = await characters.quotations_between(tx, reader.actor, shown)
            for quotation, _ in said:
                passage = next(row for row in shown if row.seq == quotation.passage)
                assert passage.start <= quotation.start < quotation.end <= passage.end
                assert STORY[quotation.start : quotation.end] == quotation.text
            if shown:
                with pytest.raises(library.DocumentNotFound):
                    await characters.quotations_between(tx, ben.actor, shown)
        assert any(speaker is not None and "Tobias" in speaker.name for _, speaker in said)

    async def test_are_none_where_nothing_is_shown(self, tx: Tx, actor: Actor) -> None:
        assert await characters.quotations_between(tx, actor, []) == []


class TestCreate:
    async def test_makes_a_character_that_belongs_to_no_document(self, tx: Tx, actor: Actor) -> None:
        keeper = await handmade(tx, actor, name="  The   Keeper ")
        found = await characters.get(tx, actor, keeper.id)
        assert (found.name, found.kind, found.document_id) == ("The Keeper", "handmade", None)
        assert 0 <= found.hue < HUES

    async def test_takes_any_other_gender_for_unknown(self, tx: Tx, actor: Actor) -> None:
        wanted = ("F", "M", "?", "yes")
        made = [await handmade(tx, actor, name=f"Keeper {each}", gender=each) for each in wanted]
        assert [each.gender for each in made] == ["F", "M", "?", "?"]

    @pytest.mark.parametrize(
        ("field", "limit"),
        [("name", NAME_LIMIT), ("description", DESCRIPTION_LIMIT), ("sayings", SAYINGS_LIMIT)],
    )
    async def test_refuses_a_field_that_is_blank_or_too_long(
        self, tx: Tx, actor: Actor, field: str, limit: int
    ) -> None:
        await handmade(tx, actor, **{field: "x" * limit})
        for wrong in ("", " \n", "x" * (limit + 1)):
            with pytest.raises(CharacterInvalid):
                await handmade(tx, actor, **{field: wrong})

    async def test_refuses_a_name_that_nobody_can_see(self, tx: Tx, actor: Actor) -> None:
        with pytest.raises(CharacterInvalid):
            await handmade(tx, actor, name="\u200b\u2060")


class TestListCharacters:
    async def test_gives_every_one_once_newest_first_page_by_page(self, tx: Tx, actor: Actor) -> None:
        made = [each.id for each in await several(tx, actor, 5)]
        listed: list[str] = []
        before: str | None = None
        while True:
            rows, before = await characters.list_characters(tx, actor, before=before, limit=2)
            listed += [row.id for row in rows]
            if before is None:
                break
        assert listed == sorted(made, reverse=True)


class TestPortrait:
    async def test_shows_key_quotations_of_the_character_with_their_places(
        self, tx: Tx, reader: Person, story: Document
    ) -> None:
        tobias = await named(tx, reader.actor, story, "Tobias")
        portrait = await characters.portrait(tx, reader.actor, tobias.id)
        lines = await characters.lines_of(tx, reader.actor, tobias)
        assert portrait.sayings
        assert set(portrait.sayings) <= set(lines)
        assert portrait.style.mean_words > 3
        assert 0 <= portrait.style.questions <= 1
        assert portrait.first is not None and "Tobias" in portrait.first.text


class TestEveryQuestionAboutACharacter:
    async def test_hides_other_peoples(self, tx: Tx, reader: Person, ben: Person, story: Document) -> None:
        mira = await named(tx, reader.actor, story, "Mira")
        for ask in (characters.get, characters.portrait, characters.delete):
            with pytest.raises(CharacterNotFound):
                await ask(tx, ben.actor, mira.id)
        for about in (characters.cast_of, characters.cast_size):
            with pytest.raises(library.DocumentNotFound):
                await about(tx, ben.actor, story.id)
        assert await characters.list_characters(tx, ben.actor) == ([], None)

    async def test_hides_other_peoples_in_the_store_too(
        self, tx: Tx, reader: Person, ben: Person, story: Document
    ) -> None:
        mira = await named(tx, reader.actor, story, "Mira")
        for owner, is_theirs in ((reader.actor.user_id, True), (ben.actor.user_id, False)):
            assert (
                bool(await quotation_store.said_by(tx, mira.id, owner_id=owner, until=None, limit=9))
                is is_theirs
            )
            assert (
                bool(await quotation_store.texts_before(tx, mira.id, owner_id=owner, until=None, limit=9))
                is is_theirs
            )
            spread = await quotation_store.passages_spread(tx, story.id, owner_id=owner, until=None, limit=9)
            assert bool(spread) is is_theirs
            between = await quotation_store.quotations_between(
                tx, story.id, owner_id=owner, first=0, last=99, until=None
            )
            assert bool(between) is is_theirs


class TestDelete:
    async def test_leaves_the_quotations_without_a_speaker(
        self, services: Services, actor: Actor, receive: Receive
    ) -> None:
        document = await read(services, actor, receive, f"{STORY}\n{new_id()}\n")
        async with services.database.begin() as tx:
            mira = await named(tx, actor, document, "Mira")
            await characters.delete(tx, actor, mira.id)
        async with services.database.begin(write=False) as tx:
            spoken = list(await tx.scalars(select(Quotation).where(Quotation.document_id == document.id)))
            assert len(spoken) == document.quotations
            assert any(quotation.character_id is None for quotation in spoken)
            mentions = select(Mention).where(Mention.character_id == mira.id)
            assert await tx.scalar(mentions) is None

    async def test_is_done_once_however_many_ask_for_it(self, services: Services, actor: Actor) -> None:
        async with services.database.begin() as tx:
            keeper = await handmade(tx, actor)

        async def delete() -> None:
            async with services.database.begin() as tx:
                await characters.delete(tx, actor, keeper.id)

        ends = await asyncio.gather(*(delete() for _ in range(4)), return_exceptions=True)
        assert ends.count(None) == 1
        assert sum(isinstance(end, CharacterNotFound) for end in ends) == 3
