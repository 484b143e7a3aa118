from personae.library.extract.blocks import Block, Findings
from personae.library.extract.licence import without_licence

HEADER = [
    "The Project Gutenberg eBook of The Lamp",
    "This eBook is for the use of anyone anywhere.",
    "Title: The Lamp\n\nAuthor: Ada Moor",
    "*** START OF THE PROJECT GUTENBERG EBOOK THE LAMP ***",
]
FOOTER = ["*** END OF THE PROJECT GUTENBERG EBOOK THE LAMP ***", "Updated editions will replace this one."]
BOOK = ["CHAPTER I", "Mara walked.", "The end."]


def kept(texts: list[str], found: Findings | None = None) -> list[str]:
    return [block.text for block in without_licence(map(Block, texts), found or Findings())]


class TestWithoutLicence:
    def test_leaves_out_header_and_footer(self) -> None:
        assert kept([*HEADER, *BOOK, *FOOTER]) == BOOK

    def test_reads_title_and_author_from_the_header(self) -> None:
        found = Findings()
        kept([*HEADER, *BOOK], found)
        assert (found.title, found.author) == ("The Lamp", "Ada Moor")

    def test_keeps_every_block_of_other_books(self) -> None:
        assert kept(BOOK * 100) == BOOK * 100

    def test_keeps_a_book_that_only_speaks_of_the_project(self) -> None:
        texts = ["I found it at Project Gutenberg.", *("More words." for _ in range(500))]
        assert kept(texts) == texts
