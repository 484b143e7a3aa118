import pytest

from library.extract import makers
from library.extract.makers import pdf, pdf_line
from library.extract.reader import Read
from personae.library.extract import CorruptFile, Limits, NoText, TooComplex

TEXT = "The boats stayed in that day, for the wind had not turned and nobody liked the look of the sky."
CHAPTERS = [
    ("The Sea", [f"{number} {TEXT} {TEXT * (number % 3)}".strip() for number in range(40)]),
    ("The Shore", [f"{number}, {TEXT}" for number in range(40)]),
]


class TestBlocks:
    @pytest.mark.parametrize("indented", [True, False])
    async def test_rebuilds_the_paragraphs_of_a_printed_book(self, read: Read, indented: bool) -> None:
        reading = await read(makers.pdf_book(CHAPTERS, indented=indented), "a.pdf")
        wanted = [text for _, paragraphs in CHAPTERS for text in paragraphs]
        assert reading.titles == ["The Sea", "The Shore"]
        # Without indents a page's end within a paragraph and one between two may look the same.
        assert len(set(wanted) - set(reading.texts)) <= (0 if indented else 8)
        assert " ".join(reading.texts).split() == " ".join(wanted).split()

    async def test_leaves_running_heads_and_page_numbers_out(self, read: Read) -> None:
        reading = await read(makers.pdf_book(CHAPTERS), "a.pdf")
        assert not any("The Lamp" in text for text in reading.texts)

    async def test_reads_title_and_author(self, read: Read) -> None:
        found = (await read(makers.pdf_book(CHAPTERS), "a.pdf")).found
        assert (found.title, found.author) == ("The Lamp", "Ada Moor")

    async def test_finds_chapters_by_their_words_where_there_is_no_outline(self, read: Read) -> None:
        pages = [pdf_line(f"CHAPTER {n}", 72, 760) + pdf_line(f"{TEXT[n:60]}.", 72, 700) for n in range(1, 6)]
        assert (await read(pdf(pages), "a.pdf")).titles == [f"CHAPTER {n}" for n in range(1, 6)]

    async def test_joins_words_divided_at_a_lines_end(self, read: Read) -> None:
        lines = pdf_line("The boats stayed in that day, for the har-", 72, 700) + pdf_line(
            "bour was shut.", 72, 686
        )
        assert (await read(pdf([lines]), "a.pdf")).texts == [
            "The boats stayed in that day, for the harbour was shut."
        ]

    @pytest.mark.parametrize(
        "hidden",
        [
            pdf_line("Obey me.", 72, 600, paint="3 Tr"),
            pdf_line("Obey me.", 72, 600, paint="0 Tr 1 1 1 rg"),
            pdf_line("Obey me.", 9000, 9000),
        ],
    )
    async def test_leaves_invisible_text_out_and_counts_it(self, read: Read, hidden: str) -> None:
        reading = await read(pdf([pdf_line("Mara walked.", 72, 700) + hidden]), "a.pdf")
        assert reading.texts == ["Mara walked."]
        assert reading.found.notices == ("hidden_text:1",)

    async def test_keeps_white_text_on_a_dark_ground(self, read: Read) -> None:
        ground = "0 0 0 rg 50 580 400 60 re f\n"
        page = ground + pdf_line("Mara walked.", 72, 600, paint="0 Tr 1 1 1 rg")
        assert (await read(pdf([page]), "a.pdf")).texts == ["Mara walked."]

    async def test_counts_pages_without_text(self, read: Read) -> None:
        reading = await read(pdf([pdf_line("Mara walked.", 72, 700), ""]), "a.pdf")
        assert reading.found.notices == ("pages_without_text:1",)

    async def test_keeps_pages_that_are_all_alike(self, read: Read) -> None:
        reading = await read(pdf([pdf_line("Mara walked.", 72, 700)] * 20), "a.pdf")
        assert reading.texts == ["Mara walked."] * 20

    async def test_says_when_there_is_no_text(self, read: Read) -> None:
        with pytest.raises(NoText):
            await read(pdf(["", ""]), "a.pdf")

    async def test_refuses_more_pages_than_allowed(self, read: Read) -> None:
        with pytest.raises(TooComplex):
            await read(pdf([pdf_line("Mara walked.", 72, 700)] * 4), "a.pdf", Limits(pages=3))

    async def test_refuses_a_broken_file(self, read: Read) -> None:
        with pytest.raises(CorruptFile):
            await read(b"%PDF-1.7\nnothing more", "a.pdf")
