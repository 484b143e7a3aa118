"""What is pinned, put away, named, and as whom the person speaks."""

import pytest

from makers import Person
from personae import accounts, conversations
from personae.accounts import Actor, PersonaNotFound
from personae.characters import Profile
from personae.conversations import ConversationNotFound, Shelf, TitleInvalid
from personae.platform.db import Tx


async def listed(tx: Tx, actor: Actor, shelf: Shelf = Shelf.OPEN, *, limit: int = 3) -> list[str]:
    """The ids on a shelf, page by page."""
    found: list[str] = []
    before: str | None = None
    while True:
        rows, before = await conversations.list_conversations(
            tx, actor, before=before, limit=limit, shelf=shelf
        )
        found += [row.id for row, _ in rows]
        if before is None:
            return found


class TestPin:
    async def test_puts_a_conversation_before_all_others_on_every_page(
        self, tx: Tx, actor: Actor, keeper: Profile
    ) -> None:
        made = [(await conversations.start(tx, actor, keeper.id)).id for _ in range(8)]
        for id in (made[1], made[4]):
            await conversations.pin(tx, actor, id, is_pinned=True)
        await tx.flush()
        rest = [id for id in reversed(made) if id not in (made[1], made[4])]
        assert await listed(tx, actor) == [made[4], made[1], *rest]
        await conversations.pin(tx, actor, made[4], is_pinned=False)
        assert (await listed(tx, actor))[0] == made[1]


class TestArchive:
    async def test_puts_a_conversation_away_and_takes_it_out(
        self, tx: Tx, actor: Actor, keeper: Profile
    ) -> None:
        one, other = [(await conversations.start(tx, actor, keeper.id)).id for _ in range(2)]
        await conversations.archive(tx, actor, one, is_archived=True)
        assert (await listed(tx, actor), await listed(tx, actor, Shelf.ARCHIVED)) == ([other], [one])
        await conversations.archive(tx, actor, one, is_archived=False)
        assert (await listed(tx, actor), await listed(tx, actor, Shelf.ARCHIVED)) == ([other, one], [])


class TestSpeakAs:
    async def test_takes_the_usual_persona_and_any_other_one_chooses(
        self, tx: Tx, actor: Actor, keeper: Profile
    ) -> None:
        usual = await accounts.create_persona(tx, actor, name="Maya", is_usual=True)
        other = await accounts.create_persona(tx, actor, name="Mo")
        talk = await conversations.start(tx, actor, keeper.id)
        found = [await conversations.persona_of(tx, actor, talk)]
        for persona_id in (other.id, None):
            await conversations.speak_as(tx, actor, talk.id, persona_id=persona_id)
            found.append(await conversations.persona_of(tx, actor, talk))
        assert found == [usual, other, None]

    async def test_speaks_as_nobody_once_the_persona_is_deleted(
        self, tx: Tx, actor: Actor, keeper: Profile
    ) -> None:
        persona = await accounts.create_persona(tx, actor, name="Maya", is_usual=True)
        talk = await conversations.start(tx, actor, keeper.id)
        await accounts.delete_persona(tx, actor, persona.id)
        await tx.flush()
        assert await conversations.persona_of(tx, actor, talk) is None

    async def test_refuses_other_peoples_personas(
        self, tx: Tx, actor: Actor, ben: Person, keeper: Profile
    ) -> None:
        theirs = await accounts.create_persona(tx, ben.actor, name="Ben")
        talk = await conversations.start(tx, actor, keeper.id)
        with pytest.raises(PersonaNotFound):
            await conversations.speak_as(tx, actor, talk.id, persona_id=theirs.id)


class TestEveryChange:
    async def test_is_refused_for_other_peoples_conversations(
        self, tx: Tx, actor: Actor, ben: Person, keeper: Profile
    ) -> None:
        talk = await conversations.start(tx, actor, keeper.id)
        for work in (
            conversations.rename(tx, ben.actor, talk.id, title="Mine"),
            conversations.pin(tx, ben.actor, talk.id, is_pinned=True),
            conversations.archive(tx, ben.actor, talk.id, is_archived=True),
            conversations.speak_as(tx, ben.actor, talk.id, persona_id=None),
        ):
            with pytest.raises(ConversationNotFound):
                await work

    async def test_counts_as_a_change(self, tx: Tx, actor: Actor, keeper: Profile) -> None:
        talk = await conversations.start(tx, actor, keeper.id)
        await conversations.pin(tx, actor, talk.id, is_pinned=True)
        await conversations.rename(tx, actor, talk.id, title="Mine")
        assert talk.version == 3

    async def test_refuses_too_long_a_title(self, tx: Tx, actor: Actor, keeper: Profile) -> None:
        talk = await conversations.start(tx, actor, keeper.id)
        with pytest.raises(TitleInvalid):
            await conversations.rename(tx, actor, talk.id, title="x" * 201)
