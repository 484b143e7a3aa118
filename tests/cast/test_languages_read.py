"""What the rules of French, German, Spanish and Italian add to the reading."""

import pytest

from personae.cast import Cast, Character, blocks_of, read


def reading(text: str) -> tuple[Cast, list[str]]:
    """The cast of a text, and the name of each quotation's speaker."""
    found: list[str | None] = []
    cast = read(
        lambda: blocks_of(text), on_quotation=lambda q: found.append(q.speaker), on_mention=lambda _: None
    )
    names = {character.id: character.name for character in cast.characters}
    return cast, [names.get(speaker or "", "") for speaker in found]


def person(cast: Cast, alias: str) -> Character:
    return next(each for each in cast.characters if alias in {spelling.name for spelling in each.aliases})


GERMAN = """Am Abend stand die Suppe auf dem Tisch, und der Regen schlug gegen das Fenster der alten Mühle.

„Unsinn!“, rief Frau Berger. „Der Hund hat Hunger, und das Brot ist hart.“

„Geduld!“, sagte Luise. „Das Feuer brennt schon. Morgen fahren wir nach Köln.“

Mit leiser Stimme sprach der Müller von seinem Garten. Das Mädchen nahm den Löffel. Luise schwieg.
"""
FRENCH = """Le vent soufflait. L’abbé Morel posa son chapeau ; madame Roche ne dit rien.

« Il fait froid, dit l’abbé Morel.

— Fermez donc la porte, répondit madame Roche. Qu’attendez-vous ?

— J’attends le docteur Vial, murmura l’abbé. »

Le docteur Vial entra sans frapper, et l’abbé Morel se leva.
"""
SPANISH = """Don Cosme, el boticario, cerró la puerta. Paco Ruiz esperaba en la calle con su hermana Lucía.

—¿Quién llama? —preguntó don Cosme.

—Soy yo —dijo Paco Ruiz—. Vengo con Lucía.

—Pasa, Francisco —contestó el boticario—. Hace mucho frío en esta calle.

Paco Ruiz pasó el primero y dejó la capa en una silla.
"""
ITALIAN = """La pioggia cadeva sulla piazza. Marta chiuse la finestra e si voltò verso il camino.

«Chi ha lasciato la porta aperta?» domandò.

«Io» rispose il dottor Valli. «Faceva caldo.»

Il dottor Valli prese il cappello.
"""


class TestGerman:
    def test_takes_no_noun_for_a_person(self) -> None:
        cast, _ = reading(GERMAN)
        assert {each.name for each in cast.characters} == {"Frau Berger", "Luise"}

    def test_hears_who_speaks(self) -> None:
        assert reading(GERMAN)[1] == ["Frau Berger", "Frau Berger", "Luise", "Luise"]


class TestFrench:
    def test_knows_names_behind_titles_in_small_letters(self) -> None:
        cast, _ = reading(FRENCH)
        assert {each.name for each in cast.characters} == {"abbé Morel", "madame Roche", "docteur Vial"}

    def test_gives_each_dash_to_another_and_asides_to_nobody(self) -> None:
        assert reading(FRENCH)[1] == ["abbé Morel", "madame Roche", "madame Roche", "abbé Morel"]

    @pytest.mark.parametrize(("alias", "gender"), [("madame Roche", "F"), ("docteur Vial", "M")])
    def test_hears_gender_in_titles(self, alias: str, gender: str) -> None:
        assert person(reading(FRENCH)[0], alias).gender == gender


class TestSpanish:
    def test_joins_what_somebody_is_to_the_name_it_stands_beside(self) -> None:
        cast, speakers = reading(SPANISH)
        assert speakers[-1] == speakers[0] == person(cast, "el boticario").name

    def test_joins_a_short_form_to_the_long_one(self) -> None:
        cast, _ = reading(SPANISH)
        assert person(cast, "Francisco") is person(cast, "Paco Ruiz")


class TestItalian:
    def test_lets_a_verb_alone_point_at_whom_the_sentence_before_is_about(self) -> None:
        assert reading(ITALIAN)[1][0] == "Marta"

    def test_names_whom_the_verb_names(self) -> None:
        assert reading(ITALIAN)[1][1:] == ["dottor Valli", "dottor Valli"]
