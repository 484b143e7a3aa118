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
    "none": ["Stir the flour into the milk.", "Leave it for an hour; don't hurry."],
}


class TestChoose:
    @pytest.mark.parametrize("name", SAMPLES)
    def test_names_the_convention_most_marks_speak_for(self, name: str) -> None:
        assert choose(count_marks(SAMPLES[name])).name == name

    def test_sees_guillemets_that_turn_inwards(self) -> None:
        assert choose(count_marks(["»Komm«, sagte Anna.", "»Nein«, sagte er."])).inverted

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
