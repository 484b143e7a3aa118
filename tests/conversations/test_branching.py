"""A conversation is a tree: alternatives beside any message, branches to jump between."""

from collections.abc import Sequence

import pytest

from conversations.conftest import Kept
from conversations.test_turn import Held
from makers import Person
from personae import conversations
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.conversations import (
    Author,
    Conversation,
    ConversationNotFound,
    Message,
    MessageChanged,
    MessageInvalid,
    MessageNotFound,
    NothingToAnswer,
    ReplyGoingOn,
    ReplyNotContinuable,
    State,
    Turn,
)
from personae.conversations.editing import REPLY_LIMIT
from personae.llm import ScriptedProvider, saying
from stage import Stage


class Tree:
    """Ada's conversation with the keeper, whose replies are what a test says."""

    def __init__(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept
    ) -> None:
        self.services, self.stage, self.actor, self.kept = services, stage, actor, kept
        self.id = conversation.id

    async def ask(self, text: str, reply: str = "", *, after: str | None = None) -> Turn:
        """A turn that has ended; the reply to Q is a q where nothing else is said."""
        with self.stage.playing(ScriptedProvider(saying(reply or text.lower()))):
            turn = await self.services.turns.ask(self.actor, self.id, text=text, after=after)
            await self.kept.ended(turn)
        return turn

    async def regenerate(self, message: Message, reply: str) -> Turn:
        """Another reply, once it has ended."""
        with self.stage.playing(ScriptedProvider(saying(reply))):
            turn = await self.services.turns.regenerate(self.actor, self.id, message.id)
            await self.kept.ended(turn)
        return turn

    async def edit(self, message: Message, text: str, *, seen: int | None = None) -> Message:
        """A message beside another."""
        async with self.services.database.begin() as tx:
            return await conversations.edit(tx, self.actor, self.id, message.id, text=text, seen=seen)

    async def show(self, message: Message) -> None:
        """Swipe or jump."""
        async with self.services.database.begin() as tx:
            await conversations.show(tx, self.actor, self.id, message.id)

    async def shown(self) -> str:
        """What the conversation shows, as one line."""
        return " ".join(message.text for message in await self.rows())

    async def rows(self) -> Sequence[Message]:
        """What the conversation shows."""
        async with self.services.database.begin(write=False) as tx:
            rows, _ = await conversations.messages(tx, self.actor, self.id)
        return rows

    async def places(self) -> list[tuple[int, int]]:
        """Of every message that is shown, which of how many alternatives it is, counted from 1."""
        async with self.services.database.begin(write=False) as tx:
            rows, _ = await conversations.messages(tx, self.actor, self.id)
            found = await conversations.siblings_of(tx, self.actor, rows)
        return [(found[row.id].index + 1, found[row.id].count) for row in rows]

    async def version(self) -> int:
        """The conversation's version."""
        async with self.services.database.begin(write=False) as tx:
            found, _ = await conversations.get(tx, self.actor, self.id)
        return found.version


@pytest.fixture
def tree(services: Services, stage: Stage, actor: Actor, conversation: Conversation, kept: Kept) -> Tree:
    """Ada's conversation with the keeper."""
    return Tree(services, stage, actor, conversation, kept)


class TestRegenerate:
    async def test_puts_another_reply_beside_the_last(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        other = await tree.regenerate(turn.reply, "other")
        assert await tree.shown() == "A other"
        assert await tree.places() == [(1, 1), (2, 2)]
        assert other.reply.parent_id == turn.question.id
        assert (await tree.kept(turn.reply)).text == "a"

    async def test_keeps_what_followed_an_earlier_one_on_its_own_branch(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        await tree.ask("B")
        await tree.ask("C")
        await tree.regenerate(turn.reply, "other")
        assert await tree.shown() == "A other"
        await tree.show(turn.reply)
        assert await tree.shown() == "A a B b C c"

    async def test_answers_a_question_that_was_not_answered(self, tree: Tree) -> None:
        edited = await tree.edit((await tree.ask("A")).question, "A2")
        await tree.regenerate(edited, "other")
        assert await tree.shown() == "A2 other"

    async def test_gives_the_model_only_what_was_said_on_that_branch(self, tree: Tree) -> None:
        from conversations.test_resuming import Heard

        turn = await tree.ask("A")
        middle = await tree.ask("B")
        await tree.ask("C")
        heard = Heard("d")
        with tree.stage.playing(heard):
            again = await tree.services.turns.regenerate(tree.actor, tree.id, middle.reply.id)
            await tree.kept.ended(again)
            aside = await tree.services.turns.ask(tree.actor, tree.id, text="E", after=turn.reply.id)
            await tree.kept.ended(aside)
        said = [[each.text for each in prompt.messages] for prompt in heard.prompts]
        assert said == [["A", "a", "B"], ["A", "a", "E"]]

    async def test_refuses_while_a_reply_to_the_same_question_is_being_written(self, tree: Tree) -> None:
        held = Held()
        with tree.stage.playing(held):
            turn = await tree.services.turns.ask(tree.actor, tree.id, text="A")
            with pytest.raises(ReplyGoingOn):
                await tree.services.turns.regenerate(tree.actor, tree.id, turn.reply.id)
            held.let_go.set()
            await tree.kept.ended(turn)

    async def test_refuses_other_peoples_and_what_is_not_there(self, tree: Tree, ben: Person) -> None:
        turn = await tree.ask("A")
        with pytest.raises(ConversationNotFound):
            await tree.services.turns.regenerate(ben.actor, tree.id, turn.reply.id)
        with pytest.raises(MessageNotFound):
            await tree.services.turns.regenerate(tree.actor, tree.id, "nothing")


class TestShow:
    async def test_shows_again_what_was_shown_last_below_an_alternative(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        first = await tree.ask("B")
        await tree.ask("C", after=turn.reply.id)
        await tree.show(first.question)
        edited = await tree.edit(turn.question, "A2")
        await tree.show(turn.question)
        assert await tree.shown() == "A a B b"
        await tree.show(edited)
        assert await tree.shown() == "A2"

    async def test_jumps_to_a_message_deep_in_another_branch(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        for text in "BCD":
            deep = await tree.ask(text)
        await tree.ask("E", after=turn.reply.id)
        await tree.show(deep.question)
        assert await tree.shown() == "A a B b C c D d"
        assert [row.depth for row in await tree.rows()] == list(range(8))

    async def test_changes_nothing_for_what_is_shown(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        await tree.ask("B")
        version = await tree.version()
        await tree.show(turn.question)
        assert (await tree.shown(), await tree.version()) == ("A a B b", version)

    async def test_tells_every_tab_that_another_branch_is_shown(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        await tree.regenerate(turn.reply, "other")
        async with tree.services.bus.subscribe(conversations.topic(tree.id)) as news:
            await tree.show(turn.reply)
            told = await anext(news)
        assert told == {"kind": "branch", "id": tree.id, "version": await tree.version()}

    async def test_refuses_other_peoples_and_what_is_not_there(self, tree: Tree, ben: Person) -> None:
        turn = await tree.ask("A")
        async with tree.services.database.begin() as tx:
            with pytest.raises(ConversationNotFound):
                await conversations.show(tx, ben.actor, tree.id, turn.reply.id)
            with pytest.raises(MessageNotFound):
                await conversations.show(tx, tree.actor, tree.id, "nothing")


class TestAsk:
    async def test_begins_a_branch_after_an_earlier_message(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        await tree.ask("B")
        await tree.ask("C", after=turn.reply.id)
        assert await tree.shown() == "A a C c"
        assert await tree.places() == [(1, 1), (1, 1), (2, 2), (1, 1)]

    async def test_goes_on_where_another_branch_ended(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        end = await tree.ask("B")
        await tree.regenerate(turn.reply, "other")
        await tree.ask("C", after=end.reply.id)
        assert await tree.shown() == "A a B b C c"

    async def test_refuses_to_follow_what_is_not_there(self, tree: Tree) -> None:
        with pytest.raises(MessageNotFound):
            await tree.ask("A", after="nothing")


class TestEdit:
    async def test_puts_a_question_beside_the_old_one_and_asks_for_no_reply(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        await tree.ask("B")
        edited = await tree.edit(turn.question, "A2")
        assert await tree.shown() == "A2"
        assert (edited.author, edited.state) == (Author.USER, State.COMPLETE)
        await tree.show(turn.question)
        assert await tree.shown() == "A a B b"

    async def test_asks_for_a_reply_at_once_when_wanted(self, tree: Tree) -> None:
        first = await tree.ask("A")
        turn = await tree.ask("B")
        with tree.stage.playing(ScriptedProvider(saying("other"))):
            again = await tree.services.turns.edit(tree.actor, tree.id, turn.question.id, text="B2")
            await tree.kept.ended(again)
        assert await tree.shown() == "A a B2 other"
        with pytest.raises(NothingToAnswer):
            await tree.services.turns.edit(tree.actor, tree.id, first.reply.id, text="mine")

    async def test_marks_a_reply_that_the_person_has_edited(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        edited = await tree.edit(turn.reply, "mine")
        assert await tree.shown() == "A mine"
        assert (edited.author, edited.provider, edited.is_edited) == (Author.CHARACTER, None, True)
        assert not (await tree.kept(turn.reply)).is_edited

    async def test_names_the_conversation_after_the_new_first_message(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        await tree.edit(turn.question, "B\nand more")
        async with tree.services.database.begin(write=False) as tx:
            found, _ = await conversations.get(tx, tree.actor, tree.id)
        assert found.title == "B"

    @pytest.mark.parametrize("text", ["", " \n", "\0", "x" * 8_001])
    async def test_refuses_nothing_and_too_much(self, tree: Tree, text: str) -> None:
        turn = await tree.ask("A")
        with pytest.raises(MessageInvalid):
            await tree.edit(turn.question, text)

    async def test_takes_long_replies_in_any_script(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        text = ("שָׁלוֹם 👩🏽‍🚀 مرحبا \u202e \x07" * 5_000)[: REPLY_LIMIT - 1] + "."
        assert (await tree.kept(await tree.edit(turn.reply, text))).text == text

    async def test_tells_of_an_alternative_that_came_meanwhile_and_loses_neither(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        seen = await tree.version()
        theirs = await tree.edit(turn.question, "theirs", seen=seen)
        with pytest.raises(MessageChanged) as refused:
            await tree.edit(turn.question, "mine", seen=seen)
        facts = refused.value.facts
        assert (facts["theirs"], facts["theirs_id"], facts["yours"]) == ("theirs", theirs.id, "mine")
        await tree.edit(turn.question, "mine", seen=int(facts["version"] or 0))
        assert (await tree.shown(), await tree.places()) == ("mine", [(3, 3)])

    async def test_lets_other_changes_pass(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        seen = await tree.version()
        await tree.ask("B")
        await tree.edit(turn.question, "A2", seen=seen)
        assert await tree.shown() == "A2"


class TestWhileAReplyIsWritten:
    async def test_it_goes_on_when_its_branch_is_left(self, tree: Tree) -> None:
        first = await tree.ask("A")
        held = Held()
        with tree.stage.playing(held):
            turn = await tree.services.turns.ask(tree.actor, tree.id, text="B")
            await held.said.wait()
            await tree.edit(first.question, "A2")
            assert await tree.shown() == "A2"
            held.let_go.set()
            reply = await tree.kept.ended(turn)
        assert (reply.text, reply.state) == ("Well met.", State.COMPLETE)
        assert await tree.shown() == "A2"
        await tree.show(reply)
        assert await tree.shown() == "A a B Well met."

    async def test_another_branch_may_be_asked_meanwhile(self, tree: Tree) -> None:
        first = await tree.ask("A")
        held = Held()
        with tree.stage.playing(held):
            turn = await tree.services.turns.ask(tree.actor, tree.id, text="B")
            await held.said.wait()
            with pytest.raises(ReplyGoingOn):
                await tree.services.turns.ask(tree.actor, tree.id, text="C")
            await tree.ask("D", after=first.reply.id)
            held.let_go.set()
            assert (await tree.kept.ended(turn)).state == State.COMPLETE
        assert await tree.shown() == "A a D d"

    async def test_the_reply_that_is_shown_is_gone_on_with_and_no_other(self, tree: Tree) -> None:
        with tree.stage.playing(ScriptedProvider(["half a "])):
            turn = await tree.services.turns.ask(tree.actor, tree.id, text="A")
            await tree.kept.ended(turn)
        await tree.regenerate(turn.reply, "whole")
        with pytest.raises(ReplyNotContinuable):
            await tree.services.turns.resume(tree.actor, tree.id, turn.reply.id)
        await tree.show(turn.reply)
        with tree.stage.playing(ScriptedProvider(saying("word"))):
            await tree.kept.ended(await tree.services.turns.resume(tree.actor, tree.id, turn.reply.id))
        assert await tree.shown() == "A half a word"
