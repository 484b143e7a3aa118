"""The whole reading over small texts."""

from personae.cast import Cast, Mention, Quotation, blocks_of, read


def reading(text: str) -> tuple[Cast, list[Quotation], list[Mention]]:
    quotations: list[Quotation] = []
    mentions: list[Mention] = []
    cast = read(lambda: blocks_of(text), on_quotation=quotations.append, on_mention=mentions.append)
    return cast, quotations, mentions


TALK = """Mrs. Hale put down her basket and looked at the boy on the wall.

"Come down from there, Tom," said Mrs. Hale. "You will break your neck."

"I am quite safe," Tom replied.

"That is what your father said."

"And he was right."
"""


class TestRead:
    def test_finds_every_quotation_at_its_place(self) -> None:
        _, quotations, _ = reading(TALK)
        assert [TALK[q.start : q.end] for q in quotations] == [
            "Come down from there, Tom,",
            "You will break your neck.",
            "I am quite safe,",
            "That is what your father said.",
            "And he was right.",
        ]

    def test_gives_turns_to_the_two_who_talk(self) -> None:
        cast, quotations, _ = reading(TALK)
        names = {character.id: character.name for character in cast.characters}
        speakers = [names[q.speaker] for q in quotations if q.speaker]
        assert speakers == ["Mrs. Hale", "Mrs. Hale", "Tom", "Mrs. Hale", "Tom"]

    def test_says_how_a_speaker_was_found(self) -> None:
        _, quotations, _ = reading(TALK)
        assert [q.kind for q in quotations] == ["explicit", "explicit", "explicit", "implicit", "implicit"]

    def test_is_surer_of_a_named_speaker_than_of_a_guessed_one(self) -> None:
        _, quotations, _ = reading(TALK)
        assert quotations[0].confidence > quotations[3].confidence

    def test_reports_names_at_their_places(self) -> None:
        _, _, mentions = reading(TALK)
        assert [TALK[m.start : m.end] for m in mentions] == ["Mrs. Hale", "Tom", "Mrs. Hale", "Tom"]

    def test_reads_a_document_in_which_nobody_speaks(self) -> None:
        cast, quotations, _ = reading("Stir the flour into the milk and leave it to rest for an hour.")
        assert (quotations, cast.quotations, cast.convention) == ([], 0, "none")
        assert "no_quotations" in cast.notices

    def test_reads_an_empty_document(self) -> None:
        cast, _, _ = reading("")
        assert cast.characters == ()
        assert "no_characters" in cast.notices
