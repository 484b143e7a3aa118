"""From a reading's lines to characters and rows."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from personae.characters.drafts import BATCH, CAST_MOST, PRESENCE_BINS, read_drafts, rows_of, voice_of
from personae.characters.tables import HUES, CharacterKind, Fact, Mention, Quotation, Tie
from personae.library import Document

Row = dict[str, object]


@pytest.fixture
def document() -> Document:
    return Document(id="d", owner_id="o", title="On Stairs", author=None)


def person(id: str, *, lines: int = 1, mentions: int = 1) -> Row:
    names = {"name": f"Name of {id}", "aliases": [], "gender": "?", "is_narrator": False}
    return {"id": id, "lines": lines, "mentions": mentions, **names}


def spoken(start: int, end: int, speaker: str | None = "a") -> Row:
    place = {"start": start, "end": end, "speaker": speaker, "chapter": 0}
    return {"kind": "quotation", "confidence": 0.9, "how": "explicit", "addressee": None, **place}


def mentioned(start: int, end: int, character: str = "a") -> Row:
    return {"kind": "mention", "start": start, "end": end, "chapter": 0, "character": character}


def reading(folder: Path, people: list[Row], rows: list[Row]) -> Path:
    cast = {"kind": "cast", "characters": people, "language": "en", "quotations": 2, "notices": ["x"]}
    path = folder / "cast.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in (*rows, cast)), encoding="utf-8")
    return path


def passages(folder: Path, *texts: str) -> Path:
    path, start, lines = (
        folder / "passages.jsonl",
        0,
        [{"kind": "chapter", "seq": 0, "title": "", "start": 0}],
    )
    for text in texts:
        end = start + len(text)
        lines.append({"kind": "passage", "chapter": 0, "start": start, "end": end, "text": text})
        start = end + 2
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


class TestReadDrafts:
    def test_keeps_who_speaks_or_is_named_twice(self, tmp_path: Path, document: Document) -> None:
        people = [
            person("a", lines=3),
            person("b", lines=0, mentions=2),
            person("c", lines=0, mentions=1),
        ]
        draft = read_drafts(reading(tmp_path, people, []), document)
        assert [character.name for character in draft.characters] == ["Name of a", "Name of b"]
        assert set(draft.ids) == {"a", "b"}
        assert (draft.language, draft.quotations, draft.notices) == ("en", 2, ("x",))

    def test_keeps_nobody_when_nobody_speaks(self, tmp_path: Path, document: Document) -> None:
        draft = read_drafts(reading(tmp_path, [person("a", lines=0, mentions=9)], []), document)
        assert draft.characters == []

    def test_keeps_a_limited_number_of_people(self, tmp_path: Path, document: Document) -> None:
        people = [person(f"p{n}") for n in range(CAST_MOST + 5)]
        draft = read_drafts(reading(tmp_path, people, []), document)
        assert len(draft.characters) == len(draft.ids) == CAST_MOST
        assert [character.rank for character in draft.characters] == list(range(CAST_MOST))

    def test_names_people_so_that_the_newest_first_are_the_most_important_first(
        self, tmp_path: Path, document: Document
    ) -> None:
        people = [person(f"p{n}") for n in range(40)]
        draft = read_drafts(reading(tmp_path, people, []), document)
        newest_first = sorted(draft.characters, key=lambda each: each.id, reverse=True)
        assert [character.rank for character in newest_first] == list(range(40))

    def test_gives_neighbours_different_hues(self, tmp_path: Path, document: Document) -> None:
        people = [person(f"p{n}") for n in range(HUES)]
        hues = [each.hue for each in read_drafts(reading(tmp_path, people, []), document).characters]
        assert sorted(hues) == list(range(HUES))
        assert all(abs(one - other) > 1 for one, other in pairwise(hues))

    def test_counts_where_a_character_is_present(self, tmp_path: Path, document: Document) -> None:
        rows = [mentioned(0, 5), spoken(10, 20), spoken(950, 960), spoken(990, 1000, "nobody")]
        draft = read_drafts(reading(tmp_path, [person("a")], rows), document)
        [character] = draft.characters
        assert len(character.presence) == PRESENCE_BINS
        assert sum(character.presence) == 3
        assert character.presence[0] == 2
        assert character.presence[950 * PRESENCE_BINS // 1000] == 1


class TestRowsOf:
    def test_gives_quotations_their_passage_and_their_text(self, tmp_path: Path, document: Document) -> None:
        read = reading(tmp_path, [person("a")], [spoken(1, 5), mentioned(0, 4), spoken(12, 16, None)])
        text = passages(tmp_path, "0123456789", "abcdefgh")
        draft = read_drafts(read, document)
        [batch] = rows_of(read, text, draft, "d")
        first, second = batch.rows[Quotation]
        assert (first["passage"], first["text"], first["character_id"]) == (0, "1234", draft.ids["a"])
        assert (second["passage"], second["text"], second["character_id"]) == (1, "abcd", None)
        [mention] = batch.rows[Mention]
        assert (mention["start"], mention["character_id"]) == (0, draft.ids["a"])

    def test_say_by_which_name_somebody_is_named(self, tmp_path: Path, document: Document) -> None:
        names = [
            {"name": name, "mentions": 1, "start": 0, "end": 9} for name in ("the Mole", "Mole", "Mr. Mole")
        ]
        text = "Here comes the Mole. Mole\nsat. “Mr Mole!”"
        places = [(15, 19), (21, 25), (32, 39)]
        read = reading(tmp_path, [person("a") | {"aliases": names}], [mentioned(*each) for each in places])
        [batch] = rows_of(read, passages(tmp_path, text), read_drafts(read, document), "d")
        assert [row["alias"] for row in batch.rows[Mention]] == [0, 1, 2]

    def test_keep_facts_and_ties_of_people_who_are_kept(self, tmp_path: Path, document: Document) -> None:
        place = {"start": 0, "end": 4, "chapter": 0, "confidence": 0.9}
        fact = {"kind": "fact", "what": "age", "text": "old", "character": "a", **place}
        tie = {"kind": "tie", "what": "family", "detail": "aunt", "affinity": 0.1, "source": "a", **place}
        strangers = [{**fact, "character": "z"}, {**tie, "target": "z"}]
        read = reading(tmp_path, [person("a"), person("b")], [fact, {**tie, "target": "b"}, *strangers])
        draft = read_drafts(read, document)
        [batch] = rows_of(read, passages(tmp_path, "0123456789"), draft, "d")
        assert [(row["kind"], row["character_id"]) for row in batch.rows[Fact]] == [("age", draft.ids["a"])]
        assert [(row["source_id"], row["target_id"], row["detail"]) for row in batch.rows[Tie]] == [
            (draft.ids["a"], draft.ids["b"], "aunt")
        ]

    def test_leaves_out_mentions_of_people_who_are_not_kept(self, tmp_path: Path, document: Document) -> None:
        rows = [mentioned(0, 4, "a"), mentioned(5, 6, "stranger")]
        read = reading(tmp_path, [person("a"), person("stranger", lines=0)], rows)
        [batch] = rows_of(read, passages(tmp_path, "0123456789"), read_drafts(read, document), "d")
        assert len(batch.rows[Mention]) == 1

    def test_comes_in_batches_of_bounded_size_with_numbers_that_go_on(
        self, tmp_path: Path, document: Document
    ) -> None:
        read = reading(tmp_path, [person("a")], [mentioned(n, n + 1) for n in range(2 * BATCH + 5)])
        text = passages(tmp_path, "x" * (3 * BATCH))
        batches = list(rows_of(read, text, read_drafts(read, document), "d"))
        assert [len(batch.rows[Mention]) for batch in batches] == [BATCH, BATCH, 5]
        assert [row["seq"] for batch in batches for row in batch.rows[Mention]] == list(range(2 * BATCH + 5))
        assert batches[-1].offset == read.stat().st_size

    def test_refuses_a_span_that_no_passage_holds(self, tmp_path: Path, document: Document) -> None:
        read = reading(tmp_path, [person("a")], [spoken(10, 11)])
        with pytest.raises(ValueError, match="no passage"):
            list(rows_of(read, passages(tmp_path, "0123456789", "ab"), read_drafts(read, document), "d"))


class TestVoiceOf:
    def test_is_the_author_or_else_the_text_itself(self, document: Document) -> None:
        assert voice_of(document).name == "The voice of On Stairs"
        document.author = "Ada Thorn"
        voice = voice_of(document)
        assert (voice.name, voice.kind, voice.owner_id) == ("Ada Thorn", CharacterKind.VOICE, "o")
