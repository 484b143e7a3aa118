"""Letters about what opens an account, to whose it is."""

import pytest

from accounts.parts import House, house
from accounts.test_provider import guest
from accounts.test_second import ticket_of, turned_on
from makers import PASSWORD
from personae.accounts import SecondFactorOff
from personae.bootstrap import Services


@pytest.fixture
def home(services: Services) -> House:
    return house(services)


async def told(home: House, email: str) -> list[str]:
    """The first line of every letter about a change."""
    return [each.text.splitlines()[0] for each in await home.letters(email)]


class TestLetters:
    async def test_tell_of_each_change_of_the_second_factor(self, home: House, services: Services) -> None:
        ada, _, codes = await turned_on(home)
        await home.accounts.second.enter(await ticket_of(home, ada), codes[0])
        async with services.database.begin() as tx:
            await home.accounts.second.renew_codes(tx, ada.actor)
        async with services.database.begin() as tx:
            await home.accounts.second.turn_off(tx, ada.actor)
        said = await told(home, ada.actor.email)
        assert {line.split(" your account")[0].removesuffix(".") for line in said} == {
            "A second factor was turned on for",
            "Somebody logged in with one of your recovery codes",
            "New recovery codes were made for",
            "The second factor of",
        }
        letters = await home.letters(ada.actor.email)
        assert not [code for code in codes if any(code in each.text for each in letters)]

    async def test_tell_of_each_provider(self, home: House, services: Services) -> None:
        ada, who = await home.newcomer(), guest(home)
        async with services.database.begin() as tx:
            await home.accounts.guests.join(tx, ada.actor, who)
            [joined] = await home.accounts.keeping.identities(tx, ada.actor)
        await home.accounts.keeping.unlink(ada.actor, joined.id, present=PASSWORD)
        taken_off, joined_to = sorted(await told(home, ada.actor.email))
        assert joined_to.startswith(f"Signing in with {who.issuer} opens") and "taken off" in taken_off

    async def test_tell_nothing_of_what_was_not_committed(self, home: House, services: Services) -> None:
        ada, *_ = await turned_on(home)
        with pytest.raises(SecondFactorOff):
            async with services.database.begin() as tx:
                await home.accounts.second.turn_off(tx, ada.actor)
                await home.accounts.second.turn_off(tx, ada.actor)
        assert len(await told(home, ada.actor.email)) == 1
