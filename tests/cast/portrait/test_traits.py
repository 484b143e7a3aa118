"""Traits read from how somebody talks."""

from cast.portrait.rows import line, lines
from personae.cast.portrait import Line, Trait, traits
from personae.cast.portrait.traits import LOADINGS

WARM = "Thank you, my dear friend, you are so kind, and I love to see you all so happy."
HARSH = "Damn you, you wretched fool, I hate your lies and I despise your odious face."
STIFF = "The administration of the establishment, sir, requires the approval of the committee."
LOOSE = "Oh, don't you go, he's off, she's gone, it's all up, and I can't and won't!"


def value(name: str, said: list[Line]) -> float:
    return trait(name, said).value


def trait(name: str, said: list[Line]) -> Trait:
    return next(found for found in traits(said) if found.name == name)


class TestTraits:
    def test_gives_all_eight_within_bounds(self) -> None:
        found = traits(lines(*[WARM, HARSH, STIFF, LOOSE] * 20))
        assert [one.name for one in found] == list(LOADINGS)
        assert all(0 <= one.value <= 1 and 0 <= one.confidence < 1 for one in found)

    def test_tells_the_kind_from_the_harsh(self) -> None:
        assert (
            value("agreeableness", lines(*[WARM] * 20))
            > 0.6
            > 0.4
            > value("agreeableness", lines(*[HARSH] * 20))
        )

    def test_tells_the_formal_from_the_loose(self) -> None:
        assert value("formality", lines(*[STIFF] * 20)) > 0.6 > 0.4 > value("formality", lines(*[LOOSE] * 20))

    def test_stays_near_the_middle_after_few_lines(self) -> None:
        assert abs(value("agreeableness", lines(HARSH)) - 0.5) < 0.1
        assert trait("agreeableness", lines(HARSH)).confidence < 0.05

    def test_says_nothing_of_whoever_says_nothing(self) -> None:
        assert {(one.value, one.confidence, one.evidence) for one in traits([])} == {(0.5, 0.0, ())}

    def test_shows_the_line_that_moved_a_trait_most(self) -> None:
        said = lines(*["It is a quarter of an hour to the ferry."] * 6, HARSH)
        moved = trait("agreeableness", said).evidence[0]
        assert (moved.start, moved.weight < 0) == (said[-1].start, True)

    def test_compares_with_a_cast_that_is_large_enough(self) -> None:
        harsh_cast = [
            line(HARSH, at=1000 * who + 100 * n, by=f"c{who}") for who in range(2, 9) for n in range(10)
        ]
        alone = trait("agreeableness", lines(*[STIFF] * 20)).value
        among = next(t for t in traits(lines(*[STIFF] * 20), harsh_cast) if t.name == "agreeableness").value
        assert among > alone

    def test_makes_no_extremes_of_a_cast_of_two(self) -> None:
        said, other = lines(*[WARM] * 20), lines(*[HARSH] * 20, by="c2")
        assert traits(said, other) == traits(said)
