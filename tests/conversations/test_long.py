"""A conversation of thousands of turns."""

from makers import Person, cast_of, read_story, talk_with
from personae.bootstrap import Services
from personae.conversations import Author, Message

TURNS = 1_500


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
