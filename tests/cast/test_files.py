"""Reading a file from disk."""

from pathlib import Path

from personae.cast import cast_file

TALK = "“Come down, Zoë,” said Mrs. Hale, who stood there in the rain.\r\n\r\n“No,” Zoë replied.\r\n"


class TestCastFile:
    def test_gives_characters_and_quotations(self, tmp_path: Path) -> None:
        path = tmp_path / "talk.txt"
        path.write_bytes(TALK.encode())
        found = cast_file(path)
        assert {str(c["name"]) for c in found["characters"]} == {"Mrs. Hale", "Zoë"}  # type: ignore[attr-defined]
        assert [TALK[q["start"] : q["end"]] for q in found["quotes"]] == ["Come down, Zoë,", "No,"]  # type: ignore[attr-defined]

    def test_counts_no_byte_order_mark(self, tmp_path: Path) -> None:
        plain, marked = tmp_path / "plain.txt", tmp_path / "marked.txt"
        plain.write_bytes(TALK.encode())
        marked.write_bytes(TALK.encode("utf-8-sig"))
        assert cast_file(plain) == cast_file(marked)

    def test_reads_windows_files(self, tmp_path: Path) -> None:
        modern, old = tmp_path / "modern.txt", tmp_path / "old.txt"
        modern.write_bytes(TALK.encode())
        old.write_bytes(TALK.encode("cp1252"))
        assert cast_file(modern) == cast_file(old)
