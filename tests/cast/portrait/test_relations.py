"""What characters are to each other."""

from cast.portrait.rows import line, tie
from personae.cast.portrait import Relation, meetings, relations


def one(found: tuple[Relation, ...], source: str, target: str) -> Relation:
    return next(r for r in found if (r.source, r.target) == (source, target))


class TestRelations:
    def test_reads_a_kinship_from_both_sides(self) -> None:
        ties = [tie("c1", "c2", kind="family", detail="father")]
        found = relations(ties, genders={"c1": "F", "c2": "M"})
        assert (one(found, "c1", "c2").kind, one(found, "c1", "c2").detail) == ("family", "father")
        assert one(found, "c2", "c1").detail == "daughter"

    def test_keeps_the_direction_of_a_feeling(self) -> None:
        ties = [tie("c1", "c2", affinity=0.9, at=at) for at in range(0, 80, 20)]
        ties += [tie("c2", "c1", affinity=-0.8, at=at) for at in range(100, 180, 20)]
        found = relations(ties)
        assert one(found, "c1", "c2").affinity > 0.2
        assert one(found, "c2", "c1").affinity < -0.1

    def test_says_little_after_one_place_and_more_after_many(self) -> None:
        few = relations([tie("c1", "c2", affinity=1.0)])
        many = relations([tie("c1", "c2", affinity=1.0, at=at) for at in range(0, 400, 20)])
        assert 0 < one(few, "c1", "c2").affinity < one(many, "c1", "c2").affinity <= 1

    def test_grows_surer_where_places_agree_and_less_where_they_do_not(self) -> None:
        agreed = [tie("c1", "c2", kind="family", detail="sister", at=at) for at in (0, 4_000, 8_000)]
        other = tie("c1", "c2", kind="professional", detail="maid", at=60_000)
        assert (
            one(relations(agreed), "c1", "c2").confidence > one(relations(agreed[:1]), "c1", "c2").confidence
        )
        assert (
            one(relations([*agreed, other]), "c1", "c2").confidence
            < one(relations(agreed), "c1", "c2").confidence
        )

    def test_takes_those_who_talk_for_acquainted(self) -> None:
        said = [line("Well?", at=20 * n, by="c1", to="c2") for n in range(6)]
        found = one(relations([], meetings([], said)), "c1", "c2")
        assert (found.kind, found.detail, found.lines) == ("social", "", 6)
        assert found.confidence < 0.5

    def test_points_at_its_places_strongest_first(self) -> None:
        ties = [tie("c1", "c2", affinity=0.2, at=5), tie("c1", "c2", kind="family", detail="aunt", at=40)]
        assert [place.start for place in one(relations(ties), "c1", "c2").evidence] == [40, 5]

    def test_is_nothing_of_oneself(self) -> None:
        assert relations([tie("c1", "c1", kind="family", detail="sister")]) == ()
