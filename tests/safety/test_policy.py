"""The operator's choice of what happens to a flagged text."""

import pytest

from personae.safety import CATEGORIES, Finding, Policy, PolicyInvalid, Verdict


def verdict(*flagged: str) -> Verdict:
    return Verdict({each: Finding(0.9 if each in flagged else 0.1, each in flagged) for each in CATEGORIES})


class TestParse:
    def test_leaves_what_is_not_named_as_usual(self) -> None:
        policy = Policy.parse("")
        assert policy.actions["sexual_minors"] == "block"
        assert set(policy.actions) == set(CATEGORIES)

    def test_reads_pairs_in_any_case_and_on_lines(self) -> None:
        policy = Policy.parse("Hate = BLOCK,\nsexual=flag")
        assert (policy.actions["hate"], policy.actions["sexual"]) == ("block", "flag")

    def test_reads_what_it_writes(self) -> None:
        policy = Policy.parse("violence=block")
        assert Policy.parse(str(policy)) == policy

    @pytest.mark.parametrize(
        "text", ["hate", "hate=", "hate=maybe", "cheese=flag", "=flag", "sexual_minors=off"]
    )
    def test_refuses_what_is_no_such_pair_and_says_how_to_write_it(self, text: str) -> None:
        with pytest.raises(PolicyInvalid) as refused:
            Policy.parse(text)
        assert "hate=flag" in refused.value.sentence
        assert text in refused.value.sentence


class TestDecide:
    def test_lets_what_is_not_flagged_pass(self) -> None:
        assert Policy.parse("hate=block").decide(verdict()).action == "off"

    def test_takes_the_strongest_action_and_names_its_causes(self) -> None:
        decision = Policy.parse("hate=flag, violence=block").decide(verdict("hate", "violence"))
        assert (decision.action, decision.because) == ("block", ("violence",))

    def test_names_nothing_that_is_off(self) -> None:
        decision = Policy.parse("violence=off").decide(verdict("violence"))
        assert (decision.action, decision.because) == ("off", ())
