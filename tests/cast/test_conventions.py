"""Telling a document's marks from samples."""

import pytest

from personae.cast.conventions import choose, count_marks

SAMPLES = {
    "straight": ['"Come in," said Ann. "It\'s late."', 'He called it a "miracle".'],
    "curly": ["“Come in,” said Ann. “It’s late.”"],
    "single": ["'Come in,' said Ann. 'It's late.'", "'No,' he said. 'Not \"now\".'"],
    "guillemets": ["« Entrez », dit Anne.", "« Non », dit-il."],
    "low-high": ["„Komm“, sagte Anna.", "„Nein“, sagte er."],
    "dash": ["—Pasa —dijo Ana.", "—No —dijo él.", "—Bueno."],
    "corner": ["「行きましょう」と彼女は言った。", "『いいえ』と彼は答えた。"],
    "none": ["Stir the flour into the milk.", "Leave it for an hour; don't hurry."],
}


class TestChoose:
    @pytest.mark.parametrize("name", SAMPLES)
    def test_names_the_convention_most_marks_speak_for(self, name: str) -> None:
        assert choose(count_marks(SAMPLES[name])).name == name

    def test_sees_guillemets_that_turn_inwards(self) -> None:
        assert choose(count_marks(["»Komm«, sagte Anna.", "»Nein«, sagte er."])).inverted

    def test_sees_single_guillemets(self) -> None:
        assert choose(count_marks(["‹Komm›, sagte Anna.", "‹Nein›, sagte er."])).name == "guillemets"

    def test_knows_marks_that_some_paragraphs_have_instead(self) -> None:
        mixed = ['"Come in," said Ann.'] * 5 + ["‘No,’ said Tom. ‘I’m off.’"] * 2
        assert choose(count_marks(mixed)).beside == "single"
        dashes = choose(count_marks([*["—Pasa."] * 9, "«Ya», pensó.", "«Bah», dijo."]))
        assert (dashes.name, dashes.beside) == ("dash", "guillemets")

    def test_takes_few_other_marks_for_slips(self) -> None:
        assert choose(count_marks(['"Come in," said Ann.'] * 9 + ["‘No,’ said Tom."])).beside == ""

    def test_allows_dashes_beside_guillemets(self) -> None:
        found = choose(count_marks(["« Entrez. »", "— Non.", "— Si.", "« Bon. »"]))
        assert (found.name, found.dash) == ("guillemets", True)

    def test_takes_apostrophes_for_no_quotations(self) -> None:
        assert choose(count_marks(["Ann's hat and the boys' coats, don't you know."])).name == "none"

    @pytest.mark.parametrize(("said", "lost"), [("don t", True), ("don't", False)])
    def test_sees_that_apostrophes_were_lost(self, said: str, lost: bool) -> None:
        assert choose(count_marks([f'"I {said} know," said Ann.'])).lost == lost

    def test_keeps_guillemets_that_open_a_dialogue_of_dashes(self) -> None:
        dialogue = ["« Tu viens ? demanda Jean.", *["— Non."] * 9]
        chosen = choose(count_marks(dialogue))
        assert (chosen.name, chosen.dash) == ("guillemets", True)
