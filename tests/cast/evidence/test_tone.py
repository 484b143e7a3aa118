"""How warm some words are."""

from personae.cast.evidence.tone import tone


class TestTone:
    def test_tells_warm_from_hostile(self) -> None:
        assert tone("Thank you, my dearest friend.") > 0.3
        assert tone("I hate you, you wretched liar.") < -0.3

    def test_is_zero_where_nothing_is_felt(self) -> None:
        assert tone("The ferry leaves at four.") == 0.0

    def test_turns_round_behind_a_denial(self) -> None:
        assert tone("I do not love it.") < 0 < tone("I love it.")
        assert abs(tone("I do not love it.")) < tone("I love it.")

    def test_never_reaches_one(self) -> None:
        assert 0.9 < tone("love " * 200) < 1
