from personae.library.extract.blocks import Block, Findings
from personae.library.extract.chapters import Opening, in_chapters

LONG = "The boats stayed in, for the wind had not turned yet. " * 20


def outline(*texts: str | Block, title: str | None = None) -> list[tuple[str, int]]:
    """(title, number of passages) of each chapter."""
    blocks = [text if isinstance(text, Block) else Block(text) for text in texts]
    found: list[tuple[str, int]] = []
    for item in in_chapters(blocks, Findings(title=title)):
        if isinstance(item, Opening):
            found.append((item.title, 0))
        else:
            found[-1] = (found[-1][0], found[-1][1] + 1)
    return found


class TestInChapters:
    def test_opens_one_at_each_heading(self) -> None:
        assert outline("CHAPTER I", LONG, LONG, "CHAPTER II", LONG) == [("CHAPTER I", 2), ("CHAPTER II", 1)]

    def test_puts_text_before_the_first_heading_under_the_documents_title(self) -> None:
        assert outline(LONG, "CHAPTER I", LONG, title="The Lamp") == [("The Lamp", 1), ("CHAPTER I", 1)]
        assert outline(LONG) == [("", 1)]

    def test_opens_none_for_a_heading_without_text(self) -> None:
        assert outline(LONG, "CHAPTER I") == [("", 1)]

    def test_leaves_out_a_table_of_contents(self) -> None:
        contents = [f"CHAPTER {n}. The Sea" for n in range(1, 9)]
        assert outline(*contents, "THE LAMP", *[part for line in contents for part in (line, LONG)]) == [
            ("", 1),
            *((line, 1) for line in contents),
        ]

    def test_joins_a_part_with_its_first_chapter(self) -> None:
        assert outline("PART ONE", "CHAPTER I", LONG, "CHAPTER II", LONG) == [
            ("PART ONE, CHAPTER I", 1),
            ("CHAPTER II", 1),
        ]

    def test_leaves_the_books_title_out_of_its_first_chapters(self) -> None:
        assert outline(Block("The Lamp", rank=1), Block("The Sea", rank=2), LONG) == [("The Sea", 1)]

    def test_takes_a_short_line_below_a_number_as_the_title(self) -> None:
        assert outline("CHAPTER I", "THE HARBOUR", LONG) == [("CHAPTER I. THE HARBOUR", 1)]
        assert outline("7", "The Harbour", LONG) == [("7. The Harbour", 1)]

    def test_leaves_a_lone_number_in_the_text(self) -> None:
        assert outline(LONG, "7", LONG) == [("", 3)]

    def test_takes_numerals_for_chapters_where_nothing_else_is(self) -> None:
        assert outline("I", LONG, "II", LONG) == [("I", 1), ("II", 1)]

    def test_takes_numerals_within_chapters_for_text(self) -> None:
        assert outline("CHAPTER I", "I", LONG, "II", LONG) == [("CHAPTER I", 4)]

    def test_loses_no_text(self) -> None:
        texts = ["CHAPTER 1", "CHAPTER 2", "CHAPTER 3", "one", "CHAPTER 4", "two", "7"]
        assert sum(count for _, count in outline(*texts)) == 3
