"""What labels teach: no more than they say."""

from evals.moderation import Text
from evals.train.lessons import lessons
from personae.safety import CATEGORIES


def openai(*categories: str, unlabelled: tuple[str, ...] = ()) -> Text:
    more = {"categories": list(categories), "unlabelled": list(unlabelled)}
    return Text("openai_moderation_1680", "…", "flag" if categories else "ok", more)


class TestLessons:
    def test_teach_nothing_of_what_was_left_unlabelled(self) -> None:
        found = lessons(openai(unlabelled=("violence",)))
        assert "violence" not in found
        assert found["hate"][0] == 0

    def test_take_sexual_minors_for_sexual_too(self) -> None:
        found = lessons(openai("sexual_minors"))
        assert found["sexual"][0] == found["sexual_minors"][0] == 1

    def test_take_offensive_tweets_for_strong_language_and_not_for_hate(self) -> None:
        found = lessons(Text("davidson", "…", "offensive"))
        assert found["profanity"][0] == 1
        assert found["hate"][0] == 0

    def test_take_safe_questions_for_harmless_in_every_way(self) -> None:
        found = lessons(Text("xstest", "…", "safe"))
        assert set(found) == set(CATEGORIES)
        assert all(wanted == 0 for wanted, _ in found.values())
