"""Who belongs to whom among the people of a document."""

from personae.cast.gender import Gender
from personae.cast.roster import Entry, Roster


def hale(name: str, gender: str, *titles: str) -> Entry:
    """Somebody of the Hale family."""
    return Entry([(name, name, 0, 4)], Gender(gender, 0.9), last="hale", given=True, titles=frozenset(titles))


class TestSibling:
    def test_is_the_other_one_of_the_surname(self) -> None:
        assert Roster([hale("Ann", "F"), hale("Tom", "M")], narrator=None).sibling(0, "M") == 1

    def test_is_nobody_where_there_are_two(self) -> None:
        people = [hale("Ann", "F"), hale("Tom", "M"), hale("Sam", "M")]
        assert Roster(people, narrator=None).sibling(0, "M") is None

    def test_may_be_somebody_of_unknown_gender(self) -> None:
        assert Roster([hale("Ann", "F"), hale("Wren", "?")], narrator=None).sibling(0, "M") == 1

    def test_is_no_wife(self) -> None:
        assert Roster([hale("Tom", "M"), hale("Ann", "F", "mrs")], narrator=None).sibling(0, "F") is None
