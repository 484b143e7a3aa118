"""Passwords that are tried first."""

import pytest

from personae.accounts.common import is_about, is_common


class TestIsCommon:
    @pytest.mark.parametrize(
        "password",
        ["password", "PASSWORD", "Password1!", "qwertyuiop", "iloveyou12", "12345678", "football99"],
    )
    def test_knows_the_usual_ones_in_any_dress(self, password: str) -> None:
        assert is_common(password)

    @pytest.mark.parametrize(
        "password", ["seven small kettles", "once-upon-a-time", "tr0ub4dor&3x", "日本語の長い合言葉"]
    )
    def test_lets_others_be(self, password: str) -> None:
        assert not is_common(password)


class TestIsAbout:
    @pytest.mark.parametrize(
        "password", ["ada.lovelace", "ada.lovelace@example.org", "AdaLovelace1", "ada lovelace", "personae"]
    )
    def test_knows_whose_it_is(self, password: str) -> None:
        assert is_about(password, email="ada.lovelace@example.org", name="Ada Lovelace")

    @pytest.mark.parametrize("password", ["ada and a good deal more", "lovelace built engines"])
    def test_lets_a_name_be_part_of_more(self, password: str) -> None:
        assert not is_about(password, email="ada@example.org", name="Ada")
