"""Telling the language, and reading more than English."""

import pytest

from personae.cast import Cast, blocks_of, read
from personae.cast.language import detect

FRENCH = """« Entrez », dit Marie en ouvrant la porte de la maison.

« Je ne veux pas, répondit Pierre, il fait trop froid ici. »

Marie le regarda longtemps sans rien dire.
"""
GERMAN = """„Komm herein“, sagte Anna und öffnete die Tür des alten Hauses.

„Das Wetter ist schlecht“, antwortete Karl. Der Regen fiel auf die Straße und der Hund schlief.
"""
SPANISH = """—Pasa —dijo María, y abrió la puerta de la casa vieja.

—No quiero —respondió Pedro—. Hace mucho frío en esta casa.
"""
ITALIAN = """«Entra», disse Maria aprendo la porta della vecchia casa.

«Non voglio» rispose Giovanni, che aveva molto freddo quella sera.
"""
FINNISH = """"Tule sisään", sanoi Aino ja avasi vanhan talon oven hiljaa.

"En halua", vastasi Eino, joka seisoi ulkona kylmässä sateessa.
"""


def cast_and_speakers(text: str) -> tuple[Cast, list[str]]:
    found: list[str | None] = []
    cast = read(
        lambda: blocks_of(text), on_quotation=lambda q: found.append(q.speaker), on_mention=lambda _: None
    )
    names = {character.id: character.name for character in cast.characters}
    return cast, [names[speaker] for speaker in found if speaker]


class TestDetect:
    def test_names_the_language_and_how_sure_that_is(self) -> None:
        code, sure = detect(["The rain fell on the roof of the old house all night long."])
        assert code == "en"
        assert 0.5 < sure <= 1.0

    def test_knows_nothing_of_a_text_too_short(self) -> None:
        assert detect(["Hm.", "42"]) == ("und", 0.0)


class TestRead:
    @pytest.mark.parametrize(
        ("text", "code", "people"),
        [
            (FRENCH, "fr", {"Marie", "Pierre"}),
            (GERMAN, "de", {"Anna", "Karl"}),
            (SPANISH, "es", {"María", "Pedro"}),
            (ITALIAN, "it", {"Maria", "Giovanni"}),
        ],
    )
    def test_finds_speakers_in_five_languages(self, text: str, code: str, people: set[str]) -> None:
        cast, speakers = cast_and_speakers(text)
        assert cast.language == code
        assert set(speakers) == people

    def test_takes_german_nouns_for_no_people(self) -> None:
        cast, _ = cast_and_speakers(GERMAN)
        assert {character.name for character in cast.characters} == {"Anna", "Karl"}

    def test_reads_quotations_of_other_languages_and_says_so(self) -> None:
        cast, _ = cast_and_speakers(FINNISH)
        assert cast.quotations == 2
        assert cast.notices[0] == "language_unread:fi"

    def test_finds_names_where_a_language_has_no_rules(self) -> None:
        line = "Vanha majakanvartija Aino katsoi merelle. ”Huomenna”, sanoi Aino, eikä Eero vastannut mitään."
        cast, speakers = cast_and_speakers("\n\n".join([line] * 4))
        assert {"Aino", "Eero"} <= {character.name for character in cast.characters}
        assert cast.convention == "high"
        assert speakers[0] == "Aino"
