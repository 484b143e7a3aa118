"""As whom a person speaks: their own personas and nobody else's."""

import pytest

from makers import Person
from personae import accounts
from personae.accounts import Actor, PersonaInvalid, PersonaNotFound, PersonasMany, personas
from personae.platform.db import Tx


class TestCreatePersona:
    async def test_keeps_what_is_told(self, tx: Tx, actor: Actor) -> None:
        made = await accounts.create_persona(
            tx, actor, name=" Maya \n Lin ", address="Captain", pronouns="she/her", about=" Sails.\n\nFar. "
        )
        found = await accounts.get_persona(tx, actor, made.id)
        assert (found.name, found.address, found.pronouns) == ("Maya Lin", "Captain", "she/her")
        assert (found.about, found.is_usual) == ("Sails.\n\nFar.", False)

    @pytest.mark.parametrize(
        ("field", "text"),
        [
            ("name", " "),
            ("name", "\u200b"),
            ("name", "x" * 81),
            ("address", "x" * 81),
            ("pronouns", "x" * 41),
            ("about", "x" * 2_001),
        ],
    )
    async def test_refuses_what_does_not_fit_and_says_what(
        self, tx: Tx, actor: Actor, field: str, text: str
    ) -> None:
        with pytest.raises(PersonaInvalid) as refused:
            await accounts.create_persona(tx, actor, **{"name": "Maya", field: text})
        assert refused.value.facts["field"] == field

    async def test_makes_no_more_than_anybody_needs(
        self, tx: Tx, actor: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(personas, "MOST", 2)
        for name in ("Maya", "Mo"):
            await accounts.create_persona(tx, actor, name=name)
        with pytest.raises(PersonasMany):
            await accounts.create_persona(tx, actor, name="May")


class TestUsualPersona:
    async def test_is_one_at_most(self, tx: Tx, actor: Actor) -> None:
        assert await accounts.usual_persona(tx, actor) is None
        one = await accounts.create_persona(tx, actor, name="One", is_usual=True)
        other = await accounts.create_persona(tx, actor, name="Other", is_usual=True)
        assert await accounts.usual_persona(tx, actor) == other
        await accounts.change_persona(tx, actor, one.id, is_usual=True)
        assert await accounts.usual_persona(tx, actor) == one
        await accounts.change_persona(tx, actor, one.id, is_usual=False)
        assert await accounts.usual_persona(tx, actor) is None


class TestListPersonas:
    async def test_gives_every_one_once_page_by_page(self, tx: Tx, actor: Actor) -> None:
        made = {(await accounts.create_persona(tx, actor, name=f"P{n}")).id for n in range(5)}
        found: list[str] = []
        after: str | None = None
        while True:
            rows, after = await accounts.list_personas(tx, actor, after=after, limit=2)
            found += [row.id for row in rows]
            if after is None:
                break
        assert (len(found), set(found)) == (5, made)


class TestChangePersona:
    async def test_changes_what_is_given_and_nothing_else(self, tx: Tx, actor: Actor) -> None:
        made = await accounts.create_persona(tx, actor, name="Maya", pronouns="she/her")
        changed = await accounts.change_persona(tx, actor, made.id, name="Mo", about="")
        assert (changed.name, changed.pronouns) == ("Mo", "she/her")


class TestEveryQuestion:
    async def test_hides_other_peoples(self, tx: Tx, actor: Actor, ben: Person) -> None:
        made = await accounts.create_persona(tx, actor, name="Maya", is_usual=True)
        assert await accounts.list_personas(tx, ben.actor) == ([], None)
        assert await accounts.usual_persona(tx, ben.actor) is None
        for work in (
            accounts.get_persona(tx, ben.actor, made.id),
            accounts.change_persona(tx, ben.actor, made.id, name="Mine"),
            accounts.delete_persona(tx, ben.actor, made.id),
        ):
            with pytest.raises(PersonaNotFound):
                await work
