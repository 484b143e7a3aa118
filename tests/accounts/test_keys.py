"""Keys: made once, found by their hash alone, and good for no longer and no more than they say."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from makers import Person
from personae import accounts
from personae.accounts import Actor, ApiKey, AuditEntry, Made, Role, Scope, User
from personae.accounts.keys import KEYS_MOST, NOTED_EVERY, PREFIX
from personae.accounts.rules import digest
from personae.accounts.scopes import grantable, granted
from personae.bootstrap import Services
from personae.platform.clock import now
from personae.platform.db import Tx


async def made(services: Services, tx: Tx, actor: Actor, **wish: object) -> Made:
    fields = {"name": "A script", "scopes": ["read"], **wish}
    return await services.accounts.keys.make(tx, actor, **fields)  # type: ignore[arg-type]


async def kept(services: Services, actor: Actor, **wish: object) -> Made:
    async with services.database.begin() as tx:
        return await made(services, tx, actor, **wish)


class TestGranted:
    def test_lets_only_admins_give_what_is_theirs(self) -> None:
        assert Scope.ADMIN in grantable(Role.ADMIN)
        assert Scope.ADMIN not in grantable(Role.MEMBER)
        assert Scope.SELF not in grantable(Role.ADMIN)

    def test_takes_from_a_key_what_its_person_may_not_any_more(self) -> None:
        assert granted(["read", "admin"], Role.ADMIN) == {Scope.READ, Scope.ADMIN}
        assert granted(["read", "admin"], Role.MEMBER) == {Scope.READ}
        assert granted(["self", "fly"], Role.ADMIN) == frozenset()


class TestMake:
    async def test_keeps_nothing_that_opens_anything(self, services: Services, tx: Tx, actor: Actor) -> None:
        found = await made(services, tx, actor, scopes=["chat", "read", "chat"], days=30, remembers=True)
        key = found.key
        assert found.secret.startswith(PREFIX)
        assert len(found.secret) >= len(PREFIX) + 43
        assert key.secret_hash == digest(found.secret)
        assert (key.name, key.scopes, key.remembers) == ("A script", ["chat", "read"], True)
        assert key.expires_at is not None
        assert timedelta(days=29) < key.expires_at - now() <= timedelta(days=30)
        told = [str(getattr(key, column.name)) for column in ApiKey.__table__.columns]
        assert not [each for each in told if found.secret in each]
        assert found.secret.endswith(key.hint[-4:])

    async def test_never_makes_the_same_twice(self, services: Services, tx: Tx, actor: Actor) -> None:
        assert len({(await made(services, tx, actor)).secret for _ in range(5)}) == 5

    async def test_is_noted_without_the_secret(self, services: Services, tx: Tx, actor: Actor) -> None:
        found = await made(services, tx, actor)
        await tx.flush()
        [line] = await tx.scalars(select(AuditEntry).where(AuditEntry.about == found.key.id))
        assert (line.act, line.actor_id, line.facts) == ("api_key.made", actor.user_id, {"scopes": "read"})

    @pytest.mark.parametrize(
        ("wish", "why"),
        [
            ({"name": " \n"}, "Give the key a name"),
            ({"name": "x" * 81}, "at most 80"),
            ({"scopes": []}, "one scope at least"),
            ({"scopes": ["self"]}, "“self”"),
            ({"days": 0}, "1 to 3,650 days"),
            ({"days": 3_651}, "1 to 3,650 days"),
        ],
    )
    async def test_refuses_what_no_key_can_be(
        self, services: Services, tx: Tx, actor: Actor, wish: dict[str, object], why: str
    ) -> None:
        with pytest.raises(accounts.KeyInvalid) as refusal:
            await made(services, tx, actor, **wish)
        assert why in refusal.value.sentence

    async def test_lets_no_member_have_what_is_for_admins(
        self, services: Services, tx: Tx, actor: Actor
    ) -> None:
        with pytest.raises(accounts.ScopeForAdmins):
            await made(services, tx, actor, scopes=["read", "admin"])

    async def test_stops_at_the_most(self, services: Services, tx: Tx, actor: Actor) -> None:
        for _ in range(KEYS_MOST):
            await made(services, tx, actor)
        with pytest.raises(accounts.KeysMany):
            await made(services, tx, actor)


class TestIdentify:
    async def test_knows_whose_it_is_and_what_it_may_do(self, services: Services, ada: Person) -> None:
        found = await kept(services, ada.actor, scopes=["chat"], remembers=True)
        actor = await services.accounts.keys.identify(found.secret)
        assert actor is not None
        assert (actor.user_id, actor.session_id) == (ada.actor.user_id, found.key.id)
        assert (actor.scopes, actor.has_key, actor.remembers) == ({Scope.CHAT}, True, True)

    async def test_notes_its_use_once_a_minute(self, services: Services, ada: Person) -> None:
        found = await kept(services, ada.actor)

        async def last_use() -> object:
            await services.accounts.keys.identify(found.secret)
            async with services.database.begin(write=False) as tx:
                [key] = await services.accounts.keys.list_keys(tx, ada.actor)
                return key.last_used_at

        first = await last_use()
        assert first is not None
        assert await last_use() == first
        async with services.database.begin() as tx:
            old = now() - NOTED_EVERY - timedelta(seconds=1)
            await tx.execute(update(ApiKey).where(ApiKey.id == found.key.id).values(last_used_at=old))
        assert await last_use() != old

    async def test_knows_no_key_that_is_over(self, services: Services, ada: Person) -> None:
        expired, revoked = await kept(services, ada.actor), await kept(services, ada.actor)
        async with services.database.begin() as tx:
            await tx.execute(update(ApiKey).where(ApiKey.id == expired.key.id).values(expires_at=now()))
            await services.accounts.keys.revoke(tx, ada.actor, revoked.key.id)
        for secret in (expired.secret, revoked.secret, expired.key.hint, "", PREFIX):
            assert await services.accounts.keys.identify(secret) is None

    async def test_knows_nobody_who_is_suspended(self, services: Services, ada: Person) -> None:
        found = await kept(services, ada.actor)
        async with services.database.begin() as tx:
            await tx.execute(update(User).where(User.id == ada.actor.user_id).values(suspended_at=now()))
        assert await services.accounts.keys.identify(found.secret) is None
        async with services.database.begin(write=False) as tx:
            assert await accounts.alive_unscoped(tx, [found.key.id]) == set()

    async def test_takes_an_admins_key_for_a_members_without_the_scope(
        self, services: Services, admin: Person
    ) -> None:
        plain = await kept(services, admin.actor, scopes=["read"])
        full = await kept(services, admin.actor, scopes=["read", "admin"])
        roles = [await services.accounts.keys.identify(each.secret) for each in (plain, full)]
        assert [each and each.role for each in roles] == [Role.MEMBER, Role.ADMIN]


class TestRevoke:
    async def test_hides_other_peoples_keys(self, services: Services, ada: Person, ben: Person) -> None:
        found = await kept(services, ada.actor)
        async with services.database.begin() as tx:
            with pytest.raises(accounts.KeyNotFound):
                await services.accounts.keys.revoke(tx, ben.actor, found.key.id)
            assert await services.accounts.keys.list_keys(tx, ben.actor) == []
        assert await services.accounts.keys.identify(found.secret)
