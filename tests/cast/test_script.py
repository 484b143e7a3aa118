"""Labels before words, and what is said behind them."""

import pytest

from personae.cast.script import Speeches, label_at, labels_in


def said(paragraphs: list[str], known: set[str], *, goes_on: bool = False) -> list[tuple[str, str]]:
    """Who says which words in paragraphs that follow each other."""
    speeches = Speeches(known, goes_on=goes_on)
    return [(s.key, text[s.start : s.end]) for text in paragraphs for s in speeches.read(text)]


class TestLabelAt:
    @pytest.mark.parametrize(
        ("line", "key"),
        [
            ("HAMLET. To be, or not.", "HAMLET"),
            ("MRS. PELL: Late again.", "MRS PELL"),
            ("FIRST LORD (aside). Not I.", "FIRST LORD"),
            ("          DEV (V.O.)", "DEV"),
            ("Ada Lovelace: It computes.", "ADA LOVELACE"),
            ("Q. State your trade.", "Q"),
            ("[09:14] Priya: hello", "PRIYA"),
            ("SECOND WITCH", "SECOND WITCH"),
        ],
    )
    def test_reads_the_name_before_the_words(self, line: str, key: str) -> None:
        label = label_at(line, 0, len(line))
        assert label is not None
        assert label.key == key

    @pytest.mark.parametrize(
        "line",
        [
            "INT. KITCHEN - DAY",
            "ACT II",
            "CUT TO:",
            "IV. The Storm",
            "Ham entered. He sat.",
            "Mr. Pell sat down.",
            "He said this: no.",
            "I. I shall go",
            "A. Smith was there",
        ],
    )
    def test_reads_none_in_headings_and_sentences(self, line: str) -> None:
        label = label_at(line, 0, len(line))
        assert label is None or label.key == "A"  # "A." may answer "Q.": that it comes back decides


class TestLabelsIn:
    def test_finds_one_for_each_line(self) -> None:
        assert [label.key for label in labels_in("Ada: hi\nBen: hello\nand more\n")] == ["ADA", "BEN"]


class TestSpeeches:
    def test_leaves_directions_out(self) -> None:
        text = "PELL. (From the window.) You are late. [Exit.] Again."
        assert said([text], {"PELL"}) == [("PELL", "You are late."), ("PELL", "Again.")]

    def test_joins_the_lines_of_a_speech(self) -> None:
        assert said(["PELL\nOne line,\nand another."], {"PELL"}) == [("PELL", "One line,\nand another.")]

    def test_waits_for_the_words_of_a_cue_that_stands_alone(self) -> None:
        assert said(["PELL", "(softly)", "Come in.", "He goes."], {"PELL"}) == [("PELL", "Come in.")]

    def test_goes_on_over_paragraphs_where_labels_are_followed_by_prose(self) -> None:
        told = said(["Ada: One.", "Two.", "Ben: Three."], {"ADA", "BEN"}, goes_on=True)
        assert told == [("ADA", "One."), ("ADA", "Two."), ("BEN", "Three.")]

    def test_takes_a_paragraph_of_a_play_without_a_label_for_a_direction(self) -> None:
        assert said(["PELL. One.", "Enter a dog."], {"PELL"}) == [("PELL", "One.")]

    def test_knows_only_the_labels_it_is_given(self) -> None:
        assert said(["NOBODY. One."], {"PELL"}) == []
