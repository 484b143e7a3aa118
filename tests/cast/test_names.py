"""Names in running text."""

from personae.cast import names
from personae.cast.grammar import grammar_for

ENGLISH = grammar_for("en")


def found(text: str) -> list[str]:
    runs = (names.runs(text, m.start(), m.end(), ENGLISH) for m in ENGLISH.name.finditer(text))
    return [run.key for group in runs for run in group]


class TestRuns:
    def test_keeps_titles_with_their_names(self) -> None:
        assert found("I met Mr. Grey and Lady Anne Hale.") == ["Mr Grey", "Lady Anne Hale"]

    def test_joins_a_name_broken_over_two_lines(self) -> None:
        assert found("then came Anne\n  Hale again") == ["Anne Hale"]

    def test_leaves_out_words_that_open_sentences(self) -> None:
        assert found("But Anne came. Then she left on Monday.") == ["Anne"]

    def test_leaves_the_possessive_outside(self) -> None:
        assert found("It was Anne's, or Anne’s mother's.") == ["Anne", "Anne"]

    def test_keeps_small_words_inside_a_name(self) -> None:
        assert found("Lady Catherine de Vere and the Duchess of Marl") == [
            "Lady Catherine de Vere",
            "Duchess of Marl",
        ]

    def test_parts_a_name_from_a_title_behind_it(self) -> None:
        assert found("to Anne Mrs. Hale gave") == ["Anne", "Mrs Hale"]

    def test_reads_names_with_apostrophes_and_hyphens(self) -> None:
        assert found("old O'Brien met Mary-Ann") == ["O'Brien", "Mary-Ann"]


class TestIsInitial:
    def test_sees_the_start_of_sentences_and_quotations(self) -> None:
        text = 'Anne came. Tom left. He said, "Joan is here," to Will.'
        starts = [text.index(name) for name in ("Anne", "Tom", "Joan", "Will")]
        assert [names.is_initial(text, start) for start in starts] == [True, True, True, False]


class TestIsAddress:
    def test_tells_a_name_called_from_a_name_spoken_of(self) -> None:
        for text, expected in [("Yes, Anne.", True), ("I saw Anne.", False), ("My dear Anne, no.", True)]:
            start = text.index("Anne")
            assert names.is_address(text, start, start + 4, (0, len(text)), ENGLISH) is expected
