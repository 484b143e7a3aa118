"""The teller's words inside a quotation."""

import pytest

from personae.cast.asides import cut
from personae.cast.conventions import Convention
from personae.cast.grammar import grammar_for
from personae.cast.quotes import spans

GUILLEMETS = Convention("guillemets")
DASHES = Convention("dash", dash=True)


def said(text: str, code: str, convention: Convention) -> list[str]:
    return [text[span.start : span.end] for span in cut(text, spans(text, convention), grammar_for(code))]


class TestCut:
    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("« Non, dit-elle, jamais. »", ["Non,", "jamais."]),
            ("« Tu viens ? demanda Jean. Il est tard. »", ["Tu viens ?", "Il est tard."]),
            ("« Assez ! s’écria l’abbé Morel en riant, on y va. »", ["Assez !", "on y va."]),
            ("« Je sais, lui répondit-il.", ["Je sais,"]),
            ("« Oui, dit Anne, qui rougissait, je le veux. »", ["Oui,", "je le veux."]),
        ],
    )
    def test_takes_french_asides_out_of_the_marks(self, text: str, parts: list[str]) -> None:
        assert said(text, "fr", GUILLEMETS) == parts

    def test_keeps_what_only_looks_like_one(self) -> None:
        text = "« Il répondit, dit-on, que tout va bien, et il demanda son chapeau. »"
        assert said(text, "fr", GUILLEMETS)[-1].endswith("demanda son chapeau.")

    def test_ends_speech_where_the_teller_goes_on(self) -> None:
        assert said("— Non, dit-elle. Elle ferma la porte.", "fr", DASHES) == ["Non,"]
        assert said("— Non, dit-elle. Elle viendra demain.", "fr", DASHES) == ["Non,", "Elle viendra demain."]
        assert said("— Non, dit-elle. Il est parti.", "fr", DASHES) == ["Non,", "Il est parti."]

    def test_ends_an_aside_between_dashes_at_the_second(self) -> None:
        text = "— Vieni, — disse Anna, prendendo il cappello. — È tardi."
        assert said(text, "it", DASHES) == ["Vieni,", "È tardi."]

    def test_leaves_out_the_stop_behind_a_spanish_aside(self) -> None:
        assert said("—Pasa —dijo Ana—. Siéntate.", "es", DASHES) == ["Pasa", "Siéntate."]

    def test_cuts_at_dashes_alone_where_a_language_has_no_rules(self) -> None:
        assert said("— Entra — disse Mariana. — Faz frio.", "pt", DASHES) == ["Entra", "Faz frio."]

    def test_reads_spanish_dashes_inside_guillemets(self) -> None:
        assert said("«Pasa —dijo Ana—, hace frío».", "es", GUILLEMETS) == ["Pasa", "hace frío"]

    def test_changes_nothing_where_asides_stand_outside(self) -> None:
        text = "“No, said the parrot, never.”"
        assert said(text, "en", Convention("curly")) == ["No, said the parrot, never."]
