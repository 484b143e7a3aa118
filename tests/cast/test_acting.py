"""Whether somebody who is named does something."""

import pytest

from personae.cast.acting import acts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mira laughed at the kettle.", True),
        ("Then Mira walked to the window.", True),
        ("Mira took the lamp.", True),
        ("It was late. Mira went home.", True),
        ("Tobias thought of Mira at the window.", False),
        ("Tobias held Mira's lamp.", False),
        ("Mira's lamp was out.", False),
        ("Nobody had seen Mira.", False),
        ("“Who,” he asked, “is Mira?”", False),
        ("Mira", False),
    ],
)
def test_tells_a_deed_from_a_naming(text: str, expected: bool) -> None:
    start = text.index("Mira")
    assert acts(text, start, start + 4, language="en") is expected


def test_knows_no_deeds_in_a_language_it_does_not_read_but_at_a_sentences_beginning() -> None:
    assert acts("Mira gick hem.", 0, 4, language="sv")
