"""Names that are told apart: what a person names is refused with a free name, what is found gets it."""

import asyncio

import httpx2
import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from makers import Person, upload
from personae.accounts import Persona
from personae.bootstrap import Services
from personae.characters import Character, CharacterKind
from personae.characters.rereading import tell_apart
from personae.library import Document
from personae.platform.ids import new_id
from web.browser import alert, browser_of, parsed, problem, send
from web.route_table import PERSONA, WISH

A = "/api/v1"
KINDS = pytest.mark.parametrize(
    ("kind", "wish", "code"),
    [("characters", WISH, "character_name_taken"), ("personas", PERSONA, "persona_name_taken")],
)


async def made(person: Person, kind: str, wish: dict[str, str]) -> httpx2.Response:
    """A try to make something."""
    return await person.client.post(f"{A}/{kind}", json=wish)


@KINDS
class TestName:
    async def test_that_is_taken_is_refused_with_a_free_one(
        self, ada: Person, ben: Person, kind: str, wish: dict[str, str], code: str
    ) -> None:
        assert (await made(ada, kind, wish)).status_code == 201
        refused = await made(ada, kind, {**wish, "name": f" {wish['name'].upper()}  "})
        found = problem(refused)
        assert (refused.status_code, found["code"]) == (409, code)
        assert found["proposed"] == f"{wish['name'].upper()} (2)"
        assert (await made(ada, kind, {**wish, "name": found["proposed"]})).status_code == 201
        assert (await made(ben, kind, wish)).status_code == 201

    async def test_that_two_want_at_once_only_one_gets(
        self, ada: Person, kind: str, wish: dict[str, str], code: str
    ) -> None:
        answers = await asyncio.gather(*(made(ada, kind, wish) for _ in range(4)))
        assert sorted(each.status_code for each in answers) == [201, 409, 409, 409]

    async def test_comes_back_on_the_page_with_all_that_was_typed(
        self, ada: Person, address: str, kind: str, wish: dict[str, str], code: str
    ) -> None:
        await made(ada, kind, wish)
        page = {"characters": "/characters/new", "personas": "/personas"}[kind]
        field, typed = {
            "characters": ("sayings", wish.get("sayings")),
            "personas": ("about", wish.get("about")),
        }[kind]
        async with browser_of(ada, address) as tab:
            answer = await send(tab, page, page, **wish)
            assert answer.status_code == 409
            assert alert(answer).startswith("You have")
            tree = parsed(answer)
            button = tree.css_first("button[name=proposed]")
            assert button.attributes["value"] == f"{wish['name']} (2)"
            assert typed in [each.text() for each in tree.css(f"textarea[name={field}]")]
            taken = await send(tab, page, page, **wish, proposed=str(button.attributes["value"]))
            assert taken.status_code == 303
        found = (await ada.client.get(f"{A}/{kind}")).json()["items"]
        assert sorted(each["name"] for each in found) == [wish["name"], f"{wish['name']} (2)"]


class TestRename:
    async def test_of_a_persona_to_a_name_that_another_has_is_refused(self, ada: Person) -> None:
        await made(ada, "personas", PERSONA)
        other = (await made(ada, "personas", {**PERSONA, "name": "Mo"})).json()["id"]
        refused = await ada.client.patch(f"{A}/personas/{other}", json={"name": "máya"})
        assert (refused.status_code, refused.json()["proposed"]) == (409, "máya (2)")
        same = await ada.client.patch(f"{A}/personas/{other}", json={"name": "MO", "about": "Rows."})
        assert (same.status_code, same.json()["name"]) == (200, "MO")


class TestTitle:
    async def test_of_a_document_gets_a_number_by_itself_even_at_once(self, ada: Person) -> None:
        texts = [f"A note about rain, {n}.\n" for n in range(3)]
        answers = await asyncio.gather(*(upload(ada, text, filename="rain.txt") for text in texts))
        titles = sorted(each.raise_for_status().json()["title"] for each in answers)
        assert titles == ["Rain", "Rain (2)", "Rain (3)"]
        await ada.client.delete(f"{A}/documents/{answers[0].json()['id']}")
        again = (await upload(ada, texts[0], filename="RAIN.txt")).json()["title"]
        assert again.casefold() == answers[0].json()["title"].casefold()


class TestCast:
    def test_of_a_reading_is_numbered_and_never_refused(self) -> None:
        people = [Character(id=str(n), name=name) for n, name in enumerate(("Mr. Finch", "mr. finch", "Ann"))]
        tell_apart(people)
        assert [each.name for each in people] == ["Mr. Finch", "mr. finch (2)", "Ann"]


class TestDatabase:
    @pytest.mark.parametrize("table", [Character, Document, Persona])
    async def test_refuses_what_goes_around_the_rules(
        self, services: Services, ada: Person, table: type[Character | Document | Persona]
    ) -> None:
        facts: dict[type, dict[str, object]] = {
            Character: {"kind": CharacterKind.HANDMADE, "name": "Nell", "name_key": "nell"},
            Document: {"filename": "a", "format": "txt", "size_bytes": 1, "title": "A", "title_key": "a"},
            Persona: {"name": "Maya", "name_key": "maya"},
        }
        rows = [{"id": new_id(), "owner_id": ada.actor.user_id, **facts[table]} for _ in range(2)]
        for row in rows:
            if table is Document:
                row["sha256"] = row["id"]
        with pytest.raises(IntegrityError):
            async with services.database.begin() as tx:
                await tx.execute(insert(table), rows)
        async with services.database.begin(write=False) as tx:
            assert await tx.scalar(select(table.id).where(table.owner_id == ada.actor.user_id)) is None
