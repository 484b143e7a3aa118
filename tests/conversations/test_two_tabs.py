"""Two tabs that edit the same conversation: whatever they do in turn, nobody's words are lost unseen."""

import random
from dataclasses import dataclass
from functools import partial

import pytest

from conversations.test_branching import Tree
from conversations.test_branching import tree as tree  # a fixture
from personae import conversations
from personae.accounts import Actor
from personae.characters import Profile
from personae.conversations import Author, Conversation, MessageChanged, TitleChanged
from personae.conversations.writing import add_message
from personae.platform.db import Tx

INTERLEAVINGS = 200
STEPS = 3


@dataclass
class Tab:
    """One tab: what it has seen, and how often it was told of the other's words."""

    name: str
    actor: Actor
    talk_id: str
    seen: int = 0
    shown: str = ""
    title: str = ""
    told: int = 0
    words: int = 0

    async def look(self, tx: Tx) -> None:
        """Load the page."""
        talk, _ = await conversations.get(tx, self.actor, self.talk_id)
        [last], _ = await conversations.messages(tx, self.actor, self.talk_id, limit=1)
        self.seen, self.title, self.shown = talk.version, talk.title, last.id

    def says(self) -> str:
        """Words that nobody has said yet."""
        self.words += 1
        return f"{self.name} {self.words}"

    async def edit(self, tx: Tx) -> str:
        """Edit the message it shows; once told of another version, keep both."""
        text = self.says()
        change = partial(conversations.edit, tx, self.actor, self.talk_id, self.shown, text=text)
        try:
            await change(seen=self.seen)
        except MessageChanged as refused:
            self.told += 1
            assert refused.facts["yours"] == text
            await change(seen=int(refused.facts["version"] or 0))
        return text

    async def rename(self, tx: Tx) -> bool:
        """Name the conversation; once told of another name, insist. False when it replaced one unseen."""
        talk, _ = await conversations.get(tx, self.actor, self.talk_id)
        before = talk.title
        change = partial(conversations.rename, tx, self.actor, self.talk_id, title=self.says())
        try:
            await change(seen=self.seen)
        except TitleChanged as refused:
            self.told += 1
            await change(seen=int(refused.facts["version"] or 0))
            return refused.facts["theirs"] == before
        return before == self.title


async def rename(tree: Tree, title: str, *, seen: int | None = None) -> Conversation:
    """Name the conversation."""
    async with tree.services.database.begin() as tx:
        return await conversations.rename(tx, tree.actor, tree.id, title=title, seen=seen)


async def title_of(tree: Tree) -> str:
    """What the conversation is called now."""
    async with tree.services.database.begin(write=False) as tx:
        talk, _ = await conversations.get(tx, tree.actor, tree.id)
    return talk.title


class TestTwoTabs:
    async def test_lose_nobodys_words_whatever_the_order(self, tx: Tx, actor: Actor, keeper: Profile) -> None:
        talk = await conversations.start(tx, actor, keeper.id)
        await conversations.rename(tx, actor, talk.id, title="Ours")
        first = await add_message(tx, talk, None, Author.USER, text="first")
        said, told = {"first"}, 0
        for number in range(INTERLEAVINGS):
            chance = random.Random(number)
            tabs = [Tab(f"{name} {number}", actor, talk.id) for name in ("one", "other")]
            for tab in tabs:
                await tab.look(tx)
            for _ in range(STEPS):
                tab = chance.choice(tabs)
                if chance.random() < 0.6:
                    said.add(await tab.edit(tx))
                else:
                    assert await tab.rename(tx)
                await tab.look(tx)
            told += sum(tab.told for tab in tabs)
        beside = await conversations.siblings_of(tx, actor, [first])
        assert beside[first.id].count == len(said)
        assert len(said) > INTERLEAVINGS
        assert told > INTERLEAVINGS / 4


class TestRename:
    async def test_names_a_conversation_and_gives_its_first_words_back(self, tree: Tree) -> None:
        await tree.ask("A first question")
        assert (await rename(tree, "  The \n lamp ")).title == "The lamp"
        await tree.ask("B")
        assert await title_of(tree) == "The lamp"
        assert (await rename(tree, " ")).title == "A first question"

    async def test_tells_of_a_name_given_meanwhile(self, tree: Tree) -> None:
        seen = await tree.version()
        await rename(tree, "Theirs", seen=seen)
        with pytest.raises(TitleChanged) as refused:
            await rename(tree, "Mine", seen=seen)
        assert (refused.value.facts["theirs"], refused.value.facts["yours"]) == ("Theirs", "Mine")
        await rename(tree, "Theirs", seen=seen)
        assert await title_of(tree) == "Theirs"

    async def test_lets_other_changes_pass(self, tree: Tree) -> None:
        seen = await tree.version()
        await tree.ask("A")
        await rename(tree, "Mine", seen=seen)
        assert await title_of(tree) == "Mine"
