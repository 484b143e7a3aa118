"""Messages are felt when they are saved, once each, and none is ever lost for it."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from conversations import conftest
from conversations.test_branching import Tree
from conversations.test_branching import tree as tree  # a fixture
from conversations.test_deleting import Undo
from conversations.test_turn import Held
from personae import cast, conversations, evolution, memory
from personae.conversations import Message, State, feeling
from personae.evolution.tables import Event
from personae.llm import QuotationProvider
from personae.memory import Memory

SAD = "I am so terribly sad today: my dear grandmother Rosa died in Lisbon on Sunday."


class Broken:
    """Appraises nothing until it is mended."""

    def __init__(self) -> None:
        self.is_mended = False

    def __call__(self, texts: Sequence[str]) -> list[cast.Appraisal]:
        """See cast.appraise."""
        if not self.is_mended:
            raise ValueError("no such weights")
        return cast.appraise(texts)


async def moved(tree: Tree) -> list[tuple[str, bool]]:
    """Whose messages have moved the character, in order, and whether they count."""
    async with tree.services.database.begin(write=False) as tx:
        query = (
            select(Message.text, Event.is_live)
            .join(Event, Event.message_id == Message.id)
            .where(Message.conversation_id == tree.id)
            .order_by(Event.seq)
        )
        return [(row[0], row[1]) for row in await tx.execute(query)]


async def remembered(tree: Tree) -> list[tuple[str, bool]]:
    """What is remembered, and whether it counts."""
    async with tree.services.database.begin(write=False) as tx:
        query = select(Memory.text, Memory.is_live).where(Memory.conversation_id == tree.id)
        return [(row[0], row[1]) for row in await tx.execute(query.order_by(Memory.id))]


@pytest.fixture
def broken(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> Broken:
    """The studio's model of feelings, which cannot be loaded."""
    found = Broken()
    monkeypatch.setattr(tree.services.feeling, "_appraise", found)
    return found


class TestFeel:
    async def test_appraises_both_sides_and_tells_memory_and_evolution(self, tree: Tree) -> None:
        turn = await tree.ask(SAD, "How dreadful. I am sorry for your loss.")
        question, reply = await tree.kept(turn.question), await tree.kept(turn.reply)
        assert question.appraisal is not None
        assert reply.appraisal is not None
        felt = cast.Appraisal.from_json(question.appraisal)
        assert felt == cast.appraise([SAD])[0]
        assert felt.valence < 0
        assert await moved(tree) == [(SAD, True), (reply.text, True)]
        assert (SAD, True) in await remembered(tree)

    async def test_learns_nothing_of_what_a_reply_was_given_or_quotes(self, tree: Tree) -> None:
        await tree.ask("Hm?", "The sea took my boots.")
        await tree.ask(
            "Hm?", "You play one character for a reader. Stay in character: speak in the first person!"
        )
        mine = "I lost my brother Silas in Lisbon in 1890."
        await tree.ask("Hm?", f"No ship was ever late for me. {mine}")
        with tree.stage.playing(QuotationProvider()):
            quoted = await tree.services.turns.ask(tree.actor, tree.id, text="And your boots in the sea?")
            assert (await tree.kept.ended(quoted)).text in conftest.SAYINGS
        assert await remembered(tree) == [(mine, True)]

    async def test_learns_nothing_of_them_when_it_catches_up(self, tree: Tree, broken: Broken) -> None:
        turn = await tree.ask("Hm?", "The sea took my boots.")
        broken.is_mended = True
        async with tree.services.database.begin() as tx:
            await tree.services.feeling.ended(tx, turn.reply.id)
        assert (await moved(tree), await remembered(tree)) == ([("The sea took my boots.", True)], [])

    async def test_does_not_learn_again_from_a_reply_what_a_person_has_had_forgotten(
        self, tree: Tree
    ) -> None:
        said = "I lost my brother Silas in Lisbon in 1890."
        await tree.ask(said, "Oh.")
        async with tree.services.database.begin() as tx:
            talk, _ = await conversations.get(tx, tree.actor, tree.id)
            [kept], _ = await memory.list_memories(tx, tree.actor, talk.character_id)
            await memory.forget(tx, tree.actor, talk.character_id, kept.id)
        await tree.ask("Hm?", "You lost your brother Silas in Lisbon in 1890.")
        assert await remembered(tree) == []

    async def test_does_so_once_however_often_it_is_asked(self, tree: Tree) -> None:
        turn = await tree.ask(SAD)
        async with tree.services.database.begin() as tx:
            for _ in range(2):
                await tree.services.feeling.ended(tx, turn.question.id)
                await tree.services.feeling.ended(tx, turn.reply.id)
        assert [text for text, _ in await moved(tree)] == [SAD, SAD.lower()]

    async def test_loses_no_message_when_nothing_can_be_appraised_and_catches_up(
        self, tree: Tree, broken: Broken
    ) -> None:
        turn = await tree.ask(SAD, "Oh no.")
        assert await tree.shown() == f"{SAD} Oh no."
        assert ((await tree.kept(turn.reply)).state, await moved(tree)) == (State.COMPLETE, [])
        broken.is_mended = True
        while await tree.services.feeling.catch_up() == feeling.CAUGHT_UP_AT_ONCE:
            pass
        assert await moved(tree) == [(SAD, True), ("Oh no.", True)]
        assert (await tree.kept(turn.question)).appraisal is not None

    async def test_undoes_all_of_what_fails_in_the_middle(
        self, tree: Tree, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def fail(*_: object, **__: object) -> None:
            raise RuntimeError("no memory today")

        with monkeypatch.context() as patched:
            patched.setattr(feeling.memory, "remember", fail)
            turn = await tree.ask(SAD)
        assert (await moved(tree), await remembered(tree)) == ([], [])
        assert (await tree.kept(turn.question)).appraisal is None
        await tree.ask("B")
        assert [text for text, _ in await moved(tree)] == [SAD, SAD.lower(), "B", "b"]

    async def test_feels_an_edit_before_it_is_answered(self, tree: Tree) -> None:
        turn = await tree.ask("A")
        edited = await tree.edit(turn.question, SAD)
        await tree.regenerate(edited, "oh")
        assert await moved(tree) == [("A", False), ("a", False), (SAD, True), ("oh", True)]

    async def test_counts_a_reply_only_where_it_is_shown(self, tree: Tree) -> None:
        first = await tree.ask("A")
        held = Held()
        with tree.stage.playing(held):
            turn = await tree.services.turns.ask(tree.actor, tree.id, text="B")
            await held.said.wait()
            await tree.edit(first.question, "A2")
            held.let_go.set()
            await tree.kept.ended(turn)
        assert dict(await moved(tree)) == {"A": False, "a": False, "B": False, "Well met.": False}
        await tree.show(turn.reply)
        assert dict(await moved(tree)) == {"A": True, "a": True, "B": True, "Well met.": True}

    async def test_counts_nothing_of_what_is_deleted_while_it_is_written(self, tree: Tree) -> None:
        held = Held()
        with tree.stage.playing(held):
            turn = await tree.services.turns.ask(tree.actor, tree.id, text="A")
            await held.said.wait()
            await Undo(tree).delete_all()
            await tree.services.turns.ended(turn.reply.id)
        assert dict(await moved(tree)) == {"A": False, "Well": False}

    async def test_forgets_for_good_with_what_is_purged(self, tree: Tree) -> None:
        turn = await tree.ask(SAD)
        undo = Undo(tree)
        await undo.delete(turn.question)
        await undo.grow_old()
        await conversations.purge(tree.services.database.begin)
        assert (await moved(tree), await remembered(tree)) == ([], [])

    @pytest.mark.parametrize("text", ["🔥" * 50, "\u202eabc\x07", "我很难过", "x" * 8_000, "\u0301"])
    async def test_takes_any_text(self, tree: Tree, text: str) -> None:
        turn = await tree.ask(text, "oh")
        assert (await tree.kept(turn.question)).appraisal is not None


class TestMood:
    async def test_is_what_it_would_have_been_after_a_swipe(self, tree: Tree) -> None:
        async def pleasure() -> float:
            async with tree.services.database.begin(write=False) as tx:
                talk, _ = await conversations.get(tx, tree.actor, tree.id)
                mind = await evolution.state(tx, tree.actor, talk.character_id, at=turn.reply.created_at)
                return mind.mood.pleasure

        turn = await tree.ask("You are wonderful, I love you so much!", "fine")
        loved = await pleasure()
        edited = await tree.edit(turn.question, "I hate you, you disgust me!")
        await tree.regenerate(edited, "fine")
        hated = await pleasure()
        await tree.show(turn.question)
        assert hated < loved
        assert await pleasure() == pytest.approx(loved)
