from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.extract.reader import Read
from personae.library.extract import Limits, NoWords
from personae.library.extract.txt import lines

NOVEL = (
    "CHAPTER I\n\n"
    "Mara walked down to the harbour\nbefore the bell.\n\n"
    "   “You are late,” said Tomas.  \n \n\n"
    "CHAPTER II\n\n"
    "Nobody answered him.\n"
)


class TestLines:
    @given(st.lists(st.text(alphabet="ab\r\n ", max_size=9)))
    def test_leaves_nothing_out_and_counts_truly(self, chunks: list[str]) -> None:
        text = "".join(chunks)
        found = list(lines(iter(chunks)))
        assert "".join(line.text for line in found) == text
        assert all(text.startswith(line.text, line.start) for line in found)
        assert all(line.ends == (line.text in ("\n", "\r", "\r\n")) for line in found)

    def test_holds_no_long_line_in_memory(self) -> None:
        def chunks() -> Iterator[str]:
            yield from ("x" * 50_000 for _ in range(40))

        assert max(len(line.text) for line in lines(chunks())) < 200_000


class TestBlocks:
    async def test_yields_paragraphs_at_their_place_in_the_file(self, read: Read) -> None:
        reading = await read(NOVEL, "a.txt")
        assert reading.texts == [
            "Mara walked down to the harbour\nbefore the bell.",
            "“You are late,” said Tomas.",
            "Nobody answered him.",
        ]
        assert [NOVEL[start:end] for start, end in reading.spans] == reading.texts

    async def test_puts_chapters_where_their_headings_stand(self, read: Read) -> None:
        reading = await read(NOVEL, "a.txt")
        assert reading.titles == ["CHAPTER I", "CHAPTER II"]
        assert [chapter["start"] for chapter in reading.chapters] == [0, NOVEL.index("CHAPTER II")]
        assert [passage["chapter"] for passage in reading.passages] == [0, 0, 1]

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    async def test_keeps_offsets_true_for_any_line_end_and_mark(
        self, read: Read, end: str, encoding: str
    ) -> None:
        text = NOVEL.replace("\n", end)
        reading = await read(text.encode(encoding), "a.txt")
        assert [text[start:stop] for start, stop in reading.spans] == reading.texts
        assert len(reading.texts) == 3

    async def test_takes_each_long_line_for_a_paragraph(self, read: Read) -> None:
        first, second = "One line is long. " * 20, "So is the other one. " * 20
        reading = await read(f"{first}\n{second}\n", "a.txt")
        assert reading.texts == [first.strip(), second.strip()]

    async def test_cuts_a_huge_line_into_abutting_passages(self, read: Read) -> None:
        text = "The boats stayed in, for the wind was wrong. " * 20_000
        reading = await read(text, "a.txt")
        assert max(map(len, reading.texts)) <= 4000
        assert [start for start, _ in reading.spans[1:]] == [end for _, end in reading.spans[:-1]]
        assert "".join(reading.texts) == text.rstrip()
        assert all(piece.endswith((". ", ".")) for piece in reading.texts)

    async def test_shows_markup_as_text(self, read: Read) -> None:
        assert (await read("<p>Hello</p>", "a.txt")).texts == ["<p>Hello</p>"]

    async def test_replaces_what_no_database_can_hold_one_for_one(self, read: Read) -> None:
        text = "Mara\x00walked \U000e0041\U000e0042home \u202eagain."
        reading = await read(text, "a.txt")
        assert reading.texts == ["Mara\ufffdwalked \ufffd\ufffdhome \u202eagain."]
        assert reading.found.notices == ("bidi_controls", "nul_bytes:1", "tag_characters")

    async def test_leaves_the_project_gutenberg_licence_out(self, read: Read) -> None:
        text = (
            "The Project Gutenberg eBook of The Lamp\n\nTitle: The Lamp\n\nAuthor: Ada Moor\n\n"
            "*** START OF THE PROJECT GUTENBERG EBOOK THE LAMP ***\n\n"
            "Mara walked.\n\n"
            "*** END OF THE PROJECT GUTENBERG EBOOK THE LAMP ***\n\nMore licence.\n"
        )
        reading = await read(text, "a.txt")
        assert reading.texts == ["Mara walked."]
        assert [text[start:end] for start, end in reading.spans] == reading.texts
        assert (reading.found.title, reading.found.author) == ("The Lamp", "Ada Moor")

    async def test_counts_chapters_passages_characters_and_words(self, read: Read) -> None:
        found = (await read("One two.\n\nThree.", "a.txt")).found
        assert (found.chapters, found.passages, found.chars, found.words) == (1, 2, 14, 3)

    async def test_stops_at_the_characters_allowed(self, read: Read) -> None:
        reading = await read("One two.\n\nThree four.", "a.txt", Limits(chars=10))
        assert reading.texts == ["One two."]
        assert reading.found.notices == ("truncated",)

    @pytest.mark.parametrize("text", [" \n\t\n ", "\x00\x00", "“” … !\n\n* * *"])
    async def test_refuses_a_file_without_words(self, read: Read, text: str) -> None:
        with pytest.raises(NoWords):
            await read(text, "a.txt")
