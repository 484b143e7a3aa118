"""Whatever was said and taken back, a character is as it would have been without it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from conversations.conftest import SAYINGS, Kept
from conversations.test_branching import Tree
from conversations.test_branching import tree as tree  # a fixture
from conversations.test_deleting import Undo
from personae import characters, conversations, evolution, memory
from personae.evolution import Settings
from personae.platform.ids import new_id

SAID = (
    "You are wonderful, I love you so much!",
    "My brother Silas lives in Lisbon, and I am proud of him.",
    "I hate you, you disgust me!",
    "I am terrified: my house in Porto has burnt down.",
)
ANSWER = "I am so happy for you, dear Anna."


@dataclass(frozen=True, slots=True)
class Standing:
    """How a character is, and what it remembers."""

    figures: list[float]
    felt: dict[str, float]
    stage: str
    interactions: int
    memories: list[str]

    def like(self, other: "Standing") -> bool:
        """Whether both are alike, but for digits that a second more or less changes."""
        near = replace(self, figures=other.figures, felt=other.felt)
        return (
            near == other
            and self.figures == pytest.approx(other.figures, abs=2e-4)
            and self.felt == pytest.approx(other.felt, abs=1e-2)
        )


async def standing(tree: Tree, character_id: str, at: datetime) -> Standing:
    """See Standing."""
    async with tree.services.database.begin(write=False) as tx:
        mind = await evolution.state(tx, tree.actor, character_id, at=at)
        kept, _ = await memory.list_memories(tx, tree.actor, character_id)
    figures = [*(each.now for each in mind.traits), *mind.mood.values, mind.bond]
    memories = sorted(each.text for each in kept)
    return Standing(figures, dict(mind.emotions), mind.stage, mind.interactions, memories)


async def character_of(tree: Tree) -> str:
    """Whom the conversation is with, and who changes quickly from now on."""
    async with tree.services.database.begin() as tx:
        talk, _ = await conversations.get(tx, tree.actor, tree.id)
        wish = Settings(least_interactions=0, pace=3.0)
        await evolution.change_settings(tx, tree.actor, talk.character_id, wish, version=0)
    return talk.character_id


async def another(tree: Tree, character_id: str = "") -> Tree:
    """A new conversation of Ada's, with the keeper or (without an id) somebody just like it."""
    async with tree.services.database.begin() as tx:
        if not character_id:
            twin = await characters.create(
                tx,
                tree.actor,
                name=f"The Keeper {new_id()}",
                gender="M",
                description="Keeps a lighthouse.",
                sayings=SAYINGS,
            )
            character_id = twin.id
        talk = await conversations.start(tx, tree.actor, character_id)
    kept = Kept(tree.services, tree.actor, talk)
    return Tree(tree.services, tree.stage, tree.actor, talk, kept)


class TestCharacter:
    async def test_is_as_before_once_all_is_taken_back(self, tree: Tree) -> None:
        keeper, undo = await character_of(tree), Undo(tree)
        turns = [await tree.ask(text, ANSWER) for text in SAID]
        at = turns[-1].reply.created_at + timedelta(minutes=5)
        before = await standing(tree, keeper, at)
        assert len(before.memories) > 1
        await undo.delete(turns[2].question)
        await tree.ask("I hate, hate, hate you!", "My sister Berta died in Porto in 1901.")
        assert not (await standing(tree, keeper, at)).like(before)
        await undo.restore(turns[2].question.id)
        assert (await standing(tree, keeper, at)).like(before)
        await tree.regenerate(turns[1].reply, "You are terrible. My uncle Otto went to Brazil in 1888.")
        await tree.edit(turns[3].question, "I adore Maria of Bremen.")
        await tree.show(turns[3].reply)
        assert (await standing(tree, keeper, at)).like(before)
        await undo.delete_all()
        assert (await standing(tree, keeper, at)).memories == []
        await undo.restore_all()
        assert (await standing(tree, keeper, at)).like(before)

    async def test_is_as_after_a_conversation_in_which_nothing_was_taken_back(self, tree: Tree) -> None:
        keeper = await character_of(tree)
        first = await tree.ask(SAID[0], ANSWER)
        await tree.ask(SAID[3], "How dreadful.")
        await tree.ask(SAID[2], "I hate you too.", after=first.reply.id)
        swiped = await tree.ask(SAID[1], "My uncle Otto went to Brazil in 1888.", after=first.reply.id)
        await tree.regenerate(swiped.reply, ANSWER)
        twin = await another(tree)
        other = await character_of(twin)
        for text in SAID[:2]:
            last = await twin.ask(text, ANSWER)
        at = last.reply.created_at + timedelta(hours=1)
        assert (await standing(tree, keeper, at)).like(await standing(twin, other, at))

    async def test_remembers_what_was_said_in_two_conversations_when_one_is_deleted(self, tree: Tree) -> None:
        keeper = await character_of(tree)
        second = await another(tree, keeper)
        for each in (tree, second):
            turn = await each.ask(SAID[1])
        await Undo(tree).delete_all()
        assert SAID[1] in (await standing(second, keeper, turn.reply.created_at)).memories
