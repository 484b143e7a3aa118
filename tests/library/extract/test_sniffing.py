import pytest

from library.extract import makers
from personae.library.extract import (
    EmptyFile,
    ExtensionMismatch,
    FileTypeUnknown,
    Format,
    OldWordFile,
    sniff,
)

BOOK = [("Chapter 1", ["Mara walked to the harbour."])]
MADE = {
    Format.TXT: makers.txt_book(BOOK),
    Format.MD: makers.md_book(BOOK),
    Format.HTML: makers.html_book(BOOK),
    Format.RTF: makers.rtf_book(BOOK),
    Format.DOCX: makers.docx_book(BOOK),
    Format.EPUB: makers.epub_book(BOOK),
    Format.PDF: makers.pdf_book(BOOK),
}
BINARY = [Format.RTF, Format.DOCX, Format.EPUB, Format.PDF]


class TestSniff:
    @pytest.mark.parametrize("format_", list(Format))
    def test_knows_every_format_by_its_own_name(self, format_: Format) -> None:
        assert sniff(MADE[format_], filename=f"My Book.{format_.upper()}") is format_

    @pytest.mark.parametrize("format_", [*BINARY, Format.HTML])
    @pytest.mark.parametrize("name", ["book", "book.xyz"])
    def test_goes_by_content_where_the_name_says_nothing(self, format_: Format, name: str) -> None:
        assert sniff(MADE[format_], filename=name) is format_

    def test_takes_text_without_a_known_name_for_plain_text(self) -> None:
        assert sniff(b"Just words.", filename="letter") is Format.TXT

    @pytest.mark.parametrize("content", BINARY)
    @pytest.mark.parametrize("named", list(Format))
    def test_refuses_content_under_another_types_name(self, content: Format, named: Format) -> None:
        if named is content:
            return
        with pytest.raises(ExtensionMismatch) as caught:
            sniff(MADE[content], filename=f"a.{named}")
        assert caught.value.facts["rename"] == f".{content}"

    def test_says_how_to_rename(self) -> None:
        with pytest.raises(ExtensionMismatch) as caught:
            sniff(b"%PDF-1.7\n", filename="novel.txt")
        assert caught.value.sentence == (
            "This file is named .txt but holds a PDF. Rename it to .pdf and upload it again."
        )

    @pytest.mark.parametrize("named", BINARY)
    def test_refuses_plain_text_under_a_binary_types_name(self, named: Format) -> None:
        with pytest.raises(ExtensionMismatch):
            sniff(b"Only words in here.", filename=f"a.{named}")

    @pytest.mark.parametrize("named", [Format.TXT, Format.MD, Format.HTML])
    def test_lets_the_name_decide_among_text_types(self, named: Format) -> None:
        assert sniff(MADE[Format.HTML], filename=f"a.{named}") is named

    def test_takes_text_in_utf_16_for_text(self) -> None:
        assert sniff("Guten Tag".encode("utf-16"), filename="a.txt") is Format.TXT

    def test_refuses_an_empty_file(self) -> None:
        with pytest.raises(EmptyFile):
            sniff(b"", filename="a.txt")

    def test_refuses_an_old_word_file(self) -> None:
        with pytest.raises(OldWordFile):
            sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), filename="a.docx")

    @pytest.mark.parametrize(
        "head",
        [
            b"\x7fELF\x02\x01\x01" + bytes(50),
            b"GIF89a/*\x00",
            b"\x89PNG\r\n\x1a\n",
            b"\x80\x04\x95\x1d\x00\x00\x00\x8c\x08builtins\x94\x8c\x05print\x94\x93\x94.",
            bytes(range(1, 32)) * 20,
        ],
    )
    def test_refuses_what_is_no_document(self, head: bytes) -> None:
        with pytest.raises(FileTypeUnknown):
            sniff(head, filename="a.txt")

    def test_refuses_a_plain_zip_without_a_name_to_go_by(self) -> None:
        with pytest.raises(FileTypeUnknown):
            sniff(makers.archive([("a.txt", "hello")]), filename="a.zip")
