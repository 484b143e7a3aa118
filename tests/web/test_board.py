"""What a page offers to add to an order of models, and what comes back from its form."""

import pytest

from makers import Person
from personae.bootstrap import Services
from personae.models import Wish
from personae.web.board import board_of, wish_of


class TestBoardOf:
    async def test_offers_the_studios_models_and_what_the_vendors_of_keys_sell(
        self, services: Services, ada: Person
    ) -> None:
        work = await services.models.keys.add(ada.actor, vendor="anthropic", secret="sk-work", name="Work")
        await services.models.keys.add(
            ada.actor, vendor="compatible", secret="", base_url="http://127.0.0.1:9/v1", name="Home"
        )
        async with services.database.begin(write=False) as tx:
            board = await board_of(tx, ada.actor, services.models)
        studio, anthropic = board.groups  # and nothing is known of a server at home
        assert [each.value for each in studio.options] == ["|quotation|quotation"]
        assert anthropic.label == "With your key Work"
        assert f"{work.id}|anthropic|claude-haiku-4-5" in {each.value for each in anthropic.options}
        assert not board.is_own and [row.key.name for row in board.keys] == ["Work", "Home"]


class TestWishOf:
    @pytest.mark.parametrize(
        ("value", "wish"),
        [
            ("|quotation|quotation", Wish("quotation", "quotation")),
            ("k|openai|a|b:c", Wish("openai", "a|b:c", "k")),
            ("nonsense", Wish("", "", "nonsense")),
            ("", Wish("", "")),
        ],
    )
    def test_reads_what_a_form_sends(self, value: str, wish: Wish) -> None:
        assert wish_of(value) == wish
