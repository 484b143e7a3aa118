"""Strings that come and go in files: names, books, the archive of an account, sheets of cells."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import PurePosixPath

from evals.trials.asking import Asker, as_line
from evals.trials.places import A
from evals.trials.sets import Payload
from tests.library.extract.makers import CONTAINER, archive, page

OF_A_BOOK = 150
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Whoever opens one of these as a text writes down what is in it; a name is only a name.
PLAIN_NAME = re.compile(r"[^/\\\x00-\x1f\x7f]+")


async def send_names(asker: Asker, payloads: Sequence[Payload]) -> None:
    """Upload a file under each name; what it is called is never a path, nor has it controls."""
    for number, payload in enumerate(payloads):
        text = f"“It is dark,” said Mira Vale, {number} {payload.id}.\n"
        files = {"file": (payload.text or "-", text.encode())}
        sent = await asker.ask("file name", payload, "POST", f"{A}/documents", files=files)
        if sent is None or sent.is_error:
            continue
        found = sent.json()
        if not PLAIN_NAME.fullmatch(found["filename"]) or found["filename"] in (".", ".."):
            asker.note("file name", payload, f"kept as {found['filename']!r}")
        await asker.ask("file name", payload, "DELETE", f"{A}/documents/{found['id']}")


async def send_books(asker: Asker, payloads: Sequence[Payload]) -> list[str]:
    """Upload books whose titles, authors, headings and paragraphs are payloads; return their ids."""
    ids = []
    for at in range(0, len(payloads), OF_A_BOOK):
        some = payloads[at : at + OF_A_BOOK]
        books = {"book.epub": epub_of(some), "book.txt": text_of(some), "book.html": page_of(some)}
        for name, content in books.items():
            files = {"file": (f"{at}-{name}", content)}
            sent = await asker.ask("book", some[0], "POST", f"{A}/documents", files=files)
            if sent is None or sent.is_error:
                asker.note("book", some[0], f"{name} refused: {sent.text[:200] if sent else 'not sent'}")
                continue
            ids.append(sent.json()["id"])
    return ids


def epub_of(payloads: Sequence[Payload]) -> bytes:
    """A book of payloads, the first its title, the second its author, every tenth a heading."""
    parts = [
        f"<h2>{_xml(each.text)}</h2>" if number % 10 == 0 else f"<p>“{_xml(each.text)},” said Mira Vale.</p>"
        for number, each in enumerate(payloads)
    ]
    title, author = _xml(payloads[0].text), _xml(payloads[-1].text)
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></metadata>"
        '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    return archive(
        [("mimetype", "application/epub+zip"), ("META-INF/container.xml", CONTAINER),
         ("OPS/book.opf", package), ("OPS/a.xhtml", page("".join(parts)))]
    )  # fmt: skip


def text_of(payloads: Sequence[Payload]) -> bytes:
    """The payloads as paragraphs of a plain text."""
    said = (f"“{_line(each.text)},” said Mira Vale." for each in payloads)
    return "\n\n".join(said).encode("utf-8", "replace")


def page_of(payloads: Sequence[Payload]) -> bytes:
    """The payloads as they are, active, in a web page between paragraphs that anybody can read."""
    body = "".join(f"<p>“So it goes,” said Mira Vale.</p>{each.text}" for each in payloads)
    return page(body, head=f"<title>{payloads[0].text}</title>").encode("utf-8", "replace")


async def take_out(asker: Asker, payloads: Sequence[Payload]) -> None:
    """Take everything along: names in the archive lead nowhere, and it holds every string as it was."""
    first = payloads[0]
    answer = await asker.ask("export", first, "GET", f"{A}/account/export")
    if answer is None or answer.is_error:
        asker.note("export", first, "cannot be had")
        return
    if not re.fullmatch(r'attachment; filename="[\w.-]+"', answer.headers["content-disposition"]):
        asker.note("export", first, f"comes as {answer.headers['content-disposition']!r}")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as found:
        for name in found.namelist():
            parts = PurePosixPath(name).parts
            if ".." in parts or name.startswith("/") or not re.fullmatch(r"[\w./-]+", name):
                asker.note("export", first, f"has a member called {name!r}")
        rows = json.loads(found.read("characters.json"))
    names = {row["name"] for row in rows}
    for payload in payloads:
        was_taken = ("character", payload.id) not in asker.turned_away
        if was_taken and as_line(payload.text, 200) not in names:
            asker.note("export", payload, "is not in the archive")


async def sheet(asker: Asker, payloads: Sequence[Payload]) -> None:
    """Ask models that are called like payloads, then read the sheet of calls: no cell is a formula."""
    key = {
        "vendor": "compatible",
        "key": "sk-0123456789",
        "base_url": "http://127.0.0.1:9/v1",
        "name": "Home",
    }
    key_id = (await asker.client.post(f"{A}/models/keys", json=key)).raise_for_status().json()["id"]
    wish = {"name": "Nell", "description": "A miller.", "sayings": "Grain first."}
    made = (await asker.client.post(f"{A}/characters", json=wish)).raise_for_status().json()["id"]
    talk = await asker.client.post(f"{A}/conversations", json={"character_id": made})
    messages = f"{A}/conversations/{talk.raise_for_status().json()['id']}/messages"
    for payload in payloads:
        order = {"items": [{"model": as_line(payload.text, 200), "key_id": key_id}]}
        put = await asker.ask("model", payload, "PUT", f"{A}/characters/{made}/models/order", json=order)
        if put is not None and not put.is_error:
            await asker.ask("model", payload, "POST", messages, json={"text": "What do you fear?"})
    answer = await asker.ask("sheet", payloads[0], "GET", f"{A}/usage/calls.csv")
    rows = list(csv.reader(io.StringIO(answer.text))) if answer is not None else []
    asker.asked["sheet's cells"] = sum(map(len, rows))
    for row in rows:
        for cell in row:
            if cell.lstrip(" ").startswith(FORMULA):
                asker.note("sheet", payloads[0], f"has the cell {cell!r}")


def _line(text: str) -> str:
    return " ".join(text.split())


def _xml(text: str) -> str:
    """A string as XML can hold it."""
    return escape(
        "".join(each for each in text if each in "\t\n" or (each >= " " and each not in "\ufffe\uffff"))
    )
