"""Conversations and their messages, page by page, and nobody else's."""

import pytest

from conversations.conftest import Kept
from makers import Person
from personae import characters, conversations
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.characters import CharacterNotFound, Profile
from personae.characters.service import NAME_LIMIT
from personae.conversations import Conversation, ConversationNotFound, MessageNotFound
from personae.platform.clock import now
from personae.platform.db import Tx


class TestStart:
    async def test_opens_one_with_a_character_of_ones_own(
        self, tx: Tx, actor: Actor, keeper: Profile
    ) -> None:
        made = await conversations.start(tx, actor, keeper.id)
        found, character = await conversations.get(tx, actor, made.id)
        assert (found.id, found.title, character.id) == (made.id, "With The Keeper", keeper.id)

    async def test_takes_a_character_with_the_longest_name_there_can_be(self, tx: Tx, actor: Actor) -> None:
        named = await characters.create(
            tx, actor, name="N" * NAME_LIMIT, gender="?", description="x", sayings="y"
        )
        assert (await conversations.start(tx, actor, named.id)).title.startswith("With NNN")

    async def test_hides_other_peoples_characters(self, tx: Tx, ben: Person, keeper: Profile) -> None:
        with pytest.raises(CharacterNotFound):
            await conversations.start(tx, ben.actor, keeper.id)


class TestListConversations:
    async def test_gives_every_one_once_the_last_used_first_page_by_page(
        self, tx: Tx, actor: Actor, keeper: Profile
    ) -> None:
        made = [await conversations.start(tx, actor, keeper.id) for _ in range(7)]
        made[2].updated_at = now()
        await tx.flush()
        wanted = [made[2].id, *(each.id for each in reversed(made) if each is not made[2])]
        found: list[str] = []
        before: str | None = None
        while True:
            rows, before = await conversations.list_conversations(tx, actor, before=before, limit=3)
            found += [row.id for row, _ in rows]
            if before is None:
                break
        assert found == wanted

    async def test_keeps_to_one_character_when_asked_to(self, tx: Tx, actor: Actor, keeper: Profile) -> None:
        other = await characters.create(tx, actor, name="Other", gender="?", description="x", sayings="y")
        wanted = await conversations.start(tx, actor, other.id)
        await conversations.start(tx, actor, keeper.id)
        rows, _ = await conversations.list_conversations(tx, actor, character_id=other.id)
        assert [row.id for row, _ in rows] == [wanted.id]

    async def test_hides_other_peoples_conversations(
        self, tx: Tx, ben: Person, conversation: Conversation
    ) -> None:
        assert await conversations.list_conversations(tx, ben.actor) == ([], None)
        assert await conversations.list_conversations(
            tx, ben.actor, character_id=conversation.character_id
        ) == ([], None)


class TestMessages:
    async def test_gives_the_latest_first_and_then_the_pages_above(
        self, services: Services, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        for n in range(4):
            await kept.ended(await services.turns.ask(actor, conversation.id, text=f"Question {n}"))
        pages: list[list[int]] = []
        before: int | None = None
        async with services.database.begin(write=False) as tx:
            while True:
                rows, before = await conversations.messages(
                    tx, actor, conversation.id, before=before, limit=3
                )
                pages.append([row.depth for row in rows])
                if before is None:
                    break
        assert pages == [[5, 6, 7], [2, 3, 4], [0, 1]]


class TestEveryQuestionAboutAConversation:
    async def test_hides_other_peoples(
        self, services: Services, actor: Actor, ben: Person, conversation: Conversation, kept: Kept
    ) -> None:
        turn = await services.turns.ask(actor, conversation.id, text="Well?")
        await kept.ended(turn)
        async with services.database.begin() as tx:
            for ask in (conversations.get, conversations.messages, conversations.delete):
                with pytest.raises(ConversationNotFound):
                    await ask(tx, ben.actor, conversation.id)
            with pytest.raises(MessageNotFound):
                await conversations.get_message(tx, ben.actor, conversation.id, turn.question.id)

    async def test_hides_a_message_of_another_conversation_of_ones_own(
        self, services: Services, actor: Actor, keeper: Profile, conversation: Conversation, kept: Kept
    ) -> None:
        turn = await services.turns.ask(actor, conversation.id, text="Well?")
        await kept.ended(turn)
        async with services.database.begin() as tx:
            other = await conversations.start(tx, actor, keeper.id)
            with pytest.raises(MessageNotFound):
                await conversations.get_message(tx, actor, other.id, turn.question.id)
