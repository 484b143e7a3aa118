"""Who is on the page together."""

from cast.portrait.rows import line, mention
from personae.cast.portrait import meetings, presence, scenes
from personae.cast.portrait.company import REACH


class TestScenes:
    def test_ends_a_scene_with_its_chapter_or_a_silence(self) -> None:
        named = [
            mention("c1", 0),
            mention("c2", 50),
            mention("c1", REACH + 200),
            mention("c2", REACH + 300, chapter=1),
        ]
        assert [(s.start, s.chapter, s.people) for s in scenes(named, [])] == [
            (0, 0, {"c1": 1, "c2": 1}),
            (REACH + 200, 0, {"c1": 1}),
            (REACH + 300, 1, {"c2": 1}),
        ]

    def test_leaves_out_whoever_is_only_spoken_of(self) -> None:
        said = line("Where is Emma?", at=10, by="c1")
        assert [s.people for s in scenes([mention("c2", 19)], [said])] == [{"c1": 1}]

    def test_knows_a_name_in_somebodys_words_though_nobody_knows_whose(self) -> None:
        assert list(scenes([mention("c2", 19)], [line("Where is Emma?", at=10, by=None)])) == []


class TestMeetings:
    def test_counts_lines_each_way(self) -> None:
        said = [
            line("Well?", at=0, by="c2", to="c1"),
            line("Well what?", at=20, by="c1", to="c2"),
            line("Just well.", at=40, by="c2", to="c1"),
        ]
        (met,) = meetings([], said)
        assert (met.one, met.other, met.to_other, met.to_one) == ("c1", "c2", 1, 2)

    def test_counts_a_scene_for_each_time_of_being_together(self) -> None:
        far = REACH * 3
        named = [mention("c1", 0), mention("c2", 30), mention("c1", far), mention("c2", far + 30)]
        (met,) = meetings(named, [])
        assert (met.scenes, met.chapters, met.first, met.last) == (2, 1, 30, far + 30)

    def test_keeps_apart_whoever_is_named_far_away_or_in_another_chapter(self) -> None:
        assert meetings([mention("c1", 0), mention("c2", REACH + 10)], []) == ()
        assert meetings([mention("c1", 0), mention("c2", 10, chapter=1)], []) == ()

    def test_knows_that_somebody_spoken_to_is_there(self) -> None:
        (met,) = meetings([], [line("Well?", at=0, by="c1", to="c2")])
        assert (met.scenes, met.to_other) == (1, 1)

    def test_stays_small_in_a_crowd(self) -> None:
        crowd = [mention(f"c{number}", number * 5) for number in range(200)]
        assert len(meetings(crowd, [])) < 200 * 30


class TestPresence:
    def test_follows_somebody_from_chapter_to_chapter(self) -> None:
        named = [mention("c1", 0), mention("c1", 9000, chapter=2)]
        found = presence("c1", named, [line("Well?", at=40)])
        assert found is not None
        assert (found.first, found.last) == (0, 9004)
        assert [(c.chapter, c.mentions, c.lines, c.scenes) for c in found.chapters] == [
            (0, 1, 1, 1),
            (2, 1, 0, 1),
        ]

    def test_is_nothing_for_whoever_is_not_there(self) -> None:
        assert presence("c9", [mention("c1", 0)], []) is None
