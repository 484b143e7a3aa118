"""Importance and role."""

from cast.portrait.rows import line, mention
from personae.cast.portrait import importance


class TestImportance:
    def test_puts_whoever_speaks_and_is_named_most_first(self) -> None:
        named = [mention("c1", at) for at in range(0, 1000, 10)] + [
            mention("c2", at) for at in range(2000, 2400, 10)
        ]
        said = [line("Well?", at=5000 + 10 * n, by="c1") for n in range(30)]
        found = importance(named, said)
        assert [(one.character, one.role) for one in found] == [("c1", "protagonist"), ("c2", "intermediate")]
        assert abs(sum(one.share for one in found) - 1) < 0.001

    def test_calls_somebody_mentioned_who_is_never_there(self) -> None:
        said = [line("Where is Emma?", at=10, by="c1"), line("Emma is out.", at=40, by="c1")]
        found = {one.character: one for one in importance([mention("c2", 19), mention("c2", 40)], said)}
        assert found["c2"].role == "mentioned"
        assert found["c2"].mentions == 2

    def test_marks_the_narrator_beside_the_role(self) -> None:
        found = importance(
            [mention("c1", 0), mention("c2", 10)], [line("Well?", at=50, by="c2")], narrator="c2"
        )
        assert [(one.character, one.narrator) for one in found] == [("c2", True), ("c1", False)]

    def test_is_surer_later_in_the_book(self) -> None:
        early = importance([mention("c1", 0)], [])
        late = importance([mention("c1", at) for at in range(0, 1000, 10)], [])
        assert early[0].confidence < late[0].confidence

    def test_is_empty_for_an_empty_book(self) -> None:
        assert importance([], []) == ()
