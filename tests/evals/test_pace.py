"""What the guide says about how fast characters change is what the studio does."""

from evals import pace
from personae.evolution import Stage


class TestCourse:
    def test_of_kind_messages_leads_to_a_close_bond_within_bounds(self) -> None:
        found = pace.course(pace.GOLD / "warm.txt")
        assert found.stages[Stage.CLOSE] < 300
        assert len(found.minds) == pace.DAYS
        assert all(abs(trait.change) <= 0.2 for mind in found.minds for trait in mind.traits)


class TestGuide:
    def test_has_a_row_for_each_kind_and_stage(self) -> None:
        told = pace.MARKS.search(pace.GUIDE.read_text(encoding="utf-8"))
        assert told is not None
        rows = {line.split("|")[1].strip() for line in told[0].splitlines() if line.startswith("|")}
        assert rows >= {*pace.KINDS, *pace.REACHED}
