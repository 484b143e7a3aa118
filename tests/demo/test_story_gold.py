"""The example story and its annotation agree with each other, segment by segment."""

import re
from importlib.resources import files

import pytest
from pydantic import BaseModel, ConfigDict

MARKS = ("“", "”")
TYPES = {"explicit", "anaphoric", "implicit"}


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Person(Entry):
    id: str
    name: str
    aliases: list[str]
    gender: str
    category: str


class Quote(Entry):
    start: int
    end: int
    speaker: str | None
    type: str
    addressees: list[str]


class NotSpeech(Entry):
    start: int
    end: int
    why: str


class Gold(Entry):
    characters: list[Person]
    quotes: list[Quote]
    not_speech: list[NotSpeech]


@pytest.fixture(scope="module")
def story() -> str:
    return (files("personae") / "demo" / "story.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def gold() -> Gold:
    raw = (files("personae") / "demo" / "story.gold.json").read_bytes()
    return Gold.model_validate_json(raw)


def quoted_segments(text: str) -> list[tuple[int, int]]:
    """Every stretch between quotation marks; one left open ends with its paragraph."""
    segments: list[tuple[int, int]] = []
    opened: int | None = None
    for place, char in enumerate(text):
        if char == MARKS[0]:
            assert opened is None, f"a second opening mark at {place}"
            opened = place + 1
        closes = char == MARKS[1] or text.startswith("\n\n", place)
        if char == MARKS[1]:
            assert opened is not None, f"a closing mark that nothing opened at {place}"
        if closes and opened is not None:
            segments.append((opened, place))
            opened = None
    assert opened is None
    return segments


def narration_around(text: str, place: int) -> str:
    """What is not quoted from the paragraph before the quotation at this place to the end of its own."""
    paragraphs = text.split("\n\n")
    own = text.count("\n\n", 0, place)
    first = own
    while MARKS[1] not in paragraphs[first - 1] and MARKS[0] in paragraphs[first - 1]:
        first -= 1
    return " ".join(re.sub("“[^”]*(”|$)", "", part) for part in paragraphs[first - 1 : own + 1])


class TestStory:
    def test_is_long_enough_to_read_as_a_book(self, story: str) -> None:
        assert len(story.split()) >= 3_000
        assert sum(part.startswith("Chapter ") for part in story.split("\n\n")) >= 3

    def test_uses_typographic_marks_and_unwrapped_paragraphs(self, story: str) -> None:
        assert not {'"', "'", "\r", "\t"} & set(story)
        assert all(part.count("\n") == 0 for part in story.rstrip("\n").split("\n\n"))

    def test_opens_anew_a_quotation_that_runs_on(self, story: str) -> None:
        paragraphs = story.split("\n\n")
        running_on = [n for n, part in enumerate(paragraphs) if part.count(MARKS[0]) > part.count(MARKS[1])]
        assert running_on
        assert all(paragraphs[n + 1].startswith(MARKS[0]) for n in running_on)


class TestCast:
    def test_has_at_least_six_characters_and_no_id_twice(self, gold: Gold) -> None:
        ids = [person.id for person in gold.characters]
        assert len(ids) == len(set(ids)) >= 6

    def test_is_described_in_known_words(self, gold: Gold) -> None:
        assert {person.gender for person in gold.characters} <= {"F", "M", "?"}
        assert {person.category for person in gold.characters} == {"major", "intermediate", "minor"}

    def test_is_called_only_by_names_that_occur(self, story: str, gold: Gold) -> None:
        for person in gold.characters:
            assert person.name in person.aliases
            for alias in person.aliases:
                assert re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", story), alias

    def test_shares_no_alias_between_two_people(self, gold: Gold) -> None:
        aliases = [alias for person in gold.characters for alias in person.aliases]
        assert len(aliases) == len(set(aliases))

    def test_gives_each_major_character_fifteen_turns_to_speak(self, story: str, gold: Gold) -> None:
        for person in gold.characters:
            if person.category != "major":
                continue
            spoken = [quote.start for quote in gold.quotes if quote.speaker == person.id]
            assert len({story.count("\n\n", 0, start) for start in spoken}) >= 15, person.name


class TestQuotes:
    def test_cover_every_quoted_segment_once(self, story: str, gold: Gold) -> None:
        spoken = [(quote.start, quote.end) for quote in gold.quotes]
        unspoken = [(segment.start, segment.end) for segment in gold.not_speech]
        assert sorted(spoken + unspoken) == quoted_segments(story)

    def test_lie_between_a_mark_and_a_mark_or_the_end_of_a_paragraph(self, story: str, gold: Gold) -> None:
        for quote in gold.quotes:
            assert story[quote.start - 1] == MARKS[0]
            assert story[quote.end] == MARKS[1] or story.startswith("\n\n", quote.end)

    def test_are_spoken_and_heard_by_the_cast(self, gold: Gold) -> None:
        ids = {person.id for person in gold.characters}
        for quote in gold.quotes:
            assert quote.speaker is None or quote.speaker in ids
            assert set(quote.addressees) <= ids - {quote.speaker}

    def test_show_every_type_and_a_group(self, gold: Gold) -> None:
        assert {quote.type for quote in gold.quotes} == TYPES
        assert any(quote.speaker is None for quote in gold.quotes)

    def test_keep_one_speaker_through_a_quotation_that_runs_on(self, story: str, gold: Gold) -> None:
        pairs = zip(gold.quotes, gold.quotes[1:], strict=False)
        run_on = [(one, other) for one, other in pairs if story[one.end] == "\n"]
        assert run_on
        assert all((one.speaker, one.type) == (other.speaker, other.type) for one, other in run_on)

    def test_are_explicit_only_where_the_narration_names_the_speaker(self, story: str, gold: Gold) -> None:
        aliases = {person.id: person.aliases for person in gold.characters}
        for quote in gold.quotes:
            if quote.type == "explicit":
                assert quote.speaker is not None
                cue = narration_around(story, quote.start)
                assert any(alias in cue for alias in aliases[quote.speaker]), quote


class TestNotSpeech:
    def test_says_why_each_segment_is_not_spoken(self, gold: Gold) -> None:
        assert gold.not_speech
        assert all(segment.why for segment in gold.not_speech)
