"""A conversation of thousands of turns."""

from sqlalchemy import insert

from conversations.test_branching import Tree
from conversations.test_branching import tree as tree  # a fixture
from conversations.test_deleting import Undo
from makers import Person, cast_of, read_story, talk_with
from personae import conversations
from personae.bootstrap import Services
from personae.conversations import Author, Message
from personae.platform.ids import new_id

TURNS = 1_500
LONG = 3_000  # more than SQLite follows links, and than one statement carries ids


async def fill(tree: Tree, count: int, *, after: Message | None = None) -> list[str]:
    """Write so many messages, one after the other, onto the branch that is shown."""
    ids = sorted(new_id() for _ in range(count))
    first = after.depth + 1 if after else 0
    parents = [after.id if after else None, *ids]
    rows = [
        {
            "id": id,
            "conversation_id": tree.id,
            "parent_id": parent,
            "depth": first + n,
            "author": (Author.USER, Author.CHARACTER)[(first + n) % 2],
            "text": f"Turn {first + n}.",
        }
        for n, (id, parent) in enumerate(zip(ids, parents, strict=False))
    ]
    async with tree.services.database.begin() as tx:
        await tx.execute(insert(Message), rows)
    return ids


class TestTree:
    async def test_is_left_climbed_cut_and_brought_back_whatever_its_length(self, tree: Tree) -> None:
        ids = await fill(tree, LONG)
        undo = Undo(tree)
        async with tree.services.database.begin(write=False) as tx:
            first = await conversations.get_message(tx, tree.actor, tree.id, ids[0])
            middle = await conversations.get_message(tx, tree.actor, tree.id, ids[LONG // 2])
        edited = await tree.edit(first, "Another beginning.")
        assert await tree.shown() == "Another beginning."
        await tree.show(first)
        assert [row.id for row in await tree.rows()] == ids[-50:]
        await tree.show(edited)
        await tree.show(middle)
        assert [row.id for row in await tree.rows()] == ids[-50:]
        await undo.delete(first)
        assert await tree.shown() == "Another beginning."
        await undo.restore(first.id)
        assert [row.id for row in await tree.rows()] == ids[-50:]
        assert await undo.prune(middle) == ids[0]
        await undo.delete_all()
        await undo.restore_all()
        await undo.delete_all()
        await undo.grow_old()
        await conversations.purge(tree.services.database.begin)
        assert await undo.count() == 0

    async def test_lists_branches_that_leave_it_far_above(self, tree: Tree) -> None:
        ids = await fill(tree, LONG)
        async with tree.services.database.begin(write=False) as tx:
            first = await conversations.get_message(tx, tree.actor, tree.id, ids[0])
        await tree.edit(first, "Another beginning.")
        async with tree.services.database.begin(write=False) as tx:
            found, rest = await conversations.list_branches(tx, tree.actor, tree.id)
        assert rest is None
        assert [(each.is_shown, each.length) for each in found] == [(True, 1), (False, LONG)]
        assert found[1].first is not None
        assert found[1].first.id == ids[0]


class TestDelete:
    async def test_ends_a_conversation_longer_than_sqlite_follows_links(
        self, ada: Person, services: Services
    ) -> None:
        character = (await cast_of(ada, await read_story(ada)))[0]
        conversation = await talk_with(ada, character)
        async with services.database.begin() as tx:
            parent = None
            for depth in range(TURNS):
                message = Message(
                    conversation_id=conversation,
                    parent_id=parent,
                    depth=depth,
                    author=Author.USER,
                    text=f"Turn {depth}.",
                )
                tx.add(message)
                await tx.flush()
                parent = message.id
        answer = await ada.client.delete(f"/api/v1/characters/{character['id']}")
        assert answer.status_code == 204
        assert (await ada.client.get(f"/api/v1/conversations/{conversation}")).status_code == 404
