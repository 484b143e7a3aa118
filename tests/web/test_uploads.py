"""Uploads: counted while they arrive, kept whole or not at all, and named as text."""

import asyncio
import json
import secrets

import httpx2
import pytest

from makers import STORY, Person, client_at, upload
from personae.bootstrap import Services
from personae.web.uploads import OVERHEAD
from web import raw
from web.browser import alert, form_token, parsed, problem

FORM = "multipart/form-data; boundary=cut"
FILE = 'name="file"; filename="book.txt"'


@pytest.fixture
def limit(services: Services) -> int:
    return services.settings.upload_max_size


@pytest.fixture
def port(services: Services) -> int:
    return services.settings.port


def spooled(services: Services) -> int:
    """Bytes of uploads that wait in the spool."""
    return sum(path.stat().st_size for path in services.settings.spool.glob("upload-*"))


async def emptied(services: Services) -> None:
    """Return once the spool holds no upload any more."""
    for _ in range(500):
        if not list(services.settings.spool.glob("upload-*")):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("an upload stays in the spool")


async def library_of(person: Person) -> list[str]:
    """The file names of a person's documents."""
    answer = await person.client.get("/api/v1/documents")
    return [item["filename"] for item in answer.json()["items"]]


class TestSize:
    async def test_takes_a_file_of_just_the_limit(self, ada: Person, limit: int) -> None:
        line = secrets.token_hex(15) + "\n\n"
        text = (line * (limit // len(line) + 1))[:limit]
        assert (await upload(ada, text)).status_code == 202

    async def test_refuses_one_byte_more(self, ada: Person, services: Services, limit: int) -> None:
        answer = await upload(ada, b"a " * (limit // 2) + b"b")
        assert (answer.status_code, problem(answer)["code"]) == (413, "upload_too_large")
        assert "3.0 MB" in problem(answer)["detail"]
        assert await library_of(ada) == []
        await emptied(services)

    async def test_refuses_by_what_is_announced_before_anything_is_sent(
        self, ada: Person, port: int, limit: int
    ) -> None:
        announced = f"Content-Length: {limit + OVERHEAD + 1}"
        answer = await raw.speak(port, raw.head("/api/v1/documents", ada.token, announced))
        assert answer.status == 413

    @pytest.mark.parametrize("is_browser", [False, True], ids=["api", "page"])
    async def test_stops_a_client_that_goes_on_and_on(
        self, ada: Person, services: Services, port: int, limit: int, is_browser: bool
    ) -> None:
        path, start = "/api/v1/documents", b""
        if is_browser:
            path = "/library"
            start = await self._csrf(ada, services)
        most, watched = 40 * limit, asyncio.ensure_future(self._watch(services))
        head = raw.head(path, ada.token, "Transfer-Encoding: chunked", is_browser=is_browser)
        start += raw.form((FILE, b"Once "), is_closed=False).removesuffix(b"\r\n")
        answer = await raw.stream(port, head, start, most=most)
        watched.cancel()
        assert answer.status == 413
        assert "larger than the 3.0 MB" in answer.body
        assert answer.sent < most
        assert 0 < self.spooled_most <= limit + OVERHEAD
        await emptied(services)

    async def test_stops_a_form_whose_file_never_comes(self, ada: Person, port: int, limit: int) -> None:
        head = raw.head("/api/v1/documents", ada.token, "Transfer-Encoding: chunked")
        answer = await raw.stream(port, head, raw.form(('name="note"', b"")), most=40 * limit)
        assert (answer.status, answer.sent < 40 * limit) in ((413, True), (422, True))

    async def _csrf(self, person: Person, services: Services) -> bytes:
        address = f"http://127.0.0.1:{services.settings.port}"
        async with client_at(address, cookies={"personae_session": person.token}) as tab:
            return raw.form(('name="csrf"', (await form_token(tab, "/library")).encode()), is_closed=False)

    async def _watch(self, services: Services) -> None:
        self.spooled_most = 0
        while True:
            self.spooled_most = max(self.spooled_most, spooled(services))
            await asyncio.sleep(0)


class TestCut:
    @pytest.mark.parametrize("share", [0.01, 0.3, 0.7, 0.999])
    async def test_keeps_nothing_of_an_upload_whose_connection_ends(
        self, ada: Person, services: Services, port: int, share: float
    ) -> None:
        body = raw.form((FILE, STORY.encode() * 200))
        head = raw.head("/api/v1/documents", ada.token, f"Content-Length: {len(body)}")
        await raw.cut(port, head, body[: int(len(body) * share)])
        await emptied(services)
        assert await library_of(ada) == []

    @pytest.mark.parametrize("end", ["", "\r\n--cu", "\r\n--other--\r\n"])
    async def test_refuses_a_form_that_does_not_close(
        self, ada: Person, services: Services, end: str
    ) -> None:
        body = raw.form((FILE, STORY.encode()), is_closed=False).removesuffix(b"\r\n") + end.encode()
        answer = await send(ada, body)
        assert problem(answer)["code"] == "upload_incomplete"
        assert "send it again" in problem(answer)["detail"]
        assert await library_of(ada) == []
        await emptied(services)

    async def test_takes_a_length_that_lies_for_a_cut(
        self, ada: Person, services: Services, port: int
    ) -> None:
        body = raw.form((FILE, STORY.encode()))
        head = raw.head("/api/v1/documents", ada.token, f"Content-Length: {len(body) - 40}")
        answer = await raw.speak(port, head + body)
        assert (answer.status, json.loads(answer.body)["code"]) == (422, "upload_incomplete")
        assert await library_of(ada) == []
        await emptied(services)

    async def test_takes_an_upload_in_chunks(self, ada: Person, port: int) -> None:
        body = raw.form((FILE, STORY.encode() + secrets.token_bytes(4).hex().encode()))
        chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"
        head = raw.head("/api/v1/documents", ada.token, "Transfer-Encoding: chunked")
        answer = await raw.speak(port, head + chunks)
        assert answer.status == 202
        assert await library_of(ada) == ["book.txt"]


async def send(
    person: Person, body: bytes, *, kind: str = "multipart/form-data; boundary=cut"
) -> httpx2.Response:
    """Send a form of one's own making."""
    return await person.client.post("/api/v1/documents", content=body, headers={"content-type": kind})


class TestForm:
    @pytest.mark.parametrize(
        "kind",
        ["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=",
         "multipart/mixed; boundary=cut", f"multipart/form-data; boundary={'b' * 300}", "?"],
    )  # fmt: skip
    async def test_asks_for_a_file_when_the_body_is_no_form(self, ada: Person, kind: str) -> None:
        answer = await send(ada, raw.form((FILE, b"text")), kind=kind)
        assert answer.status_code == 422
        assert problem(answer)["code"] in ("upload_missing", "upload_incomplete")

    @pytest.mark.parametrize(
        "body",
        [b"", b"--cut--\r\n", raw.form(('name="file"', b"text")), raw.form(('name="file"; filename=""', b"")),
         raw.form(("", b"text"))],
    )  # fmt: skip
    async def test_asks_for_a_file_when_there_is_none(self, ada: Person, body: bytes) -> None:
        answer = await send(ada, body)
        assert (answer.status_code, problem(answer)["code"]) == (422, "upload_missing")
        assert problem(answer)["detail"] == "No file arrived. Choose a file, then upload it."

    @pytest.mark.parametrize(
        "body", [b"\r\n" * 10, b"no form at all", b"--cut\r\nX" + b"y" * 9000, b"\0" * 64]
    )
    async def test_refuses_what_is_broken(self, ada: Person, body: bytes) -> None:
        answer = await send(ada, body)
        assert answer.status_code == 422
        assert problem(answer)["code"] in ("upload_missing", "upload_incomplete")

    async def test_refuses_two_files(self, ada: Person, services: Services) -> None:
        answer = await send(ada, raw.form((FILE, STORY.encode()), ('name="b"; filename="b.txt"', b"more")))
        assert (answer.status_code, problem(answer)["code"]) == (422, "upload_many")
        assert "one at a time" in problem(answer)["detail"]
        assert await library_of(ada) == []
        await emptied(services)

    async def test_lets_fields_after_the_file_go_by(self, ada: Person) -> None:
        answer = await send(
            ada, raw.form((FILE, b"Some words."), ('name="id"', b"mine"), ('name="owner_id"', b"me"))
        )
        assert answer.status_code == 202
        assert answer.json()["id"] != "mine"


class TestPage:
    async def test_needs_the_token_before_the_file(self, ada: Person, tab: httpx2.AsyncClient) -> None:
        csrf = await form_token(tab, "/library")
        for parts in ([(FILE, b"text")], [(FILE, b"text"), ('name="csrf"', csrf.encode())]):
            answer = await tab.post(
                "/library",
                content=raw.form(*parts),
                headers={"content-type": "multipart/form-data; boundary=cut"},
            )
            assert answer.status_code == 403
            assert "out of date" in alert(answer)

    async def test_says_that_no_file_was_chosen(self, tab: httpx2.AsyncClient) -> None:
        csrf = (await form_token(tab, "/library")).encode()
        body = raw.form(('name="csrf"', csrf), ('name="file"; filename=""', b""))
        answer = await tab.post("/library", content=body, headers={"content-type": FORM})
        assert (answer.status_code, alert(answer)) == (422, "No file arrived. Choose a file, then upload it.")

    async def test_leads_to_the_document(self, tab: httpx2.AsyncClient) -> None:
        csrf = await form_token(tab, "/library")
        files = {"file": ("rain.txt", secrets.token_hex(16).encode())}
        answer = await tab.post("/library", data={"csrf": csrf}, files=files)
        assert answer.status_code == 303
        page = await tab.get(answer.headers["location"])
        assert parsed(page).css_first("h1").text() == "Rain"


class TestFilename:
    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ("../../../etc/cron.d/story.txt", "story.txt"),
            ("C:\\Books\\story.txt", "story.txt"),
            ("..\\..\\story.txt", "story.txt"),
            ("/", "document"),
            ("..", "document"),
            ("Ça et là, 夜.txt", "Ça et là, 夜.txt"),
            ("a\x07\x1b[31mb\x7f.txt", "a[31mb.txt"),
            ("\u202etxt.exe\u200b.txt", "txt.exe.txt"),
            ("n" * 400 + ".txt", "n" * 251 + ".txt"),
            ("a;b='c'.txt", "a;b='c'.txt"),
        ],
    )
    async def test_is_a_name_and_never_a_path(
        self, ada: Person, services: Services, sent: str, kept: str
    ) -> None:
        before = sorted(services.settings.home.rglob("*story*"))
        quoted = sent.replace("\\", "\\\\")
        answer = await send(
            ada, raw.form((f'name="file"; filename="{quoted}"', secrets.token_hex(9).encode()))
        )
        assert answer.status_code == 202, answer.text
        assert answer.json()["filename"] == kept
        assert sorted(services.settings.home.rglob("*story*")) == before


class TestAtOnce:
    async def test_gives_one_document_when_the_same_file_arrives_ten_times(self, ada: Person) -> None:
        text = secrets.token_hex(30)
        answers = await asyncio.gather(*(upload(ada, text) for _ in range(10)))
        assert {answer.status_code for answer in answers} == {202}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert [answer.json()["duplicate"] for answer in answers].count(False) == 1
        assert len(await library_of(ada)) == 1
