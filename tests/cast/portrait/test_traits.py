"""Traits read from how somebody talks."""

from functools import cache
from pathlib import Path

from cast.portrait.rows import line, lines
from personae.cast import Quotation, blocks_of, read
from personae.cast.portrait import Line, Trait, traits, traits_of_all
from personae.cast.portrait.traits import LOADINGS

STORY = Path(__file__).parents[3] / "src" / "personae" / "demo" / "story.txt"
WARM = "Thank you, my dear friend, you are so kind, and I love to see you all so happy."
HARSH = "Damn you, you wretched fool, I hate your lies and I despise your odious face."
STIFF = "The administration of the establishment, sir, requires the approval of the committee."
LOOSE = "Oh, don't you go, he's off, she's gone, it's all up, and I can't and won't!"


def value(name: str, said: list[Line]) -> float:
    return trait(name, said).value


def trait(name: str, said: list[Line]) -> Trait:
    return next(found for found in traits(said) if found.name == name)


@cache
def story() -> dict[str, list[Line]]:
    """The lines of our own story by speaker's name."""
    text, said = STORY.read_text(encoding="utf-8"), list[Quotation]()
    cast = read(lambda: blocks_of(text), on_quotation=said.append, on_mention=lambda _: None)
    names = {character.id: character.name for character in cast.characters}
    found: dict[str, list[Line]] = {}
    for q in said:
        if q.speaker is not None:
            words = text[q.start : q.end]
            told = Line(q.speaker, q.addressee, words, q.start, q.end, q.chapter, q.confidence)
            found.setdefault(names[q.speaker], []).append(told)
    return found


def of(name: str, trait_name: str, *, every: int = 1) -> float:
    """A trait of somebody in our own story, from all their lines or every second one."""
    said = next(lines for who, lines in story().items() if name in who)
    others = [line for who, lines in story().items() if name not in who for line in lines]
    return next(t.value for t in traits(said[::every], others) if t.name == trait_name)


class TestOurOwnStory:
    def test_finds_the_harbourmaster_formal_dutiful_and_quiet(self) -> None:
        assert of("Harbourmaster", "formality") > of("Pellam", "formality") + 0.1
        assert of("Harbourmaster", "conscientiousness") > of("Fyfe", "conscientiousness")
        assert of("Harbourmaster", "extraversion") < of("Pellam", "extraversion") - 0.1

    def test_finds_the_scholar_inventive(self) -> None:
        assert of("Fyfe", "creativity") > of("Harbourmaster", "creativity") + 0.1

    def test_is_steady_from_half_of_the_lines_to_all(self) -> None:
        moved = [
            abs(of(name, trait_name, every=2) - of(name, trait_name))
            for name in ("Harbourmaster", "Tamsin", "Pellam")
            for trait_name in LOADINGS
        ]
        assert sum(moved) / len(moved) < 0.06


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
        stiff_cast = [
            line(STIFF, at=1000 * who + 100 * n, by=f"c{who}") for who in range(2, 9) for n in range(10)
        ]
        alone = trait("formality", lines(*[STIFF] * 20)).value
        among = next(t for t in traits(lines(*[STIFF] * 20), stiff_cast) if t.name == "formality").value
        assert 0.5 < among < alone

    def test_makes_no_extremes_of_a_cast_of_two(self) -> None:
        said, other = lines(*[WARM] * 20), lines(*[HARSH] * 20, by="c2")
        assert traits(said, other) == traits(said)


class TestTraitsOfAll:
    def test_is_the_same_as_one_by_one(self) -> None:
        said = []
        for n, text in enumerate([WARM, HARSH, STIFF, LOOSE, WARM + HARSH, STIFF + LOOSE, HARSH + LOOSE]):
            said += [line(text, by=f"c{n}", at=1000 * n + 10 * m) for m in range(12)]
        found = traits_of_all(said)
        assert set(found) == {f"c{n}" for n in range(7)}
        for speaker, guessed in found.items():
            own = [each for each in said if each.speaker == speaker]
            assert guessed == traits(own, [each for each in said if each.speaker != speaker])
