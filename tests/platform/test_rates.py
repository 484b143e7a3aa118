"""How often what may be asked, as the setting says it."""

import pytest

from personae.platform.limits import Limit
from personae.platform.rates import USUAL, Rate, parse_rates
from personae.platform.settings import Settings


class TestParseRates:
    def test_keeps_what_is_usual_for_all_that_is_not_named(self) -> None:
        found = parse_rates(" ask:30/60 , upload : 5/3600,")
        assert found == {**USUAL, Rate.ASK: Limit(30, 60), Rate.UPLOAD: Limit(5, 3600)}
        assert parse_rates("") == USUAL

    @pytest.mark.parametrize(
        "text", ["ask", "ask:30", "ask:0/60", "ask:30/0", "ask:-1/60", "ask:a/b", "ask:1/2/3", "tea:1/60"]
    )
    def test_says_how_an_entry_is_written(self, text: str) -> None:
        with pytest.raises(ValueError, match="write name:times/seconds, as in ask:30/60"):
            parse_rates(text)

    def test_has_a_usual_rate_for_every_name(self) -> None:
        assert set(USUAL) == set(Rate)


class TestSettings:
    def test_read_it(self) -> None:
        assert Settings.model_validate({"RATE_LIMITS": "ask:7/60"}).rate_limits[Rate.ASK] == Limit(7, 60)
        assert Settings.model_validate({}).rate_limits == USUAL
