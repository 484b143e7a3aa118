"""What counts as a text file."""

import pytest

from personae.cli.texts import is_text


class TestIsText:
    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            "“Hush,” said Mira.\n".encode(),
            "«Tais-toi», dit-elle.\r\n".encode("cp1252"),
            b"Page one.\fPage two.\n\x1a",
            b"A line with one \x00 stray byte in it. " * 5 + b"And plenty of words beside. " * 20,
        ],
    )
    def test_is_what_people_can_read(self, raw: bytes) -> None:
        assert is_text(raw)

    @pytest.mark.parametrize(
        "raw",
        [
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06",
            b"\x7fELF\x02\x01\x01\x00" + bytes(100),
            "“Hush,” said Mira.".encode("utf-16"),
            b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj",
            b"{\\rtf1 Hush, said Mira.}",
            b"PK\x03\x04 mimetype application/epub+zip and much stored text",
        ],
    )
    def test_is_nothing_that_another_program_opens(self, raw: bytes) -> None:
        assert not is_text(raw)
