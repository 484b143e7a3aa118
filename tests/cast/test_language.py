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

    def test_weighs_what_is_told_more_than_what_is_said(self) -> None:
        told = "The train stood still at the border for an hour, and nobody in the carriage knew the reason."
        said = ["« Vous avez vos papiers, monsieur ? »", "« Descendez, s'il vous plaît, et vite. »"]
        assert detect([told, *said])[0] == "en"

    def test_joins_what_is_too_short_to_tell_alone(self) -> None:
        assert detect(["— Ven aquí.", "— No quiero.", "— Hace mucho frío."])[0] == "es"


UNREAD = {
    "nl": ("‘Kom binnen,’ zei Marieke, en zij opende de deur van het oude huis.", ["Kom binnen,"]),
    "pt": ("— Entra — disse Mariana, abrindo a porta da casa. — Faz frio.", ["Entra", "Faz frio."]),
    "pl": ("— Wejdź — powiedziała Zofia i otworzyła drzwi starego domu.", ["Wejdź"]),
    "ru": ("— Войди, — сказала Анна и открыла дверь. — Здесь холодно.", ["Войди,", "Здесь холодно."]),
    "el": ("«Έλα μέσα», είπε η Μαρία και άνοιξε την πόρτα του σπιτιού.", ["Έλα μέσα"]),
    "fi": ("”Tule sisään”, sanoi Aino ja avasi vanhan talon oven hiljaa.", ["Tule sisään"]),
    "zh": ("“进来吧，”她说着推开了老房子的门，外面的雨下得很大，风也很冷。", ["进来吧，"]),
    "ja": ("花子は古い家の戸を静かに開けて、雨の中に立っている太郎を見ていた。", []),
}


class TestRead:
    @pytest.mark.parametrize("code", UNREAD)
    def test_finds_what_is_said_in_any_language_and_says_what_is_missing(self, code: str) -> None:
        line, said = UNREAD[code]
        text = "\n\n".join([line] * 3)
        found: list[str] = []
        cast = read(
            lambda: blocks_of(text),
            on_quotation=lambda q: found.append(text[q.start : q.end]),
            on_mention=lambda _: None,
        )
        assert found == said * 3
        assert f"language_unread:{code}" in cast.notices

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
