"""Signing in by way of an OpenID provider: what is believed, and whose account it opens."""

import time
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from accounts.parts import ADDRESS, House, house
from makers import PASSWORD, new_email
from personae.accounts import (
    AccountSuspended,
    Guest,
    Identity,
    IdentityUnknown,
    InviteNeeded,
    PasswordWrong,
    Provider,
    ProviderFailed,
    SecondStep,
    SessionNotFound,
    SignedIn,
    User,
)
from personae.bootstrap import Services
from personae.platform.clock import now
from servers.openid import CLIENT_ID, CLIENT_SECRET, OpenId, openid

CALLBACK = f"{ADDRESS}/login/oidc/callback"


@pytest.fixture(scope="module")
def server() -> Iterator[OpenId]:
    with openid() as found:
        yield found


@pytest.fixture
def provider(server: OpenId) -> Provider:
    return Provider(server.url, CLIENT_ID, CLIENT_SECRET, name="Example", callback=CALLBACK)


async def come_back(server: OpenId, provider: Provider) -> Guest:
    """Go to the provider, agree there, and come back."""
    address, journey = await provider.begin(next="/library")
    answer = parse_qs(urlsplit(server.agree(address)).query)
    return await provider.finish(journey, {name: values[0] for name, values in answer.items()})


class TestProvider:
    async def test_tells_who_has_come(self, server: OpenId, provider: Provider) -> None:
        server.come(sub="s1", email="ada@example.org", email_verified=True, name="Ada")
        found = await come_back(server, provider)
        assert found == Guest(server.url, "s1", "ada@example.org", True, "Ada")

    async def test_sends_the_browser_with_what_binds_the_answer(
        self, server: OpenId, provider: Provider
    ) -> None:
        addresses = [(await provider.begin(next="/"))[0] for _ in range(2)]
        one, other = (parse_qs(urlsplit(each).query) for each in addresses)
        assert one["redirect_uri"] == [CALLBACK] and one["code_challenge_method"] == ["S256"]
        assert "code_verifier" not in one and CLIENT_SECRET not in addresses[0]
        for name in ("state", "nonce", "code_challenge"):
            assert one[name] != other[name] and len(one[name][0]) >= 43

    @pytest.mark.parametrize(
        "lies",
        [
            {"iss": "https://evil.example"},
            {"aud": "somebody-else"},
            {"aud": [CLIENT_ID, "another"]},
            {"nonce": "of another sign-in"},
            {"nonce": None},
            {"exp": time.time() - 3600},
            {"exp": None},
            {"sub": None},
            {"iat": time.time() + 3600},
        ],
        ids=str,
    )
    async def test_is_not_believed_what_was_said_for_others(
        self, server: OpenId, provider: Provider, lies: dict[str, object]
    ) -> None:
        server.come(email="ada@example.org", email_verified=True)
        server.lies = lies
        with pytest.raises(ProviderFailed):
            await come_back(server, provider)

    @pytest.mark.parametrize("algorithm", ["none", "HS256"])
    async def test_is_not_believed_without_its_signature(
        self, server: OpenId, provider: Provider, algorithm: str
    ) -> None:
        server.come()
        server.algorithm = algorithm
        with pytest.raises(ProviderFailed):
            await come_back(server, provider)

    async def test_is_not_believed_by_another_key(self, server: OpenId, provider: Provider) -> None:
        server.come()
        server.is_forging = True
        with pytest.raises(ProviderFailed):
            await come_back(server, provider)

    async def test_answers_the_sign_in_that_was_begun_alone(self, server: OpenId, provider: Provider) -> None:
        server.come()
        address, journey = await provider.begin(next="/")
        answer = {n: v[0] for n, v in parse_qs(urlsplit(server.agree(address)).query).items()}
        for wrong in (
            {**answer, "state": "another"},
            {**answer, "state": "é"},
            {**answer, "iss": "https://evil.example"},
            {"state": answer["state"], "error": "access_denied"},
            {"state": answer["state"]},
            {},
        ):
            with pytest.raises(ProviderFailed):
                await provider.finish(journey, wrong)
        for moment in (journey.begun_at - 601, journey.begun_at + 60):
            with pytest.raises(ProviderFailed):
                await provider.finish(replace(journey, begun_at=moment), answer)
        with pytest.raises(ProviderFailed):  # the verifier is another browser's
            await provider.finish(replace(journey, verifier="v" * 43), answer)

    async def test_says_so_when_it_cannot_be_reached(self) -> None:
        away = Provider("http://127.0.0.1:9", CLIENT_ID, CLIENT_SECRET, name="Example", callback=CALLBACK)
        with pytest.raises(ProviderFailed, match="cannot be reached"):
            await away.begin(next="/")

    async def test_is_asked_where_it_is_and_nowhere_it_sends_us(
        self, server: OpenId, provider: Provider
    ) -> None:
        server.come(email="ada@example.org", email_verified=True)
        address, journey = await provider.begin(next="/")
        answer = {n: v[0] for n, v in parse_qs(urlsplit(server.agree(address)).query).items()}
        server.is_moving = True
        try:
            with pytest.raises(ProviderFailed, match="did not answer as it should"):
                await provider.finish(journey, answer)
            other = Provider(server.url, CLIENT_ID, CLIENT_SECRET, name="Example", callback=CALLBACK)
            with pytest.raises(ProviderFailed, match="cannot be reached"):
                await other.begin(next="/")
        finally:
            server.is_moving = False
        assert (await provider.finish(journey, answer)).email == "ada@example.org"

    async def test_must_be_the_issuer_that_is_set(self, server: OpenId) -> None:
        other = Provider(f"{server.url}/", CLIENT_ID, CLIENT_SECRET, name="Example", callback=CALLBACK)
        with pytest.raises(ProviderFailed):
            await other.begin(next="/")


def guest(home: House, **facts: object) -> Guest:
    email = new_email("Guest")
    return replace(Guest("https://id.example", email, email, True, "Guest"), **facts)  # type: ignore[arg-type]


class TestEnter:
    async def test_makes_an_account_once_and_opens_it_from_then_on(self, services: Services) -> None:
        home = house(services, verifies=True)
        who = guest(home)
        first, again = [await home.accounts.guests.enter(who) for _ in range(2)]
        assert isinstance(first, SignedIn) and isinstance(again, SignedIn)
        assert first.actor.user_id == again.actor.user_id
        assert (first.actor.email, first.actor.role) == (who.email, "member")

    async def test_knows_people_by_issuer_and_subject_not_by_address(self, services: Services) -> None:
        home = house(services)
        who = guest(home)
        first = await home.accounts.guests.enter(who)
        moved = await home.accounts.guests.enter(replace(who, email=new_email("Moved")))
        assert isinstance(first, SignedIn) and isinstance(moved, SignedIn)
        assert first.actor.user_id == moved.actor.user_id
        with pytest.raises(IdentityUnknown):
            await home.accounts.guests.enter(replace(who, issuer="https://other.example"))

    async def test_keeps_to_who_may_register(self, services: Services) -> None:
        home = house(services, registers="invite")
        who = guest(home)
        with pytest.raises(InviteNeeded):
            await home.accounts.guests.enter(who)
        async with services.database.begin(write=False) as tx:
            assert await tx.scalar(select(User).where(User.email == who.email)) is None
            assert await tx.scalar(select(Identity).where(Identity.subject == who.subject)) is None

    async def test_makes_no_account_of_an_address_nobody_vouches_for(self, services: Services) -> None:
        home = house(services)
        for facts in ({"has_email": False}, {"email": "", "has_email": False}, {"email": "no address"}):
            with pytest.raises(IdentityUnknown):
                await home.accounts.guests.enter(guest(home, **facts))

    @pytest.mark.parametrize(
        ("links", "vouched", "verified"),
        [(False, True, True), (True, False, True), (True, True, False), (True, True, True)],
    )
    async def test_opens_an_account_by_address_only_when_all_three_say_so(
        self, services: Services, links: bool, vouched: bool, verified: bool
    ) -> None:
        home = house(services, links_email=links)
        ada = await home.newcomer()
        async with services.database.begin() as tx:
            (await tx.get_one(User, ada.actor.user_id)).verified_at = now() if verified else None
        who = guest(home, email=ada.actor.email.upper(), has_email=vouched)
        if links and vouched and verified:
            found = await home.accounts.guests.enter(who)
            assert isinstance(found, SignedIn) and found.actor.user_id == ada.actor.user_id
            return
        with pytest.raises(IdentityUnknown):
            await home.accounts.guests.enter(who)

    async def test_asks_for_the_second_factor_too(self, services: Services) -> None:
        from pyotp import TOTP

        home = house(services)
        who = guest(home)
        ada = await home.accounts.guests.enter(who)
        assert isinstance(ada, SignedIn)
        async with services.database.begin() as tx:
            key = (await home.accounts.second.begin(tx, ada.actor)).key
        await home.accounts.second.confirm(ada.actor, TOTP(key).now())
        assert isinstance(await home.accounts.guests.enter(who), SecondStep)

    async def test_refuses_who_is_suspended(self, services: Services) -> None:
        home = house(services)
        who = guest(home)
        ada = await home.accounts.guests.enter(who)
        assert isinstance(ada, SignedIn)
        async with services.database.begin() as tx:
            (await tx.get_one(User, ada.actor.user_id)).suspended_at = now()
        with pytest.raises(AccountSuspended):
            await home.accounts.guests.enter(who)


class TestJoin:
    async def test_lets_a_provider_open_ones_own_account_and_no_longer(self, services: Services) -> None:
        home = house(services)
        ada, who = await home.newcomer(), guest(home)
        async with services.database.begin() as tx:
            await home.accounts.guests.join(tx, ada.actor, who)
            await home.accounts.guests.join(tx, ada.actor, who)
            [joined] = await home.accounts.keeping.identities(tx, ada.actor)
        found = await home.accounts.guests.enter(who)
        assert isinstance(found, SignedIn) and found.actor.user_id == ada.actor.user_id
        with pytest.raises(PasswordWrong):
            await home.accounts.keeping.unlink(ada.actor, joined.id, present="a guess")
        with pytest.raises(SessionNotFound):
            await home.accounts.keeping.unlink((await home.newcomer()).actor, joined.id, present=PASSWORD)
        await home.accounts.keeping.unlink(ada.actor, joined.id, present=PASSWORD)
        with pytest.raises(SessionNotFound):
            await home.accounts.keeping.unlink(ada.actor, joined.id, present=PASSWORD)
        assert isinstance(await home.accounts.door.log_in(email=ada.actor.email, password=PASSWORD), SignedIn)

    async def test_takes_nobody_elses(self, services: Services) -> None:
        home = house(services)
        ada, who = await home.newcomer(), guest(home)
        await home.accounts.guests.enter(who)
        with pytest.raises(IdentityUnknown, match="another account"):
            async with services.database.begin() as tx:
                await home.accounts.guests.join(tx, ada.actor, who)

    async def test_leaves_a_way_in(self, services: Services) -> None:
        home = house(services)
        found = await home.accounts.guests.enter(guest(home))
        assert isinstance(found, SignedIn)
        async with services.database.begin(write=False) as tx:
            [only] = await home.accounts.keeping.identities(tx, found.actor)
        with pytest.raises(PasswordWrong):
            await home.accounts.keeping.unlink(found.actor, only.id, present="")
