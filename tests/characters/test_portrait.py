"""What a character's page makes of the rows that show them."""

import pytest

from makers import profile
from personae.cast import Fact, Mention, Tie
from personae.cast.portrait import Evidence, Line, Trait
from personae.characters import Said, Who, portray
from personae.characters.portrait import Rows, excerpt, from_json, to_json

ME, OTHER, THIRD = "me", "other", "third"


def said(*texts: str, confidence: float = 1.0) -> list[Said]:
    return [Said(f"q{n}", text, "", 0, "One", n, n * 100, confidence) for n, text in enumerate(texts)]


def line(speaker: str, text: str, start: int, *, to: str | None = None) -> Line:
    return Line(speaker, to, text, start, start + len(text), 0, 1.0)


def who(id: str, name: str) -> Who:
    return Who(id, "d", "person", name, "F", 3)


def talk(*, times: int = 5) -> Rows:
    """Two who talk, one the sister of the other; a third is named only."""
    lines = []
    for n in range(times):
        lines.append(line(ME, f"I love the harbour number {n}.", n * 200, to=OTHER))
        lines.append(line(OTHER, f"You never saw the harbour number {n}.", n * 200 + 100, to=ME))
    return Rows(
        own=[each for each in lines if each.speaker == ME],
        others=[each for each in lines if each.speaker != ME],
        turns=lines,
        mentions=[Mention(n * 200 + 60, n * 200 + 63, 0, ME) for n in range(times)],
        facts=[Fact(ME, "occupation", "a pilot of the harbour", 40, 62, 0, 0.9)],
        ties=[Tie(ME, OTHER, "family", "sister", 0.4, 70, 90, 0, 0.95)],
        names={OTHER: who(OTHER, "Edda Larch")},
    )


class TestPortray:
    def test_measures_how_somebody_speaks(self) -> None:
        style = portray(profile(), said("Who is it?", "Go!", "One two three four.", "No.")).style
        assert (style.mean_words, style.questions, style.exclamations) == (2.2, 0.25, 0.25)

    def test_measures_nothing_for_somebody_who_is_silent(self) -> None:
        portrait = portray(profile(), [])
        assert (portrait.style.mean_words, portrait.sayings, portrait.importance) == (0, (), None)
        assert {trait.value for trait in portrait.traits} == {0.5}

    def test_shows_lines_that_others_would_not_say_once_and_in_the_order_of_the_book(self) -> None:
        talk = ["Yes, of course I will do that"] * 20
        rare = "The drowned lighthouse whispers every forgotten sailor's surname"
        chosen = portray(profile(), said(*talk, rare)).sayings
        assert rare in [each.text for each in chosen]
        assert len({each.text for each in chosen}) == len(chosen) <= 6
        assert [each.start for each in chosen] == sorted(each.start for each in chosen)

    def test_tells_what_others_are_to_somebody_and_whom_they_speak_with(self) -> None:
        portrait = portray(profile(id=ME), [], talk())
        [related] = portrait.relations
        assert (related.who.name, related.relation.kind, related.relation.detail) == (
            "Edda Larch",
            "family",
            "sister",
        )
        [company] = portrait.company
        assert (company.who.id, company.said, company.heard) == (OTHER, 5, 5)
        assert portrait.importance is not None and portrait.importance.lines == 5

    def test_describes_in_the_words_of_the_text_with_their_places(self) -> None:
        portrait = portray(profile(id=ME, name="Ada", gender="F"), [], talk())
        first, *_ = portrait.description
        assert first.text == "Ada is a pilot of the harbour."
        assert [(place.start, place.end) for place in first.citations] == [(40, 62)]

    def test_weighs_own_ties_against_those_of_others(self) -> None:
        def called(target: str, *pages: int) -> list[Tie]:
            at = [3_000 * page for page in pages]
            return [Tie(OTHER, target, "family", "mother", 0.0, start, start + 9, 0, 0.5) for start in at]

        names = {OTHER: Who(OTHER, "doc", "person", "Edda Larch", "F", 0)}
        alone = Rows(ties=called(ME, 1, 2), names=names)
        weighed = Rows(ties=called(ME, 1, 2), others_ties=called(THIRD, 3, 4, 5, 6), names=names)
        found = [portray(profile(id=ME, gender="F"), [], rows).relations for rows in (alone, weighed)]
        assert [[each.relation.detail for each in related] for related in found] == [["daughter"], []]

    def test_takes_no_man_for_a_mother(self) -> None:
        ties = [Tie(OTHER, ME, "family", "mother", 0.0, at, at + 9, 0, 0.9) for at in (0, 9_000)]
        rows = Rows(ties=ties, names={OTHER: Who(OTHER, "doc", "person", "Edda Larch", "F", 0)})
        assert portray(profile(id=ME, gender="M"), [], rows).relations == ()

    def test_leaves_out_people_without_a_name_at_the_point(self) -> None:
        rows = talk()
        nameless = Rows(turns=rows.turns, mentions=rows.mentions, ties=rows.ties)
        portrait = portray(profile(id=ME), [], nameless)
        assert (portrait.relations, portrait.company) == ((), ())

    def test_shows_the_words_that_moved_a_trait(self) -> None:
        portrait = portray(profile(id=ME), [], talk())
        for trait in portrait.traits:
            assert all("harbour" in portrait.words[place.start] for place in trait.evidence)

    def test_takes_a_baseline_for_the_traits(self) -> None:
        kept = from_json(to_json([Trait("humor", 0.9, 0.5, (Evidence(1, 9, -0.2),))]))
        assert portray(profile(), [], baseline=kept).traits == kept


class TestExcerpt:
    def test_is_the_whole_of_a_short_text_on_one_line(self) -> None:
        assert excerpt("a  b\nc", 0) == "a b c"

    @pytest.mark.parametrize("limit_chars", [400, 20])
    def test_has_no_marks_of_emphasis(self, limit_chars: int) -> None:
        text = "She was _very\nmuch_ surprised, and _so_ he left_the_word alone."
        assert "_very" not in excerpt(text, 4, limit_chars=limit_chars)
        assert "much_" not in excerpt(text, 4, limit_chars=limit_chars)

    def test_shows_the_place_asked_for_and_marks_what_is_left_out(self) -> None:
        text = " ".join(f"word{n}" for n in range(500))
        at = text.index("word250")
        shown = excerpt(text, at, limit_chars=100)
        assert "word250" in shown
        assert shown.startswith("…") and shown.endswith("…")
        assert len(shown) <= 110
