from io import BytesIO

import pytest

from personae.library.extract.blocks import Findings
from personae.library.extract.decoding import CHUNK_BYTES, decode, decode_whole

TEXT = "Zoë sagte: „Grüß Gott“ — und ging.\n"


def decoded(data: bytes) -> tuple[str, Findings]:
    found = Findings()
    return "".join(decode(BytesIO(data), found)), found


class TestDecode:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-32-be"])
    def test_reads_unicode_with_and_without_a_mark(self, encoding: str) -> None:
        text, found = decoded(("The boats stayed in. " + TEXT).encode(encoding))
        assert text == "The boats stayed in. " + TEXT
        assert not found.notices

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
    def test_splits_no_character_between_chunks(self, encoding: str) -> None:
        for shift in range(4):
            text = "a" * shift + "ж€𝄞ü" * CHUNK_BYTES
            assert decoded(text.encode(encoding))[0] == text

    def test_falls_back_to_windows_1252(self) -> None:
        text, found = decoded(TEXT.encode("cp1252"))
        assert text == TEXT
        assert not found.notices

    def test_knows_cyrillic(self) -> None:
        text = "Все счастливые семьи похожи друг на друга.\n"
        assert decoded(text.encode("cp1251"))[0] == text

    @pytest.mark.parametrize("name", ["koi8-r", "IBM866", "euc-kr", "Shift_JIS", "iso-8859-5"])
    def test_believes_what_an_xml_file_says_of_itself(self, name: str) -> None:
        text = f'<?xml version="1.0" encoding="{name}"?>\n<p>Мир</p>\n'
        assert decoded(text.encode(name)) == (text, Findings())

    @pytest.mark.parametrize("name", ["utf-7", "unicode_escape", "zlib", "punycode", "no-such", "rot13"])
    def test_believes_no_name_that_is_no_encoding_of_texts(self, name: str) -> None:
        text = f'<?xml version="1.0" encoding="{name}"?>\n+ADw-b+AD4- \\x3c eJw Zoë\n'
        assert decoded(text.encode())[0] == text

    def test_reads_each_line_of_a_mixed_file_in_its_own_encoding(self) -> None:
        text, found = decoded("Zoë\n".encode() * 3 + "Zoë\n".encode("cp1252"))
        assert text == "Zoë\n" * 4
        assert found.notices == {"mixed_encoding": 1}

    def test_replaces_and_counts_what_is_spoilt(self) -> None:
        text, found = decoded("Zoë und Jürgen und Änne \n".encode() + b"Gr\xc3\xbc\xc3\x9fe \xff!\n")
        assert text == "Zoë und Jürgen und Änne \nGrüße \ufffd!\n"
        assert found.notices == {"undecodable_bytes": 1}

    def test_replaces_nuls_one_for_one(self) -> None:
        text, found = decoded(b"ab\x00\x00cd")
        assert text == "ab\ufffd\ufffdcd"
        assert found.notices == {"nul_bytes": 2}

    def test_reports_progress_to_the_end(self) -> None:
        seen: list[float] = []
        list(decode(BytesIO(b"line\n" * CHUNK_BYTES), Findings(progress=seen.append)))
        assert seen == sorted(seen)
        assert seen[-1] == 1.0


class TestDecodeWhole:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_reads_the_usual_encodings(self, encoding: str) -> None:
        assert decode_whole(TEXT.encode(encoding)) == TEXT
