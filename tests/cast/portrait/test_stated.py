"""What can be said of two people in one word."""

from collections.abc import Mapping, Sequence

from cast.portrait.rows import tie
from personae.cast import Tie
from personae.cast.portrait.stated import credible, stated

GENDERS = {"ann": "F", "jane": "F", "mother": "F", "aunt": "F", "father": "M", "tom": "M"}
PAGE = 3_000  # characters, after which two places are two


def said(ties: Sequence[Tie], genders: Mapping[str, str] = GENDERS) -> dict[tuple[str, str], str]:
    found = stated(credible(ties, genders), genders)
    return {pair: one.detail for pair, one in found.items()}


def heard(source: str, detail: str, target: str, *pages: int) -> list[Tie]:
    """What is only overheard, once on each page."""
    return [
        tie(source, target, kind="family", detail=detail, at=PAGE * page, confidence=0.5) for page in pages
    ]


class TestStated:
    def test_says_what_one_place_says_outright_both_ways(self) -> None:
        ties = [tie("ann", "father", kind="family", detail="papa")]
        assert said(ties) == {("ann", "father"): "father", ("father", "ann"): "daughter"}

    def test_wants_two_places_for_what_is_overheard(self) -> None:
        assert said(heard("ann", "aunt", "aunt", 1)) == {}
        assert said(heard("ann", "aunt", "aunt", 1, 2))["ann", "aunt"] == "aunt"

    def test_wants_two_places_for_love(self) -> None:
        hoped = [tie("ann", "tom", kind="romantic", detail="lover", at=PAGE * page) for page in (1, 2)]
        assert said(hoped[:1]) == {}
        assert said(hoped)["ann", "tom"] == "lover"

    def test_takes_what_stands_together_for_one_place(self) -> None:
        ties = [
            tie("ann", "aunt", kind="family", detail="aunt", at=at, confidence=0.5) for at in (0, 200, 400)
        ]
        assert said(ties) == {}

    def test_says_nothing_where_places_contradict_each_other(self) -> None:
        ties = heard("ann", "sister", "jane", 1, 2) + heard("ann", "daughter", "jane", 3, 4)
        assert said(ties) == {}

    def test_is_not_confused_by_a_friend_who_is_a_cousin(self) -> None:
        ties = heard("ann", "cousin", "jane", 1, 2)
        ties += [tie("ann", "jane", kind="social", detail="friend", at=9 * PAGE)]
        assert said(ties)["ann", "jane"] == "cousin"

    def test_says_nothing_of_the_other_side_that_the_word_does_not(self) -> None:
        ties = [tie("ann", "tom", kind="romantic", detail="admirer", at=PAGE * page) for page in (1, 2)]
        assert said(ties) == {("ann", "tom"): "admirer"}

    def test_calls_a_spouse_by_their_gender(self) -> None:
        ties = [tie("ann", "tom", kind="family", detail="spouse")]
        assert said(ties) == {("ann", "tom"): "husband", ("tom", "ann"): "wife"}

    def test_makes_children_of_one_mother_brothers_and_sisters(self) -> None:
        ties = [tie("ann", "mother", kind="family", detail="mother"), *heard("tom", "mother", "mother", 1, 2)]
        found = stated(ties, GENDERS)
        assert (found["ann", "tom"].detail, found["tom", "ann"].detail) == ("brother", "sister")
        assert found["ann", "tom"].confidence < found["tom", "mother"].confidence
        assert {one.source for one in found["ann", "tom"].ties} == {"ann", "tom"}

    def test_grows_surer_with_every_place(self) -> None:
        few, many = (
            stated(heard("ann", "aunt", "aunt", *pages), GENDERS) for pages in ((1, 2), (1, 2, 3, 4))
        )
        assert few["ann", "aunt"].confidence < many["ann", "aunt"].confidence < 1


class TestCredible:
    def test_knows_no_man_as_a_mother(self) -> None:
        assert credible([tie("ann", "tom", kind="family", detail="mamma")], GENDERS) == []

    def test_keeps_what_says_nothing_in_a_word(self) -> None:
        felt = [tie("ann", "tom", affinity=0.5)]
        assert credible(felt, GENDERS) == felt

    def test_gives_nobody_two_mothers(self) -> None:
        ties = heard("ann", "mother", "mother", 1, 2, 3, 4) + heard("ann", "mother", "aunt", 5, 6)
        assert said(ties) == {("ann", "mother"): "mother", ("mother", "ann"): "daughter"}

    def test_doubts_both_where_neither_is_clearly_ahead(self) -> None:
        ties = heard("ann", "mother", "mother", 1, 2) + heard("ann", "mother", "aunt", 5, 6)
        assert said(ties) == {}

    def test_believes_more_of_whom_others_call_so_too(self) -> None:
        ties = heard("ann", "mother", "mother", 1, 2) + heard("ann", "mother", "aunt", 5, 6)
        ties += heard("jane", "mother", "mother", 7) + heard("tom", "mother", "mother", 8)
        assert said(ties)["ann", "mother"] == "mother"

    def test_makes_no_parent_of_a_child_the_other_parents_child(self) -> None:
        ties = heard("ann", "mother", "mother", 1, 2) + heard("ann", "father", "father", 3, 4)
        ties += heard("father", "mother", "mother", 5, 6)
        assert ("father", "mother") not in said(ties)
