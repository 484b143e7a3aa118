"""Deleting hides at once and can be undone; after some days nothing is left."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from conversations.test_branching import Tree
from conversations.test_branching import tree as tree  # a fixture
from conversations.test_turn import Held
from makers import Person
from personae import conversations, memory
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import (
    KEPT,
    Conversation,
    ConversationNotFound,
    Message,
    MessageNotFound,
    OnlyBranch,
    Shelf,
    State,
)
from personae.memory import Memory, MemoryKind, MemoryNotFound
from personae.platform.clock import now


class Undo:
    """Deletes and restores in Ada's conversation."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    async def delete(self, message: Message) -> None:
        """Delete a message."""
        async with self.tree.services.database.begin() as tx:
            await conversations.delete_message(tx, self.tree.actor, self.tree.id, message.id)

    async def prune(self, message: Message) -> str:
        """Prune a branch."""
        async with self.tree.services.database.begin() as tx:
            _, gone = await conversations.prune(tx, self.tree.actor, self.tree.id, message.id)
        return gone

    async def restore(self, message_id: str) -> None:
        """Undo."""
        async with self.tree.services.database.begin() as tx:
            await conversations.restore_message(tx, self.tree.actor, self.tree.id, message_id)

    async def delete_all(self) -> None:
        """Delete the conversation."""
        async with self.tree.services.database.begin() as tx:
            await conversations.delete(tx, self.tree.actor, self.tree.id)

    async def restore_all(self) -> None:
        """Undo that."""
        async with self.tree.services.database.begin() as tx:
            await conversations.restore(tx, self.tree.actor, self.tree.id)

    async def grow_old(self) -> None:
        """Let what is deleted have been deleted long ago."""
        long_ago = now() - KEPT - timedelta(minutes=1)
        async with self.tree.services.database.begin() as tx:
            for table, here in ((Message, Message.conversation_id), (Conversation, Conversation.id)):
                query = update(table).where(here == self.tree.id, table.deleted_at.is_not(None))
                await tx.execute(query.values(deleted_at=long_ago))

    async def count(self) -> int:
        """How many messages there are in the database."""
        async with self.tree.services.database.begin(write=False) as tx:
            query = select(func.count()).where(Message.conversation_id == self.tree.id)
            return await tx.scalar(query) or 0

    async def remember(self, message: Message, character_id: str) -> None:
        """Keep a memory of a message."""
        async with self.tree.services.database.begin() as tx:
            tx.add(
                Memory(
                    owner_id=self.tree.actor.user_id,
                    character_id=character_id,
                    conversation_id=self.tree.id,
                    message_id=message.id,
                    kind=MemoryKind.MOMENT,
                    speaker="user",
                    text=message.text,
                    emotion="neutral",
                )
            )

    async def remembered(self) -> list[bool]:
        """Whether the memories that came of the conversation count."""
        async with self.tree.services.database.begin(write=False) as tx:
            query = select(Memory.is_live).where(Memory.conversation_id == self.tree.id)
            return list(await tx.scalars(query))


@pytest.fixture
def undo(tree: Tree) -> Undo:
    """Deletes and restores in Ada's conversation."""
    return Undo(tree)


class TestDeleteMessage:
    async def test_hides_it_with_all_that_follows(self, tree: Tree, undo: Undo) -> None:
        await tree.ask("A")
        turn = await tree.ask("B")
        await tree.ask("C")
        await undo.delete(turn.reply)
        assert await tree.shown() == "A a B"
        with pytest.raises(MessageNotFound):
            await tree.kept(turn.reply)

    async def test_shows_the_alternative_that_was_shown_last(self, tree: Tree, undo: Undo) -> None:
        turn = await tree.ask("A")
        await tree.ask("B")
        other = await tree.regenerate(turn.reply, "other")
        await undo.delete(other.reply)
        assert (await tree.shown(), await tree.places()) == ("A a B b", [(1, 1)] * 4)

    async def test_shows_another_beginning_when_the_first_message_goes(self, tree: Tree, undo: Undo) -> None:
        turn = await tree.ask("A")
        edited = await tree.edit(turn.question, "A2")
        await undo.delete(edited)
        assert await tree.shown() == "A a"
        await undo.delete(turn.question)
        assert await tree.shown() == ""
        await tree.ask("B")
        assert await tree.shown() == "B b"

    async def test_tells_it_in_the_title_no_more(self, tree: Tree, undo: Undo) -> None:
        async def title() -> str:
            async with tree.services.database.begin(write=False) as tx:
                return (await conversations.get(tx, tree.actor, tree.id))[0].title

        turn = await tree.ask("A")
        edited = await tree.edit(turn.question, "A2")
        await tree.show(turn.question)
        assert await title() == "A"
        await tree.show(edited)
        await undo.delete(edited)
        assert await title() == "A"
        await undo.delete(turn.question)
        assert await title() == "With The Keeper"
        await undo.restore(edited.id)
        assert await title() == "A2"

    async def test_hides_what_was_remembered_of_it_from_whoever_knows_its_id(
        self, tree: Tree, undo: Undo
    ) -> None:
        turn = await tree.ask("I lost my brother Silas in Lisbon in 1890.")
        async with tree.services.database.begin(write=False) as tx:
            [kept] = (await tx.scalars(select(Memory).where(Memory.message_id == turn.question.id))).all()

        async def found() -> list[str]:
            async with tree.services.database.begin(write=False) as tx:
                return list(await memory.get_many(tx, tree.actor, kept.character_id, [kept.id]))

        assert await found() == [kept.id]
        await undo.delete(turn.question)
        assert await found() == []
        async with tree.services.database.begin(write=False) as tx:
            with pytest.raises(MemoryNotFound):
                await memory.get(tx, tree.actor, kept.character_id, kept.id)
        await undo.restore(turn.question.id)
        assert await found() == [kept.id]

    async def test_leaves_the_shown_branch_alone_when_it_is_another(self, tree: Tree, undo: Undo) -> None:
        turn = await tree.ask("A")
        await tree.regenerate(turn.reply, "other")
        await undo.delete(turn.reply)
        assert (await tree.shown(), await tree.places()) == ("A other", [(1, 1), (1, 1)])
        await undo.restore(turn.reply.id)
        assert (await tree.shown(), await tree.places()) == ("A other", [(1, 1), (2, 2)])

    async def test_stops_a_reply_that_is_being_written_and_keeps_what_it_has(
        self, tree: Tree, undo: Undo
    ) -> None:
        held = Held()
        with tree.stage.playing(held):
            turn = await tree.services.turns.ask(tree.actor, tree.id, text="A")
            await held.said.wait()
            await undo.delete(turn.question)
            await asyncio.wait_for(tree.services.turns.ended(turn.reply.id), 10)
            await asyncio.wait_for(held.closed.wait(), 10)
        await undo.restore(turn.question.id)
        reply = await tree.kept(turn.reply)
        assert (reply.text, reply.state, reply.reason) == ("Well", State.INTERRUPTED, "stopped")

    async def test_makes_it_forgotten_and_the_undo_remembered(self, tree: Tree, undo: Undo) -> None:
        turn = await tree.ask("A")
        async with tree.services.database.begin(write=False) as tx:
            talk, _ = await conversations.get(tx, tree.actor, tree.id)
        await undo.remember(turn.question, talk.character_id)
        found = [await undo.remembered()]
        await undo.delete(turn.question)
        found.append(await undo.remembered())
        await undo.restore(turn.question.id)
        found.append(await undo.remembered())
        await undo.delete_all()
        found.append(await undo.remembered())
        await undo.restore_all()
        found.append(await undo.remembered())
        assert found == [[True], [False], [True], [False], [True]]


class TestRestoreMessage:
    async def test_returns_to_the_branch_that_was_shown(self, tree: Tree, undo: Undo) -> None:
        turn = await tree.ask("A")
        await tree.ask("B")
        await tree.regenerate(turn.reply, "other")
        await tree.ask("C")
        await tree.show(turn.reply)
        await tree.ask("D")
        await undo.delete(turn.reply)
        assert await tree.shown() == "A other C c"
        await undo.restore(turn.reply.id)
        assert await tree.shown() == "A a B b D d"

    async def test_keeps_deleted_what_was_deleted_before(self, tree: Tree, undo: Undo) -> None:
        turn = await tree.ask("A")
        later = await tree.ask("B")
        await undo.delete(later.reply)
        await undo.delete(turn.reply)
        with pytest.raises(MessageNotFound):
            await undo.restore(later.reply.id)
        await undo.restore(turn.reply.id)
        assert await tree.shown() == "A a B"
        await undo.restore(later.reply.id)
        assert await tree.shown() == "A a B b"

    async def test_does_nothing_the_second_time(self, tree: Tree, undo: Undo) -> None:
        turn = await tree.ask("A")
        await undo.delete(turn.reply)
        await undo.restore(turn.reply.id)
        version = await tree.version()
        await undo.restore(turn.reply.id)
        assert (await tree.shown(), await tree.version()) == ("A a", version)

    async def test_comes_too_late_after_some_days(self, tree: Tree, undo: Undo) -> None:
        turn = await tree.ask("A")
        await undo.delete(turn.reply)
        await undo.grow_old()
        with pytest.raises(MessageNotFound):
            await undo.restore(turn.reply.id)


class TestPrune:
    async def test_deletes_what_only_that_branch_has(self, tree: Tree, undo: Undo) -> None:
        turn = await tree.ask("A")
        await tree.ask("B")
        other = await tree.ask("C", after=turn.reply.id)
        end = await tree.ask("D")
        gone = await undo.prune(end.reply)
        assert (gone, await tree.shown()) == (other.question.id, "A a B b")
        await undo.restore(gone)
        assert await tree.shown() == "A a C c D d"

    async def test_refuses_the_only_branch(self, tree: Tree, undo: Undo) -> None:
        turn = await tree.ask("A")
        with pytest.raises(OnlyBranch):
            await undo.prune(turn.reply)

    async def test_prunes_one_of_several_beginnings(self, tree: Tree, undo: Undo) -> None:
        turn = await tree.ask("A")
        edited = await tree.edit(turn.question, "A2")
        assert await undo.prune(turn.reply) == turn.question.id
        with pytest.raises(OnlyBranch):
            await undo.prune(edited)


class TestDelete:
    async def test_hides_the_conversation_until_it_is_restored(
        self, services: Services, actor: Actor, tree: Tree, undo: Undo
    ) -> None:
        await tree.ask("A")
        await undo.delete_all()
        async with services.database.begin() as tx:
            for ask in (conversations.get, conversations.messages, conversations.list_branches):
                with pytest.raises(ConversationNotFound):
                    await ask(tx, actor, tree.id)
            assert await conversations.list_conversations(tx, actor) == ([], None)
            assert await conversations.these(tx, actor, [tree.id]) == {}
            rows, _ = await conversations.list_conversations(tx, actor, shelf=Shelf.DELETED)
            assert [row.id for row, _ in rows] == [tree.id]
        with pytest.raises(ConversationNotFound):
            await services.turns.ask(actor, tree.id, text="B")
        await undo.restore_all()
        assert await tree.shown() == "A a"

    async def test_stops_its_reply(self, tree: Tree, undo: Undo) -> None:
        held = Held()
        with tree.stage.playing(held):
            turn = await tree.services.turns.ask(tree.actor, tree.id, text="A")
            await held.said.wait()
            await undo.delete_all()
            await asyncio.wait_for(tree.services.turns.ended(turn.reply.id), 10)
        await undo.restore_all()
        assert (await tree.kept(turn.reply)).text == "Well"

    async def test_refuses_other_peoples(self, tree: Tree, undo: Undo, ben: Person) -> None:
        turn = await tree.ask("A")
        await undo.delete(turn.reply)
        async with tree.services.database.begin() as tx:
            for ask in (conversations.delete, conversations.restore):
                with pytest.raises(ConversationNotFound):
                    await ask(tx, ben.actor, tree.id)
            for change in (
                conversations.delete_message,
                conversations.restore_message,
                conversations.prune,
            ):
                with pytest.raises(ConversationNotFound):
                    await change(tx, ben.actor, tree.id, turn.reply.id)


class TestPurge:
    async def test_removes_for_good_what_was_deleted_long_ago_and_nothing_else(
        self, tree: Tree, undo: Undo
    ) -> None:
        turn = await tree.ask("A")
        later = await tree.ask("B")
        await undo.delete(later.question)
        await undo.grow_old()
        other = await tree.ask("C")
        await undo.delete(other.reply)
        assert await conversations.purge(tree.services.database.begin) >= 2
        assert await undo.count() == 4
        await undo.restore(other.reply.id)
        assert await tree.shown() == "A a C c"
        await tree.show(turn.question)

    async def test_removes_conversations_with_what_was_remembered_of_them(
        self, tree: Tree, undo: Undo
    ) -> None:
        turn = await tree.ask("A")
        async with tree.services.database.begin(write=False) as tx:
            talk, _ = await conversations.get(tx, tree.actor, tree.id)
        await undo.remember(turn.question, talk.character_id)
        await undo.delete_all()
        await undo.grow_old()
        await conversations.purge(tree.services.database.begin)
        assert (await undo.count(), await undo.remembered()) == (0, [])
        with pytest.raises(ConversationNotFound):
            await undo.restore_all()
