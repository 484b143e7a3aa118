"""The tone of lines as ties."""

from cast.portrait.rows import line
from personae.cast.portrait import spoken_ties


class TestSpokenTies:
    def test_runs_from_the_speaker_to_whom_it_is_said(self) -> None:
        (tie,) = spoken_ties([line("I hate you, you wretched liar.", by="c1", to="c2", at=30)])
        assert (tie.source, tie.target, tie.kind, tie.start) == ("c1", "c2", "", 30)
        assert tie.affinity < 0

    def test_passes_over_lines_to_nobody_and_lines_without_a_tone(self) -> None:
        silent = [
            line("I hate you all.", to=None),
            line("It leaves at four.", to="c2"),
            line("Dear!", to="c2"),
        ]
        assert list(spoken_ties(silent)) == []

    def test_trusts_an_unsure_speaker_less(self) -> None:
        sure, unsure = spoken_ties(
            [line("I love you so.", to="c2"), line("I love you so.", to="c2", confidence=0.4)]
        )
        assert unsure.confidence < sure.confidence
