"""Searching what was said, whatever the script, on every branch and nobody else's."""

from datetime import timedelta

import pytest

from conversations.test_branching import Tree
from conversations.test_branching import tree as tree  # a fixture
from conversations.test_deleting import Undo
from makers import Person
from personae import conversations
from personae.conversations import Found, SearchInvalid, State
from personae.conversations.searching import SEARCH_LIMIT
from personae.llm import ScriptedProvider
from personae.platform.clock import now


async def found(tree: Tree, wanted: str) -> list[Found]:
    """What is found."""
    async with tree.services.database.begin(write=False) as tx:
        rows, _ = await conversations.search(tx, tree.actor, wanted=wanted)
    return list(rows)


async def texts(tree: Tree, wanted: str) -> list[str]:
    """The texts that are found."""
    return [each.message.text for each in await found(tree, wanted)]


class TestSearch:
    @pytest.mark.parametrize(
        ("said", "wanted"),
        [
            ("The Lamp is LIT", "lit lamp"),
            ("Élan vital", "elan"),
            ("ÇA VA ÊTRE", "ça etre"),
            ("Я люблю море", "ЛЮБЛЮ"),
            ("我守着灯塔", "灯塔"),
            ("שָׁלוֹם", "שלום"),
            ("100% of_it \\ done", "0% OF_IT \\"),
            ("🔥 fire", "🔥"),
        ],
    )
    async def test_finds_every_script_without_case_or_accents(
        self, tree: Tree, said: str, wanted: str
    ) -> None:
        await tree.ask(said, "nothing of the kind")
        assert await texts(tree, wanted) == [said]

    async def test_takes_no_sign_for_another(self, tree: Tree) -> None:
        await tree.ask("a1c", "axc")
        assert await texts(tree, "a_c") == []
        assert await texts(tree, "%") == []

    async def test_finds_replies_and_edits_and_says_whether_their_branch_is_shown(self, tree: Tree) -> None:
        turn = await tree.ask("Boots?", "The sea took my boots.")
        await tree.edit(turn.question, "Boots again?")
        rows = await found(tree, "boots")
        assert [(row.message.text, row.message.is_live) for row in rows] == [
            ("Boots again?", True),
            ("The sea took my boots.", False),
            ("Boots?", False),
        ]
        assert rows[1].excerpt.match == "boots"
        assert rows[1].character.name == "The Keeper"

    async def test_finds_what_was_kept_of_a_reply_that_broke_off(self, tree: Tree) -> None:
        with tree.stage.playing(ScriptedProvider(["half a lamp"])):
            turn = await tree.services.turns.ask(tree.actor, tree.id, text="A")
            await tree.kept.ended(turn)
        assert await texts(tree, "lamp") == ["half a lamp"]
        async with tree.services.database.begin() as tx:
            reply = await conversations.get_message(tx, tree.actor, tree.id, turn.reply.id)
            reply.text, reply.state = "a whole boat", State.WRITING
            reply.touched_at = now() - timedelta(hours=1)
        await tree.services.turns.mend()
        assert await texts(tree, "boat") == ["a whole boat"]

    async def test_finds_nothing_that_is_deleted(self, tree: Tree) -> None:
        turn = await tree.ask("lamp", "lamp too")
        undo = Undo(tree)
        await undo.delete(turn.reply)
        assert await texts(tree, "lamp") == ["lamp"]
        await undo.delete_all()
        assert await texts(tree, "lamp") == []
        await undo.restore_all()
        assert await texts(tree, "lamp") == ["lamp"]

    async def test_gives_every_one_once_page_by_page(self, tree: Tree) -> None:
        for n in range(4):
            await tree.ask(f"lamp {n}")
        seen: list[str] = []
        before: str | None = None
        async with tree.services.database.begin(write=False) as tx:
            while True:
                rows, before = await conversations.search(
                    tx, tree.actor, wanted="lamp", before=before, limit=3
                )
                seen += [row.message.id for row in rows]
                if before is None:
                    break
        assert (len(seen), sorted(seen, reverse=True)) == (8, seen)

    async def test_hides_what_others_said(self, tree: Tree, ben: Person) -> None:
        await tree.ask("lamp")
        async with tree.services.database.begin(write=False) as tx:
            assert await conversations.search(tx, ben.actor, wanted="lamp") == ([], None)

    @pytest.mark.parametrize("wanted", ["", "  ", "x" * (SEARCH_LIMIT + 1), "a b c d e f g h i"])
    async def test_refuses_nothing_and_too_much(self, tree: Tree, wanted: str) -> None:
        with pytest.raises(SearchInvalid):
            await found(tree, wanted)

    async def test_finds_nothing_by_an_accent_alone(self, tree: Tree) -> None:
        await tree.ask("a lámp")
        assert await found(tree, "\u0301") == []
