"""Who says what, in small conversations."""

from personae.cast import Quotation, blocks_of, read

OPENING = "Ann Hale and Thomas Grey sat by the fire. Ann Hale was knitting. Thomas Grey slept.\n\n"


def speakers(text: str) -> list[str | None]:
    """The names of the speakers, in the order of the quotations."""
    found: list[Quotation] = []
    cast = read(lambda: blocks_of(text), on_quotation=found.append, on_mention=lambda _: None)
    names = {character.id: character.name for character in cast.characters}
    return [names[q.speaker] if q.speaker else None for q in found]


class TestAttributor:
    def test_lets_two_people_take_turns(self) -> None:
        text = (
            OPENING + '"Are you awake?" said Ann.\n\n"No," said Thomas.\n\n"I see."\n\n"Do you?"\n\n"I do."'
        )
        ann, thomas = "Ann", "Thomas"
        assert [name and name.split()[0] for name in speakers(text)] == [ann, thomas, ann, thomas, ann]

    def test_keeps_one_speaker_within_a_paragraph(self) -> None:
        text = OPENING + '"Wake up," said Ann. "It is late." She rose. "Very late."'
        assert len(set(speakers(text))) == 1

    def test_lets_the_gender_of_a_pronoun_choose(self) -> None:
        text = OPENING + '"I am cold," she said.\n\nIt rained.\n\n"I am not," he said.'
        assert [name and name.split()[0] for name in speakers(text)] == ["Ann", "Thomas"]

    def test_does_not_let_people_call_themselves_by_name(self) -> None:
        text = OPENING + '"Wake up, Thomas," said Ann.\n\n"Why, Ann?"\n\n"Because I say so, Thomas."'
        assert [name and name.split()[0] for name in speakers(text)] == ["Ann", "Thomas", "Ann"]

    def test_goes_on_with_a_speech_over_several_paragraphs(self) -> None:
        text = (
            OPENING
            + '"I was born here," said Ann.\n\n"Well?"\n\n"It was winter.\n\n"There was snow."\n\n"Oh."'
        )
        found = speakers(text)
        assert found[2] == found[3] == found[0]
        assert found[4] == found[1]

    def test_hands_the_word_over_at_the_end_of_a_paragraph(self) -> None:
        text = OPENING + "Thomas opened one eye. He looked at Ann, and Ann said:\n\n" + '"It is late."'
        assert speakers(text)[0] in ("Ann", "Ann Hale")

    def test_gives_a_described_speaker_a_character(self) -> None:
        text = OPENING + '"Tickets, please," said the inspector of mines.\n\n"Good day," said the butler.'
        assert "the butler" in speakers(text)

    def test_makes_a_character_of_the_narrator(self) -> None:
        text = (
            'I came home late. I was tired. I sat down.\n\n"Well?" said Ann.\n\n"I am tired," said I.\n\n'
            "I got up again. I went out."
        )
        assert speakers(text) == ["Ann", "Narrator"]

    def test_finds_a_wife_by_her_husbands_name(self) -> None:
        text = (
            "Mr. Stone and Mrs. Stone lived by the sea. Mr. Stone was a quiet man.\n\n"
            '"It will rain," said Mr. Stone.\n\n"It will not," said his wife.'
        )
        assert speakers(text) == ["Mr. Stone", "Mrs. Stone"]

    def test_finds_a_brother_by_the_surname(self) -> None:
        text = (
            OPENING + "Then Robert Hale came in, and he sat down beside Thomas Grey.\n\n"
            '"It will rain," said Ann.\n\n"It will not," said her brother.'
        )
        assert speakers(text)[1] in ("Robert", "Robert Hale")

    def test_gives_nobody_a_quotation_when_there_is_nobody(self) -> None:
        assert speakers('"It rains," it was said there, "and it will rain again tomorrow morning."') == [
            None,
            None,
        ]

    def test_goes_on_with_whoever_adds_something(self) -> None:
        text = "Ann Hale and Ruth Grey sat by the fire.\n\n" + (
            '"It rains," said Ann.\n\nRuth Grey looked up.\n\n"It is late," she added.'
        )
        assert [name and name.split()[0] for name in speakers(text)] == ["Ann", "Ann"]

    def test_reads_his_wife_by_whom_she_calls(self) -> None:
        text = (
            '"My dear Mr. Hale," said his wife, "have you heard?" Mr. Hale had not. '
            "And so Mrs. Hale went out with Miss Grey, for Mrs. Hale was vexed."
        )
        assert speakers(text)[0] == "Mrs. Hale"

    def test_hardly_lets_somebody_speak_who_is_never_heard(self) -> None:
        talk = '"Look," said Ann. "What is it?" said Thomas.\n\n'
        text = talk * 10 + (
            "In Tuscany, she thought, Tuscany itself was old. Tuscany had taught her, and Tuscany had made "
            'her.\n\n"I am tired."'
        )
        assert speakers(text)[-1] != "Tuscany"

    def test_lets_the_silent_speak_where_verbs_name_hardly_anybody(self) -> None:
        text = (
            '"Look," said Ann Hale, and Ann Hale pointed at the sea.\n\nIt grew dark. Mrs. Vane came in, '
            'and Mrs. Vane sat down. Mrs. Vane looked round.\n\n"I am tired."'
        )
        assert speakers(text)[-1] == "Mrs. Vane"

    def test_knows_a_hero_without_a_name(self) -> None:
        text = '"I am here," said the youth.\n\nIt rained.\n\n' * 15
        assert set(speakers(text)) == {"the youth"}
