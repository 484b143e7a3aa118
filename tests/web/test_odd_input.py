"""Odd text, numbers and JSON are refused with a sentence, or kept as they are; they never crash anything."""

import asyncio
import json
from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from makers import PASSWORD, Person
from personae.platform.ids import new_id
from web.browser import alert, form_token, is_sentence, parsed, problem
from web.route_table import KEY, Ids, fresh_conversation, newcomer

ODD = {
    "NUL": "a\0b",
    "a lone surrogate": "a\ud800b",
    "10,000 characters": "x" * 10_000,
    "SQL": "'; DROP TABLE users; --\" OR 1=1 %s %(x)s :name $1 \\",
    "control characters": "".join(map(chr, range(1, 32))) + "\x7f\x85\u2028",
    "marks of direction": "\u202e\u2066abc\u200b\ufeff",
    "far planes": "😀𐍈\U0010ffff\ufffe",
    "nothing": "",
    "blanks": " \t\n ",
    "combining marks": "Z" + "\u0301" * 500,
}
each = pytest.mark.parametrize("text", ODD.values(), ids=ODD)
FORMS = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
PART = b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n'
CHARACTER = {"name": "Nell", "gender": "F", "description": "A miller.", "sayings": "Grain first."}


async def post(client: httpx2.AsyncClient, path: str, body: Any, *, method: str = "POST") -> httpx2.Response:
    """Send JSON that may hold what no honest encoder lets through."""
    raw = json.dumps(body).encode("ascii")
    headers = {"content-type": "application/json"}
    return await client.request(method, path, content=raw, headers=headers)


def assert_sane(answer: httpx2.Response) -> None:
    """Assert that it was taken, or refused with a sentence."""
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        problem(answer)


class TestText:
    @each
    @pytest.mark.parametrize("field", ["email", "password", "name"])
    async def test_of_an_account(self, visitor: httpx2.AsyncClient, field: str, text: str) -> None:
        wish = {**newcomer(), field: text}
        for path in ("register", "login"):
            assert_sane(await post(visitor, f"/api/v1/auth/{path}", wish))

    @each
    @pytest.mark.parametrize("field", list(CHARACTER))
    async def test_of_a_character(
        self, owner: Person, tab: httpx2.AsyncClient, field: str, text: str
    ) -> None:
        wish = {**CHARACTER, field: text}
        answer = await post(owner.client, "/api/v1/characters", wish)
        assert_sane(answer)
        if answer.status_code == 201:
            assert (await tab.get(f"/characters/{answer.json()['id']}")).status_code == 200

    @each
    async def test_of_a_message(self, owner: Person, tab: httpx2.AsyncClient, text: str) -> None:
        talk = (await fresh_conversation(owner, {}))["conversation_id"]
        answer = await post(owner.client, f"/api/v1/conversations/{talk}/messages", {"text": text})
        assert_sane(answer)
        assert (await tab.get(f"/conversations/{talk}")).status_code == 200
        if answer.status_code == 200:
            assert answer.json()["message"]["text"] == text.strip()

    @each
    @pytest.mark.parametrize("field", list(KEY))
    async def test_of_a_key(self, ada: Person, field: str, text: str) -> None:
        answer = await post(ada.client, "/api/v1/models/keys", {**KEY, field: text})
        assert_sane(answer)
        if answer.status_code == 201:
            assert_sane(await ada.client.get("/api/v1/models/keys"))

    @each
    @pytest.mark.parametrize("field", ["vendor", "model", "key_id"])
    async def test_of_a_model(self, ada: Person, field: str, text: str) -> None:
        key_id = (await post(ada.client, "/api/v1/models/keys", KEY)).json()["id"]
        wish = {"vendor": "", "model": "small", "key_id": key_id, field: text}
        assert_sane(await post(ada.client, "/api/v1/models/order", {"items": [wish]}, method="PUT"))

    @each
    async def test_of_an_id(self, owner: Person, text: str) -> None:
        assert_sane(await post(owner.client, "/api/v1/conversations", {"character_id": text}))
        if "\ud800" in text:
            return
        for path in ("documents", "characters", "conversations"):
            assert (await owner.client.get(f"/api/v1/{path}/{quote(text or 'x')}")).status_code in (404, 405)
            assert_sane(await owner.client.get(f"/api/v1/{path}", params={"after": text}))

    @each
    async def test_of_forms(self, stranger: httpx2.AsyncClient, text: str) -> None:
        csrf = await form_token(stranger, "/register")
        sent = text.encode(errors="replace").decode()
        for field in ("email", "password", "name", "csrf"):
            answer = await stranger.post("/register", data={"csrf": csrf, **newcomer(), field: sent})
            assert answer.status_code in (303, 403, 409, 422)
            assert answer.status_code == 303 or is_sentence(alert(answer))
            stranger.cookies.delete("personae_session") if answer.status_code == 303 else None
            csrf = await form_token(stranger, "/register")

    async def test_keeps_a_nul_out_with_a_sentence(self, owner: Person, owned: Ids) -> None:
        path = f"/api/v1/conversations/{owned['conversation_id']}/messages"
        answer = await post(owner.client, path, {"text": "a\0b"})
        assert problem(answer)["detail"] == (
            "text: There is a NUL character in this text. Correct it and send it again."
        )

    async def test_keeps_line_breaks_and_quotes_of_a_message(
        self, owner: Person, tab: httpx2.AsyncClient
    ) -> None:
        talk = (await fresh_conversation(owner, {}))["conversation_id"]
        text = "One.\n\n  «Two» & <three>\tfour 😀"
        await post(owner.client, f"/api/v1/conversations/{talk}/messages", {"text": text})
        shown = parsed(await tab.get(f"/conversations/{talk}"))
        assert shown.css_first(".msg.me .said").text() == text


class TestJson:
    @pytest.mark.parametrize(
        "body",
        [b"", b"{", b"null", b"[]", b"7", b'"a"', b"\xff\xfe", b"\xc3\x28", b'{"text": NaN}', b'{"text": 7}',
         b'{"text": null}', b'{"text": {"a": []}}', b'{"text": ["a"]}', b'{"text": true}', b"[" * 100_000,
         b'{"text":' * 50_000, b'{"text": ' + b"9" * 5_000 + b"}", b'{"Text": "a"}', b"text=a"],
        ids=lambda body: body[:12].decode("latin-1"),
    )  # fmt: skip
    async def test_of_a_wrong_shape_is_refused(self, owner: Person, owned: Ids, body: bytes) -> None:
        path = f"/api/v1/conversations/{owned['conversation_id']}/messages"
        answer = await owner.client.post(path, content=body, headers={"content-type": "application/json"})
        assert answer.status_code in (400, 422)
        problem(answer)

    async def test_that_is_cut_off_is_told_so_in_a_sentence(self, owner: Person) -> None:
        headers = {"content-type": "application/json"}
        answer = await owner.client.post("/api/v1/characters", content=b'{"name": ', headers=headers)
        assert answer.status_code == 422
        detail = "The request's body is no valid JSON. Correct it and send it again."
        assert problem(answer)["detail"] == detail

    @pytest.mark.parametrize(
        "path", ["/api/v1/auth/login", "/api/v1/characters", "/login", "/characters/new"]
    )
    async def test_of_more_than_a_megabyte_is_refused(self, tab: httpx2.AsyncClient, path: str) -> None:
        is_page = not path.startswith("/api")
        for kind in FORMS + ["application/json", "text/plain"] * (not is_page):
            body = PART * ("multipart" in kind) + b"a" * 1_100_000
            answer = await tab.post(path, content=body, headers={"content-type": kind})
            assert answer.status_code == 413
            sentence = alert(answer) if is_page else problem(answer)["detail"]
            assert sentence.startswith("The request is larger than 1 MB")

    async def test_of_another_type_is_refused(self, owner: Person) -> None:
        for kind in ("text/plain", "", "application/xml"):
            body = json.dumps(CHARACTER).encode()
            answer = await owner.client.post(
                "/api/v1/characters", content=body, headers={"content-type": kind}
            )
            assert answer.status_code == 422
            problem(answer)

    async def test_decides_nothing_but_what_was_asked_for(self, ada: Person, other: Person) -> None:
        more = {"id": new_id(), "owner_id": other.actor.user_id, "kind": "person", "lines": 99, "rank": 7}
        made = (await ada.client.post("/api/v1/characters", json={**CHARACTER, **more})).json()
        assert (made["kind"], made["lines"], made["rank"]) == ("handmade", 1, 0)
        assert made["id"] != more["id"]
        assert (await other.client.get(f"/api/v1/characters/{made['id']}")).status_code == 404
        wish = {"character_id": made["id"], **more, "title": "Mine"}
        talk = (await ada.client.post("/api/v1/conversations", json=wish)).json()
        assert talk["id"] != more["id"] and talk["title"] != "Mine"
        wish = {"text": "Who?", "state": "writing", "author": "character", "id": new_id(), "parent_id": "x"}
        said = await ada.client.post(f"/api/v1/conversations/{talk['id']}/messages", json=wish)
        message = said.json()["message"]
        assert (message["author"], message["state"], message["parent_id"]) == ("user", "complete", None)


class TestNumbers:
    @pytest.mark.parametrize(
        "number", ["-2", "2147483648", "9" * 30, "9" * 5000, "1.5", "x", "NaN", "%00", ""]
    )
    async def test_that_are_odd_are_refused(self, owner: Person, owned: Ids, number: str) -> None:
        document, talk = owned["document_id"], owned["conversation_id"]
        for path in (
            f"documents/{document}/characters?after={number}",
            f"documents/{document}/passages?chapter={number}",
            f"documents/{document}/passages?chapter=0&after={number}",
            f"conversations/{talk}/messages?before={number}",
            f"documents?limit={number}",
        ):
            answer = await owner.client.get(f"/api/v1/{path}")
            assert answer.status_code in (404, 422), path
            problem(answer)

    async def test_that_are_only_large_are_fine(
        self, owner: Person, tab: httpx2.AsyncClient, owned: Ids
    ) -> None:
        document = owned["document_id"]
        answer = await owner.client.get(f"/api/v1/documents/{document}/passages?chapter=2147483647")
        assert answer.json() == {"items": [], "next": None}
        assert (await tab.get(f"/documents/{document}/read/2147483647")).status_code == 200


class TestManyAtOnce:
    async def test_are_all_answered(self, owner: Person, owned: Ids) -> None:
        path = f"/api/v1/documents/{owned['document_id']}"
        answers = await asyncio.gather(*(owner.client.get(path) for _ in range(80)))
        assert {answer.status_code for answer in answers} == {200}

    async def test_of_one_registration_make_one_account(self, visitor: httpx2.AsyncClient) -> None:
        wish = {**newcomer(), "password": PASSWORD}
        answers = await asyncio.gather(*(visitor.post("/api/v1/auth/register", json=wish) for _ in range(8)))
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
