"""Whether a character is told of as a woman or a man."""

from personae.cast import Character, blocks_of, read
from personae.cast.gender import weigh


def only(text: str) -> Character:
    cast = read(lambda: blocks_of(text), on_quotation=lambda _: None, on_mention=lambda _: None)
    return cast.characters[0]


class TestOfForms:
    def test_believes_a_title(self) -> None:
        assert only("In the kitchen there sat Mrs. Quill.").gender == "F"

    def test_believes_a_given_name(self) -> None:
        assert only("There sat old Thomas, and Thomas slept.").gender == "M"

    def test_reads_the_pronouns_that_follow_an_unknown_name(self) -> None:
        text = (
            "Here came Zorvane. She laughed. When Zorvane sat down she slept. At last Zorvane hurt herself."
        )
        assert only(text).gender == "F"

    def test_takes_a_rank_for_a_mans_until_pronouns_say_otherwise(self) -> None:
        assert only("On the deck there sat Captain Quill, and Captain Quill slept.").gender == "M"
        told = "There sat Captain Quill. She slept. Captain Quill woke when she was called. "
        told += "Then Captain Quill rose. She sang. For Captain Quill was glad that she was awake."
        assert only(told).gender == "F"

    def test_believes_the_name_a_short_form_stands_for(self) -> None:
        assert only("There sat old Teddy, and Teddy slept.").gender == "M"

    def test_makes_a_man_of_a_doctor_who_has_a_wife(self) -> None:
        text = '"Yes," said Dr. Grey. "No," said Mrs. Grey. So Mrs. Grey left, and Mrs. Grey wept.'
        cast = read(lambda: blocks_of(text), on_quotation=lambda _: None, on_mention=lambda _: None)
        assert {c.name: c.gender for c in cast.characters} == {"Mrs. Grey": "F", "Dr. Grey": "M"}

    def test_is_surer_of_a_title_than_of_pronouns(self) -> None:
        pronouns = "Here came Zorvane. She laughed. When Zorvane sat down she slept. Zorvane hurt herself."
        assert (
            only("In the kitchen there sat Mrs. Quill.").gender_confidence > only(pronouns).gender_confidence
        )


class TestWeigh:
    def test_says_nothing_when_votes_are_even(self) -> None:
        assert weigh({"F": 3.0, "M": 3.0}).value == "?"

    def test_says_nothing_without_votes(self) -> None:
        assert weigh({"F": 0.0, "M": 0.0}) == weigh({"F": 0.1, "M": 0.0})
