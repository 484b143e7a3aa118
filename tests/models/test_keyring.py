"""Keys that people bring: what is kept, who may use it, and when it is no use any more."""

from collections.abc import Iterable

import pytest
from sqlalchemy import update

from makers import Person
from models.conftest import ADDRESS, SENTINEL
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.llm import ModelUnreachable
from personae.models import (
    AddressClosed,
    AddressInvalid,
    AddressPrivate,
    KeyGone,
    KeyInvalid,
    KeyNameInvalid,
    KeyNotFound,
    Keyring,
    KeysMany,
    KeyUnreadable,
    ModelKey,
    VendorUnknown,
)
from personae.models.keyring import KEYS_MOST
from personae.platform.errors import PersonaeError
from personae.platform.seal import Seal


async def change(services: Services, key: ModelKey, **values: object) -> None:
    """Write into a key's row behind the keyring's back."""
    async with services.database.begin() as tx:
        await tx.execute(update(ModelKey).where(ModelKey.id == key.id).values(**values))


class TestAdd:
    async def test_keeps_a_key_sealed_with_a_hint_of_it(self, keys: Keyring, actor: Actor) -> None:
        key = await keys.add(actor, vendor="openai", secret=f" {SENTINEL}\n")
        assert (key.name, key.base_url, key.hint, key.last_used_at) == ("OpenAI", None, "WXYZ", None)
        assert SENTINEL.encode() not in key.sealed
        opened = await keys.open(actor, key.id)
        assert (opened.vendor, opened.base_url, opened.secret) == ("openai", None, SENTINEL)
        assert SENTINEL not in repr(opened)

    async def test_gives_no_hint_of_a_short_key_and_takes_none_for_a_server_at_home(
        self, keys: Keyring, actor: Actor
    ) -> None:
        assert (await keys.add(actor, vendor="anthropic", secret="abcdefgh")).hint == ""
        blank = await keys.add(actor, vendor="compatible", secret="", base_url=f"{ADDRESS}/")
        assert (blank.hint, blank.base_url) == ("", ADDRESS)

    @pytest.mark.parametrize(
        ("wish", "refusal"),
        [
            ({"vendor": "somebody"}, VendorUnknown),
            ({"vendor": ""}, VendorUnknown),
            ({"vendor": "gguf", "base_url": "/etc/passwd"}, VendorUnknown),
            ({"secret": " "}, KeyInvalid),
            ({"secret": "two words"}, KeyInvalid),
            ({"secret": "sk-\nx"}, KeyInvalid),
            ({"secret": "sk-ключ"}, KeyInvalid),
            ({"secret": "x" * 501}, KeyInvalid),
            ({"name": "n" * 81}, KeyNameInvalid),
            ({"base_url": "nonsense"}, AddressInvalid),
            ({"vendor": "compatible"}, AddressInvalid),
        ],
    )
    async def test_refuses_what_makes_no_sense(
        self, keys: Keyring, actor: Actor, wish: dict[str, str], refusal: type[PersonaeError]
    ) -> None:
        with pytest.raises(refusal) as caught:
            await keys.add(actor, **{"vendor": "openai", "secret": SENTINEL, **wish})
        assert SENTINEL not in repr(caught.value) and caught.value.sentence.endswith(".")

    async def test_refuses_the_studios_own_network_where_that_is_closed(
        self, services: Services, actor: Actor
    ) -> None:
        closed = Keyring(services.database.begin, Seal(b"s"), allows_private=False)
        with pytest.raises(AddressPrivate):
            await closed.add(actor, vendor="compatible", secret="", base_url=ADDRESS)

    async def test_refuses_one_key_too_many(self, keys: Keyring, ben: Person) -> None:
        for _ in range(KEYS_MOST):
            await keys.add(ben.actor, vendor="openai", secret=SENTINEL)
        with pytest.raises(KeysMany):
            await keys.add(ben.actor, vendor="openai", secret=SENTINEL)


class TestReplace:
    async def test_puts_another_key_address_and_name_in_its_place(
        self, keys: Keyring, actor: Actor, key: ModelKey
    ) -> None:
        await keys.open(actor, key.id)
        changed = await keys.replace(actor, key.id, secret="sk-another-987654321", base_url=ADDRESS, name="")
        assert (changed.id, changed.hint, changed.last_used_at) == (key.id, "4321", None)
        assert (await keys.open(actor, key.id)).secret == "sk-another-987654321"

    async def test_changes_nothing_when_it_refuses(self, keys: Keyring, actor: Actor, key: ModelKey) -> None:
        with pytest.raises(AddressInvalid):
            await keys.replace(actor, key.id, secret="sk-another-987654321", base_url="nonsense")
        assert (await keys.open(actor, key.id)).secret == SENTINEL

    async def test_makes_a_key_readable_again_after_a_change_of_the_secret_key(
        self, other_keys: Keyring, actor: Actor, key: ModelKey
    ) -> None:
        await other_keys.replace(actor, key.id, secret=SENTINEL, base_url=ADDRESS)
        assert (await other_keys.open(actor, key.id)).secret == SENTINEL


class TestOpen:
    async def test_notes_the_use(self, keys: Keyring, actor: Actor, key: ModelKey) -> None:
        await keys.open(actor, key.id)
        assert (await keys.find(actor, key.id)).last_used_at is not None

    async def test_says_that_a_deleted_key_is_gone(
        self, services: Services, keys: Keyring, actor: Actor, key: ModelKey
    ) -> None:
        async with services.database.begin() as tx:
            await keys.delete(tx, actor, key.id)
        with pytest.raises(KeyGone, match="Choose another model"):
            await keys.open(actor, key.id)

    async def test_says_to_enter_it_again_when_the_secret_key_has_changed(
        self, keys: Keyring, other_keys: Keyring, actor: Actor, key: ModelKey
    ) -> None:
        assert keys.is_readable(key) and not other_keys.is_readable(key)
        with pytest.raises(KeyUnreadable, match="Enter the key again"):
            await other_keys.open(actor, key.id)

    async def test_refuses_a_row_that_was_moved_to_another_owner_vendor_or_address(
        self, services: Services, keys: Keyring, actor: Actor, ben: Person, key: ModelKey
    ) -> None:
        for values in (
            {"owner_id": ben.actor.user_id},
            {"vendor": "openai"},
            {"base_url": "https://evil.org"},
        ):
            await change(services, key, **values)
            thief = ben.actor if "owner_id" in values else actor
            with pytest.raises(KeyUnreadable):
                await keys.open(thief, key.id)
            await change(services, key, owner_id=actor.user_id, vendor="compatible", base_url=ADDRESS)
        assert (await keys.open(actor, key.id)).secret == SENTINEL

    async def test_looks_at_the_address_each_time(self, services: Services, actor: Actor) -> None:
        numbers = ["93.184.216.34"]

        async def moving(host: str, port: int) -> Iterable[str]:
            if not numbers:
                raise OSError("gone")
            return numbers

        keys = Keyring(services.database.begin, Seal(b"s"), allows_private=False, resolve=moving)
        key = await keys.add(actor, vendor="compatible", secret="", base_url="https://models.example.org/v1")
        opened = await keys.open(actor, key.id)
        assert opened.base_url and opened.reach
        assert await opened.reach("models.example.org", 443) == "93.184.216.34"
        numbers[:] = ["10.0.0.7"]
        with pytest.raises(OSError, match="open internet"):  # moved after it was looked at
            await opened.reach("models.example.org", 443)
        with pytest.raises(AddressClosed):
            await keys.open(actor, key.id)
        numbers.clear()
        with pytest.raises(ModelUnreachable):
            await keys.open(actor, key.id)


class TestOwners:
    async def test_alone_see_change_and_use_a_key(
        self, services: Services, keys: Keyring, ben: Person, key: ModelKey
    ) -> None:
        with pytest.raises(KeyNotFound):
            await keys.find(ben.actor, key.id)
        with pytest.raises(KeyNotFound):
            await keys.replace(ben.actor, key.id, secret=SENTINEL)
        with pytest.raises(KeyGone):
            await keys.open(ben.actor, key.id)
        async with services.database.begin() as tx:
            with pytest.raises(KeyNotFound):
                await keys.delete(tx, ben.actor, key.id)
            assert list(await keys.list_keys(tx, ben.actor)) == []
