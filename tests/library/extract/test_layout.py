from textwrap import fill

from personae.library.extract.layout import Layout, setting_of

PROSE = "The boats stayed in that day, for the wind had not turned and nobody liked the sky. " * 6


class TestSettingOf:
    def test_goes_by_blank_lines_where_there_are_some(self) -> None:
        assert setting_of((fill(PROSE, 70) + "\n\n") * 20).layout is Layout.BLANK_LINES

    def test_takes_long_lines_for_paragraphs(self) -> None:
        assert setting_of((PROSE + "\n") * 20).layout is Layout.LINES

    def test_takes_uneven_lines_for_paragraphs(self) -> None:
        assert (
            setting_of('"Yes," said Mara.\n"No."\nThen they both went home to bed.\n' * 9).layout
            is Layout.LINES
        )

    def test_goes_by_the_shape_of_lines_broken_by_hand(self) -> None:
        setting = setting_of((fill(PROSE, 70) + "\n") * 20)
        assert setting.layout is Layout.SHAPE
        assert 60 <= setting.width <= 70

    def test_takes_an_empty_sample_for_the_usual_case(self) -> None:
        assert setting_of("").layout is Layout.BLANK_LINES
