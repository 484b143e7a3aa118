"""The trials with strangers' data: they judge as they should, and small ones of our own come out well."""

from pathlib import Path

import pytest

from evals.trials.carrying import FORMULA, epub_of, page_of, text_of
from evals.trials.obeying import obeying, outside_of_parts
from evals.trials.sets import Case, Payload, books_in, documents_in, payloads_in
from evals.trials.verdicts import READ, Fate, costs, decoded_otherwise, disagreement
from evals.trials.watching import listening
from library.extract.makers import epub, page
from personae.library.extract import extract
from personae.usage.sheet import written
from web.browser import assert_inert

TOLD = "This file holds no words to read. Send another one."
# Of our own, so that they are there where the large sets are not.
HOSTILE = {
    "bomb.md": ("accept_or_reject", "[" * 20_000),
    "empty.txt": ("reject", ""),
    "spaces.txt": ("reject", " \n" * 500),
    "elf.txt": ("reject", "\x7fELF\x01\x01" + "\0" * 64),
    "active.html": (
        "accept_sanitised",
        "<script>alert(1)</script><p>Mara walked.</p><iframe src='//x'></iframe>",
    ),
    "hidden.html": ("accept_flagged", "<p>Mara walked.</p><p style='display:none'>CANARY-1</p>"),
    "bidi.txt": ("accept_flagged", "Mara \u202edlrow\u202c walked.\n"),
    "plain.txt": ("accept", "“Good evening,” said Mara.\n"),
}
STRINGS = [
    Payload("a", "<script>alert(1)</script>", "xss"),
    Payload("b", "' OR 1=1; DROP TABLE users; --", "sqli"),
    Payload("c", "{{ 7 * 7 }}{% raw %}${7*7}", "ssti"),
    Payload("d", "=cmd|' /C calc'!A0", "cells"),
    Payload("e", "../../../../etc/passwd\r\nSet-Cookie: a=b", "paths"),
    Payload("f", "\u202eABC\u200b\ufeff e\u0301\U000e0041 \x1b[31m", "unicode"),
    Payload("g", "]]>&lt;b&gt; &#0; <!-- -->", "xml"),
]


def fate(code: str = READ, sentence: str = "", **more: object) -> Fate:
    return Fate(code, sentence or ("" if code == READ else TOLD), **more)  # type: ignore[arg-type]


class TestDisagreement:
    @pytest.mark.parametrize(
        ("expect", "found"),
        [("accept", fate()), ("reject", fate("corrupt_file")), ("accept_or_reject", fate("too_complex")),
         ("reject_or_no_expand", fate(text="short")), ("accept_flagged", fate(notices=["hidden_text:1"])),
         ("accept_flagged", fate("no_text")), ("error", fate()), ("", fate("corrupt_file"))],
    )  # fmt: skip
    def test_is_none_where_the_list_says_so(self, expect: str, found: Fate) -> None:
        assert disagreement(Case(Path("a.pdf"), expect), found) == ""

    @pytest.mark.parametrize(
        ("expect", "found"),
        [("accept", fate("corrupt_file")), ("reject", fate()), ("valid", fate("too_complex")),
         ("accept_flagged", fate()), ("accept_ignoring", fate(text="root:x:0:0:root")),
         ("reject_or_no_expand", fate(text="lol" * 10**6)), ("accept_or_reject", Fate("failed", "Oops."))],
    )  # fmt: skip
    def test_is_told_where_it_is_otherwise(self, expect: str, found: Fate) -> None:
        assert disagreement(Case(Path("a.pdf"), expect), found)

    def test_lets_be_refused_as_wordless_what_has_no_words(self, tmp_path: Path) -> None:
        for name, body in (("a.epub", "<h1>Loomings</h1><img src='a'/>"), ("b.epub", "<p>Call me.</p>")):
            (tmp_path / name).write_bytes(epub([("a.xhtml", page(body))]))
        wordless = fate("no_words")
        assert disagreement(Case(tmp_path / "a.epub", "valid"), wordless) == ""
        assert disagreement(Case(tmp_path / "b.epub", "valid"), wordless)


class TestCosts:
    def test_tells_what_is_too_dear(self) -> None:
        assert costs(fate(cpu_s=29.0, mb=511.0)) == ""
        assert costs(fate(cpu_s=31.0)) == "31.0 processor seconds"
        assert costs(fate(mb=600.0)) == "600 MB"


class TestDecodedOtherwise:
    def test_knows_words_in_another_encoding(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes("Мир труд май".encode("koi8-r"))
        case = Case(path, "", "KOI8-R")
        assert decoded_otherwise(case, fate(text="Мир труд май")) == ""
        assert decoded_otherwise(case, fate(text="нХП РПСД ЛЮИ")) == "0% of its words are those of KOI8-R"


class TestSets:
    @pytest.mark.parametrize("find", [documents_in, payloads_in, books_in])
    def test_end_with_a_sentence_where_they_are_missing(self, find: object, tmp_path: Path) -> None:
        with pytest.raises(SystemExit, match="There is no data at"):
            find(tmp_path)  # type: ignore[operator]


class TestDocuments:
    async def test_of_our_own_are_read_or_refused_as_listed(self, tmp_path: Path) -> None:
        for name, (expect, content) in HOSTILE.items():
            source, out = tmp_path / name, tmp_path / "out"
            source.write_text(content, encoding="utf-8")
            try:
                found = await extract(source, filename=name, out=out)
            except Exception as refusal:
                told = Fate(getattr(refusal, "code", ""), getattr(refusal, "sentence", ""))
            else:
                told = Fate(READ, "", found.notices, out.read_text(encoding="utf-8"))
            assert disagreement(Case(source, expect), told) == "", name


class TestListening:
    def test_hears_what_calls(self) -> None:
        with listening(0) as ears:
            assert ears.tried()
            assert ears.heard == []


class TestCarrying:
    @pytest.mark.parametrize("make", [epub_of, text_of, page_of], ids=lambda make: make.__name__)
    async def test_makes_books_that_are_read(self, make: object, tmp_path: Path) -> None:
        name = {"epub_of": "a.epub", "text_of": "a.txt", "page_of": "a.html"}[make.__name__]  # type: ignore[attr-defined]
        (tmp_path / name).write_bytes(make(STRINGS))  # type: ignore[operator]
        found = await extract(tmp_path / name, filename=name, out=tmp_path / "out")
        text = (tmp_path / "out").read_text(encoding="utf-8")
        assert found.words > 20
        if make is not page_of:  # where they are markup, not words
            assert "DROP TABLE users" in text and "7 * 7" in text

    def test_no_cell_is_a_formula(self) -> None:
        cells = written([[each.text] for each in STRINGS]).splitlines()
        assert not [cell for cell in cells if cell.strip('"').lstrip(" ").startswith(FORMULA)]


class TestObeying:
    def test_would_run_where_nobody_stops_it(self) -> None:
        with pytest.raises(AssertionError):
            assert_inert(obeying("CNRY-1"))

    def test_sees_strangers_words_in_our_own_voice(self) -> None:
        safe = "Play.\n<character>\nName: CNRY-1\n</character>\nStay."
        assert "CNRY" not in outside_of_parts([{"role": "system", "content": safe}])
        assert "CNRY" in outside_of_parts([{"role": "system", "content": safe + " CNRY-1"}])
        assert "CNRY" not in outside_of_parts([{"role": "user", "content": "CNRY-1"}])
