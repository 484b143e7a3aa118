import pytest

from personae.library.extract.headings import heading_in, headings_in, is_lone_number, is_title_like


class TestHeadingIn:
    @pytest.mark.parametrize(
        ("line", "rank", "bare"),
        [
            ("CHAPTER IV", 2, True),
            ("Chapter 12", 2, True),
            ("Chapter 3. The Ball", 2, False),
            ("CHAPTER I. Down the Well", 2, False),
            ("Chapter Twenty-One", 2, True),
            ("CHAPTER THE LAST", 2, True),
            ("_Chapter Two_", 2, True),
            ("Kapitel 4", 2, True),
            ("Глава 7", 2, True),
            ("第十二章", 2, True),
            ("PART ONE", 1, True),
            ("Book the Second: The Road", 1, False),
            ("VOLUME II", 1, True),
            ("Epilogue", 2, False),
            ("XIV", 3, True),
            ("IX.", 3, True),
            ("II. Mrs. Todd", 3, False),
        ],
    )
    def test_knows_headings(self, line: str, rank: int, bare: bool) -> None:
        found = heading_in(line)
        assert found is not None
        assert (found.rank, found.bare) == (rank, bare)

    @pytest.mark.parametrize(
        "line",
        [
            "",
            "Part of the circle, settling each into a place of rest.",
            "Chapter of her life that was headed Noel,",
            "chapter 3",
            "Part one was over before he woke.",
            "Book! you lie there.",
            "Letters came on Monday.",
            "MIX",
            "CIVIL",
            "xii",
            "I went home.",
            "Act one of kindness after another,",
            "The introduction was short.",
            "Chapter 1 " + "x" * 200,
        ],
    )
    def test_leaves_prose_alone(self, line: str) -> None:
        assert heading_in(line) is None


class TestHeadingsIn:
    def test_takes_a_title_on_the_line_below(self) -> None:
        found, rest = headings_in("CHAPTER I\nTHE HARBOUR")
        assert [heading.title for heading in found] == ["CHAPTER I. THE HARBOUR"]
        assert rest == len("CHAPTER I\nTHE HARBOUR")

    def test_leaves_the_text_that_follows_without_a_blank_line(self) -> None:
        text = "CHAPTER I\nIt was a grey morning, and the boats stayed in."
        found, rest = headings_in(text)
        assert [heading.title for heading in found] == ["CHAPTER I"]
        assert text[rest:] == "It was a grey morning, and the boats stayed in."

    def test_takes_a_table_of_contents_line_by_line(self) -> None:
        text = "CHAPTER I. The Sea\nCHAPTER II. The Shore\nCHAPTER III. The Hill"
        assert len(headings_in(text)[0]) == 3

    def test_finds_none_in_prose(self) -> None:
        assert headings_in("It was late.\nCHAPTER I\nNot a heading here.") == ([], 0)

    def test_finds_none_where_a_numeral_begins_a_sentence(self) -> None:
        assert headings_in("I\nwent home.") == ([], 0)


class TestIsTitleLike:
    @pytest.mark.parametrize("line", ["THE SEA", "The Old Man and the Sea", "A Walk by the Shore"])
    def test_knows_titles(self, line: str) -> None:
        assert is_title_like(line)

    @pytest.mark.parametrize("line", ["", "* * *", "He went home", "The End.", '"NO!"', "the sea"])
    def test_knows_what_is_none(self, line: str) -> None:
        assert not is_title_like(line)


class TestIsLoneNumber:
    @pytest.mark.parametrize("text", ["7", "12.", "_One_", "Twenty-four"])
    def test_knows_numbers(self, text: str) -> None:
        assert is_lone_number(text)

    @pytest.mark.parametrize("text", ["", "1984 was cold", "onerous", "12345"])
    def test_knows_what_is_none(self, text: str) -> None:
        assert not is_lone_number(text)
