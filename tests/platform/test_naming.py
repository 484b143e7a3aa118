"""Names that count as one, and names that are free."""

import pytest

from personae.platform.naming import KEY_LIMIT, free_name, name_key


class TestNameKey:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Nell Trent", "  nell\u00a0 TRENT\n"),
            ("Élan", "e\u0301lan"),
            ("ＮＥＬＬ", "nell"),
            ("Straße", "STRASSE"),
            ("Ne\u200bll\u00ad", "Nell"),
            ("Ёлка", "елка\u0308".replace("\u0308", "")),
        ],
    )
    def test_is_the_same_whatever_case_accents_and_spaces(self, one: str, other: str) -> None:
        assert name_key(one) == name_key(other)

    @pytest.mark.parametrize(("one", "other"), [("Nell", "Nel l"), ("Nell (2)", "Nell"), ("कि", "का")])
    def test_tells_other_names_apart(self, one: str, other: str) -> None:
        assert name_key(one) != name_key(other)

    def test_of_a_long_name_is_short_and_its_own(self) -> None:
        keys = {name_key("\ufdfa" * 100 + ending) for ending in "ab"}
        assert len(keys) == 2
        assert all(len(key) == KEY_LIMIT for key in keys)


class TestFreeName:
    @pytest.mark.parametrize(
        ("name", "taken", "free"),
        [
            ("Nell", [], "Nell"),
            ("NELL", ["Nell"], "NELL (2)"),
            ("Nell", ["Nell", "nell (2)"], "Nell (3)"),
            ("Nell (2)", ["Nell (2)"], "Nell (3)"),
            ("Nell (2)", ["Nell"], "Nell (2)"),
            ("(2)", ["(2)"], "(2) (2)"),
        ],
    )
    def test_is_the_name_or_has_the_next_number(self, name: str, taken: list[str], free: str) -> None:
        assert free_name(name, {name_key(each) for each in taken}, limit=80) == free

    def test_is_never_longer_than_it_may_be(self) -> None:
        free = free_name("x" * 20, {"x" * 20}, limit=20)
        assert free == "x" * 16 + " (2)"
