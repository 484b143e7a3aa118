"""Strangers' text is shown as text: on every page, wherever it comes from."""

import secrets
from html import escape

import httpx2
import pytest

from library.extract.makers import CONTAINER, archive, page
from makers import PASSWORD, Person, cast_of, ended, talk_with, upload
from web.browser import assert_inert, browser_of, parsed, send
from web.route_table import Ids

pytestmark = pytest.mark.once

EVIL = [
    "<script>pwned()</script>",
    '"><svg onload=pwned()>',
    "' onmouseover='pwned()' x='",
    "javascript:pwned()",
    "</title></textarea></style><img src=x onerror=pwned()>",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- &lt;b&gt; --><b id=pwned>",
    "hx-on:click=pwned()",
]
ALL = " ".join(EVIL)
BOOK = [
    f"“{EVIL[0]} is all I say,” said Mira Vale. {EVIL[1]}",
    f"“And I say {EVIL[6]},” said Tobias Finch. {ALL}",
    f"“Then say {EVIL[4]} no more,” replied Mira Vale.",
    f"“I fear the stairs {EVIL[2]},” said Tobias Finch.",
]


def evil_book() -> bytes:
    """An EPUB whose title, author, chapter and passages would all like to run."""
    body = f"<h2>{escape(EVIL[1])}</h2>" + "".join(f"<p>{escape(text)}</p>" for text in BOOK)
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(ALL)}</dc:title><dc:creator>{escape(EVIL[4])} {secrets.token_hex(4)}</dc:creator>"
        '</metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    return archive(
        [("mimetype", "application/epub+zip"), ("META-INF/container.xml", CONTAINER),
         ("OPS/book.opf", package), ("OPS/a.xhtml", page(body))]
    )  # fmt: skip


@pytest.fixture(scope="module")
async def evil(other: Person) -> Ids:
    """The ids of things that are full of it."""
    read = await ended(other, (await upload(other, evil_book(), filename=f"{EVIL[1]}.epub")).json()["id"])
    assert read["status"] == "ready" and EVIL[0] in read["title"] and EVIL[4][:8] in read["author"]
    locked = await upload(other, b"%PDF-1.7 " + secrets.token_bytes(9), filename=f"{EVIL[4]}.pdf")
    await ended(other, locked.json()["id"])
    wish = {"name": ALL[:200], "description": ALL, "sayings": ALL}
    made = (await other.client.post("/api/v1/characters", json=wish)).raise_for_status().json()
    talk = await talk_with(other, made)
    said = await other.client.post(f"/api/v1/conversations/{talk}/messages", json={"text": ALL})
    assert EVIL[0] in said.raise_for_status().json()["reply"]["text"]
    [first, *_] = await cast_of(other, read)
    key = {
        "vendor": "compatible",
        "base_url": f"http://127.0.0.1:9/{EVIL[4]}".replace(" ", ""),
        "name": EVIL[0],
    }
    kept = (await other.client.post("/api/v1/models/keys", json=key)).raise_for_status().json()
    order = {"items": [{"model": EVIL[0], "key_id": kept["id"]}]}
    path = f"/api/v1/characters/{first['id']}/models/order"
    (await other.client.put(path, json=order)).raise_for_status()
    return {
        "document": read["id"],
        "failed": locked.json()["id"],
        "made": made["id"],
        "person": first["id"],
        "talk": talk,
    }


class TestPages:
    @pytest.mark.parametrize(
        "path",
        ["/library", "/documents/{document}", "/documents/{failed}", "/documents/{document}/read",
         "/characters", "/characters/{made}", "/characters/{person}", "/conversations",
         "/conversations/{talk}", "/models"],
    )  # fmt: skip
    async def test_show_it_as_text(self, path: str, evil: Ids, other_tab: httpx2.AsyncClient) -> None:
        shown = await other_tab.get(path.format(**evil))
        assert shown.status_code == 200
        assert_inert(shown.text)
        assert parsed(shown).css_first("#pwned") is None
        assert "pwned" in parsed(shown).css_first("main").text()

    async def test_show_it_as_text_when_a_form_comes_back(
        self, ada: Person, address: str, stranger: httpx2.AsyncClient, evil: Ids
    ) -> None:
        forms = [
            ("/login", {"email": ALL, "password": PASSWORD, "next": EVIL[1]}),
            ("/register", {"email": ALL, "password": PASSWORD, "name": ALL}),
        ]
        for path, fields in forms:
            shown = await send(stranger, path, path, **fields)
            assert_inert(shown.text)
            assert parsed(shown).css_first("input[name=email]").attributes["value"] == ALL
        async with browser_of(ada, address) as tab:
            wish = {"name": "", "description": ALL, "sayings": ALL}
            shown = await send(tab, "/characters/new", "/characters/new", **wish)
        assert_inert(shown.text)
        assert parsed(shown).css_first("textarea[name=sayings]").text() == ALL

    @pytest.mark.parametrize("text", EVIL)
    async def test_do_not_run_what_stands_in_an_address(
        self, other_tab: httpx2.AsyncClient, evil: Ids, text: str
    ) -> None:
        for path in ("/nothing/{x}", "/documents/{x}", "/characters/{x}", "/conversations/{x}"):
            assert_inert((await other_tab.get(path.format(x=text))).text)
        for path in ("/library", f"/documents/{evil['document']}/read", "/login"):
            query = {"after": text, "at": text, "next": text, "known": text}
            assert_inert((await other_tab.get(path, params=query)).text)


class TestApi:
    async def test_hands_it_over_as_json_that_no_browser_reads_as_a_page(
        self, other: Person, evil: Ids
    ) -> None:
        for path in ("documents/{document}", "characters/{made}", "conversations/{talk}/messages"):
            answer = await other.client.get(f"/api/v1/{path.format(**evil)}")
            assert answer.headers["content-type"] == "application/json"
            assert answer.headers["x-content-type-options"] == "nosniff"
