"""Bad input gets a clear sentence, over the API and on the page, and nothing is lost."""

import asyncio
from pathlib import Path
from typing import Any

import httpx2
import pytest

from library.extract.makers import epub, page
from makers import STORY, Person, cast_of, ended, talk_with, upload
from personae.bootstrap import Services
from personae.library.extract import Limits, extract
from web.bad_files import FAILING, NOTICED, REFUSED, BadFile
from web.browser import alert, browser_of, form_token, is_sentence, parsed, problem

pytestmark = pytest.mark.once

Document = dict[str, Any]
named = pytest.mark.parametrize


@pytest.fixture(scope="module")
async def fates(owner: Person) -> dict[str, Document]:
    """What became of every file that is taken at first, by its name."""
    files = {**{each.filename: each.content for each in FAILING}, **{n: c for n, (c, _) in NOTICED.items()}}
    fates = {}
    for name, content in files.items():
        fates[name] = (await upload(owner, content, filename=name)).raise_for_status().json()
    return {name: await ended(owner, fate["id"]) for name, fate in fates.items()}


class TestRefused:
    @named("bad", REFUSED, ids=lambda bad: bad.filename)
    async def test_is_told_why_at_once(
        self, bad: BadFile, ada: Person, address: str, services: Services
    ) -> None:
        answer = await upload(ada, bad.content, filename=bad.filename)
        assert (answer.status_code, problem(answer)["code"]) == (bad.status, bad.code)
        assert bad.says in problem(answer)["detail"]
        async with browser_of(ada, address) as tab:
            fields = {"csrf": await form_token(tab, "/library")}
            shown = await tab.post("/library", data=fields, files={"file": (bad.filename, bad.content)})
        assert (shown.status_code, alert(shown)) == (bad.status, problem(answer)["detail"])
        assert (await ada.client.get("/api/v1/documents")).json()["items"] == []
        assert not list(services.settings.spool.glob("upload-*"))


class TestFailed:
    @named("bad", FAILING, ids=lambda bad: bad.filename)
    async def test_says_what_to_do_next(
        self, bad: BadFile, fates: dict[str, Document], tab: httpx2.AsyncClient
    ) -> None:
        fate = fates[bad.filename]
        assert (fate["status"], fate["error_code"]) == ("failed", bad.code)
        assert bad.says in fate["error"] and is_sentence(fate["error"])
        shown = await tab.get(f"/documents/{fate['id']}")
        assert (shown.status_code, alert(shown)) == (200, fate["error"])
        assert "Read again" in shown.text

    async def test_is_tried_again_when_it_is_sent_again(
        self, fates: dict[str, Document], owner: Person
    ) -> None:
        again = await upload(owner, FAILING[0].content, filename="another name.pdf")
        assert (again.json()["id"], again.json()["duplicate"]) == (fates["locked.pdf"]["id"], True)
        assert (await ended(owner, again.json()["id"]))["error_code"] == "password_protected"


class TestNoticed:
    @named("name", NOTICED)
    async def test_is_read_with_a_word_about_it(
        self, name: str, fates: dict[str, Document], tab: httpx2.AsyncClient
    ) -> None:
        fate, says = fates[name], NOTICED[name][1]
        assert (fate["status"], fate["error"]) == ("ready", None)
        assert any(says in notice for notice in fate["notices"]), fate["notices"]
        shown = parsed(await tab.get(f"/documents/{fate['id']}"))
        assert [node.text(strip=True) for node in shown.css(".notice")] == fate["notices"]

    async def test_keeps_the_text_of_mixed_encodings(self, fates: dict[str, Document], owner: Person) -> None:
        path = f"/api/v1/documents/{fates['mixed.txt']['id']}/passages?chapter=0"
        texts = [item["text"] for item in (await owner.client.get(path)).json()["items"]]
        assert texts[0] == "Der Wald schläft. Café noir am Morgen."
        assert texts[1] == "Über die Brücke, naïve Sätze."

    @named("name", ["essay.txt", "faceless.txt"])
    async def test_answers_with_its_own_voice_where_nobody_is(
        self, name: str, fates: dict[str, Document], owner: Person
    ) -> None:
        [voice] = await cast_of(owner, fates[name])
        assert voice["kind"] == "voice"
        talk = await talk_with(owner, voice)
        wish = {"text": "What about the lamp, the smoke and the hive?"}
        said = (await owner.client.post(f"/api/v1/conversations/{talk}/messages", json=wish)).json()["reply"]
        assert said["state"] == "complete"
        assert " ".join(said["text"].split())[:20] in " ".join(NOTICED[name][0].decode().split())
        assert said["sources"]


class TestTooLarge:
    async def test_is_told_of_one_endless_line(self, ada: Person) -> None:
        answer = await upload(ada, b"word " * 800_000, filename="line.txt")
        assert (answer.status_code, problem(answer)["code"]) == (413, "upload_too_large")
        assert "Split it" in problem(answer)["detail"]

    async def test_reads_a_line_of_just_the_limit(self, ada: Person) -> None:
        document = await ended(ada, (await upload(ada, b"word " * 600_000)).json()["id"])
        assert (document["status"], document["words"]) == ("ready", 600_000)

    async def test_reads_a_line_of_a_hundred_megabytes_where_that_is_allowed(self, tmp_path: Path) -> None:
        source = tmp_path / "line"
        with source.open("wb") as file:
            for _ in range(100):
                file.write(b"word " * 209_715)
        found = await extract(source, filename="line.txt", out=tmp_path / "out", limits=Limits(memory_mb=512))
        assert (found.words, found.notices) == (20_971_500, ())


class TestTwice:
    async def test_gives_the_same_document_and_says_so(self, ada: Person, address: str) -> None:
        first = (await upload(ada)).json()
        await ended(ada, first["id"])
        second = (await upload(ada, filename="other name.txt")).json()
        assert (first["duplicate"], second["duplicate"]) == (False, True)
        assert second["id"] == first["id"]
        async with browser_of(ada, address) as tab:
            fields = {"csrf": await form_token(tab, "/library")}
            moved = await tab.post("/library", data=fields, files={"file": ("lamp.txt", STORY.encode())})
            shown = parsed(await tab.get(moved.headers["location"]))
        assert "You already have this document" in shown.css_first("[role=status]").text()

    async def test_is_new_for_somebody_else(self, ada: Person, ben: Person) -> None:
        book = epub([("a.xhtml", page(f"<p>{ada.token} walked.</p>"))])
        answers = await asyncio.gather(*(upload(each, book, filename="a.epub") for each in (ada, ben)))
        first, second = (answer.json() for answer in answers)
        assert first["id"] != second["id"]
        assert not (first["duplicate"] or second["duplicate"])
